"""Rows of every table on their way to disk: gathered as they come, given back sorted.

Rows gather in memory up to a bound, then go to a Parquet part; DuckDB sorts the parts within a
fixed amount of memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import polars as pl

from communique.core import schema
from communique.resolve.reports import Row

ROWS_IN_MEMORY = 10_000
SORT_MEMORY = "256MB"
_ROWS_AT_ONCE = 10_000


class Rows:
    """The rows of one table, added one by one and kept in parts below `folder`."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self._folder = name, folder
        self._rows: list[Row] = []
        self.parts: list[Path] = []

    def append(self, row: Row) -> None:
        """Add a row; it must not change afterwards."""
        self._rows.append(row)
        if len(self._rows) >= ROWS_IN_MEMORY:
            self.flush()

    def extend(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        for row in rows:
            self.append(row)

    def __iadd__(self, rows: Iterable[Row]) -> Rows:
        self.extend(rows)
        return self

    def flush(self) -> None:
        """Write what is in memory to a part."""
        if self._rows:
            self._write(schema.frame(self.name, self._rows))
            self._rows = []

    def _write(self, frame: pl.DataFrame) -> None:
        path = self._folder / f"{self.name}-{len(self.parts):06d}.parquet"
        frame.write_parquet(path, compression="zstd", compression_level=1)
        self.parts.append(path)

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the rows in the order of the table, typed, some thousands at a time."""
        self.flush()
        key = schema.table(self.name)
        order = ", ".join(f'"{column}" nulls first' for column in sort_columns(key))
        statement = f"select * from parts order by {order}"  # noqa: S608
        yield from query(self.name, self._folder, statement, self.parts)


def sort_columns(declared: schema.Table) -> tuple[str, ...]:
    """Return the columns that a table is sorted by: all of them where it has no primary key."""
    key = declared.sort_key
    if declared.primary_key:
        return key
    return (*key, *(column for column in declared.columns if column not in key))


def query(
    name: str, folder: Path, statement: str, parts: list[Path], **others: list[Path]
) -> Iterator[pl.DataFrame]:
    """Yield what an SQL statement over the views `parts` and `others` gives, typed as a table.

    Nothing when there are no parts.
    """
    if not parts:
        return
    declared = schema.polars_schema(name)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(f"set memory_limit = '{SORT_MEMORY}'")
        connection.execute("set temp_directory = $folder", {"folder": str(folder / "sort")})
        connection.execute("set timezone = 'UTC'")
        connection.execute("set threads = 2")
        for view, paths in {"parts": parts, **others}.items():
            if paths:
                listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
                connection.execute(f"create view {view} as from read_parquet([{listed}])")
        for batch in connection.sql(statement).to_arrow_reader(_ROWS_AT_ONCE):
            frame = pl.DataFrame(batch)
            yield frame.select(pl.col(c).cast(t) for c, t in declared.items())


def tables(folder: Path) -> dict[str, Rows]:
    """Return the rows of every table, none yet, to be kept below `folder`."""
    folder.mkdir(parents=True)
    return {name: Rows(name, folder) for name in schema.tables()}
