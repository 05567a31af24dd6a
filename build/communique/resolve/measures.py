"""Trade measures over all articles: reports of one measure become one, over months if need be."""

from __future__ import annotations

from collections.abc import Iterable

from communique.resolve.clusters import decided, gather
from communique.resolve.corrections import Decisions
from communique.resolve.measure_fit import MeasureFacts, facts_of, fit
from communique.resolve.reports import MeasureReport


def cluster_measures(
    reports: list[MeasureReport], decisions: Decisions
) -> list[list[MeasureReport]]:
    """Return the reports grouped by measure, groups and reports in the order of first mentions."""
    clusters = gather(sorted(map(facts_of, reports), key=_trust), _blocks, fit)
    return decided("trade_measures", ([f.report for f in group] for group in clusters), decisions)


def _trust(facts: MeasureFacts) -> tuple[object, ...]:
    """Return the place of a report in the order of trust: that of publication.

    A ledger grows in time: each report is held against what was known before it.
    """
    return (facts.report.order,)


def _blocks(facts: MeasureFacts) -> Iterable[object]:
    """Return the blocks of a report: type and sides, by each word of its product and name."""
    sides = (facts.report.mention.measure_type, facts.makers, facts.targets)
    return [(*sides, word) for word in sorted(facts.words) or [""]]
