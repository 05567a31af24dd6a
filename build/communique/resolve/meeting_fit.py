"""Scores how well a report fits a meeting: parties, time, place and medium must be compatible."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from communique.resolve.reports import Order, Place

# Without a date of its own, a meeting that was held is news for so many days after it.
_NEWS: Final = 3
# One that is planned is reported so many days ahead.
_AHEAD: Final = 16
# Two undated reports of one meeting are published within so many days, with its place within these.
_TOGETHER, _TOGETHER_WITH_PLACE = 2, 10
# A date is precise when it leaves no more days open than a summit lasts.
_PRECISE = 4
AHEAD_OF_IT = frozenset(("scheduled", "proposed", "conditional", "rumoured", "postponed"))


class Facts(Struct, frozen=True):
    """What decides whether a report is of a meeting, and nothing else of it.

    `place` is that of the mention. `sides` are countries and bodies with the persons named for them;
    `days` the bounds of its date.
    """

    place: Place
    order: Order
    sides: dict[str, frozenset[str]]
    days: tuple[date, date] | None
    published: date | None
    medium: str
    place_country: str | None
    occasion: str | None
    is_ahead: bool

    @property
    def people(self) -> frozenset[str]:
        """All persons named."""
        return frozenset(person for people in self.sides.values() for person in people)


def fit(meeting: list[Facts], report: Facts) -> float:
    """Return how well a report fits a meeting, 0 when any report of it speaks against it.

    Every pair must be compatible, or a vague report would tie two meetings together.
    """
    best = 0.0
    for other in _different(meeting):
        found = _pair(other, report)
        if found is None:
            return 0.0
        best = max(best, found)
    return best


def _different(meeting: list[Facts]) -> list[Facts]:
    """Return the reports of a meeting without those that say the same on the same day."""
    seen: dict[tuple[object, ...], Facts] = {}
    for facts in meeting:
        key = (
            tuple(sorted(facts.sides.items(), key=lambda s: s[0])),
            facts.days,
            facts.published,
            facts.medium,
            facts.place_country,
            facts.is_ahead,
        )
        seen.setdefault(key, facts)
    return list(seen.values())


def _pair(a: Facts, b: Facts) -> float | None:
    """Return how well two reports fit, None when they cannot be of one meeting."""
    if a.place[0] == b.place[0]:
        return None  # an article tells of each meeting once
    if a.medium != b.medium and "unknown" not in (a.medium, b.medium):
        return None
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return None
    same_place = bool(a.place_country and a.place_country == b.place_country)
    parties = _parties(a, b)
    if parties is None:
        return None
    time = _time(a, b, shared=parties >= 2, same_place=same_place)
    if time is None:
        return None
    return parties + time + 0.5 * same_place + 0.5 * bool(a.occasion and a.occasion == b.occasion)


def _parties(a: Facts, b: Facts) -> float | None:
    """Return how many sides share a person, plus a part for those that share the country only."""
    mine, theirs = set(a.sides), set(b.sides)
    common = mine & theirs
    if not common or not (mine <= theirs or theirs <= mine):
        return None
    shared = 0
    for side in common:
        if a.sides[side] and b.sides[side]:
            if not a.sides[side] & b.sides[side]:
                return None
            shared += 1
    if mine != theirs and (len(common) < 2 or shared < 2):
        return None
    return shared + 0.1 * len(common)


def _time(a: Facts, b: Facts, *, shared: bool, same_place: bool) -> float | None:
    """Return how well the times fit, None when they clash or say too little.

    `shared` tells whether the reports share persons on two sides.
    """
    if a.days and b.days:
        if a.days[1] < b.days[0] or b.days[1] < a.days[0]:
            return None
        widths = [(last - first).days for first, last in (a.days, b.days)]
        if max(widths) <= _PRECISE:
            return 2.0
        # "In September" and a day of it: the persons must tell that it is one meeting.
        return 1.0 if shared or same_place else None
    if not shared:
        return None
    if a.days or b.days:
        dated, undated = (a, b) if a.days else (b, a)
        return _news_of(undated, dated.days)
    if a.published is None or b.published is None:
        return None
    apart = abs((a.published - b.published).days)
    return 0.5 if apart <= (_TOGETHER_WITH_PLACE if same_place else _TOGETHER) else None


def _news_of(undated: Facts, days: tuple[date, date] | None) -> float | None:
    """Tell whether a report without a date can be of a meeting of these days, by when it was published."""
    if undated.published is None or days is None or (days[1] - days[0]).days > _PRECISE:
        return None
    ahead = (days[0] - undated.published).days
    if undated.is_ahead:
        return 0.5 if -1 <= ahead <= _AHEAD else None
    behind = (undated.published - days[1]).days
    return 0.5 if ahead <= 0 and behind <= _NEWS else None
