"""Writes `data/<table>.parquet`: one file per table, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa

from communique.core import schema
from communique.publish.artefact import Tables
from communique.publish.descriptor import authored

TITLE = "The tables as Parquet"
FILE_NAME = "data/*.parquet"
MIME_TYPE = "application/vnd.apache.parquet"
AFTER: tuple[str, ...] = ()

COMPRESSION_LEVEL = 6
ROW_GROUP_SIZE = 100_000


def write(tables: Tables, folder: Path) -> None:
    """Write every table; rows are expected sorted by primary key, as the contract has them."""
    (folder / "data").mkdir()
    metadata = {
        "communique.version": str(authored()["version"]),
        "communique.schema_sha256": schema.schema_sha256(),
    }
    for name in sorted(tables):
        frame = tables[name]
        frame.write_parquet(
            folder / "data" / f"{name}.parquet",
            compression="zstd",
            compression_level=COMPRESSION_LEVEL,
            statistics="full",
            row_group_size=ROW_GROUP_SIZE,
            metadata=metadata,
            arrow_schema=described(name, frame),
        )


def described(name: str, frame: pl.DataFrame) -> pa.Schema:
    """Return the Arrow schema of `frame` with each column's description from the table's schema."""
    descriptions = {field.name: field.description for field in schema.table(name).fields}
    return pa.schema(
        field.with_metadata({"description": descriptions[field.name]})
        for field in frame.head(0).to_arrow().schema
    )
