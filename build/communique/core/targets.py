"""Turns a declared table into what each tool needs: Polars dtypes, a pandera model, DuckDB DDL."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.core.declared import Field, table

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl

SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
    "list": "VARCHAR[]",
}


def polars_dtype(field: Field) -> pl.DataType:
    """Return the Polars dtype of a column; a closed list of terms is an Enum."""
    import polars as pl

    if field.enum and field.type == "string":
        return pl.Enum(field.enum)
    dtypes: dict[str, pl.DataType] = {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
        "datetime": pl.Datetime("us", "UTC"),
        "list": pl.List(pl.String()),
    }
    return dtypes[field.type]


@cache
def polars_schema(name: str) -> pl.Schema:
    """Return the column names and Polars dtypes of a table, in order."""
    import polars as pl

    return pl.Schema({field.name: polars_dtype(field) for field in table(name).fields})


@cache
def pandera_model(name: str) -> pa.DataFrameSchema:
    """Return the pandera model of a table: dtypes, nulls, patterns, bounds and the rules of lists.

    It holds on a DataFrame; a LazyFrame would have its dtypes checked only. Keys are checked apart.
    """
    with _without_pyspark():
        import pandera.polars as pa

    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                polars_dtype(field),
                checks=_checks(field),
                nullable=not field.required and field.type != "list",
            )
            for field in table(name).fields
        },
        name=name,
        strict=True,
        ordered=True,
    )


@contextlib.contextmanager
def _without_pyspark() -> Iterator[None]:
    """Hide PySpark from pandera while it loads: it would import that for frames nothing here has."""
    hidden = "pyspark.pandas"
    if "pandera" in sys.modules or hidden in sys.modules:
        yield
        return
    sys.modules[hidden] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[hidden]


def _checks(field: Field) -> list[pa.Check]:
    import pandera.polars as pa

    def check(words: str, holds: pl.Expr) -> pa.Check:
        return pa.Check(
            lambda data: data.lazyframe.select(holds.alias("holds")), name=words, error=words
        )

    return [check(words, holds) for words, holds in rules(field)]


def keeps_its_schema(name: str, data: pl.DataFrame) -> bool:
    """Tell whether every value of `data` keeps what the pandera model of the table demands.

    It asks for the same columns, dtypes and rules in one pass; only the model says what is wrong.
    """
    import polars as pl

    if data.schema != polars_schema(name):
        return False
    demands = [
        (~pl.col(field.name).has_nulls())
        for field in table(name).fields
        if field.required or field.type == "list"
    ]
    demands += [holds.all() for field in table(name).fields for _, holds in rules(field)]
    return bool(data.select(pl.all_horizontal(pl.lit(True), *demands)).item())


def rules(field: Field) -> list[tuple[str, pl.Expr]]:
    """Return what holds of each value of a column that is not null: in words, and as Polars has it."""
    import polars as pl

    column = pl.col(field.name)
    item = pl.element()
    found: list[tuple[str, pl.Expr]] = []
    if field.type == "list":
        found.append(("items are sorted, distinct and not empty", _is_tidy(column)))
        if field.pattern:
            fits = column.list.eval(item.str.contains(field.pattern)).list.all()
            found.append((f"every item matches {field.pattern}", fits))
        if field.enum:
            among = column.list.eval(item.is_in(field.enum)).list.all()
            found.append((f"every item is one of {', '.join(field.enum)}", among))
    elif field.type == "string" and not field.enum:
        found.append(("is not empty", column != ""))
    if field.pattern and field.type != "list":
        found.append((f"matches {field.pattern}", column.str.contains(field.pattern)))
    if field.type == "number":
        found.append(("is a finite number", column.is_finite()))
    if field.minimum is not None:
        found.append((f"is at least {field.minimum}", column >= field.minimum))
    if field.maximum is not None:
        found.append((f"is at most {field.maximum}", column <= field.maximum))
    return found


def _is_tidy(column: pl.Expr) -> pl.Expr:
    import polars as pl

    is_sorted = column == column.list.unique().list.sort()
    return is_sorted & ~column.list.eval(pl.element().is_null() | (pl.element() == "")).list.any()


def duckdb_ddl(name: str) -> list[str]:
    """Return the statements that make a table in DuckDB: CREATE TABLE, then its comments.

    Terms are VARCHAR. Foreign keys are left to validation, because they would force an order of
    loading and double the size of the file.
    """
    declared = table(name)
    lines = [
        f'    "{field.name}" {SQL_TYPES[field.type]}'
        + (" NOT NULL" if field.required or field.type == "list" else "")
        for field in declared.fields
    ]
    if declared.primary_key:
        key = ", ".join(f'"{column}"' for column in declared.primary_key)
        lines.append(f"    PRIMARY KEY ({key})")
    columns = ",\n".join(lines)
    statements = [
        f'CREATE TABLE "{name}" (\n{columns}\n)',
        f'COMMENT ON TABLE "{name}" IS {literal(declared.description)}',
    ]
    statements += [
        f'COMMENT ON COLUMN "{name}"."{field.name}" IS {literal(field.description)}'
        for field in declared.fields
    ]
    return statements


def literal(text: str) -> str:
    """Return `text` as a string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
