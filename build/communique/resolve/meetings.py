"""Meetings over all articles: compatible mentions become one row with every report kept beside it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from communique.core.edtf import bounds
from communique.core.model import Party
from communique.resolve.clusters import Clusters
from communique.resolve.persons import Persons
from communique.resolve.reports import MeetingReport

# Reports of one meeting without a date of its own in common are published within so many days.
_NEWS_CYCLE = timedelta(days=10)
# A wide date ("in September") is compatible with a day in it; anything wider says too little to merge on.
_WIDEST = 40


def party_key(report: MeetingReport, party: Party, persons: Persons) -> str | None:
    """Return what tells one party from another over articles: person id, else country or body."""
    if party.name:
        return persons.id_of(report.article.article_id, party.name)
    return party.country or party.organisation_key or party.organisation


def sides(report: MeetingReport) -> frozenset[str]:
    """Return the countries and bodies at a meeting."""
    return frozenset(
        k
        for p in report.mention.parties
        if (k := p.country or p.organisation_key or p.organisation)
    )


def _dates_agree(a: MeetingReport, b: MeetingReport) -> bool | None:
    """Tell whether dates overlap (True), clash (False), or decide nothing (None)."""
    (a1, a2), (b1, b2) = bounds(a.mention.date_edtf), bounds(b.mention.date_edtf)
    if a1 is None or a2 is None or b1 is None or b2 is None:
        return None
    if a2 < b1 or b2 < a1:
        return False
    return True if max(a2 - a1, b2 - b1).days <= _WIDEST else None


def same_meeting(a: MeetingReport, b: MeetingReport, persons: Persons) -> bool:
    """Tell whether two articles' mentions are of one meeting: parties, time and place compatible."""
    if a.article.article_id == b.article.article_id:
        return False
    if sides(a) != sides(b):
        return False
    names_a = {k for p in a.mention.parties if p.name and (k := party_key(a, p, persons))}
    names_b = {k for p in b.mention.parties if p.name and (k := party_key(b, p, persons))}
    if names_a and names_b and not (names_a <= names_b or names_b <= names_a):
        return False
    agree = _dates_agree(a, b)
    if agree is False:
        return False
    if {a.mention.medium, b.mention.medium} == {"phone", "in_person"}:
        return False
    place_a, place_b = a.mention.place_country, b.mention.place_country
    if place_a and place_b and place_a != place_b:
        return False
    if agree:
        return True
    published_a, published_b = a.article.published_date, b.article.published_date
    if published_a is None or published_b is None:
        return False
    is_named = bool(names_a & names_b)
    return (
        is_named
        and abs(published_a - published_b) <= _NEWS_CYCLE
        and bool(place_a and place_a == place_b)
    )


def cluster_meetings(reports: list[MeetingReport], persons: Persons) -> list[list[MeetingReport]]:
    """Return the reports grouped by meeting, each group in the order of first mentions."""
    clusters = Clusters(len(reports))
    blocks: dict[frozenset[str], list[int]] = defaultdict(list)
    for i, report in enumerate(reports):
        blocks[sides(report)].append(i)
    for numbers in blocks.values():
        for position, i in enumerate(numbers):
            for j in numbers[position + 1 :]:
                if clusters.find(i) == clusters.find(j):
                    continue
                members_i = [reports[n] for n in numbers if clusters.find(n) == clusters.find(i)]
                members_j = [reports[n] for n in numbers if clusters.find(n) == clusters.find(j)]
                # every pair must be compatible, or a vague report would tie two meetings together
                if all(same_meeting(a, b, persons) for a in members_i for b in members_j):
                    clusters.join(i, j)
    return clusters.groups(reports)
