"""Checks each table by itself: columns, types, nulls, terms, patterns, bounds, lists, dates."""

from __future__ import annotations

from datetime import date

import polars as pl

from communique.core import edtf, schema
from communique.core.schema import Table
from communique.core.targets import keeps_its_schema
from communique.validate.problem import Problem, short

EDTF, EARLIEST, LATEST = "_edtf", "_earliest", "_latest"


def check_frame(name: str, data: pl.DataFrame) -> list[Problem]:
    """Return every value of `data` that breaks the schema of the table `name`."""
    declared = schema.table(name)
    if data.is_empty() and data.schema == schema.polars_schema(name):
        return []
    data, problems = with_terms(declared, data)
    if keeps_its_schema(name, data):
        return problems + check_dates(declared, data)
    model = schema.pandera_model(name)
    from pandera.errors import SchemaErrors  # after the model, which loads pandera

    try:
        model.validate(data, lazy=True)
    except SchemaErrors as errors:
        problems += [
            _problem(declared, data, case) for case in errors.failure_cases.iter_rows(named=True)
        ]
    return problems + check_dates(declared, data)


def with_terms(declared: Table, data: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Return `data` with its closed lists as Enums, and a problem for each value outside of them.

    What is read back from a file may hold terms as plain strings. A value outside the list takes
    the place of a valid one in the frame that is returned, so that one fault is one problem.
    """
    problems: list[Problem] = []
    for field in declared.fields:
        if not field.enum or field.type != "string" or field.name not in data.columns:
            continue
        column = data[field.name]
        terms = pl.Enum(field.enum)
        if column.dtype == terms or column.dtype not in (pl.String, pl.Categorical, pl.Enum):
            continue
        words = column.cast(pl.String)
        strange = words.is_not_null() & ~words.is_in(field.enum)
        for index in strange.arg_true():
            detail = f"{short(words[index])} is not one of {', '.join(field.enum)}"
            row = row_id(declared, data, index)
            problems.append(Problem("terms", detail, declared.name, row, field.name))
        replaced = pl.select(pl.when(strange).then(pl.lit(field.enum[0])).otherwise(words))
        data = data.with_columns(replaced.to_series().cast(terms).alias(field.name))
    return data, problems


def _problem(declared: Table, data: pl.DataFrame, case: dict[str, object]) -> Problem:
    check, value, index = str(case["check"]), case["failure_case"], case["index"]
    if case["schema_context"] == "DataFrameSchema":
        where = f"schemas/{declared.name}.schema.json"
        details = {
            "column_in_schema": f"is in the table but not in {where}",
            "column_in_dataframe": f"is in {where} but not in the table",
            "column_ordered": f"stands at another place than in {where}",
        }
        detail = details.get(check, f"{check}: {short(value)}")
        return Problem("columns", detail, declared.name, None, str(value))
    column = str(case["column"])
    if index is None:
        expected = schema.polars_schema(declared.name)[column]
        detail = f"has the type {value}, expected {expected}"
        return Problem("types", detail, declared.name, None, column)
    row = row_id(declared, data, int(str(index)))
    if check == "not_nullable":
        return Problem("required", "is null, which it must not be", declared.name, row, column)
    return Problem(
        "values", f"{short(value)}: expected that it {check}", declared.name, row, column
    )


def check_dates(declared: Table, data: pl.DataFrame) -> list[Problem]:
    """Return the dates that are no EDTF, and the bounds that are not those of their EDTF."""
    problems: list[Problem] = []
    for column in declared.columns:
        if not column.endswith(EDTF):
            continue
        stem = column.removesuffix(EDTF)
        triple = [column, stem + EARLIEST, stem + LATEST]
        types = [data.schema.get(each) for each in triple]
        if types != [pl.String(), pl.Date(), pl.Date()]:
            continue  # reported as a missing column or a wrong type
        # The same dates come again and again: each reading is looked at once.
        distinct = data.select(*triple).with_row_index().group_by(triple).agg(pl.col("index"))
        for text, earliest, latest, rows in distinct.iter_rows():
            for place, detail in _faults(text, earliest, latest):
                problems += [
                    Problem("dates", detail, declared.name, row_id(declared, data, i), stem + place)
                    for i in rows
                ]
    return sorted(problems, key=str)


def _faults(text: str | None, earliest: date | None, latest: date | None) -> list[tuple[str, str]]:
    if text and not edtf.is_valid(text):
        return [(EDTF, f"{short(text)} is not a date of the Extended Date/Time Format in use here")]
    expected = edtf.bounds(text)
    return [
        (
            place,
            f"is {found or 'null'}, but {short(text) if text else 'null'} gives {right or 'null'}",
        )
        for place, found, right in zip(
            (EARLIEST, LATEST), (earliest, latest), expected, strict=True
        )
        if found != right
    ]


def check_order(name: str, data: pl.DataFrame) -> list[Problem]:
    """Return a problem when the rows of `data` are out of order; columns of its key are enough."""
    declared = schema.table(name)
    if not set(declared.sort_key) <= set(data.columns):
        return []  # reported as a missing column
    key = data.select(declared.sort_key)
    by = [
        pl.col(field).cast(pl.String) if key.schema[field] == pl.Enum else pl.col(field)
        for field in declared.sort_key
    ]
    if key.equals(key.sort(by, nulls_last=False, maintain_order=True)):
        return []
    return [Problem("order", f"its rows are not sorted by {', '.join(declared.sort_key)}", name)]


def row_id(declared: Table, data: pl.DataFrame, index: int) -> str:
    """Return how a row is named in a problem: its key, of a table without one its first columns."""
    key = [
        column
        for column in (declared.primary_key or declared.sort_key[:2])
        if column in data.columns
    ]
    if not key or not 0 <= index < data.height:
        return f"row {index + 1}"
    return "|".join("null" if value is None else str(value) for value in data[key].row(index))
