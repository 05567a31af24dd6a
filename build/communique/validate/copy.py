"""Compares communique.duckdb with the Parquet files, table by table, and binds its views."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from communique.core import schema
from communique.core.targets import SQL_TYPES
from communique.validate.database import Fingerprint, bound, fingerprint, parquet
from communique.validate.files import DATABASE
from communique.validate.problem import Problem, first_line


def check_copy(
    folder: Path, tables: Mapping[str, Path], fingerprints: Mapping[str, Fingerprint]
) -> list[Problem]:
    """Return where the database holds other tables, columns or rows than the Parquet files.

    `fingerprints` are those of the files, which were read before.
    """
    path = folder / DATABASE
    if not path.is_file():
        return []  # reported as a missing file
    problems: list[Problem] = []
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except (duckdb.Error, OSError) as error:
        return [Problem("database", f"{DATABASE}: cannot be opened: {first_line(error)}")]
    with connection:
        bound(connection)
        connection.execute("set timezone = 'UTC'")
        problems += check_size(connection, path)
        for name, source in tables.items():
            try:
                problems += check_table(connection, name, source, fingerprints[name])
            except duckdb.Error as error:
                detail = f"cannot be compared with {DATABASE}: {first_line(error)}"
                problems.append(Problem("database", detail, name))
        problems += check_views(connection)
    return problems


def check_size(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Problem]:
    """Return whether the file is shorter than the blocks that it says it has.

    A cut at the end may fall on what no query reads, so that only the size shows it.
    """
    blocks = connection.execute(
        "select block_size * total_blocks from pragma_database_size()"
    ).fetchall()
    found, stated = path.stat().st_size, sum(row[0] for row in blocks)
    if found >= stated:
        return []
    detail = f"{DATABASE}: is cut off: it has {found} bytes, and {stated} in its blocks alone"
    return [Problem("database", detail)]


def check_table(
    connection: duckdb.DuckDBPyConnection, name: str, source: Path, known: Fingerprint
) -> list[Problem]:
    """Return whether a table of the database has the declared columns and the rows of its file."""
    found = connection.execute(
        "select column_name, data_type from duckdb_columns() "
        "where table_name = $name and schema_name = 'main' order by column_index",
        {"name": name},
    ).fetchall()
    if not found:
        return [Problem("database", f"{DATABASE} has no such table", name)]
    declared = [(field.name, SQL_TYPES[field.type]) for field in schema.table(name).fields]
    if found != declared:
        strange = sorted(set(found) ^ set(declared)) or found
        named = ", ".join(f"{column} {kind}" for column, kind in strange)
        return [Problem("database", f"{DATABASE} has other columns here: {named}", name)]
    columns = ", ".join(f'"{column}"' for column, _ in declared)
    inside = f'select {columns} from "{name}"'  # noqa: S608
    outside = f"select {columns} from {parquet(source)}"  # noqa: S608
    # The same rows in any order have the same fingerprint; only others are compared one by one.
    if fingerprint(connection, inside) == known:
        return []
    only_inside, only_outside = (
        connection.execute(f"select count(*) from ({a} except all {b})").fetchall()[0][0]  # noqa: S608
        for a, b in ((inside, outside), (outside, inside))
    )
    if not only_inside and not only_outside:
        return []
    detail = (
        f"{only_inside} rows are only in {DATABASE} and {only_outside} only in the Parquet file; "
        "build the dataset again"
    )
    return [Problem("database", detail, name)]


def check_views(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Return the views of the database that do not bind to its tables."""
    problems = []
    views = connection.execute(
        "select view_name from duckdb_views() where not internal order by view_name"
    ).fetchall()
    for (name,) in views:
        identifier = '"' + name.replace('"', '""') + '"'
        try:
            connection.execute(f"select * from {identifier} limit 0")  # noqa: S608
        except duckdb.Error as error:
            detail = f"the view {name} of {DATABASE} does not work: {first_line(error)}"
            problems.append(Problem("database", detail))
    return problems
