"""Trade measures over all articles: reports of one measure become one row, one ledger of events."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta

from communique.core.edtf import bounds
from communique.core.model import MeasureParty
from communique.lexicon.tables import word_set
from communique.resolve.clusters import Clusters
from communique.resolve.reports import MeasureReport

# Reports further apart than this, without a common date, are taken for different measures.
_APART = timedelta(days=120)
_WORD = re.compile(r"[a-z]{3,}")


def party_key(party: MeasureParty) -> str | None:
    """Return what tells one party of a measure from another over articles."""
    return party.organisation_key or party.name or party.country or party.organisation


def _of(report: MeasureReport, *roles: str) -> frozenset[str]:
    return frozenset(k for p in report.mention.parties if p.role in roles and (k := party_key(p)))


def _products(report: MeasureReport) -> set[str]:
    return set(_WORD.findall((report.mention.product or "").lower())) - word_set("stop")


def same_measure(a: MeasureReport, b: MeasureReport) -> bool:
    """Tell whether two articles' mentions are of one measure: parties, product, rate, time compatible."""
    x, y = a.mention, b.mention
    if a.article.article_id == b.article.article_id or x.measure_type != y.measure_type:
        return False
    if _of(a, "target") != _of(b, "target"):
        return False
    product_a, product_b = _products(a), _products(b)
    if (product_a or product_b) and not product_a & product_b:
        return False
    if x.rate_percent is not None and y.rate_percent is not None:
        moved = {x.status, y.status} & {"amended", "suspended", "lifted"}
        if x.rate_percent != y.rate_percent and not moved:
            return False
    for left, right in (
        (x.effective_edtf, y.effective_edtf),
        (x.announced_edtf, y.announced_edtf),
    ):
        (a1, a2), (b1, b2) = bounds(left), bounds(right)
        if a1 and a2 and b1 and b2 and (a2 < b1 or b2 < a1):
            return False
    published_a, published_b = a.article.published_date, b.article.published_date
    if published_a is None or published_b is None:
        return False
    return abs(published_a - published_b) <= _APART


def cluster_measures(reports: list[MeasureReport]) -> list[list[MeasureReport]]:
    """Return the reports grouped by measure, each group in the order of first mentions."""
    clusters = Clusters(len(reports))
    blocks: dict[tuple[str, frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
    for i, report in enumerate(reports):
        key = (
            report.mention.measure_type,
            _of(report, "implementer"),
            _of(report, "negotiating_party"),
        )
        blocks[key].append(i)
    for numbers in blocks.values():
        for position, i in enumerate(numbers):
            for j in numbers[position + 1 :]:
                if clusters.find(i) == clusters.find(j):
                    continue
                members_i = [reports[n] for n in numbers if clusters.find(n) == clusters.find(i)]
                members_j = [reports[n] for n in numbers if clusters.find(n) == clusters.find(j)]
                if all(same_measure(a, b) for a in members_i for b in members_j):
                    clusters.join(i, j)
    return clusters.groups(reports)
