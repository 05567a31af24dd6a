"""The rows of one thing while they are made: with their evidence, and the ids that lead to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from communique.resolve.corrections import KEYS
from communique.resolve.evidence import EvidenceTable
from communique.resolve.reports import Row


class Tables(Protocol):
    """Where finished rows go."""

    def put(self, name: str, rows: Collection[Row]) -> None:
        """Add rows to a table; they must not change afterwards."""
        ...


class InMemory:
    """Finished rows in lists, for a few articles."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)

    def put(self, name: str, rows: Collection[Row]) -> None:
        """Add rows to a table."""
        self.rows[name] += rows


class Draft:
    """Rows of a meeting, a measure, a statement or a person, with all that hangs on them."""

    def __init__(self) -> None:
        self.tables: defaultdict[str, list[Row]] = defaultdict(list)
        self.redirects: dict[str, str] = {}
        self.evidence = EvidenceTable(self.redirects)

    def redirect(self, old_ids: Iterable[str], new_id: str) -> None:
        """Let ids of further mentions lead to the row that they went to."""
        for old_id in old_ids:
            if old_id != new_id:
                self.redirects[old_id] = new_id

    def bears(self, ids: Collection[str]) -> bool:
        """Tell whether a row has one of these ids, or had it."""
        return bool(ids) and (
            any(old in ids for old in self.redirects)
            or any(
                row[key] in ids for name, key in KEYS.items() for row in self.tables.get(name, ())
            )
        )

    def take(self, other: Draft) -> None:
        """Add all that another draft holds."""
        for name, rows in other.tables.items():
            self.tables[name] += rows
        self.redirects |= other.redirects
        self.evidence.take(other.evidence)

    def write(self, tables: Tables, version: str) -> None:
        """Give all rows away, with evidence that knows which values were taken, and redirects."""
        values = {
            (name, str(row[key])): row
            for name, key in KEYS.items()
            for row in self.tables.get(name, ())
        }
        for name, rows in self.tables.items():
            tables.put(name, rows)
        tables.put("evidence", self.evidence.settle(values))
        redirects: list[Row] = [
            {"old_id": old, "new_id": new, "version": version}
            for old, new in self.redirects.items()
        ]
        tables.put("id_redirects", redirects)
