"""The mentions of persons: each name that an article gives a person, once, with its context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from msgspec import Struct

from communique.core.model import Mentions
from communique.resolve.reports import Order, Processed

# A name as written, the country and the key of the reference table that an article gives it.
Reading = tuple[str, str | None, str | None]
_NO_OFFICE = frozenset(("unknown", "other"))


class PersonMention(Struct, frozen=True):
    """A person's name in one article, with the country, office and day that the article gives."""

    order: Order
    name: str
    country: str | None
    key: str | None
    offices: frozenset[str]
    published: date | None

    @property
    def reading(self) -> Reading:
        """What of it tells persons apart."""
        return self.name, self.country, self.key


# A name where it stands: sentence, place there, name, country, key, type of office.
_Seen = tuple[int, int, str, str | None, str | None, str | None]


def person_mentions(one: Processed, number: int) -> Iterable[PersonMention]:
    """Yield the mentions of persons in the article with this number."""
    by_name: defaultdict[str, list[_Seen]] = defaultdict(list)
    for seen in sorted(_seen(one.mentions), key=itemgetter(0, 1)):
        by_name[seen[2]].append(seen)
    # An id tells the names of one sentence apart by their order in it.
    places: Counter[int] = Counter()
    for name, all_seen in by_name.items():
        sentence = all_seen[0][0]
        place = places[sentence]
        places[sentence] += 1
        yield PersonMention(
            (number, sentence, place),
            name,
            next((country for *_, country, _, _ in all_seen if country), None),
            next((key for *_, key, _ in all_seen if key), None),
            frozenset(office for *_, office in all_seen if office) - _NO_OFFICE,
            one.article.published_date,
        )


def _seen(mentions: Mentions) -> Iterable[_Seen]:
    for meeting in mentions.meetings:
        at = meeting.sentence_start
        for i, p in enumerate(meeting.parties):
            if p.name:
                yield at, i, p.name, p.country, p.person_key, p.office_type
    for said in mentions.statements:
        at = said.sentence_start
        for i, p in enumerate(said.speakers, 100):
            if p.name:
                yield at, i, p.name, p.country, p.person_key, p.office_type
    for measure in mentions.measures:
        at = measure.sentence_start
        for i, side in enumerate(measure.parties, 200):
            if side.name:
                yield at, i, side.name, side.country, side.person_key, None
