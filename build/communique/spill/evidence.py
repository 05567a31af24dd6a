"""Evidence rows on their way to disk: each span once, its words filled in, its value compared.

Whether a row took the value that a span asserts shows only when all rows are made, so that is found
by a join over the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from communique.core import schema
from communique.resolve.evidence import KEYS
from communique.resolve.reports import Row
from communique.spill.spool import Spool
from communique.spill.tables import ROWS_IN_MEMORY, Rows, query

_STATEMENT = """
select
    e.* exclude (part) replace (
        case
            when e.column_name is null or e.asserted_value is null then true
            else coalesce(v.value = e.asserted_value, false)
        end as is_accepted
    )
from parts as e
left join given as v
    on v.table_name = e.table_name and v.row_id = e.row_id and v.column_name = e.column_name
order by e.evidence_id, e.part
"""
_VALUES = {
    "table_name": pl.String(),
    "row_id": pl.String(),
    "column_name": pl.String(),
    "value": pl.String(),
}


class EvidenceRows(Rows):
    """The table `evidence`; `setdefault` adds a row unless its id is there."""

    def __init__(self, folder: Path, spool: Spool) -> None:
        super().__init__("evidence", folder)
        self._spool = spool
        self._waiting: dict[str, Row] = {}
        self._asserted: dict[str, set[str]] = {table: set() for table in KEYS}

    def setdefault(self, evidence_id: str, row: Row) -> None:
        """Add a row; of rows with one id the first stays."""
        self._waiting.setdefault(evidence_id, row)
        if len(self._waiting) >= ROWS_IN_MEMORY:
            self.flush()

    def flush(self) -> None:
        """Write what is in memory to a part, with the words that stand at each span."""
        if not self._waiting:
            return
        rows = sorted(self._waiting.values(), key=lambda row: str(row["article_id"]))
        for row in rows:
            text = self._spool.text(str(row["article_id"]))
            row["excerpt"] = text[_offset(row["char_start"]) : _offset(row["char_end"])]
            table, column = str(row["table_name"]), row["column_name"]
            if column is not None and row["asserted_value"] is not None and table in self._asserted:
                self._asserted[table].add(str(column))
        self._waiting = {}
        frame = schema.frame(self.name, rows)
        self._write(frame.with_columns(pl.lit(len(self.parts)).alias("part")))

    def settled(self, tables: Mapping[str, Rows]) -> Iterator[pl.DataFrame]:
        """Yield the rows by id, `is_accepted` found from the rows of `tables`."""
        self.flush()
        values = [path for table in KEYS for path in self._values(table, tables[table])]
        last: str | None = None
        for frame in query(self.name, self._folder, _STATEMENT, self.parts, given=values):
            repeated = pl.col("evidence_id") == pl.col("evidence_id").shift(1, fill_value=last)
            kept = frame.filter(repeated.not_().fill_null(True))
            last = frame["evidence_id"][-1]
            yield kept

    def _values(self, table: str, rows: Rows) -> Iterable[Path]:
        """Yield files with the values that the rows of a table took, of columns once asserted."""
        rows.flush()
        parts: list[Path | None] = [*rows.parts] or [None]
        for number, part in enumerate(parts):
            path = self._folder / f"values-{table}-{number:06d}.parquet"
            frames = [pl.DataFrame(schema=_VALUES)]
            if part is not None:
                data = pl.read_parquet(part, glob=False)
                frames += [
                    _long(table, data, column)
                    for column in sorted(self._asserted[table])
                    if column in data.columns and data.schema[column] != pl.List(pl.String())
                ]
            pl.concat(frames).write_parquet(path)
            yield path


def _offset(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101
    return value


def _long(table: str, data: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the values of a column by row, written as `asserted_value` writes them."""
    values = data[column]
    if values.dtype == pl.Boolean:
        values = pl.select(
            pl.when(values).then(pl.lit("True")).when(~values).then(pl.lit("False"))
        )["literal"]
    elif values.dtype.is_float():
        values = pl.Series([None if v is None else f"{v:g}" for v in values], dtype=pl.String())
    return pl.DataFrame(
        {
            "table_name": pl.repeat(table, data.height, eager=True),
            "row_id": data[KEYS[table]],
            "column_name": pl.repeat(column, data.height, eager=True),
            "value": values.cast(pl.String()),
        },
        schema=_VALUES,
    ).drop_nulls("value")
