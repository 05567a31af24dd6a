"""Writes `communique.duckdb`: the tables with their comments, and the views and macros."""

from __future__ import annotations

from pathlib import Path

import duckdb

from communique.core import schema
from communique.publish.artefact import Tables
from communique.publish.sqlfiles import sql_objects

TITLE = "The tables, views and macros as a DuckDB database"
FILE_NAME = "communique.duckdb"
MIME_TYPE = "application/vnd.duckdb"
AFTER = ("parquet",)

# The oldest format that carries comments: every DuckDB from 1.0 on reads it.
STORAGE_VERSION = "v1.0.0"


def write(tables: Tables, folder: Path) -> None:
    """Fill the database from the Parquet files.

    Names stay unqualified and no path is stored, so the file works wherever it lies; attached under
    another alias its views work as they are, its macros after `USE alias`.
    """
    path = (folder / FILE_NAME).as_posix().replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published (storage_version '{STORAGE_VERSION}')")
        connection.execute("use published")
        for name in sorted(tables):
            for statement in schema.duckdb_ddl(name):
                connection.execute(statement)
            source = str(folder / "data" / f"{name}.parquet")
            connection.execute(
                f'insert into "{name}" by name from read_parquet($path)',
                {"path": source},
            )
        for each in sql_objects():
            connection.execute(each.statement)
            connection.execute(each.comment_statement)
        connection.execute("use memory")
        connection.execute("detach published")
