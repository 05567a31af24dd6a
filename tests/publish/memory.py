"""A database in memory with given rows, empty tables for the rest, and all views and macros."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from communique.core import schema
from communique.publish.sqlfiles import sql_objects


def database_of(rows: Mapping[str, Sequence[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name in schema.tables():
        connection.execute(schema.duckdb_ddl(name)[0])
        frame = schema.frame(name, rows.get(name, [])).to_arrow()
        connection.register("given", frame)
        connection.execute(f'insert into "{name}" by name select * from given')
        connection.unregister("given")
    for each in sql_objects():
        connection.execute(each.statement)
    return connection
