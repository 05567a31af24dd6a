"""The rule of reconciliation: which of several readings the principal row takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from communique.core.edtf import bounds
from communique.resolve.reports import Report

# Values that say that a report has no reading.
_SILENT = frozenset(("unknown", "unclear", "none"))


def precision_of_date(value: object) -> int:
    """Return how precise an EDTF date is: the negative width of its bounds in days."""
    first, last = bounds(value) if isinstance(value, str) else (None, None)
    if first is None or last is None:
        return -100_000
    return -(last - first).days


def reconcile(
    reports: Sequence[Report],
    value: Callable[[Report], Any],
    source: Callable[[Report], str],
    precision: Callable[[Any], int] | None = None,
) -> Any:
    """Choose among differing readings: most independent sources, then the more precise, then the
    earlier published.

    `reports` come in the order of publication. Without `precision` the longer wording is the more
    precise. Null only where every report leaves the value out; a reading such as 'unknown' gives
    way to any other.
    """
    measure = precision or (lambda v: len(str(v)))
    sources: dict[Any, set[str]] = {}
    first: dict[Any, int] = {}
    silent = None
    for position, report in enumerate(reports):
        found = value(report)
        if found is None:
            continue
        if found in _SILENT:
            silent = silent or found
            continue
        sources.setdefault(found, set()).add(source(report))
        first.setdefault(found, position)
    if not sources:
        return silent
    return min(sources, key=lambda v: (-len(sources[v]), -measure(v), first[v]))


def latest_status(
    reports: Sequence[Report],
    status: Callable[[Report], str],
    source: Callable[[Report], str],
) -> str:
    """Return the status by the latest date of report; of one day, that of most sources.

    `reports` come in the order of publication, undated ones last; those count only where none has
    a date.
    """
    first: dict[tuple[str, str], Report] = {}
    for report in reports:
        # What a source says again on a later day, as a copy run late does, is no later state.
        first.setdefault((source(report), status(report)), report)
    told = list(first.values())
    last = max((r.order[0] for r in told if r.order[0] < "9999"), default=told[0].order[0])
    latest = [r for r in told if r.order[0] == last]
    sources: dict[str, set[str]] = {}
    for report in latest:
        sources.setdefault(status(report), set()).add(source(report))
    order = list(sources)
    return min(order, key=lambda s: (-len(sources[s]), order.index(s)))
