"""Trade measures over all articles: reports of one measure become one, over months if need be."""

from __future__ import annotations

from collections.abc import Iterable

from communique.resolve.clusters import decided, gather
from communique.resolve.measure_fit import MeasureFacts, facts_of, fit
from communique.resolve.workspace import Workspace


def cluster_measures(space: Workspace) -> list[list[MeasureFacts]]:
    """Return the reports grouped by measure, groups and reports in the order of first mentions."""
    facts = [
        facts_of((number, index), mention, one.article.published_date)
        for number, one in enumerate(space.archive)
        for index, mention in enumerate(one.mentions.measures)
    ]
    clusters = gather(sorted(facts, key=_trust), _blocks, fit)
    return decided("trade_measures", clusters, space.archive, space.decisions)


def _trust(facts: MeasureFacts) -> tuple[object, ...]:
    """Return the place of a report in the order of trust: that of publication.

    A ledger grows in time: each report is held against what was known before it.
    """
    return (facts.order,)


def _blocks(facts: MeasureFacts) -> Iterable[object]:
    """Return the blocks of a report: type and sides, by each word of its product and name."""
    sides = (facts.measure_type, facts.makers, facts.targets)
    return [(*sides, word) for word in sorted(facts.words) or [""]]
