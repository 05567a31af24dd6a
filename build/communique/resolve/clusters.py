"""Gathers mentions of one thing: each joins the best cluster that it fits, or none when two fit alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from communique.core.ids import mention_id
from communique.resolve.archive import Archive
from communique.resolve.corrections import Decisions
from communique.resolve.measure_fit import MeasureFacts
from communique.resolve.meeting_fit import Facts

Item = TypeVar("Item")
Found = TypeVar("Found", Facts, MeasureFacts)


def gather(
    items: Sequence[Item],
    keys: Callable[[Item], Iterable[Hashable]],
    score: Callable[[list[Item], Item], float],
) -> list[list[Item]]:
    """Return the items in clusters; only those that share a block key are ever compared.

    Items come in the order of trust, the most telling first, for these found the clusters. `keys`
    gives the blocks of an item. `score` tells how well an item fits a cluster, 0 or less when it
    does not. An item that fits two clusters equally well founds one of its own: which of them it
    means is open.
    """
    clusters: list[list[Item]] = []
    blocks: defaultdict[Hashable, dict[int, None]] = defaultdict(dict)
    for item in items:
        own = list(keys(item))
        candidates = {c for key in own for c in blocks.get(key, ())}
        scored = sorted(
            ((s, c) for c in sorted(candidates) if (s := score(clusters[c], item)) > 0),
            key=lambda pair: (-pair[0], pair[1]),
        )
        if scored and (len(scored) == 1 or scored[0][0] > scored[1][0]):
            chosen = scored[0][1]
            clusters[chosen].append(item)
        else:
            chosen = len(clusters)
            clusters.append([item])
        for key in own:
            blocks[key][chosen] = None
    return clusters


def decided(
    table_name: str, clusters: Iterable[Iterable[Found]], archive: Archive, decisions: Decisions
) -> list[list[Found]]:
    """Return clusters of mentions after the decisions, groups and mentions in the order of first mentions."""
    groups = [sorted(group, key=lambda f: f.order) for group in clusters]
    return decisions.regroup(
        table_name,
        sorted(groups, key=lambda g: g[0].order),
        row_id=lambda g: mention_id(table_name, archive.id(g[0].order[0]), *g[0].order[1:]),
        mention_id=lambda f: mention_id(table_name, archive.id(f.order[0]), *f.order[1:]),
        article_id=lambda f: archive.id(f.order[0]),
        order=lambda f: f.order,
    )
