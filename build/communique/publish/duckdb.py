"""Writes `communique.duckdb`: the tables with their comments, and the views and macros."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from communique.core import schema
from communique.core.memory import within
from communique.publish.artefact import Tables
from communique.publish.sqlfiles import sql_objects

TITLE = "The tables, views and macros as a DuckDB database"
FILE_NAME = "communique.duckdb"
MIME_TYPE = "application/vnd.duckdb"
AFTER = ("parquet",)

# The oldest format that carries comments: every DuckDB from 1.0 on reads it.
STORAGE_VERSION = "v1.0.0"
# What DuckDB may hold at first, and at most; the rest lies in a folder while it is written.
MEGABYTES = 128
SORTING = ".sorting"
# A table whose Parquet file has more bytes than this is filled by itself, so that memory is let go.
TOGETHER = 1 << 20


def write(tables: Tables, folder: Path) -> None:
    """Fill the database from the Parquet files.

    Names stay unqualified and no path is stored, so the file works wherever it lies; attached under
    another alias its views work as they are, its macros after `USE alias`.
    """
    files = {name: folder / "data" / f"{name}.parquet" for name in sorted(tables)}
    small = [name for name, path in files.items() if path.stat().st_size < TOGETHER]
    with _opened(folder) as connection:
        connection.execute("begin")
        for name in files:
            for statement in schema.duckdb_ddl(name):
                connection.execute(statement)
        for each in sql_objects():
            connection.execute(each.statement)
            connection.execute(each.comment_statement)
        connection.execute("commit")
        for name in small:
            _fill(connection, name, files[name])
    for name in sorted(files.keys() - small):
        with _opened(folder) as connection:
            _fill(connection, name, files[name])


@contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database for some tables: what was held in memory for those before is let go."""
    path = (folder / FILE_NAME).as_posix().replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute("set temp_directory = $folder", {"folder": str(folder / SORTING)})
        connection.execute(f"attach '{path}' as published (storage_version '{STORAGE_VERSION}')")
        connection.execute("use published")
        yield connection
        connection.execute("use memory")
        connection.execute("detach published")
    shutil.rmtree(folder / SORTING, ignore_errors=True)


def _fill(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Copy a Parquet file into its table.

    The index of a primary key has to be in memory: some fifty bytes a row, so that tables of millions
    of rows are given more.
    """
    statement = f'insert into "{name}" by name from read_parquet($path)'
    within(connection, MEGABYTES, lambda: connection.execute(statement, {"path": str(path)}))
