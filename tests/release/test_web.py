"""A release that lies on a web server, read there by range: DuckDB with its views, pyarrow, polars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import fsspec
import polars as pl
import pyarrow.fs
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.http import HTTPFileSystem
from publish import sample
from release import made
from release.web import Site, served

from communique.publish.descriptor import authored
from communique.release.publication import release


class Web(HTTPFileSystem):
    """Files on the web for DuckDB, which asks for a time that fsspec does not tell."""

    cachable = False

    def modified(self, path: str) -> datetime:
        """Return one time for all files: those of a release never change."""
        return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published release."""
    place = tmp_path_factory.mktemp("web")
    version = str(authored()["version"])
    return release(version, made.folder(place / "dist"), place / "releases").folder


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """Where a local server has it."""
    with served(folder) as found:
        yield found


def test_duckdb_reads_the_views_from_an_address(folder: Path, site: Site) -> None:
    settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    with duckdb.connect(config=settings) as connection:
        connection.register_filesystem(Web())
        connection.execute(f"set variable communique_root = '{site.address}'")
        connection.execute((folder / "views.sql").read_text("utf-8"))
        found = connection.execute(
            "select meeting_id, participants from meetings_overview order by meeting_id"
        ).fetchall()
        why = connection.execute(
            "select distinct row_id from why($id)", {"id": sample.OLD_MEETING}
        ).fetchall()
    with duckdb.connect(str(folder / "communique.duckdb"), read_only=True) as connection:
        assert (
            found
            == connection.execute(
                "select meeting_id, participants from meetings_overview order by meeting_id"
            ).fetchall()
        )
    assert why == [(sample.HELD,)]
    assert any(path == "/data/meetings.parquet" and part for _, path, part in site.asked)


def test_pyarrow_fetches_the_parts_that_it_needs(folder: Path, site: Site) -> None:
    web = pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(fsspec.filesystem("http")))
    found = pq.read_table(
        f"{site.address}/data/meetings.parquet", columns=["meeting_id", "status"], filesystem=web
    )
    assert found.equals(
        pq.read_table(folder / "data/meetings.parquet", columns=["meeting_id", "status"])
    )
    assert any(part is not None for _, _, part in site.asked)


def test_polars_reads_a_table_from_an_address(folder: Path, site: Site) -> None:
    found = pl.read_parquet(f"{site.address}/data/statements.parquet")
    assert found.equals(pl.read_parquet(folder / "data/statements.parquet"))
    assert any(part is not None for _, _, part in site.asked)
