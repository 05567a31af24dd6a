"""Reads descriptor and rows with frictionless, as anyone's tools for Data Packages would.

Frictionless reads row by row, some thousand a second, so it gets all rows of a small table and a
few batches spread over a larger one; Polars and DuckDB see every row.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
from frictionless import FrictionlessException, Package, Resource, Schema

from communique.core import schema
from communique.core.resources import root
from communique.validate.frames import row_id
from communique.validate.problem import Problem, first_line, short

BATCH = 50
BATCHES = 4
# Keys are checked in DuckDB: in a batch they would be found broken where they are whole.
KEYS = ("primaryKey", "uniqueKeys", "foreignKeys")


def check_descriptor(folder: Path, descriptor: dict[str, Any]) -> list[Problem]:
    """Return where the descriptor is no Data Package, or names a schema that is no Table Schema."""
    try:
        Package.from_descriptor(descriptor, basepath=str(folder))
    except FrictionlessException as error:
        reasons = error.reasons or [error.error]
        return [Problem("data_package", f"datapackage.json: {short(r.note, 200)}") for r in reasons]
    except Exception as error:  # a tampered descriptor may raise anything
        return [Problem("data_package", f"datapackage.json: cannot be read: {first_line(error)}")]
    return []


def sample(data: pl.DataFrame, start: int, height: int) -> pl.DataFrame:
    """Return the rows for frictionless among `data`: those from `start` on of a table of `height`."""
    end = start + data.height
    pieces = [
        data.slice(max(first, start) - start, min(first + BATCH, end) - max(first, start))
        for first in batch_starts(height)
        if first < end and first + BATCH > start
    ]
    return pl.concat(pieces) if pieces else data.clear()


def batch_starts(height: int) -> list[int]:
    """Return where batches start: all rows of a small table, else batches spread evenly over it."""
    if height <= BATCH * BATCHES:
        return list(range(0, height, BATCH))
    return [(height - BATCH) * i // (BATCHES - 1) for i in range(BATCHES)]


def check_rows(name: str, data: pl.DataFrame) -> list[Problem]:
    """Return the values of `data` that frictionless finds outside the schema of the table `name`."""
    if data.is_empty():
        return []
    declared = schema.table(name)
    try:
        report = Resource(
            name=name.replace("_", "-"), data=data.to_dicts(), schema=row_schema(name)
        ).validate()
    except Exception as error:  # whatever a tampered table makes frictionless do
        return [Problem("frictionless", f"rows cannot be read: {first_line(error)}", name)]
    problems = []
    for fault in [*report.errors, *(each for task in report.tasks for each in task.errors)]:
        number = getattr(fault, "row_number", None)
        row = row_id(declared, data, number - 2) if number else None
        column = getattr(fault, "field_name", None)
        problems.append(Problem("frictionless", short(fault.note, 200), name, row, column))
    return problems


def row_schema(name: str) -> Schema:
    """Return the Table Schema of a table without its keys."""
    descriptor = json.loads((root() / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    return Schema.from_descriptor({k: v for k, v in descriptor.items() if k not in KEYS})
