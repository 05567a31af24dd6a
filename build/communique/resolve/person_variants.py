"""The readings of names over all articles: each once, with the offices and days that it comes with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from communique.core.ids import make_id, mention_id
from communique.resolve.archive import Archive
from communique.resolve.person_fit import Variant
from communique.resolve.person_mentions import PersonMention, Reading, person_mentions
from communique.resolve.person_names import parse
from communique.resolve.person_reference import reference_key
from communique.resolve.reports import Order


class _Gathered:
    """What the mentions of one reading say; the first in order comes first."""

    __slots__ = ("first", "last_day", "offices", "order")

    def __init__(self, mention: PersonMention) -> None:
        self.order = mention.order
        self.offices = set(mention.offices)
        self.first = self.last_day = mention.published

    def add(self, mention: PersonMention) -> None:
        self.offices |= mention.offices
        if mention.published:
            # Articles come by their days, undated ones last.
            self.first = self.first or mention.published
            self.last_day = mention.published

    @property
    def days(self) -> tuple[date, date] | None:
        return (self.first, self.last_day) if self.first and self.last_day else None


def variants(archive: Archive, ids: Collection[str]) -> tuple[list[Variant], set[Reading]]:
    """Return the readings of names, and which of them have a mention that bears one of `ids`."""
    found: dict[Reading, _Gathered] = {}
    named: set[Reading] = set()
    for number, one in enumerate(archive):
        for mention in person_mentions(one, number):
            gathered = found.get(mention.reading)
            if gathered:
                gathered.add(mention)
            else:
                found[mention.reading] = _Gathered(mention)
            if ids and id_of_mention(archive, mention.order) in ids:
                named.add(mention.reading)
    made = [
        variant(reading, gathered.order, frozenset(gathered.offices), gathered.days)
        for reading, gathered in found.items()
    ]
    named |= {v.reading for v in made if v.key and reference_id(v.key) in ids}
    return made, named


def mentioned(archive: Archive, readings: Collection[Reading]) -> Iterable[Variant]:
    """Yield a variant of its own for each mention of these readings."""
    for number, one in enumerate(archive):
        for mention in person_mentions(one, number):
            if mention.reading in readings:
                day = mention.published
                days = (day, day) if day else None
                yield variant(mention.reading, mention.order, mention.offices, days)


def variant(
    reading: Reading, order: Order, offices: frozenset[str], days: tuple[date, date] | None
) -> Variant:
    """Return a variant, with the key of the reference table that its name alone tells."""
    written, country, key = reading
    name = parse(written)
    return Variant(
        name, country, key or reference_key(name, country), reading, order, offices, days
    )


def id_of_mention(archive: Archive, order: Order) -> str:
    """Return the id of a mention of a person: the row's where no other joins it."""
    return mention_id("persons", archive.id(order[0]), *order[1:])


def reference_id(key: str) -> str:
    """Return the id of a person of the reference table."""
    return make_id("persons", "reference", key)
