"""The one pass over a table that asks whether it keeps its schema agrees with the pandera model."""

from __future__ import annotations

import polars as pl
import pytest
from pandera.errors import SchemaErrors
from validate import tiny

from communique.core import schema
from communique.core.targets import keeps_its_schema

FRAMES = {name: data for name, data in tiny.frames(tiny.rows()).items() if not data.is_empty()}


def fits(name: str, data: pl.DataFrame) -> bool:
    try:
        schema.pandera_model(name).validate(data, lazy=True)
    except SchemaErrors:
        return False
    return True


def changed(name: str, column: str) -> list[pl.DataFrame]:
    """Return the table with one column null, of another type, gone, or with strange values."""
    data = FRAMES[name]
    dtype = data.schema[column]
    found = [
        data.with_columns(pl.lit(None, dtype).alias(column)),
        data.with_columns(pl.lit(1.5).alias(column)),
        data.drop(column),
        data.with_columns(pl.lit(1).alias("one_more")),
    ]
    strange: dict[type[pl.DataType], list[object]] = {
        pl.String: ["", "x\ny", "2025-13", "ABCD"],
        pl.Int64: [-1, 10**9],
        pl.Float64: [float("nan"), float("inf"), -3.0, 1e12],
        pl.List: [["b", "a"], ["a", "a"], [""], [None], ["odd one"]],
    }
    for value in strange.get(type(dtype), []):
        made = pl.Series(column, [value] * data.height, dtype, strict=False)
        found.append(data.with_columns(made))
    return found


def test_whole_tables_keep_their_schemas() -> None:
    assert [name for name, data in FRAMES.items() if not keeps_its_schema(name, data)] == []


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_what_breaks_the_model_is_seen_in_the_one_pass(name: str) -> None:
    for column in FRAMES[name].columns:
        for number, data in enumerate(changed(name, column)):
            assert keeps_its_schema(name, data) == fits(name, data), (column, number)
