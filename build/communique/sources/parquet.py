"""Reads .parquet: one article a row."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from communique.sources.limits import Limits, Refused
from communique.sources.record import TEXT_KEYS, Record, Source, record_of
from communique.sources.streams import open_file

_KEYS = (
    *TEXT_KEYS,
    *("title", "published", "url", "outlet", "byline", "language", "licence", "license"),
)
_ROWS = 128


def read_parquet(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield a record per row; its position is the number of the row, from 1.

    Only the known columns are read, a few rows at a time.  A file that is damaged further in
    keeps the rows before the damage.
    """
    number = 0
    try:
        with open_file(source.path) as file:
            table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
            columns = [name for name in table.schema_arrow.names if name.strip().lower() in _KEYS]
            if not any(name.strip().lower() in TEXT_KEYS for name in columns):
                raise Refused(
                    "bad_record", f"no column is named {' or '.join(TEXT_KEYS)}; rename it"
                )
            for batch in table.iter_batches(_ROWS, columns=columns, use_threads=False):
                values = [_values(column) for column in batch.columns]
                for row in zip(*values, strict=True):
                    number += 1
                    yield record_of(dict(zip(batch.schema.names, row, strict=True)), str(number))
    except (pa.ArrowException, OSError, ValueError) as error:
        message = " ".join(str(error).split())[:200]
        yield Refused(
            "unreadable",
            f"is not whole Parquet ({message}); write it again",
            str(number + 1) if number else None,
        )
        return
    if not number:
        yield Refused("empty", "holds no row; write one row an article")


def _values(column: pa.Array) -> list[object]:
    """Return the values as Python objects; text may hold bytes that are not UTF-8."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.timestamp("us", column.type.tz), safe=False)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            raw = column.view(pa.binary() if pa.types.is_string(column.type) else pa.large_binary())
            return [
                None if item is None else item.decode("utf-8", "replace")
                for item in raw.to_pylist()
            ]
    values: list[object] = column.to_pylist()
    return values
