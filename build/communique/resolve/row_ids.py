"""Which row each mention went to, by the number of its article and its own there: eight bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate

from communique.core.ids import packed, unpacked


class RowIds:
    """Ids of rows of `table` by mention; `counts` says how many mentions each article has."""

    def __init__(self, table: str, counts: Iterable[int]) -> None:
        self._table = table
        self._starts = array("L", accumulate(counts, initial=0))
        # One more than the bits of the id, so that nothing is nought.
        self._bits = array("Q", bytes(8 * self._starts[-1]))

    def __setitem__(self, mention: tuple[int, int], row_id: str) -> None:
        self._bits[self._starts[mention[0]] + mention[1]] = packed(row_id) + 1

    def __getitem__(self, mention: tuple[int, int]) -> str | None:
        """Return the id of the row that a mention went to; a rejected one went to none."""
        bits = self._bits[self._starts[mention[0]] + mention[1]]
        return unpacked(self._table, bits - 1) if bits else None

    def count(self, number: int) -> int:
        """Return how many mentions an article has."""
        return self._starts[number + 1] - self._starts[number]
