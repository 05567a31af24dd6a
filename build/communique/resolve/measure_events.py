"""The ledger of a measure: one row per real change of its state, however many reports tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.model import Evidence, MeasureEvent
from communique.core.terms import measure_status_order
from communique.resolve.columns import add_bounds
from communique.resolve.reconcile import precision_of_date, reconcile
from communique.resolve.reports import MeasureReport, Row
from communique.resolve.workspace import Workspace

# Changes that a measure can go through again and again; the others come once, unless it ended since.
_REPEATED = frozenset(
    (
        "threatened",
        "rate_raised",
        "rate_cut",
        "scope_changed",
        "exemption_granted",
        "delayed",
        "suspended",
        "resumed",
    )
)
_ENDS = frozenset(("suspended", "lifted", "expired", "struck_down", "rejected"))
# Two days that outlets give for one change lie no further apart; undated reports of one are
# published within so many days of each other.
_ONE_CHANGE, _RETOLD = timedelta(days=3), timedelta(days=21)


class Told(Struct, frozen=True):
    """One change as one report has it; its id is the event's if no other report tells of it."""

    report: MeasureReport
    event: MeasureEvent
    event_id: str

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Place in the order of first mentions."""
        return self.report.order

    @property
    def days(self) -> tuple[date, date] | None:
        """Bounds of the date of the change, None when it has none."""
        first, last = bounds(self.event.date_edtf)
        return (first, last) if first and last else None

    @property
    def since(self) -> date:
        """The first day that the change can be of; without a date, the day it was reported."""
        return self.days[0] if self.days else self.report.article.published_date or date.max


def events(space: Workspace, measure_id: str, group: list[MeasureReport]) -> list[Row]:
    """Return the events of a measure in order, entering their evidence and redirects."""
    told = [
        Told(report, event, report.part_id("measure_events", n))
        for report in group
        for n, event in enumerate(report.mention.events)
    ]
    changes = sorted(_changes(told), key=_place)
    made = []
    for sequence, change in enumerate(changes, 1):
        row = _row(space, measure_id, sequence, change)
        made.append(row)
        space.redirect((t.event_id for t in change), str(row["event_id"]))
        for one in change:
            rule = one.report.mention.rule
            for span in one.event.evidence:
                whole = Evidence(span.start, span.end, None, None, span.rule)
                space.evidence.add(
                    "measure_events",
                    str(row["event_id"]),
                    one.report.article,
                    whole,
                    rule,
                    one.event_id,
                )
    return made


def _changes(told: Iterable[Told]) -> list[list[Told]]:
    """Return what the reports tell, one list for each real change.

    Dated reports come first: a report without a date then joins the change that it retells.
    """
    changes: list[list[Told]] = []
    for one in sorted(told, key=lambda t: (t.days is None, t.since, t.order)):
        fitting = [c for c in changes if _same(c, one, changes)]
        if fitting:
            nearest = min(fitting, key=lambda c: (abs(c[0].since - one.since), c[0].order))
            nearest.append(one)
        else:
            changes.append([one])
    return [sorted(change, key=lambda t: t.order) for change in changes]


def _same(change: list[Told], one: Told, changes: list[list[Told]]) -> bool:
    """Tell whether a report retells a change."""
    first = change[0]
    if first.event.event_type != one.event.event_type:
        return False
    if any(t.report is one.report for t in change):
        return False
    rates = {t.event.rate_percent for t in change if t.event.rate_percent is not None}
    rate = one.event.rate_percent
    if "rate_" in one.event.event_type and rate is not None and rates and rate not in rates:
        return False
    if _ended_between(first, one, changes):
        return False
    if one.event.event_type not in _REPEATED:
        return True
    if first.days and one.days:
        apart = max(one.days[0] - first.days[1], first.days[0] - one.days[1])
        return apart <= _ONE_CHANGE
    return one.days is not None or abs(one.since - first.since) <= _RETOLD


def _ended_between(a: Told, b: Told, changes: list[list[Told]]) -> bool:
    """Tell whether the measure ended between two dated changes, so that the later one is a new start."""
    if a.event.event_type in _ENDS or not (a.days and b.days):
        return False
    low, high = sorted((a.since, b.since))
    return any(c[0].event.event_type in _ENDS and low < c[0].since < high for c in changes)


def _place(change: list[Told]) -> tuple[date, date, int, str]:
    """Return the order of a change: by its date, then by publication, then by the order of states."""
    published = [t.report.article.published_date for t in change]
    reported = min((d for d in published if d), default=date.max)
    dated = [t for t in change if t.days]
    since = min((t.since for t in dated), default=reported)
    order = measure_status_order()[change[0].event.status]
    return since, reported, order, change[0].event_id


def _row(space: Workspace, measure_id: str, sequence: int, change: list[Told]) -> Row:
    def source(told: Told) -> str:
        return space.source(told.report.number)

    published = [t.report.article.published_date for t in change]
    row: Row = {
        "event_id": change[0].event_id,
        "measure_id": measure_id,
        "sequence": sequence,
        "event_type": change[0].event.event_type,
        "status": change[0].event.status,
        "date_edtf": reconcile(change, lambda t: t.event.date_edtf, source, precision_of_date),
        "reported_date": min((d for d in published if d), default=None),
        "rate_percent": reconcile(change, lambda t: t.event.rate_percent, source),
    }
    add_bounds(row, "date")
    return row
