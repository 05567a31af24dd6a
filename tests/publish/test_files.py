"""The Parquet files, the database, views.sql and the checksums, read back by what people use."""

import hashlib
import os
import struct
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from polars.testing import assert_frame_equal
from publish import sample

from communique.core import schema
from communique.publish import publish
from communique.publish.sqlfiles import views


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "communique.duckdb"
    }


def test_the_same_tables_give_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    publish(sample.tables(), tmp_path / "again", check=lambda folder: [])
    assert hashes(tmp_path / "again") == hashes(dist)


def test_two_databases_hold_the_same_rows(dist: Path, tmp_path: Path) -> None:
    publish(sample.tables(), tmp_path / "again", check=lambda folder: [])
    with duckdb.connect() as database:
        for name, folder in (("one", dist), ("other", tmp_path / "again")):
            database.execute(f"attach '{folder}/communique.duckdb' as {name} (read_only)")
        for table in schema.tables():
            assert (
                database.execute(f"from one.{table}").fetchall()
                == database.execute(f"from other.{table}").fetchall()
            )


@pytest.mark.parametrize("name", schema.tables())
def test_every_reader_gets_the_rows_of_a_table(
    dist: Path, database: duckdb.DuckDBPyConnection, name: str
) -> None:
    path = dist / "data" / f"{name}.parquet"
    frame = sample.tables()[name]
    assert_frame_equal(pl.read_parquet(path), frame)
    assert pq.read_table(path).num_rows == frame.height
    assert list(pd.read_parquet(path).columns) == frame.columns
    assert database.execute(f"select count(*) from {name}").fetchone() == (frame.height,)


def test_parquet_carries_version_schema_hash_and_descriptions(dist: Path) -> None:
    metadata = pq.read_metadata(dist / "data/meetings.parquet")
    assert metadata.metadata[b"communique.schema_sha256"] == schema.schema_sha256().encode()
    assert metadata.metadata[b"communique.version"]
    column = metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"
    assert column.statistics.has_min_max
    described = pq.read_schema(dist / "data/meetings.parquet").field("status").metadata
    assert (
        described[b"description"] == schema.table("meetings").field("status").description.encode()
    )


def test_the_database_is_in_the_oldest_storage_version_with_comments(dist: Path) -> None:
    # Bytes 8 to 11 of a DuckDB file are its mark, 12 to 19 its storage version; 64 is that of 1.0.
    head = (dist / "communique.duckdb").read_bytes()[:20]
    assert head[8:12] == b"DUCK"
    assert struct.unpack("<Q", head[12:20]) == (64,)


def test_tables_and_columns_explain_themselves(database: duckdb.DuckDBPyConnection) -> None:
    comment = "select comment from duckdb_tables() where table_name = 'meetings'"
    assert database.execute(comment).fetchone() == (schema.table("meetings").description,)
    column = (
        "select comment from duckdb_columns() "
        "where table_name = 'meetings' and column_name = 'status'"
    )
    described = schema.table("meetings").field("status").description
    assert database.execute(column).fetchone() == (described,)


def test_the_database_knows_no_path(dist: Path) -> None:
    content = (dist / "communique.duckdb").read_bytes()
    assert str(dist).encode() not in content
    assert b".parquet" not in content


def test_views_and_macros_work_under_another_name_from_another_folder(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as database:
        database.execute(f"attach '{dist}/communique.duckdb' as news (read_only)")
        for view in views():
            database.execute(f"select count(*) from news.{view.name}").fetchone()
        database.execute("use news")
        assert database.execute(
            "select resolve_id($id)", {"id": sample.OLD_MEETING}
        ).fetchall() == [(sample.HELD,)]
        assert database.execute(
            "select count(*) from why($id)", {"id": sample.HELD}
        ).fetchone() == (4,)
        assert len(database.execute("from measures_in_force(date '2025-09-01')").fetchall()) == 1


def test_views_sql_gives_the_same_rows_from_a_root_named_later(
    dist: Path, database: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as over_files:
        over_files.execute(f"set variable communique_root = '{dist}'")
        over_files.execute((dist / "views.sql").read_text("utf-8"))
        for name in [view.name for view in views()] + list(schema.tables()):
            query = f"select count(*), count(distinct t) from {name} as t"
            assert over_files.execute(query).fetchall() == database.execute(query).fetchall()
        assert len(over_files.execute("from measures_in_force(date '2025-09-01')").fetchall()) == 1
        assert over_files.execute("from why($id)", {"id": sample.OLDEST_MEETING}).fetchall()


def test_views_sql_reads_the_working_folder_unless_told_otherwise(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dist)
    with duckdb.connect() as over_files:
        over_files.execute((dist / "views.sql").read_text("utf-8"))
        assert over_files.execute("select count(*) from meetings").fetchone() == (3,)


def test_checksums_cover_every_file_but_themselves_and_the_database(dist: Path) -> None:
    lines = (dist / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    expected = hashes(dist)
    del expected["SHA256SUMS"]
    assert listed == expected
    assert list(listed) == sorted(listed)


def test_importing_the_package_loads_no_data_library() -> None:
    code = "import sys, communique; print([m for m in ('polars', 'duckdb') if m in sys.modules])"
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    assert done.stdout.strip() == "[]"
