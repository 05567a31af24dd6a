"""A release as others read it: the archive, unpacked, with the tools that people have."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import mlcroissant
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from publish import sample
from release import made

from communique.cli import main
from communique.core import schema
from communique.publish.descriptor import authored
from communique.release.archive import unpack
from communique.release.publication import release


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What someone has who fetched and unpacked the archive: no database, no checkout."""
    place = tmp_path_factory.mktemp("release")
    version = str(authored()["version"])
    released = release(version, made.folder(place / "dist"), place / "releases")
    (place / "fetched").mkdir()
    return unpack(released.archives[0], place / "fetched")


def test_polars_and_pyarrow_read_every_table(unpacked: Path) -> None:
    for name in schema.tables():
        path = unpacked / f"data/{name}.parquet"
        data = pl.read_parquet(path)
        assert data.columns == list(schema.table(name).columns)
        assert pq.read_table(path).num_rows == data.height


def test_pandas_keeps_missing_values_missing(unpacked: Path) -> None:
    data = pd.read_parquet(
        unpacked / "data/trade_measures.parquet", dtype_backend="numpy_nullable"
    ).set_index("measure_id")
    assert str(data["gta_intervention_type_id"].dtype) == "Int64"
    assert data.loc[sample.TARIFF, "gta_intervention_type_id"] == 47
    assert data.loc[sample.CONTROL, "gta_intervention_type_id"] is pd.NA
    assert str(data["is_in_force"].dtype) == "boolean"
    assert isinstance(data["status"].dtype, pd.CategoricalDtype)
    assert list(data["status"].cat.categories) == list(
        schema.table("trade_measures").field("status").enum
    )


def test_duckdb_reads_the_views_over_the_files(unpacked: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"set variable communique_root = '{unpacked}'")
        connection.execute((unpacked / "views.sql").read_text("utf-8"))
        found = connection.execute(
            "select distinct meeting_id from why($id) as w "
            "inner join meetings as m on m.meeting_id = w.row_id",
            {"id": sample.OLDEST_MEETING},
        ).fetchall()
    assert found == [(sample.HELD,)]


def test_the_frictionless_command_finds_a_valid_package(unpacked: Path) -> None:
    command = shutil.which("frictionless", path=str(Path(sys.executable).parent))
    assert command is not None
    result = subprocess.run(
        [command, "validate", "datapackage.json"], cwd=unpacked, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout


def test_croissant_is_valid_and_its_records_are_the_rows(unpacked: Path) -> None:
    dataset = mlcroissant.Dataset(str(unpacked / "croissant.json"))
    assert dataset.metadata.ctx.issues.report() == ""
    assert dataset.metadata.conforms_to == ["http://mlcommons.org/croissant/1.1"]
    for name in ("meetings", "statement_speakers", "trade_measures"):
        key = schema.table(name).columns[0]
        records = [
            (record[f"{name}/{key}"].decode(), set(record)) for record in dataset.records(name)
        ]
        data = pl.read_parquet(unpacked / f"data/{name}.parquet")
        columns = {f"{name}/{column}" for column in data.columns}
        assert records == [(each, columns) for each in data[key]]


@pytest.mark.parametrize("where", ["release", "project"])
def test_the_citation_file_is_valid_by_its_schema(unpacked: Path, where: str) -> None:
    folder = unpacked if where == "release" else Path(__file__).parents[2]
    # The published schema, as check-jsonschema brings it along: nothing is fetched.
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", "vendor.citation-file-format", str(folder / "CITATION.cff")]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_the_archive_is_whole_without_the_database(
    unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(unpacked)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines() == [
        f"{unpacked}: 0 broken promises",
        "communique.duckdb is not here, as in every archive of a release; all else was checked",
    ]


def test_the_checksums_hold_without_the_database(unpacked: Path) -> None:
    result = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=unpacked, capture_output=True
    )
    assert result.returncode == 0
    assert not (unpacked / "communique.duckdb").exists()
    assert ".zenodo.json" in (unpacked / "SHA256SUMS").read_text("utf-8")
