"""Checks every promise of a dataset, as tables in memory or as a built folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from communique.core import schema
from communique.validate.checks import run_checks
from communique.validate.copy import check_copy
from communique.validate.database import Fingerprint, connect, fingerprint, opened, parquet
from communique.validate.declarations import check_declarations
from communique.validate.evidence import reread
from communique.validate.files import check_files, check_resources, read_descriptor
from communique.validate.frames import check_frame, check_order
from communique.validate.keys import check_keys
from communique.validate.licences import check_licences
from communique.validate.package import check_descriptor, check_rows, sample
from communique.validate.problem import Problem, first_line

# Rows of one table that are in memory at once while a folder is checked; whole texts are longer.
SLICE = 50_000
SLICES = {"article_texts": 1_000}


@dataclass(frozen=True)
class Report:
    """What came of validation: the problems, and how many spans were re-read or had no text."""

    problems: tuple[Problem, ...]
    spans_read: int = 0
    spans_skipped: int = 0


def validate(folder: Path) -> list[Problem]:
    """Return every broken promise of a built folder; none when it is whole.

    It never raises for what it finds in the folder: a damaged or missing file is a problem.
    """
    return list(examine(folder).problems)


def validate_tables(tables: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return every broken promise of tables in memory, before they are published."""
    names = schema.tables()
    problems = [Problem("tables", "is missing", name) for name in names if name not in tables]
    problems += [
        Problem("tables", "is no table of the schemas", name)
        for name in tables
        if name not in names
    ]
    known = {name: tables[name] for name in names if name in tables}
    for name, data in known.items():
        problems += check_frame(name, data) + check_order(name, data)
    return [*problems, *relations(known).problems]


def examine(folder: Path) -> Report:
    """Return the broken promises of a built folder, with the number of spans that were re-read."""
    if not folder.is_dir():
        return Report((Problem("files", f"{folder}: is no folder; give a built dataset"),))
    problems = check_files(folder) + check_declarations(folder)
    descriptor, faults = read_descriptor(folder)
    problems += faults
    if descriptor is not None:
        problems += check_descriptor(folder, descriptor) + check_resources(folder, descriptor)
    fingerprints, faults = check_tables(folder)
    problems += faults
    readable = {name: file_of(folder, name) for name in fingerprints}
    try:
        related = relations(readable)
    except (
        Exception,
        pl.exceptions.PanicException,
    ) as error:  # damage that shows only where rows are compared
        detail = f"the tables cannot be compared: {first_line(error)}; build the dataset again"
        related = Report((Problem("unreadable", detail),))
    problems += related.problems
    problems += check_copy(folder, readable, fingerprints)
    return Report(tuple(dict.fromkeys(problems)), related.spans_read, related.spans_skipped)


def check_tables(folder: Path) -> tuple[dict[str, Fingerprint], list[Problem]]:
    """Check each Parquet file of a folder; return the fingerprints of those that can be read."""
    fingerprints: dict[str, Fingerprint] = {}
    problems: list[Problem] = []
    connection = opened()
    for name in schema.tables():
        path = file_of(folder, name)
        if not path.is_file():
            continue  # reported as a missing file
        try:
            # Read whole as DuckDB does: it finds damage that other readers pass over.
            found = fingerprint(connection, f"from {parquet(path)}")
            problems += check_file(name, path)
            fingerprints[name] = found
        except (
            Exception,
            pl.exceptions.PanicException,
        ) as error:  # a damaged file raises many kinds of error
            detail = f"data/{name}.parquet cannot be read: {first_line(error)}"
            problems.append(Problem("unreadable", detail, name))
            # Some kinds leave a connection that answers nothing any more.
            connection.close()
            connection = opened()
    connection.close()
    return fingerprints, problems


def file_of(folder: Path, name: str) -> Path:
    """Return the Parquet file of a table."""
    return folder / "data" / f"{name}.parquet"


def check_file(name: str, path: Path, size: int | None = None) -> list[Problem]:
    """Return what is wrong in one Parquet file by itself, `size` rows of it in memory at a time."""
    source = pl.scan_parquet(path, glob=False)
    height = source.select(pl.len()).collect().item()
    sort_key = schema.table(name).sort_key
    problems: list[Problem] = []
    samples: list[pl.DataFrame] = []
    disorder: list[Problem] = []
    last = pl.DataFrame()
    size = size or SLICES.get(name, SLICE)
    for start in range(0, max(height, 1), size):
        data = source.slice(start, size).collect()
        problems += check_frame(name, data)
        samples.append(sample(data, start, height))
        # A slice follows the last row of the one before.
        key = data.select(column for column in data.columns if column in sort_key)
        disorder = disorder or check_order(name, pl.concat([last, key]) if start else key)
        last = key.tail(1)
    problems += unseen(check_rows(name, pl.concat(samples)), problems)
    return problems + disorder


def unseen(found: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of `found` at places where `before` has none: one fault, one problem."""
    places = {(each.table, each.row_id, each.column) for each in before}
    columns = {each.column for each in before if each.row_id is None}
    for each in found:
        if (each.table, each.row_id, each.column) not in places and each.column not in columns:
            yield each


def relations(tables: Mapping[str, pl.DataFrame] | Mapping[str, Path]) -> Report:
    """Return what is wrong between rows, of one table or of several, and in their evidence."""
    with connect(tables) as connection:
        problems = check_keys(connection, tables.keys())
        problems += run_checks(connection, tables.keys())
        if "articles" in tables:
            problems += check_licences(connection)
        if not {"articles", "article_texts", "evidence"} <= tables.keys():
            return Report(tuple(problems))
        spans = reread(connection)
    return Report((*problems, *spans.problems), spans.checked, spans.skipped)
