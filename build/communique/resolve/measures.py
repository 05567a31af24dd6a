"""Trade measures over all articles: reports of one measure become one, over months if need be."""

from __future__ import annotations

from collections.abc import Iterable

from communique.resolve.clusters import gather
from communique.resolve.corrections import Decisions
from communique.resolve.measure_fit import MeasureFacts, facts_of, fit
from communique.resolve.reports import MeasureReport


def cluster_measures(
    reports: list[MeasureReport], decisions: Decisions
) -> list[list[MeasureReport]]:
    """Return the reports grouped by measure, groups and reports in the order of first mentions."""
    clusters = gather(sorted(map(facts_of, reports), key=_trust), _blocks, fit)
    groups = [sorted((f.report for f in group), key=lambda r: r.order) for group in clusters]
    return decisions.regroup(
        "trade_measures",
        sorted(groups, key=lambda g: g[0].order),
        row_id=lambda g: g[0].mention_id,
        mention_id=lambda r: r.mention_id,
        article_id=lambda r: r.article.article_id,
        order=lambda r: r.order,
    )


def _trust(facts: MeasureFacts) -> tuple[object, ...]:
    """Return the place of a report in the order of trust: that of publication.

    A ledger grows in time: each report is held against what was known before it.
    """
    return (facts.report.order,)


def _blocks(facts: MeasureFacts) -> Iterable[object]:
    """Return the blocks of a report: type and sides, by each word of its product and name."""
    sides = (facts.report.mention.measure_type, facts.makers, facts.targets)
    return [(*sides, word) for word in sorted(facts.words) or [""]]
