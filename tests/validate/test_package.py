"""Frictionless sees batches spread over a table, and what it sees is named by table, row, column."""

from __future__ import annotations

import polars as pl
from validate import tiny

from communique.core import schema
from communique.validate.package import BATCH, BATCHES, batch_starts, check_rows, sample


def test_every_row_of_a_small_table_is_in_a_batch() -> None:
    assert batch_starts(0) == []
    assert batch_starts(1) == [0]
    assert batch_starts(BATCH * 2 + 1) == [0, BATCH, BATCH * 2]


def test_batches_of_a_large_table_reach_from_its_start_to_its_end() -> None:
    starts = batch_starts(1_000_000)
    assert len(starts) == BATCHES
    assert (starts[0], starts[-1]) == (0, 1_000_000 - BATCH)


def test_a_sample_is_the_same_however_a_table_is_sliced() -> None:
    height = BATCH * BATCHES * 3 + 7
    data = pl.DataFrame({"n": range(height)})
    whole = sample(data, 0, height)
    sliced = [sample(data.slice(start, 61), start, height) for start in range(0, height, 61)]
    assert whole.height == BATCH * BATCHES
    assert pl.concat(sliced).equals(whole)


def test_whole_tables_pass() -> None:
    for name, data in tiny.frames(tiny.rows()).items():
        assert check_rows(name, data) == [], name


def test_a_value_outside_the_schema_is_named() -> None:
    data = tiny.frames(tiny.rows())["countries"].with_columns(pl.lit("Ind").alias("iso2"))
    found = [(p.table, p.row_id, p.column) for p in check_rows("countries", data)]
    assert found == [("countries", "IND", "iso2"), ("countries", "USA", "iso2")]


def test_the_words_of_the_schema_are_frictionless_words() -> None:
    rows = [{"source_path": "a.md", "reason": "empty", "detail": "no text"}]
    assert check_rows("rejects", schema.frame("rejects", rows)) == []
