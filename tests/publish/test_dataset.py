"""Opening a built dataset from Python."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from publish import sample

import communique
from communique.core.errors import UsageError


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("polars", pl.DataFrame),
        ("pandas", pd.DataFrame),
        ("arrow", pa.Table),
        ("lazy", pl.LazyFrame),
    ],
)
def test_a_table_comes_in_the_form_asked_for(dist: Path, form: str, kind: type) -> None:
    assert isinstance(communique.load("meetings", as_=form, path=dist), kind)  # type: ignore[call-overload]


def test_pandas_keeps_a_missing_whole_number_missing(dist: Path) -> None:
    frame = communique.load("trade_measures", as_="pandas", path=dist)
    types = frame.set_index("measure_id")["gta_intervention_type_id"]
    assert types[sample.TARIFF] == 47
    assert types[sample.CONTROL] is pd.NA


def test_the_folder_is_dist_where_one_works(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNIQUE_DIST", raising=False)
    monkeypatch.chdir(dist.parent)
    assert communique.load("meetings").height == 3


def test_the_environment_names_another_folder(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMUNIQUE_DIST", str(dist))
    assert communique.load("persons").height == 3


def test_without_a_dataset_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMUNIQUE_DIST", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"dist: no built dataset .* set COMMUNIQUE_DIST"):
        communique.load("meetings")


@pytest.mark.parametrize("table", ["meeting", "../secrets", ""])
def test_an_unknown_table_is_answered_with_those_there_are(dist: Path, table: str) -> None:
    with pytest.raises(UsageError, match=r"no such table; there are .*meetings, .*participants"):
        communique.load(table, path=dist)


def test_an_unknown_form_is_answered_with_those_there_are(dist: Path) -> None:
    with pytest.raises(UsageError, match="choose polars, pandas, arrow or lazy"):
        communique.load("meetings", as_="excel", path=dist)  # type: ignore[call-overload]


def test_a_connection_has_the_views_and_cannot_write(dist: Path) -> None:
    with communique.connect(dist) as connection:
        assert connection.execute("select count(*) from who_met_whom").fetchone() == (3,)
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("create table t as select 1 as a")


def test_why_gives_the_words_a_row_rests_on(dist: Path) -> None:
    found = communique.why(sample.OLDEST_MEETING, dist)
    assert found["row_id"].unique().to_list() == [sample.HELD]
    words = [sample.MET, sample.MET, sample.MET_OTHER, "on Monday"]
    assert sorted(found["excerpt"]) == sorted(words)


def test_why_of_an_unknown_id_says_so(dist: Path) -> None:
    with pytest.raises(UsageError, match="no row with evidence has this id"):
        communique.why("mtg-zzzzzzzzzzzz", dist)


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        communique.nothing  # noqa: B018
