"""Meetings on the margins of an event that is itself a row: the event is their parent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from communique.resolve.reports import Row

# Talks on the margins are held from the eve of the event to the day after.
_MARGIN = timedelta(days=1)
# Without a date of their own they are told apart by the days on which they are reported.
_REPORTED = timedelta(days=7)
# The columns of a row that are looked at.
COLUMNS = (
    "meeting_id",
    "occasion",
    "setting",
    "arity",
    "date_earliest",
    "date_latest",
    "first_reported_date",
    "last_reported_date",
)


def parents(meetings: list[Row]) -> None:
    """Fill `parent_meeting_id` where exactly one multilateral row is the event that a row names."""
    events: defaultdict[str, list[Row]] = defaultdict(list)
    for row in meetings:
        if row["occasion"] and row["setting"] == "summit" and row["arity"] == "multilateral":
            events[_name(row)].append(row)
    for row in meetings:
        if not row["occasion"] or row["arity"] not in ("bilateral", "trilateral"):
            continue
        found = [event for event in events[_name(row)] if _within(row, event)]
        if len(found) == 1:
            row["parent_meeting_id"] = found[0]["meeting_id"]


def _name(row: Row) -> str:
    return " ".join(str(row["occasion"]).casefold().removeprefix("the ").split())


def _within(row: Row, event: Row) -> bool:
    if row["meeting_id"] == event["meeting_id"]:
        return False
    own, other = (
        _span(row, "date_earliest", "date_latest"),
        _span(event, "date_earliest", "date_latest"),
    )
    margin = _MARGIN
    if own is None or other is None:
        own = _span(row, "first_reported_date", "last_reported_date")
        other = _span(event, "first_reported_date", "last_reported_date")
        margin = _REPORTED
    if own is None or other is None:
        return False
    return own[0] <= other[1] + margin and other[0] - margin <= own[1]


def _span(row: Row, first: str, last: str) -> tuple[date, date] | None:
    start, end = row[first], row[last]
    return (start, end) if isinstance(start, date) and isinstance(end, date) else None
