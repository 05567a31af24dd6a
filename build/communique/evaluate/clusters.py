"""Figures of clusters: pairwise and B-cubed precision and recall of a grouping against the right one.

Pairwise: of the pairs of items that are put together, how many belong together (precision), and of
those that belong together, how many are put together (recall). B-cubed: the same for each item and
the cluster that it is in, averaged over items. Source: A. Bagga and B. Baldwin, "Entity-based
cross-document coreferencing using the vector space model", 1998.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ClusterScore:
    """What came of one grouping; `lost` items were not found at all and count nowhere else."""

    items: int
    lost: int
    things: int
    clusters: int
    pair_precision: float
    pair_recall: float
    cubed_precision: float
    cubed_recall: float


def cluster_score(right: Mapping[str, str], found: Mapping[str, str]) -> ClusterScore:
    """Return the figures of `found` (item → cluster) against `right` (item → thing)."""
    items = [item for item in right if item in found]
    things = Counter(right[item] for item in items)
    clusters = Counter(found[item] for item in items)
    both = Counter((right[item], found[item]) for item in items)
    good = _pairs(both.values())
    count = len(items)
    return ClusterScore(
        count,
        len(right) - count,
        len(things),
        len(clusters),
        _share(good, _pairs(clusters.values())),
        _share(good, _pairs(things.values())),
        _share(sum(both[right[i], found[i]] / clusters[found[i]] for i in items), count),
        _share(sum(both[right[i], found[i]] / things[right[i]] for i in items), count),
    )


def mixed(right: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Return what is put together wrongly and what is torn apart, a line each."""
    by_cluster: dict[str, set[str]] = {}
    by_thing: dict[str, set[str]] = {}
    for item in right.keys() & found.keys():
        by_cluster.setdefault(found[item], set()).add(right[item])
        by_thing.setdefault(right[item], set()).add(found[item])
    together = [f"together: {', '.join(sorted(t))}" for t in by_cluster.values() if len(t) > 1]
    apart = [f"in {len(c)} parts: {thing}" for thing, c in by_thing.items() if len(c) > 1]
    return sorted(together) + sorted(apart)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
