"""Reads one version of the dataset, whole or as the baseline that git keeps, to compare it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from communique.core import schema
from communique.core.errors import UsageError
from communique.release.reading import (
    DESCRIPTOR,
    MANIFEST,
    ROWS,
    SCHEMA_SUFFIX,
    check_hash,
    descriptor_of,
    manifest_of,
    read_json,
    readable,
    schema_of,
    table_file,
)
from communique.release.rows import APART, DTYPES, WITHOUT_VALUES, canonical, decoded


@dataclass(frozen=True)
class Snapshot:
    """One version: its Table Schemas by table, and all its rows in canonical form.

    `rows` has table_name, row_id, row_sha256 and row_values; the tables are in the order of
    `schemas`, the rows of each sorted by row_id.
    """

    version: str
    created: str
    schemas: Mapping[str, Mapping[str, Any]]
    rows: pl.DataFrame

    @cached_property
    def decoded(self) -> dict[str, pl.DataFrame]:
        """The tables that were asked for so far."""
        return {}

    @cached_property
    def by_table(self) -> dict[str, pl.DataFrame]:
        """The rows by table, an empty frame for a table without rows."""
        parts = self.rows.partition_by("table_name", as_dict=True, maintain_order=True)
        empty = pl.DataFrame(schema=DTYPES)
        return {name: parts.get((name,), empty) for name in self.schemas}

    def table(self, name: str) -> pl.DataFrame:
        """Return one table with its declared columns, dates as text; empty when it has none."""
        if name not in self.decoded:
            is_there = name in self.schemas
            self.decoded[name] = (
                decoded(self.schemas[name], self.by_table[name]) if is_there else pl.DataFrame()
            )
        return self.decoded[name]

    def identified(self, name: str) -> pl.DataFrame:
        """Return one table with its declared columns, and `_row` with the id of each row before."""
        if name not in self.schemas:
            return pl.DataFrame({"_row": []}, schema={"_row": pl.String()})
        ids = self.by_table[name]["row_id"].alias("_row")
        data = self.table(name)
        return pl.DataFrame([ids]) if data.height != ids.len() else data.select(ids, pl.all())

    @cached_property
    def redirects(self) -> dict[str, str]:
        """New id by old id, one step each."""
        table = self.table("id_redirects")
        if table.is_empty():
            return {}
        return dict(table.select("old_id", "new_id").iter_rows())

    def resolve(self, row_id: str) -> str | None:
        """Return the id of the row that `row_id` stands for in this version, None without one."""
        seen = set()
        while row_id in self.redirects and row_id not in seen:
            seen.add(row_id)
            row_id = self.redirects[row_id]
        return row_id if row_id in self.ids else None

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all rows whose table has a key of one column."""
        names = [
            name
            for name, schema in self.schemas.items()
            if len(schema.get("primaryKey") or ()) == 1 and name != "id_redirects"
        ]
        return frozenset(row for name in names for row in self.by_table[name]["row_id"])


def read_snapshot(folder: Path) -> Snapshot:
    """Return the version that a built or released folder, or a baseline in `releases/`, holds.

    UsageError when the folder is neither.
    """
    if (folder / DESCRIPTOR).is_file():
        return read_built(folder)
    if (folder / MANIFEST).is_file() and (folder / ROWS).is_file():
        return read_baseline(folder)
    raise UsageError(
        f"{folder}: holds no dataset (no {DESCRIPTOR}) and no baseline of one "
        f"(no {MANIFEST} with {ROWS}); give a folder that build or release has made"
    )


def snapshot_of(tables: Mapping[str, pl.DataFrame], descriptor: Mapping[str, Any]) -> Snapshot:
    """Return the version that `tables` would be when published now, by the authored schemas."""
    schemas = {
        path.name.removesuffix(SCHEMA_SUFFIX): read_json(path) for path in schema.schema_files()
    }
    declared = {name: schemas[name] for name in schema.tables() if name in tables}
    parts = [
        canonical(name, declared[name], tables[name]) for name in declared if name not in APART
    ]
    rows = pl.concat([pl.DataFrame(schema=DTYPES), *parts])
    return Snapshot(str(descriptor["version"]), str(descriptor["created"]), declared, rows)


def read_built(folder: Path) -> Snapshot:
    """Return the version in a folder with a descriptor, schemas and Parquet files.

    UsageError when a file is missing, damaged, or not the one that the descriptor names.
    """
    descriptor = descriptor_of(folder)
    schemas: dict[str, Mapping[str, Any]] = {}
    parts = []
    for resource in descriptor["resources"]:
        name = resource["name"]
        schemas[name] = schema_of(folder, name)
        if name in APART:
            continue
        path = table_file(folder, descriptor, name)
        with readable(path):
            parts.append(canonical(name, schemas[name], pl.read_parquet(path, glob=False)))
    rows = pl.concat(parts) if parts else pl.DataFrame(schema=DTYPES)
    return Snapshot(descriptor["version"], descriptor["created"], schemas, rows)


def read_baseline(folder: Path) -> Snapshot:
    """Return the version of which `folder` keeps manifest and rows."""
    manifest = manifest_of(folder)
    check_hash(folder / ROWS, str(manifest["baseline"].get("sha256")), MANIFEST)
    with readable(folder / ROWS):
        rows = pl.read_parquet(folder / ROWS, glob=False)
    return Snapshot(manifest["version"], manifest["created"], manifest["schemas"], rows)


def kept(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows as a baseline keeps them: without the texts of articles."""
    is_text = pl.col("table_name").is_in(sorted(WITHOUT_VALUES))
    return rows.with_columns(
        pl.when(is_text).then(None).otherwise("row_values").alias("row_values")
    )
