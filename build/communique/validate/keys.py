"""Checks keys in DuckDB: primary and unique keys, foreign keys, and names of tables and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import duckdb

from communique.core import schema
from communique.core.schema import ForeignKey, Table
from communique.validate.problem import Problem, short


def check_keys(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> list[Problem]:
    """Return every broken key among the tables `names`, each a view of `connection`."""
    problems: list[Problem] = []
    for name in names:
        declared = schema.table(name)
        for key in (declared.primary_key, *declared.unique_keys):
            if key:
                problems += repeated(connection, declared, key)
        for foreign_key in declared.foreign_keys:
            if foreign_key.table in names:
                problems += dangling(connection, declared, foreign_key)
        problems += unknown_names(connection, declared)
    return problems


def repeated(
    connection: duckdb.DuckDBPyConnection, declared: Table, key: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem for each value of a key that more than one row has; nulls count as equal."""
    columns = ", ".join(quoted(column) for column in key)
    found = connection.execute(
        f"select {columns}, count(*) from {quoted(declared.name)} "  # noqa: S608
        f"group by {columns} having count(*) > 1 order by {columns}"
    ).fetchall()
    check = "primary_key" if key == declared.primary_key else "unique_key"
    for *values, count in found:
        named = "|".join("null" if value is None else str(value) for value in values)
        detail = f"{count} rows have the same {', '.join(key)}: {named}"
        yield Problem(check, detail, declared.name, named if check == "primary_key" else None)


def dangling(
    connection: duckdb.DuckDBPyConnection, declared: Table, key: ForeignKey
) -> Iterator[Problem]:
    """Yield a problem for each row whose foreign key, all of it not null, finds no row."""
    matches = " and ".join(
        f"t.{quoted(to)} = s.{quoted(column)}"
        for column, to in zip(key.fields, key.to, strict=True)
    )
    present = " and ".join(f"s.{quoted(column)} is not null" for column in key.fields)
    identity = row_identity(declared)
    values = ", ".join(f"s.{quoted(column)}" for column in key.fields)
    found = connection.execute(
        f"select {identity}, {values} from {quoted(declared.name)} as s "  # noqa: S608
        f"where {present} and not exists (select 1 from {quoted(key.table)} as t where {matches}) "
        "order by all"
    ).fetchall()
    for row_id, *missing in found:
        named = ", ".join(short(value) for value in missing)
        detail = f"{named} is no row of {key.table}"
        yield Problem("foreign_key", detail, declared.name, row_id, ", ".join(key.fields))


def unknown_names(connection: duckdb.DuckDBPyConnection, declared: Table) -> Iterator[Problem]:
    """Yield a problem for each `table_name` and `column_name` that names no table or column."""
    if "table_name" not in declared.columns:
        return
    has_column = "column_name" in declared.columns
    column = "column_name" if has_column else "null"
    found = connection.execute(
        f"select distinct table_name, {column} from {quoted(declared.name)} order by all"  # noqa: S608
    ).fetchall()
    for table_name, column_name in found:
        if table_name is None:
            continue  # reported as a null where none may be
        if table_name not in schema.tables():
            detail = f"{short(table_name)} is no table; there are {', '.join(schema.tables())}"
            yield Problem("names", detail, declared.name, None, "table_name")
        elif column_name is not None and column_name not in schema.table(table_name).columns:
            detail = f"{short(column_name)} is no column of {table_name}"
            yield Problem("names", detail, declared.name, None, "column_name")


def row_identity(declared: Table) -> str:
    """Return the SQL expression that names a row of the table `s`, as problems name it."""
    key = declared.primary_key or declared.sort_key[:2]
    parts = ", ".join(f"coalesce(cast(s.{quoted(column)} as varchar), 'null')" for column in key)
    return f"concat_ws('|', {parts})"


def quoted(name: str) -> str:
    """Return a declared name as an SQL identifier."""
    return f'"{name}"'
