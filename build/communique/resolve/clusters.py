"""Union-find over mentions: groups what was found to be the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Clusters:
    """Disjoint sets over the numbers 0 … n-1; the smallest number leads each set."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def find(self, i: int) -> int:
        """Return the leader of the set of `i`."""
        while self._leader[i] != i:
            self._leader[i] = self._leader[self._leader[i]]
            i = self._leader[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make one set of the sets of `i` and `j`."""
        a, b = self.find(i), self.find(j)
        if a != b:
            self._leader[max(a, b)] = min(a, b)

    def groups(self, items: Sequence[Item]) -> list[list[Item]]:
        """Return the items set by set, in the order of the leaders."""
        found: dict[int, list[Item]] = {}
        for i, item in enumerate(items):
            found.setdefault(self.find(i), []).append(item)
        return [found[leader] for leader in sorted(found)]
