"""Opens a DuckDB connection in which every table is a view of its declared columns and types."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from communique.core import schema
from communique.core.schema import Table
from communique.core.targets import SQL_TYPES

# What a comparison may hold in memory; hardly one needs more for a larger dataset.
MEGABYTES = 256

# Number of rows, and two sums over their hashes.
Fingerprint = tuple[object, ...]


def connect(tables: Mapping[str, pl.DataFrame | Path]) -> duckdb.DuckDBPyConnection:
    """Return an in-memory connection with a view for each of `tables`, a frame or a Parquet file.

    A view has exactly the declared columns: one that is missing or has another type is null where
    it cannot be read (which the checks of frames report), so that every check can run.
    """
    connection = opened()
    for name, source in tables.items():
        if isinstance(source, pl.DataFrame):
            # A table and no registered frame, which the cursors of a connection would not see.
            connection.register("frame", source)
            connection.execute(f'create table "raw {name}" as from frame')
            connection.unregister("frame")
        else:
            connection.execute(f'create view "raw {name}" as from {parquet(source)}')
        found = connection.execute(f'describe "raw {name}"').fetchall()
        connection.execute(view(schema.table(name), {row[0] for row in found}))
    return connection


def bound(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB use a fixed amount of memory, and a folder of its own for what needs more."""
    spilled = Path(tempfile.gettempdir(), f"communique-{os.getpid()}")
    connection.execute(f"set memory_limit = '{MEGABYTES}MB'")
    connection.execute("set temp_directory = $folder", {"folder": str(spilled)})
    connection.execute("set preserve_insertion_order = false")


def opened() -> duckdb.DuckDBPyConnection:
    """Return an in-memory connection for reading files."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    bound(connection)
    connection.execute("set timezone = 'UTC'")
    return connection


def fingerprint(connection: duckdb.DuckDBPyConnection, rows: str) -> Fingerprint:
    """Read every value of `rows`, an SQL query, and return what the same rows in any order give.

    It raises where a file is damaged.
    """
    found = connection.execute(
        f"select count(*), sum(hash(t)::hugeint), bit_xor(hash(t)) from ({rows}) as t"  # noqa: S608
    ).fetchall()
    return tuple(found[0])


def parquet(path: Path) -> str:
    """Return the SQL that reads one Parquet file, whatever its name holds."""
    # DuckDB reads a path as a pattern: a set of one character stands for the character itself.
    literal = "".join(f"[{c}]" if c in "*?[" else c for c in str(path)).replace("'", "''")
    return f"read_parquet('{literal}')"


def view(declared: Table, found: set[str]) -> str:
    """Return the statement that makes the view of a table over its raw columns `found`."""
    columns = []
    for field in declared.fields:
        sql_type = SQL_TYPES[field.type]
        value = f'"{field.name}"' if field.name in found else "null"
        columns.append(f'try_cast({value} as {sql_type}) as "{field.name}"')
    raw = f'"raw {declared.name}"'
    return f'create view "{declared.name}" as select {", ".join(columns)} from {raw}'  # noqa: S608
