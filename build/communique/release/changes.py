"""Compares two versions of the dataset row by row and value by value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from communique.core import schema
from communique.release.fetch import opened
from communique.release.reasons import Change, explained
from communique.release.rows import APART, DTYPES, row_key, values_of
from communique.release.schema_changes import SchemaChange, schema_changes
from communique.release.snapshot import Snapshot, read_snapshot

# Which release first held a redirect only a release knows; a build has its own version there.
UNCOMPARED = frozenset((("id_redirects", "version"),))
VALUE_COLUMNS = ("table_name", "row_id", "column_name", "old_value", "new_value")


@dataclass(frozen=True)
class Changes:
    """What differs between two versions: declarations and rows, in order of table and row."""

    old_version: str
    new_version: str
    schemas: tuple[SchemaChange, ...]
    rows: tuple[Change, ...]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The changes of rows as the table `changes` of the contract."""
        return schema.frame(
            "changes",
            [
                {
                    "table_name": each.table,
                    "row_id": each.row_id,
                    "op": each.op,
                    "columns": each.columns,
                    "reason": each.reason,
                    "replaced_by": each.replaced_by,
                }
                for each in self.rows
            ],
        )

    @cached_property
    def values(self) -> pl.DataFrame:
        """One row per changed value: table_name, row_id, column_name, old_value, new_value (JSON).

        Of an added or deleted row the values of one side are null.
        """
        rows = [
            (each.table, each.row_id, column, written(old), written(new))
            for each in self.rows
            for column, old, new in values_changed(each)
        ]
        return pl.DataFrame(rows, dict.fromkeys(VALUE_COLUMNS, pl.String()), orient="row")

    @property
    def counts(self) -> dict[tuple[str, str, str], int]:
        """The number of changed rows by table, operation and reason."""
        return dict(Counter((each.table, each.op, each.reason) for each in self.rows))

    def as_json(self) -> dict[str, Any]:
        """Return everything as JSON: versions, declarations, rows with old and new values."""
        return {
            "old_version": self.old_version,
            "new_version": self.new_version,
            "schema_changes": [
                {"table_name": s.table, "column_name": s.column, "level": s.level, "what": s.what}
                for s in self.schemas
            ],
            "changes": [
                {
                    "table_name": each.table,
                    "row_id": each.row_id,
                    "op": each.op,
                    "reason": each.reason,
                    "replaced_by": each.replaced_by,
                    "columns": list(each.columns),
                    "values": {
                        column: {"old": old, "new": new}
                        for column, old, new in values_changed(each)
                    },
                }
                for each in self.rows
            ],
        }


def diff(old: str | Path, new: str | Path) -> Changes:
    """Return what changed from `old` to `new`.

    Each is a folder that build or release has made, a baseline in `releases/`, an archive
    (.tar.zst, .zip), or an http(s) address of any of these. UsageError when one cannot be read.
    """
    with opened(old) as before, opened(new) as after:
        return compare(read_snapshot(before), read_snapshot(after))


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Return what changed from one version to another, each row with its reason.

    Rows are compared in the columns that both versions have: a column that was added, removed or
    renamed is a change of the schema, not of every row.
    """
    found = [
        change
        for name in dict.fromkeys([*new.schemas, *old.schemas])
        if name not in APART
        for change in table_changes(name, old, new)
    ]
    rows = sorted(explained(old, new, found), key=lambda change: change.key)
    return Changes(old.version, new.version, schema_changes(old.schemas, new.schemas), tuple(rows))


def table_changes(name: str, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changed rows of one table, without reasons yet."""
    empty = pl.DataFrame(schema=DTYPES)
    before = old.by_table.get(name, empty).drop("table_name")
    after = new.by_table.get(name, empty).drop("table_name")
    joined = before.join(after, on="row_id", how="full", coalesce=True, suffix="_new").filter(
        pl.col("row_sha256").ne_missing(pl.col("row_sha256_new"))
    )
    for row_id, old_hash, old_row, new_hash, new_row in joined.iter_rows():
        if old_hash is None:
            yield Change(name, row_id, "add", (), None, new_row)
        elif new_hash is None:
            yield Change(name, row_id, "delete", (), old_row, None)
        elif columns := different(name, old, new, old_row, new_row):
            yield Change(name, row_id, "modify", columns, old_row, new_row)


def different(
    name: str, old: Snapshot, new: Snapshot, old_row: str | None, new_row: str | None
) -> tuple[str, ...]:
    """Return the columns, of those in both versions, in which a row differs, sorted."""
    if old_row is None or new_row is None:
        # Without values on one side the hashes alone say that something but the key is different.
        key = row_key(new.schemas[name])
        return tuple(sorted(f["name"] for f in new.schemas[name]["fields"] if f["name"] not in key))
    before, after = values_of(old_row), values_of(new_row)
    common = before.keys() & after.keys()
    return tuple(sorted(c for c in common if before[c] != after[c] and (name, c) not in UNCOMPARED))


def values_changed(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield column, old and new value of a changed row; null on a side that has none."""
    old, new = values_of(change.old), values_of(change.new)
    columns = change.columns if change.op == "modify" else sorted(old.keys() | new.keys())
    for column in columns:
        if change.op == "modify" or old.get(column) is not None or new.get(column) is not None:
            yield column, old.get(column), new.get(column)


def written(value: object) -> str | None:
    """Return a value as JSON, null as null."""
    return None if value is None else json.dumps(value, ensure_ascii=False)
