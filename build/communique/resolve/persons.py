"""Persons over all articles: variants of a name become one person, namesakes do not."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from communique.core.ids import make_id
from communique.core.model import Party
from communique.lexicon.lexicon import lexicon
from communique.lexicon.tables import rows, split
from communique.resolve.clusters import Clusters
from communique.resolve.reports import Processed, Row, sort_key


class PersonMention(Struct, frozen=True):
    """A person's name in one article, with the country the article gives them."""

    order: tuple[str, str, int, int]
    name: str
    country: str | None
    key: str | None


def fold(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, diacritics, dots and hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


def reference_id(key: str) -> str:
    """Return the id of a person of the reference table."""
    return make_id("persons", "reference", key)


def _mentions(processed: Iterable[Processed]) -> list[PersonMention]:
    found: dict[tuple[str, str, str | None], PersonMention] = {}

    def note(article_order: tuple[str, str, int, int], party: Party) -> None:
        if party.name:
            one = PersonMention(article_order, party.name, party.country, party.person_key)
            found.setdefault((article_order[1], party.name, party.person_key), one)

    for p in processed:
        for m in p.mentions.meetings:
            for i, party in enumerate(m.parties):
                note(sort_key(p.article, m.sentence_start, i), party)
        for s in p.mentions.statements:
            for i, party in enumerate(s.speakers):
                note(sort_key(p.article, s.sentence_start, 100 + i), party)
        for x in p.mentions.measures:
            for i, side in enumerate(x.parties):
                note(
                    sort_key(p.article, x.sentence_start, 200 + i),
                    Party(name=side.name, country=side.country, person_key=side.person_key),
                )
    return sorted(found.values(), key=lambda m: m.order)


def _same(a: PersonMention, b: PersonMention) -> bool:
    """Tell whether two mentions are of one person: no clash of key, country or given name."""
    if a.key and b.key:
        return a.key == b.key
    if a.country and b.country and a.country != b.country:
        return False
    x, y = fold(a.name), fold(b.name)
    if x == y:
        return len(x) > 1 or bool(a.country and b.country)
    short, long = sorted((x, y), key=len)
    # a bare surname joins a full name only within one country
    if len(short) == 1:
        return bool(a.country and a.country == b.country) and short[0] in (long[-1], long[0])
    return set(short) <= set(long)


class Persons:
    """The persons of a build: ids by mention, and the rows of the table."""

    def __init__(self, processed: Iterable[Processed]) -> None:
        mentions = _mentions(processed)
        clusters = Clusters(len(mentions))
        # Mentions that are alike in all that is compared are one person: only the first is compared.
        distinct: dict[tuple[tuple[str, ...], str | None, str | None], int] = {}
        for i, one in enumerate(mentions):
            words = fold(one.name)
            if one.key or one.country or len(words) > 1:
                clusters.join(distinct.setdefault((words, one.country, one.key), i), i)
        keys = {i: {mentions[i].key} - {None} for i in distinct.values()}
        blocks: dict[str, list[int]] = defaultdict(list)
        for (words, _, _), i in distinct.items():
            for word in set(words):
                blocks[word].append(i)
        for numbers in blocks.values():
            for position, i in enumerate(numbers):
                for j in numbers[position + 1 :]:
                    if _same(mentions[i], mentions[j]):
                        a, b = clusters.find(i), clusters.find(j)
                        # A surname alone must not tie two different people together.
                        if a != b and len(keys[a] | keys[b]) <= 1:
                            clusters.join(a, b)
                            keys[min(a, b)] = keys[a] | keys[b]
        self._ids: dict[tuple[str, str], str] = {}
        self.rows: list[Row] = []
        self.redirects: dict[str, str] = {}
        self._build(mentions, clusters)

    def _build(self, mentions: list[PersonMention], clusters: Clusters) -> None:
        known = lexicon().persons
        details = {r["person_key"]: r for r in rows("persons")}
        for group in clusters.groups(mentions):
            key = next((m.key for m in group if m.key), None)
            own = [make_id("persons", m.order[1], "persons", m.order[2], m.order[3]) for m in group]
            person_id = reference_id(key) if key else own[0]
            fullest = max(group, key=lambda m: (len(fold(m.name)), -group.index(m))).name
            name = known[key].name if key else fullest
            countries = [m.country for m in group if m.country]
            variants = sorted(
                {m.name for m in group} | set(split(details[key]["name_variants"]) if key else [])
            )
            self.rows.append(
                {
                    "person_id": person_id,
                    "name": name,
                    "family_name": (known[key].family_name or None) if key else None,
                    "name_variants": [v for v in variants if v != name],
                    "country": known[key].country if key else (countries[0] if countries else None),
                    "wikidata_id": (details[key]["wikidata_id"] or None) if key else None,
                    "source": details[key]["source"] if key else "articles",
                }
            )
            for m in group:
                self._ids[m.order[1], m.name] = person_id
            for old in own:
                if old != person_id:
                    self.redirects[old] = person_id

    def id_of(self, article_id: str, name: str | None) -> str | None:
        """Return the person id of a name as an article has it."""
        return self._ids.get((article_id, name)) if name else None
