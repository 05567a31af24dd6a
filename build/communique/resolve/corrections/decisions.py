"""All decisions of a build: what they change at each step, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from communique.core.ids import PATTERN
from communique.core.model import Reject
from communique.resolve.corrections.added import with_added
from communique.resolve.corrections.apply import apply
from communique.resolve.corrections.decision import PRINCIPAL, Decision
from communique.resolve.corrections.regroup import regroup
from communique.resolve.corrections.values import BadDecision
from communique.resolve.reports import Order, Processed

if TYPE_CHECKING:
    from communique.resolve.workspace import Workspace

Item = TypeVar("Item")
_IDS = re.compile(rf"\b{PATTERN[1:-1]}\b")


class Decisions:
    """The decisions of a build in the order of their dates; a later one comes after an earlier one."""

    def __init__(self, decisions: Iterable[Decision] = (), faults: Sequence[Reject] = ()) -> None:
        self.decisions = sorted(decisions, key=lambda d: d.place)
        self._faults = list(faults)
        self._failed: dict[tuple[str, str, int], str] = {}
        # Every id that a decision names: what bears none of them, no decision can change.
        self.ids = {
            found[0]
            for d in self.decisions
            for cell in (d.row_id, d.value)
            for found in _IDS.finditer(cell)
        }
        self._enlarged = {
            d.article_id for d in self.decisions if d.action == "add" and d.table_name in PRINCIPAL
        }

    def of(self, *actions: str) -> list[Decision]:
        """Return the decisions of these actions that have not failed."""
        return [d for d in self.decisions if d.action in actions and d.place not in self._failed]

    def fail(self, decision: Decision, why: str) -> None:
        """Note that a decision could not be carried out."""
        self._failed.setdefault(decision.place, why)

    def adds_to(self, article_id: str) -> bool:
        """Tell whether people added a meeting, a measure or a statement to an article."""
        return article_id in self._enlarged

    def with_added(self, processed: Iterable[Processed]) -> Iterable[Processed]:
        """Yield the articles with the meetings, measures and statements that people added to them."""
        wanted = [d for d in self.of("add") if d.table_name in PRINCIPAL]
        if not wanted:
            return processed
        return with_added(processed, wanted, self.fail)

    def regroup(
        self,
        table_name: str,
        groups: list[list[Item]],
        *,
        row_id: Callable[[list[Item]], str],
        mention_id: Callable[[Item], str],
        article_id: Callable[[Item], str],
        order: Callable[[Item], Order],
    ) -> list[list[Item]]:
        """Return the clusters of a table after merges, splits and rejections."""
        wanted = [d for d in self.of("merge", "split", "reject") if d.table_name == table_name]
        if not wanted:
            return groups
        return regroup(
            groups,
            wanted,
            row_id=row_id,
            mention_id=mention_id,
            article_id=article_id,
            order=order,
            fail=self.fail,
        )

    def apply(self, space: Workspace) -> None:
        """Change, confirm, reject and add rows, once all rows are there."""
        for decision in self.decisions:
            if decision.place in self._failed:
                continue
            try:
                apply(space, decision)
            except BadDecision as error:
                self.fail(decision, str(error))

    def rejects(self) -> list[Reject]:
        """Return what could not be used, each with its file and line and what to do."""
        failed = [
            Reject(
                d.source_path,
                "bad_record",
                f"correction not used: {self._failed[d.place]}",
                str(d.line),
            )
            for d in self.decisions
            if d.place in self._failed
        ]
        return [*self._faults, *failed]
