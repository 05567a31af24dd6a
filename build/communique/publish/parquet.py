"""Writes `data/<table>.parquet`: one file per table, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from communique.core import schema
from communique.publish.descriptor import authored

TITLE = "The tables as Parquet"
FILE_NAME = "data/*.parquet"
MIME_TYPE = "application/vnd.apache.parquet"
AFTER: tuple[str, ...] = ()

COMPRESSION_LEVEL = 6
# A group of rows is in memory at once where the table is written and read: some ten megabytes.
ROW_GROUP_SIZE = 50_000
ROW_GROUP_SIZES = {"article_texts": 1_000}

Batches = Iterable[pl.DataFrame]


def write(tables: Mapping[str, pl.DataFrame | Batches], folder: Path) -> None:
    """Write every table; rows are expected sorted by primary key, as the contract has them."""
    (folder / "data").mkdir()
    for name in sorted(tables):
        table = tables[name]
        batches = [table] if isinstance(table, pl.DataFrame) else table
        write_table(name, batches, folder / "data" / f"{name}.parquet")


def write_table(name: str, batches: Batches, path: Path) -> None:
    """Write one table from frames that follow one another; their bounds leave no trace in it."""
    empty = pl.DataFrame(schema=schema.polars_schema(name))
    described_as = described(name, empty)
    metadata = {
        **(described_as.metadata or {}),
        "communique.version": str(authored()["version"]),
        "communique.schema_sha256": schema.schema_sha256(),
    }
    size = ROW_GROUP_SIZES.get(name, ROW_GROUP_SIZE)
    target = described_as.with_metadata(metadata)
    with pq.ParquetWriter(
        path, target, compression="zstd", compression_level=COMPRESSION_LEVEL
    ) as writer:
        for frame in of_size(batches, size):
            writer.write_table(frame.to_arrow().cast(target), row_group_size=size)


def of_size(batches: Batches, size: int) -> Iterator[pl.DataFrame]:
    """Yield the same rows in frames of `size` rows, the last one smaller."""
    held: list[pl.DataFrame] = []
    count = 0
    for batch in batches:
        while count + batch.height >= size:
            taken = size - count
            yield pl.concat([*held, batch.head(taken)], rechunk=True)
            batch, held, count = batch.slice(taken), [], 0
        if batch.height:
            held.append(batch)
            count += batch.height
    if held:
        yield pl.concat(held, rechunk=True)


def described(name: str, frame: pl.DataFrame) -> pa.Schema:
    """Return the Arrow schema of `frame` with each column's description from the table's schema."""
    descriptions = {field.name: field.description for field in schema.table(name).fields}
    return pa.schema(
        field.with_metadata({**(field.metadata or {}), "description": descriptions[field.name]})
        for field in frame.head(0).to_arrow().schema
    )
