"""Persons over all articles: variants of a name become one person, namesakes do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from communique.lexicon.tables import rows, split
from communique.resolve.archive import Archive
from communique.resolve.clusters import gather
from communique.resolve.corrections import Decisions
from communique.resolve.person_fit import Variant, fit, keys_of, trust
from communique.resolve.person_mentions import PersonMention, Reading, person_mentions
from communique.resolve.person_names import forget
from communique.resolve.person_variants import id_of_mention, mentioned, reference_id, variants
from communique.resolve.reports import Order, Row

if TYPE_CHECKING:
    from communique.resolve.workspace import Workspace

# Articles whose names are at hand at once.
_AT_HAND = 64


class Persons:
    """The persons of a build: which reading of a name is of whom.

    Readings are in memory, not mentions: only those that a decision takes apart are known one by one.
    """

    def __init__(self, archive: Archive, decisions: Decisions) -> None:
        self._archive = archive
        found, named = variants(archive, decisions.ids)
        clusters = gather(sorted(found, key=trust), keys_of, fit)
        named_clusters = [c for c in clusters if any(v.reading in named for v in c)]
        apart = {v.reading for cluster in named_clusters for v in cluster}
        self._own: dict[Order, str] = {}
        self._ids: dict[Reading, str] = {}
        self._groups = [
            sorted(cluster, key=lambda v: v.order)
            for cluster in clusters
            if cluster[0].reading not in apart
        ]
        self._decided = self._regrouped(named_clusters, decisions) if apart else []
        self._names = lru_cache(_AT_HAND)(self._names_anew)
        forget()

    def _regrouped(
        self, clusters: list[list[Variant]], decisions: Decisions
    ) -> list[list[Variant]]:
        """Return the persons whom decisions name, mention by mention."""
        cluster_of = {v.reading: place for place, c in enumerate(clusters) for v in c}
        groups: list[list[Variant]] = [[] for _ in clusters]
        for one in mentioned(self._archive, cluster_of):
            groups[cluster_of[one.reading]].append(one)
        return decisions.regroup(
            "persons",
            sorted((sorted(g, key=lambda v: v.order) for g in groups), key=lambda g: g[0].order),
            row_id=lambda g: self._person_id(g, _key(g)),
            mention_id=lambda v: id_of_mention(self._archive, v.order),
            article_id=lambda v: self._archive.id(v.order[0]),
            order=lambda v: v.order,
        )

    def settle(self) -> Iterator[tuple[Row, dict[str, str], bool]]:
        """Yield the row of each person, the redirects of its keys, and whether a decision names it."""
        taken: set[str] = set()
        decided = {id(group) for group in self._decided}
        groups = sorted([*self._groups, *self._decided], key=lambda g: g[0].order)
        self._groups, kept_alive = [], self._decided
        for group in groups:
            key = _key(group)
            if key and reference_id(key) in taken:
                key = None  # split off by a person from the one whom the reference table has
            person_id = self._person_id(group, key)
            taken.add(person_id)
            is_decided = id(group) in decided
            for variant in group:
                if is_decided:
                    self._own[variant.order] = person_id
                else:
                    self._ids[variant.reading] = person_id
            redirects: dict[str, str] = {}
            if key:  # the other one of two whom a person found to be the same
                others = {v.reading[2] for v in group} - {key, None}
                redirects = {reference_id(str(other)): reference_id(key) for other in others}
            yield _row(group, key, person_id), redirects, is_decided
        kept_alive.clear()

    def _person_id(self, group: list[Variant], key: str | None) -> str:
        return reference_id(key) if key else id_of_mention(self._archive, group[0].order)

    def id_of(self, number: int, name: str | None) -> str | None:
        """Return the person id of a name as the article with this number has it."""
        return self._names(number).get(name) if name else None

    def redirects_of(self, number: int) -> dict[str, str]:
        """Return the ids of the mentions in an article that lead to another row."""
        found = {
            id_of_mention(self._archive, mention.order): self._person_of(mention)
            for mention in person_mentions(self._archive[number], number)
        }
        return {old: new for old, new in found.items() if old != new}

    def _names_anew(self, number: int) -> dict[str, str]:
        return {
            mention.name: self._person_of(mention)
            for mention in person_mentions(self._archive[number], number)
        }

    def _person_of(self, mention: PersonMention) -> str:
        return self._own.get(mention.order) or self._ids[mention.reading]


def add_persons(space: Workspace) -> None:
    """Fill persons, and the redirects to them."""
    for row, redirects, is_decided in space.persons.settle():
        space.tables["persons"].append(row)
        space.redirects.update(redirects)
        space.finish(keep=is_decided)
    for number in range(len(space.archive)):
        redirects = space.persons.redirects_of(number)
        if redirects:
            space.redirects.update(redirects)
            space.finish()


def _key(group: list[Variant]) -> str | None:
    return next((v.key for v in group if v.key), None)


@cache
def _listed() -> dict[str, dict[str, str]]:
    return {row["person_key"]: row for row in rows("persons")}


def _row(group: list[Variant], key: str | None, person_id: str) -> Row:
    details = _listed().get(key or "")
    longest = max(group, key=lambda v: len(v.name.words) * 10 + len(v.name.initials))
    name = details["name"] if details else longest.reading[0]
    written = {v.reading[0] for v in group}
    written |= set(split(details["name_variants"]) if details else [])
    return {
        "person_id": person_id,
        "name": name,
        "family_name": (details["family_name"] or None) if details else None,
        "name_variants": sorted(written - {name}),
        "country": (
            (details["country"] or None)
            if details
            else next((v.country for v in group if v.country), None)
        ),
        "wikidata_id": (details["wikidata_id"] or None) if details else None,
        "source": details["source"] if details else "articles",
    }
