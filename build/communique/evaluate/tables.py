"""Reads those rows and columns of a built folder's Parquet files that are compared."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from communique.core.errors import UsageError

Row = dict[str, Any]

COLUMNS = {
    "articles": "article_id source_path",
    "evidence": "table_name row_id column_name article_id excerpt",
    "meeting_reports": "meeting_id article_id status arity medium setting occasion place_name "
    "place_country date_edtf rule",
    "participants": "participant_id meeting_id name office country organisation role",
    "statements": "statement_id article_id kind speaker_name speaker_country speaker_organisation "
    "text cue channel date_edtf rule",
    "measure_reports": "measure_id article_id measure_type status product rate_percent "
    "rate_percent_max announced_edtf effective_edtf ended_edtf is_retaliation rule",
    "trade_measure_parties": "party_id measure_id role country organisation name",
    "article_texts": "article_id text",
}
OPTIONAL = frozenset({"article_texts"})


class Tables:
    """The Parquet files of a built folder, read by the columns and rows that are needed."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(
                f"{folder}: no such folder; give one that communique build has written"
            )
        self.root = folder / "data" if (folder / "data").is_dir() else folder
        missing = [name for name in COLUMNS if name not in OPTIONAL and not self.has(name)]
        if missing:
            raise UsageError(
                f"{folder}: no built dataset, {', '.join(missing)} missing (*.parquet in data/); "
                "run communique build"
            )

    def file(self, name: str) -> Path:
        """Return where a table is kept."""
        return self.root / f"{name}.parquet"

    def has(self, name: str) -> bool:
        """Return whether the build keeps a table."""
        return self.file(name).is_file()

    def rows(self, name: str, **wanted: Iterable[str]) -> list[Row]:
        """Return the rows of a table whose columns hold one of the wanted values."""
        frame = pl.scan_parquet(self.file(name), glob=False)
        columns = COLUMNS[name].split()
        absent = sorted(set(columns) - set(frame.collect_schema().names()))
        if absent:
            raise UsageError(
                f"{self.file(name)}: column {', '.join(absent)} missing; build the dataset again"
            )
        for column, values in wanted.items():
            # Enums would refuse a value that they do not know; here it just does not occur.
            frame = frame.filter(pl.col(column).cast(pl.String).is_in(list(values)))
        return frame.select(columns).collect().to_dicts()
