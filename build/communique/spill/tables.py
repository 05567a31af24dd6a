"""The rows of every table on disk while they are made, and given back in the order of the table.

Rows gather in memory up to a bound, then become a group of rows in a Parquet part; DuckDB sorts a
part within a fixed amount of memory.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from communique.core import schema
from communique.core.memory import within
from communique.resolve.reports import Row

# Rows of one table that wait in memory, and rows that are read back at once.
_WAITING, _AT_ONCE = 2_000, 10_000
# What DuckDB may hold while it sorts; what is more lies beside the parts.
_MEGABYTES = 192


class SpilledTables:
    """Rows in parts below `folder`, one part for each table."""

    def __init__(self, folder: Path, most_waiting: int = _WAITING) -> None:
        folder.mkdir(parents=True)
        self._folder, self._most = folder, most_waiting
        self._waiting: dict[str, list[Row]] = {}
        self._parts: dict[str, pq.ParquetWriter] = {}

    def put(self, name: str, rows: Collection[Row]) -> None:
        """Add rows to a table; they must not change afterwards."""
        if not rows:
            return
        waiting = self._waiting.setdefault(name, [])
        waiting += rows
        if len(waiting) >= self._most:
            self._waiting[name] = []
            self._write(name, waiting)

    def batches(self, name: str) -> Iterator[pl.DataFrame]:
        """Yield the rows of a table, typed and in its order; they are gone from the disk afterwards."""
        waiting = self._waiting.pop(name, [])
        if name not in self._parts:
            yield schema.frame(name, waiting)
            return
        if waiting:
            self._write(name, waiting)
        self._parts.pop(name).close()
        yield from self._sorted(name)
        self._part(name).unlink()

    def close(self) -> None:
        """Give files back to the system."""
        for part in self._parts.values():
            part.close()
        self._parts.clear()

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _write(self, name: str, rows: Iterable[Row]) -> None:
        data = schema.frame(name, rows).to_arrow()
        path = self._part(name)
        try:
            if name not in self._parts:
                self._parts[name] = pq.ParquetWriter(
                    path, data.schema, compression="zstd", compression_level=1
                )
            self._parts[name].write_table(data)
        except OSError as error:  # Arrow does not say of which file
            raise OSError(error.errno, os.strerror(error.errno or errno.EIO), str(path)) from error

    def _sorted(self, name: str) -> Iterator[pl.DataFrame]:
        types = schema.polars_schema(name)
        # Terms are sorted by their letters, as the tables are.
        order = ", ".join(
            f'cast("{column}" as varchar) nulls first'
            if isinstance(types[column], pl.Enum)
            else f'"{column}" nulls first'
            for column in _order(schema.table(name))
        )
        with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
            connection.execute(
                "set temp_directory = $folder", {"folder": str(self._folder / "sort")}
            )
            connection.execute("set timezone = 'UTC'")
            connection.execute("set threads = 1")
            connection.execute("set preserve_insertion_order = false")
            statement = f"select * from read_parquet($path) order by {order}"  # noqa: S608
            found = within(
                connection,
                _MEGABYTES,
                partial(_opened, connection, statement, str(self._part(name))),
            )
            for batch in chain(*found):
                yield pl.DataFrame(batch).select(pl.col(c).cast(t) for c, t in types.items())


def _opened(
    connection: duckdb.DuckDBPyConnection, statement: str, path: str
) -> tuple[list[pa.RecordBatch], pa.RecordBatchReader]:
    """Return the first rows of a sort, with which it is done, and the reader of the others."""
    reader = connection.sql(statement, params={"path": path}).to_arrow_reader(_AT_ONCE)
    return [reader.read_next_batch()], reader


def _order(declared: schema.Table) -> tuple[str, ...]:
    """Return the columns that a table is sorted by: all of them where it has no primary key."""
    key = declared.sort_key
    if declared.primary_key:
        return key
    return (*key, *(column for column in declared.columns if column not in key))
