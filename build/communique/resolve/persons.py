"""Persons over all articles: variants of a name become one person, namesakes do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from communique.core.ids import make_id
from communique.lexicon.lexicon import lexicon
from communique.lexicon.tables import rows, split
from communique.resolve.clusters import gather
from communique.resolve.corrections import Decisions
from communique.resolve.person_fit import Variant, fit, keys_of, trust
from communique.resolve.person_mentions import PersonMention, person_mentions
from communique.resolve.person_names import parse
from communique.resolve.person_reference import reference_key
from communique.resolve.reports import Processed, Row


def reference_id(key: str) -> str:
    """Return the id of a person of the reference table."""
    return make_id("persons", "reference", key)


class Persons:
    """The persons of a build: ids by mention, the rows of the table, and the redirects."""

    def __init__(self, processed: Iterable[Processed], decisions: Decisions) -> None:
        mentions = person_mentions(processed)
        clusters = gather(sorted(_variants(mentions), key=trust), keys_of, fit)
        groups = [
            sorted((m for variant in group for m in variant.mentions), key=lambda m: m.order)
            for group in clusters
        ]
        groups = decisions.regroup(
            "persons",
            sorted(groups, key=lambda g: g[0].order),
            row_id=lambda g: _person_id(g, _key(g)),
            mention_id=lambda m: m.mention_id,
            article_id=lambda m: m.article_id,
            order=lambda m: m.order,
        )
        self.rows: list[Row] = []
        self.redirects: dict[str, str] = {}
        self._ids: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        for group in groups:
            key = _key(group)
            if key and reference_id(key) in taken:
                key = None  # split off by a person from the one whom the reference table has
            self._add(group, key)
            if key:  # the other one of two whom a person found to be the same
                for other in {m.key for m in group if m.key} - {key}:
                    self.redirects[reference_id(other)] = reference_id(key)
            taken.add(str(self.rows[-1]["person_id"]))

    def _add(self, group: list[PersonMention], key: str | None) -> None:
        person_id = _person_id(group, key)
        self.rows.append(_row(group, key, person_id))
        for mention in group:
            self._ids[mention.article_id, mention.name] = person_id
            if mention.mention_id != person_id:
                self.redirects[mention.mention_id] = person_id

    def id_of(self, article_id: str, name: str | None) -> str | None:
        """Return the person id of a name as an article has it."""
        return self._ids.get((article_id, name)) if name else None


def _variants(mentions: Iterable[PersonMention]) -> list[Variant]:
    """Return the mentions by what tells persons apart, so that each reading is compared once."""
    found: defaultdict[tuple[str, str | None, str | None], list[PersonMention]] = defaultdict(list)
    for mention in mentions:
        found[mention.name, mention.country, mention.key].append(mention)
    made = []
    for (name, country, key), group in found.items():
        known = key or reference_key(parse(name), country)
        made.append(Variant(parse(name), country, known, tuple(group)))
    return made


def _key(group: list[PersonMention]) -> str | None:
    keys = (m.key or reference_key(parse(m.name), m.country) for m in group)
    return next((key for key in keys if key), None)


def _person_id(group: list[PersonMention], key: str | None) -> str:
    return reference_id(key) if key else group[0].mention_id


@cache
def _listed() -> dict[str, dict[str, str]]:
    return {row["person_key"]: row for row in rows("persons")}


def _row(group: list[PersonMention], key: str | None, person_id: str) -> Row:
    known = lexicon().persons.get(key or "")
    details = _listed().get(key or "")
    longest = max(group, key=lambda m: len(parse(m.name).words) * 10 + len(parse(m.name).initials))
    name = known.name if known else longest.name
    variants = {m.name for m in group} | set(split(details["name_variants"]) if details else [])
    return {
        "person_id": person_id,
        "name": name,
        "family_name": (known.family_name or None) if known else None,
        "name_variants": sorted(variants - {name}),
        "country": known.country if known else next((m.country for m in group if m.country), None),
        "wikidata_id": (details["wikidata_id"] or None) if details else None,
        "source": details["source"] if details else "articles",
    }
