"""Merges, splits and rejects clusters as people decided, before rows are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from communique.resolve.corrections.decision import Decision
from communique.resolve.reports import Order

Item = TypeVar("Item")
Fail = Callable[[Decision, str], None]


def regroup(
    groups: Sequence[list[Item]],
    decisions: Sequence[Decision],
    *,
    row_id: Callable[[list[Item]], str],
    mention_id: Callable[[Item], str],
    article_id: Callable[[Item], str],
    order: Callable[[Item], Order],
    fail: Fail,
) -> list[list[Item]]:
    """Return the clusters after the decisions, in the order that they came in.

    Clusters and items stay in the order of first mentions. A cluster is known by its own id and by
    that of each of its mentions.
    """
    made = [list(group) for group in groups]
    # Which cluster bears an id, its own or that of a mention; a cluster's own id goes before.
    bears: dict[str, int] = {}
    for place, group in enumerate(made):
        bears |= {mention_id(item): place for item in group}
    bears |= {row_id(group): place for place, group in enumerate(made)}
    for decision in decisions:
        number = bears.get(decision.row_id)
        if number is None or not made[number]:
            fail(decision, f"there is no row {decision.row_id}; look it up again or drop the line")
        elif decision.action == "reject":
            made[number] = []
        elif decision.action == "merge":
            other = bears.get(decision.value)
            if other is None or not made[other]:
                fail(decision, f"there is no row {decision.value} to merge with")
            elif other != number:
                made[number] += made[other]
                made[other] = []
                bears = {key: number if held == other else held for key, held in bears.items()}
        else:
            leaving = set(decision.value.split("|"))
            gone = [i for i in made[number] if {mention_id(i), article_id(i)} & leaving]
            if not gone or len(gone) == len(made[number]):
                fail(decision, "the split takes none or all of the reports of the row")
                continue
            left = {id(item) for item in gone}
            made[number] = [item for item in made[number] if id(item) not in left]
            bears |= {mention_id(item): len(made) for item in gone}
            made.append(gone)
    for group in made:
        group.sort(key=lambda item: order(item))
    return sorted((g for g in made if g), key=lambda g: order(g[0]))
