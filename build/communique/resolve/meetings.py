"""Meetings over all articles: compatible mentions become one, and every report is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from communique.core.edtf import bounds
from communique.core.model import Party
from communique.resolve.clusters import decided, gather
from communique.resolve.corrections import Decisions
from communique.resolve.meeting_fit import Facts, fit
from communique.resolve.persons import Persons
from communique.resolve.reports import MeetingReport

# Reports further apart than this are never compared, unless their dates say so.
_REACH = timedelta(days=16)
# A date wider than this (a season, a year) says too little to look for a meeting by.
_WIDEST = 62
# A gathering of more parties than this is looked for by its first ones.
_MOST_SIDES = 8


def party_key(report: MeetingReport, party: Party, persons: Persons) -> str | None:
    """Return what tells one party from another over articles: person id, else country or body."""
    if party.name:
        return persons.id_of(report.article.article_id, party.name)
    return party.country or party.organisation_key or party.organisation


def cluster_meetings(
    reports: list[MeetingReport], persons: Persons, decisions: Decisions
) -> list[list[MeetingReport]]:
    """Return the reports grouped by meeting, groups and reports in the order of first mentions."""
    facts = [_facts(report, persons) for report in reports]
    clusters = gather(sorted(facts, key=_trust), _blocks, fit)
    return decided("meetings", ([f.report for f in group] for group in clusters), decisions)


def _facts(report: MeetingReport, persons: Persons) -> Facts:
    mention = report.mention
    sides: dict[str, set[str]] = {}
    for party in mention.parties:
        side = party.country or party.organisation_key or party.organisation
        person = party_key(report, party, persons) if party.name else None
        if side or person:
            sides.setdefault(side or f"of {person}", set()).update({person} if person else ())
    first, last = bounds(mention.date_edtf)
    return Facts(
        report,
        {side: frozenset(people) for side, people in sides.items()},
        (first, last) if first and last and (last - first).days <= _WIDEST else None,
        report.article.published_date,
    )


def _trust(facts: Facts) -> tuple[object, ...]:
    """Return the place of a report in the order of trust: a precise date first, then more names."""
    width = (facts.days[1] - facts.days[0]).days if facts.days else 10_000
    return width, -len(facts.people), facts.report.mention.place_country is None, facts.report.order


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
