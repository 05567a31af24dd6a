"""Meetings over all articles: compatible mentions become one, and every report is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from sys import intern

from communique.core.edtf import bounds
from communique.core.model import MeetingMention, Party
from communique.resolve.clusters import decided, gather
from communique.resolve.meeting_fit import AHEAD_OF_IT, Facts, fit
from communique.resolve.persons import Persons
from communique.resolve.reports import Place
from communique.resolve.workspace import Workspace

# Reports further apart than this are never compared, unless their dates say so.
_REACH = timedelta(days=16)
# A date wider than this (a season, a year) says too little to look for a meeting by.
_WIDEST = 62
# A gathering of more parties than this is looked for by its first ones.
_MOST_SIDES = 8


def party_key(number: int, party: Party, persons: Persons) -> str | None:
    """Return what tells one party from another over articles: person id, else country or body."""
    if party.name:
        return persons.id_of(number, party.name)
    return party.country or party.organisation_key or party.organisation


def cluster_meetings(space: Workspace) -> list[list[Facts]]:
    """Return the reports grouped by meeting, groups and reports in the order of first mentions."""
    facts = [
        _facts((number, index), mention, one.article.published_date, space.persons)
        for number, one in enumerate(space.archive)
        for index, mention in enumerate(one.mentions.meetings)
    ]
    clusters = gather(sorted(facts, key=_trust), _blocks, fit)
    return decided("meetings", clusters, space.archive, space.decisions)


def _facts(
    place: Place, mention: MeetingMention, published: date | None, persons: Persons
) -> Facts:
    sides: dict[str, set[str]] = {}
    for party in mention.parties:
        side = party.country or party.organisation_key or party.organisation
        person = party_key(place[0], party, persons) if party.name else None
        if side or person:
            sides.setdefault(intern(side or f"of {person}"), set()).update(
                {person} if person else ()
            )
    first, last = bounds(mention.date_edtf)
    return Facts(
        place,
        (place[0], mention.sentence_start, mention.ordinal),
        {side: frozenset(people) for side, people in sides.items()},
        (first, last) if first and last and (last - first).days <= _WIDEST else None,
        published,
        intern(mention.medium),
        intern(mention.place_country) if mention.place_country else None,
        mention.occasion,
        mention.status in AHEAD_OF_IT,
    )


def _trust(facts: Facts) -> tuple[object, ...]:
    """Return the place of a report in the order of trust: a precise date first, then more names."""
    width = (facts.days[1] - facts.days[0]).days if facts.days else 10_000
    return width, -len(facts.people), facts.place_country is None, facts.order


def _blocks(facts: Facts) -> Iterable[object]:
    """Return the blocks of a report: each pair of its sides, with each month that it can be of."""
    sides = sorted(facts.sides)[:_MOST_SIDES]
    pairs: list[tuple[str, ...]] = [*combinations(sides, 2)] or [tuple(sides)]
    return [(pair, month) for pair in pairs for month in _months(facts)]


def _months(facts: Facts) -> set[str]:
    days: list[date] = list(facts.days or ())
    if not days and facts.published:
        days = [facts.published - _REACH, facts.published, facts.published + _REACH]
    found = {f"{day:%Y-%m}" for day in days}
    if facts.days:
        middle = facts.days[0] + (facts.days[1] - facts.days[0]) / 2
        found.add(f"{middle:%Y-%m}")
    return found
