"""Opens a built dataset: tables as frames, the database, and the evidence of a row."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from communique.core.errors import UsageError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

DATABASE = "communique.duckdb"
DEFAULT_FOLDER = "dist"
FOLDER_VARIABLE = "COMMUNIQUE_DIST"

StrPath = str | os.PathLike[str]


@overload
def load(
    table: str, as_: Literal["polars"] = "polars", path: StrPath | None = None
) -> pl.DataFrame: ...
@overload
def load(table: str, as_: Literal["pandas"], path: StrPath | None = None) -> pd.DataFrame: ...
@overload
def load(table: str, as_: Literal["arrow"], path: StrPath | None = None) -> pa.Table: ...
@overload
def load(table: str, as_: Literal["lazy"], path: StrPath | None = None) -> pl.LazyFrame: ...
def load(
    table: str,
    as_: Literal["polars", "pandas", "arrow", "lazy"] = "polars",
    path: StrPath | None = None,
) -> pl.DataFrame | pd.DataFrame | pa.Table | pl.LazyFrame:
    """Return one table of a built dataset.

    `table` is a name such as "meetings" (columns: see codebook.md). `as_` chooses a Polars frame,
    a pandas frame (nullable integers, booleans and strings, so that a missing value stays missing),
    an Arrow table, or a lazy Polars frame that reads only what a query needs. `path` is the built
    folder; without it the environment's COMMUNIQUE_DIST, else `dist` in the working directory.

    UsageError when there is no dataset there, no such table, or no such form.
    """
    file = table_file(table, folder_of(path))
    if as_ == "polars":
        import polars as pl

        return pl.read_parquet(file, glob=False)
    if as_ == "lazy":
        import polars as pl

        return pl.scan_parquet(file, glob=False)
    if as_ == "pandas":
        import pandas as pd

        return pd.read_parquet(file, dtype_backend="numpy_nullable")
    if as_ == "arrow":
        import pyarrow.parquet

        return pyarrow.parquet.read_table(file)
    raise UsageError(f"as_={as_!r}: choose polars, pandas, arrow or lazy")


def connect(path: StrPath | None = None) -> duckdb.DuckDBPyConnection:
    """Return a read-only DuckDB connection to a built dataset, with its tables, views and macros.

    `path` as in `load`. `SELECT * FROM duckdb_views()` lists the views with their comments.
    """
    import duckdb

    file = folder_of(path) / DATABASE
    if not file.is_file():
        raise UsageError(f"{file}: no such file; build the dataset again, or use load() for tables")
    return duckdb.connect(str(file), read_only=True)


def why(id: str, path: StrPath | None = None) -> pl.DataFrame:
    """Return the evidence of a row: one line per span, with its article and its exact words.

    `id` is any id of the dataset, also one of an earlier release that was merged since. Columns as
    of the macro `why`: table_name, row_id, column_name (null: the row as a whole), asserted_value,
    is_accepted, excerpt, char_start, char_end, article_id, outlet, published_date, title, url,
    rule, extractor, evidence_id. UsageError when nothing in the dataset bears the id.
    """
    import polars as pl

    with connect(path) as connection:
        found = connection.sql("select * from why($id)", params={"id": id}).to_arrow_table()
    frame = pl.DataFrame(found)
    if frame.is_empty():
        raise UsageError(f"{id!r}: no row with evidence has this id")
    return frame


def folder_of(path: StrPath | None = None) -> Path:
    """Return the folder of the built dataset, as `load` finds it; UsageError when there is none."""
    folder = Path(path if path is not None else os.environ.get(FOLDER_VARIABLE, DEFAULT_FOLDER))
    if not (folder / "data").is_dir():
        raise UsageError(
            f"{folder}: no built dataset (no data/ in it); run make or communique build, "
            f"or give path= or set {FOLDER_VARIABLE}"
        )
    return folder


def table_file(table: str, folder: Path) -> Path:
    """Return the Parquet file of a table; UsageError names the tables there are."""
    known = {path.stem: path for path in sorted((folder / "data").glob("*.parquet"))}
    if table not in known:
        raise UsageError(f"{table!r}: no such table; there are {', '.join(known)}")
    return known[table]
