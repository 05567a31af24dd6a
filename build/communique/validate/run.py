"""Checks every promise of a dataset, as tables in memory or as a built folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from communique.core import schema
from communique.sources.licences import is_redistributable
from communique.validate.checks import run_checks
from communique.validate.copy import check_copy
from communique.validate.database import connect
from communique.validate.evidence import reread
from communique.validate.files import (
    check_files,
    check_resources,
    check_schemas,
    read_descriptor,
)
from communique.validate.frames import check_frame
from communique.validate.keys import check_keys
from communique.validate.package import check_descriptor, check_rows
from communique.validate.problem import Problem, first_line

# Rows that are held in memory at once while a folder is checked.
SLICE = 200_000


@dataclass(frozen=True)
class Report:
    """What came of validation: the problems, and how many spans were re-read or had no text."""

    problems: tuple[Problem, ...]
    spans_read: int
    spans_skipped: int


def validate(folder: Path) -> list[Problem]:
    """Return every broken promise of a built folder; none when it is whole.

    It never raises for what it finds in the folder: a damaged or missing file is a problem.
    """
    return list(examine(folder).problems)


def examine(folder: Path) -> Report:
    """Return the broken promises of a built folder, with the number of spans that were re-read."""
    if not folder.is_dir():
        return Report((Problem("files", f"{folder}: is no folder; give a built dataset"),), 0, 0)
    problems = check_files(folder) + check_schemas(folder)
    descriptor, faults = read_descriptor(folder)
    problems += faults
    if descriptor is not None:
        problems += check_descriptor(folder, descriptor) + check_resources(folder, descriptor)
    readable: dict[str, Path] = {}
    for name in schema.tables():
        path = folder / "data" / f"{name}.parquet"
        if not path.is_file():
            continue  # reported as a missing file
        try:
            problems += check_file(name, path)
        except Exception as error:  # a damaged file raises many kinds of error
            detail = f"data/{name}.parquet cannot be read: {first_line(error)}"
            problems.append(Problem("unreadable", detail, name))
        else:
            readable[name] = path
    related = relations(readable)
    problems += related.problems
    problems += check_copy(folder, readable)
    return Report(tuple(problems), related.spans_read, related.spans_skipped)


def validate_tables(tables: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return every broken promise of tables in memory, before they are published."""
    problems = [
        Problem("tables", "is missing", name) for name in schema.tables() if name not in tables
    ]
    problems += [
        Problem("tables", "is no table of the schemas", name)
        for name in tables
        if name not in schema.tables()
    ]
    known = {name: tables[name] for name in schema.tables() if name in tables}
    for name, data in known.items():
        problems += check_frame(name, data)
        if not problems or problems[-1].check != "columns":
            problems += check_order(name, data)
    return problems + list(relations(known).problems)
