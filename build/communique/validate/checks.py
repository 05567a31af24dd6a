"""Runs the promises that are written in SQL: one statement per file of `sql/checks`.

A file starts with a comment line that states the promise; its statement returns the rows that break
it, as table_name, row_id, column_name and detail.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial

import duckdb

from communique.core import schema
from communique.core.memory import within
from communique.core.resources import root
from communique.validate.database import MEGABYTES
from communique.validate.problem import Problem, first_line

WORD = re.compile(r"\b[a-z_]+\b")


@dataclass(frozen=True)
class Check:
    """One promise in SQL, with the tables that it reads."""

    name: str
    promise: str
    statement: str
    tables: frozenset[str]


@cache
def checks() -> tuple[Check, ...]:
    """Return all checks, by name."""
    known = frozenset(schema.tables())
    found = []
    for path in sorted((root() / "sql" / "checks").glob("*.sql")):
        comment, _, statement = path.read_text("utf-8").partition("\n")
        promise = comment.removeprefix("--").strip()
        found.append(Check(path.stem, promise, statement, known & set(WORD.findall(statement))))
    return tuple(found)


def _broken(connection: duckdb.DuckDBPyConnection, check: Check) -> list[tuple[str, ...]]:
    return connection.execute(check.statement).fetchall()


def run_checks(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> list[Problem]:
    """Return every row that breaks a promise whose tables are all among `names`."""
    problems: list[Problem] = []
    for check in checks():
        if not check.tables <= set(names):
            continue
        try:
            found = within(connection, MEGABYTES, partial(_broken, connection, check))
        except duckdb.Error as error:
            detail = f"could not be checked ({first_line(error)}): {check.promise}"
            problems.append(Problem(check.name, detail))
            continue
        broken = [
            Problem(check.name, detail or check.promise, table, row, column)
            for table, row, column, detail in found
        ]
        problems += sorted(broken, key=str)
    return problems
