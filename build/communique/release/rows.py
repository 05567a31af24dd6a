"""Puts rows of any table into one canonical form: table, row id, row hash, values as JSON.

In this form two versions can be compared although their schemas differ, and it is what git keeps of
a release (`releases/<version>/rows.parquet`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
import polars as pl

COLUMNS = ("table_name", "row_id", "row_sha256", "row_values")
DTYPES = dict.fromkeys(COLUMNS, pl.String())
# What describes a release stands in the release, not among the rows that it compares.
APART = frozenset(("changes",))
# Texts are not kept a second time in git: the hash of the row tells whether one changed.
WITHOUT_VALUES = frozenset(("article_texts",))
JSON_TYPES: dict[str, pl.DataType] = {
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "list": pl.List(pl.String()),
}


def row_key(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table apart, by its Table Schema.

    The primary key, else the first unique key, else every column.
    """
    unique = schema.get("uniqueKeys") or [[]]
    names = [field["name"] for field in schema["fields"]]
    return tuple(schema.get("primaryKey") or unique[0] or names)


def canonical(name: str, schema: Mapping[str, Any], data: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `data` as `table_name`, `row_id`, `row_sha256`, `row_values`.

    `row_id` is the key, its values joined by `|`, null written as null; rows without a key that
    repeat each other get `|2`, `|3` … `row_values` is a JSON object with the columns in the order of
    their names, `row_sha256` the SHA-256 of it in UTF-8: neither depends on the order of columns.
    """
    columns = sorted(data.columns)
    key = [column for column in row_key(schema) if column in columns]
    values = data.select(pl.struct(columns).struct.json_encode()).to_series()
    joined = data.select(
        pl.concat_str([words(data, column) for column in key], separator="|")
    ).to_series()
    rows = pl.DataFrame(
        {
            "table_name": pl.Series([name], dtype=pl.String).extend_constant(name, data.height - 1)
            if data.height
            else pl.Series([], dtype=pl.String),
            "row_id": joined,
            "row_sha256": pl.Series([digest(value) for value in values], dtype=pl.String),
            "row_values": values,
        }
    )
    occurrence = pl.int_range(1, pl.len() + 1).over("row_id")
    rows = rows.with_columns(
        pl.when(occurrence > 1)
        .then(pl.concat_str([pl.col("row_id"), occurrence.cast(pl.String)], separator="|"))
        .otherwise("row_id")
        .alias("row_id")
    )
    return rows.sort("row_id", maintain_order=True)


def words(data: pl.DataFrame, column: str) -> pl.Expr:
    """Return a column as text for a row id; a list is joined by commas."""
    is_list = isinstance(data.schema[column], pl.List)
    text = pl.col(column).list.join(",") if is_list else pl.col(column).cast(pl.String)
    return text.fill_null("null")


def digest(value: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(value.encode()).hexdigest()


def table_digest(rows: pl.DataFrame) -> str:
    """Return one SHA-256 over the rows of a table in canonical form, whatever their order."""
    content = hashlib.sha256()
    for row_id, row_sha256 in rows.select("row_id", "row_sha256").sort("row_id").iter_rows():
        content.update(f"{row_id}\0{row_sha256}\n".encode())
    return content.hexdigest()


def decoded(schema: Mapping[str, Any], rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of one table as a frame of its columns; dates and times stay text."""
    fields = {field["name"]: json_type(field) for field in schema["fields"]}
    dtype = pl.Struct({name: fields[name] for name in sorted(fields)})
    values = rows["row_values"]
    if values.null_count() == rows.height:
        return pl.DataFrame(schema=fields)
    return values.str.json_decode(dtype).struct.unnest().select(list(fields))


def json_type(field: Mapping[str, Any]) -> pl.DataType:
    """Return the dtype in which a column comes back from JSON."""
    return JSON_TYPES.get(type_of(field), pl.String())


def type_of(field: Mapping[str, Any]) -> str:
    """Return the type of a field descriptor, authored or built.

    A built descriptor declares a list as any, because frictionless takes no list from Parquet, and
    its type beside it.
    """
    stated = str(field.get("communique:type", field["type"]))
    return "list" if stated.startswith("list") else stated


def values_of(row: str | None) -> dict[str, Any]:
    """Return the values of one row; empty when they are not kept."""
    return {} if row is None else msgspec.json.decode(row, type=dict[str, Any])
