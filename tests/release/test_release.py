"""What a release holds, refuses and leaves behind."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
import yaml
from publish import sample
from release import made

from communique.core.errors import BrokenPromise, UsageError
from communique.publish.atomic import locked
from communique.publish.descriptor import authored
from communique.publish.files import below
from communique.release.changes import diff
from communique.release.publication import Released, release
from communique.release.snapshot import read_snapshot
from communique.validate import validate


def publish(
    tmp: Path,
    monkeypatch: pytest.MonkeyPatch,
    version: str,
    *edits: made.Edit,
    withdraw: bool = False,
) -> Released:
    """Release the edited sample as a version."""
    declare(monkeypatch, version)
    dist = tmp / f"dist-{version}"
    shutil.rmtree(dist, ignore_errors=True)
    made.folder(dist, *edits)
    return release(version, dist, tmp / "releases", withdraw=withdraw)


def declare(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Author a version, as one does in datapackage.json."""
    monkeypatch.setitem(authored(), "version", version)


def contents(folder: Path) -> dict[str, str]:
    """SHA-256 by path of all files below a folder but databases."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in below(folder)
        if not name.endswith(".duckdb")
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with the sample as 0.1.0."""
    place = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as monkeypatch:
        publish(place, monkeypatch, "0.1.0")
    return place


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to go on from."""
    shutil.copytree(first / "releases", tmp_path / "releases")
    return tmp_path


def test_a_release_is_a_folder_two_archives_and_a_baseline(first: Path) -> None:
    assert sorted(path.name for path in (first / "releases").iterdir()) == [
        "0.1.0",
        "communique-0.1.0",
        "communique-0.1.0.tar.zst",
        "communique-0.1.0.zip",
        "versions.json",
    ]
    names = below(first / "releases/communique-0.1.0")
    assert {name.partition("/")[0] for name in names} == {
        ".zenodo.json",
        "CITATION.cff",
        "README.md",
        "SHA256SUMS",
        "codebook.md",
        "communique.duckdb",
        "croissant.json",
        "data",
        "datapackage.json",
        "dataset.jsonld",
        "report.html",
        "schemas",
        "statistics.json",
        "views.sql",
    }
    assert {"data/changes.parquet", "data/id_redirects.parquet", "data/quality.parquet"} < set(
        names
    )
    assert below(first / "releases/0.1.0") == ["manifest.json", "rows.parquet"]


def test_the_folder_keeps_every_promise_and_its_checksums(first: Path) -> None:
    folder = first / "releases/communique-0.1.0"
    assert validate(folder) == []
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True
    )
    assert checked.returncode == 0
    listed = (folder / "SHA256SUMS").read_text()
    assert all(name in listed for name in ("README.md", "CITATION.cff", "statistics.json"))


def test_the_archives_hold_all_but_the_database(first: Path) -> None:
    folder = first / "releases/communique-0.1.0"
    for suffix in ("tar.zst", "zip"):
        archive = first / f"releases/communique-0.1.0.{suffix}"
        assert diff(folder, archive).rows == ()
    import zipfile

    with zipfile.ZipFile(first / "releases/communique-0.1.0.zip") as packed:
        names = {name.removeprefix("communique-0.1.0/") for name in packed.namelist()}
    assert names == set(below(folder)) - {"communique.duckdb"}


def test_the_same_build_gives_the_same_bytes(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, monkeypatch, "0.1.0")
    made_now, made_before = (contents(each / "releases") for each in (tmp_path, first))
    manifests = [
        json.loads((each / "releases/0.1.0/manifest.json").read_text())
        for each in (tmp_path, first)
    ]
    for files, manifest in zip((made_now, made_before), manifests, strict=True):
        # Which code made it is recorded too, and may be edited while the tests run.
        del files["0.1.0/manifest.json"], manifest["making"]
    assert made_now == made_before
    assert manifests[0] == manifests[1]


def test_the_baseline_is_the_release(first: Path) -> None:
    baseline = first / "releases/0.1.0"
    assert diff(baseline, first / "releases/communique-0.1.0").rows == ()
    manifest = json.loads((baseline / "manifest.json").read_text())
    assert manifest["tables"]["meetings"]["rows"] == len(sample.MEETINGS)
    assert manifest["previous"] is None
    folder = contents(first / "releases/communique-0.1.0")
    assert {name: each["sha256"] for name, each in manifest["files"].items()} == folder
    index = json.loads((first / "releases/versions.json").read_text())
    assert (index["latest"], [each["version"] for each in index["versions"]]) == (
        "0.1.0",
        ["0.1.0"],
    )


def test_texts_are_not_kept_a_second_time_in_git(first: Path) -> None:
    rows = pl.read_parquet(first / "releases/0.1.0/rows.parquet")
    texts = rows.filter(pl.col("table_name") == "article_texts")
    assert texts["row_values"].null_count() == texts.height


LONG = " ".join(f"word{number}" for number in range(120))
OPEN = "CC-BY-4.0"


def long_texts(rows: made.Rows) -> None:
    """Two articles with a long quotation: one under an open licence, one under none."""
    for key, licence in (("tariff", OPEN), ("meeting", None)):
        article = sample.article_id(key)
        text = f'Ana Lima, of India, said: "{LONG}" and left. ' + sample.TEXTS[key]
        start = text.index(LONG)
        made.row(rows, "articles", article).update(
            licence=licence,
            is_redistributable=licence is not None,
            text_sha256=made.sha256(text),
            text_chars=len(text),
            word_count=len(text.split()),
        )
        made.row(rows, "article_texts", article)["text"] = text
        added = len(text) - len(sample.TEXTS[key])
        for span in rows["evidence"]:
            if span["article_id"] == article:
                span.update(
                    char_start=span["char_start"] + added, char_end=span["char_end"] + added
                )
        statement = sample.REGRET if key == "tariff" else sample.PROMISE
        made.row(rows, "statements", statement).update(text=LONG, text_clean=LONG)
        whole = next(
            each
            for each in rows["evidence"]
            if each["row_id"] == statement and each["column_name"] is None
        )
        whole.update(char_start=start, char_end=start + len(LONG), excerpt=LONG)
    made.row(rows, "statements", sample.REPEAT)["is_repeat_of"] = None
    made.row(rows, "trade_measures", sample.CONTROL)["stated_reason"] = f"because {LONG}"


@pytest.fixture(scope="module")
def open_and_closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of articles of which one may be redistributed and the others not."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return publish(tmp_path_factory.mktemp("open"), monkeypatch, "0.1.0", long_texts).folder


def test_only_texts_that_may_be_passed_on_are_in_a_release(open_and_closed: Path) -> None:
    texts = pl.read_parquet(open_and_closed / "data/article_texts.parquet")
    assert texts["article_id"].to_list() == [sample.article_id("tariff")]
    assert LONG in texts["text"][0]
    import duckdb

    with duckdb.connect(str(open_and_closed / "communique.duckdb"), read_only=True) as connection:
        found = connection.execute("select article_id from article_texts").fetchall()
    assert found == [(sample.article_id("tariff"),)]


def test_statements_and_excerpts_of_other_articles_are_capped(open_and_closed: Path) -> None:
    statements = pl.read_parquet(open_and_closed / "data/statements.parquet")
    by_id = {row["statement_id"]: row for row in statements.to_dicts()}
    assert by_id[sample.REGRET]["text"] == LONG
    for column in ("text", "text_clean"):
        assert by_id[sample.PROMISE][column] == LONG[:300] + "…"
    evidence = pl.read_parquet(open_and_closed / "data/evidence.parquet")
    lengths = dict(
        evidence.filter(pl.col("column_name").is_null() & (pl.col("table_name") == "statements"))
        .select("row_id", pl.col("excerpt").str.len_chars())
        .iter_rows()
    )
    assert (lengths[sample.REGRET], lengths[sample.PROMISE]) == (len(LONG), 301)
    assert validate(open_and_closed) == []
    figures = json.loads((open_and_closed / "statistics.json").read_text())
    assert figures["withheld"] == {"texts": 4, "cells_cut": 3}


def test_no_file_of_a_release_repeats_more_of_a_withheld_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(rows: made.Rows) -> None:
        long_texts(rows)
        made.row(rows, "articles", sample.article_id("tariff")).update(
            licence="all rights reserved", is_redistributable=False
        )

    folder = publish(tmp_path, monkeypatch, "0.1.0", closed).folder
    runs = [LONG[at : at + 301] for at in range(len(LONG) - 300)]
    for path in folder.glob("data/*.parquet"):
        data = pl.read_parquet(path)
        for column in data.select(pl.col(pl.String)):
            cells = column.drop_nulls().to_list()
            assert not [cell for cell in cells if any(run in cell for run in runs)], path
    for name in below(folder):
        if not name.endswith((".parquet", ".duckdb")):
            text = (folder / name).read_text("utf-8")
            assert not any(run in text for run in runs), name
    rows = pl.read_parquet(tmp_path / "releases/0.1.0/rows.parquet")
    kept = "\n".join(rows["row_values"].drop_nulls())
    assert not any(run in kept for run in runs)


def test_citation_files_agree(first: Path) -> None:
    folder = first / "releases/communique-0.1.0"
    cff = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    zenodo = json.loads((folder / ".zenodo.json").read_text("utf-8"))
    dataset = json.loads((folder / "dataset.jsonld").read_text("utf-8"))
    assert (cff["cff-version"], cff["type"], cff["version"]) == ("1.2.0", "dataset", "0.1.0")
    assert isinstance(cff["date-released"], str)
    assert cff["license"] == "CC-BY-4.0"
    assert cff["title"] == zenodo["title"] == dataset["name"]
    assert cff["authors"] == zenodo["creators"] == [{"name": "The Communiqué authors"}]
    assert zenodo["upload_type"] == "dataset"
    assert cff["date-released"] == zenodo["publication_date"] == dataset["datePublished"]
    assert dataset["@type"] == "Dataset"
    assert dataset["temporalCoverage"] == "2025-08-28/2026-01-15"
    assert len(dataset["distribution"]) == len(
        json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    )


def test_the_readme_is_enough_to_begin_with(first: Path) -> None:
    text = (first / "releases/communique-0.1.0/README.md").read_text("utf-8")
    for words in ("version 0.1.0", "CC-BY-4.0", "read_parquet", "@misc{", "| `meetings` | 3 |"):
        assert words in text
    assert "4 articles" not in text and "The texts of 5 articles" in text


def test_a_release_is_never_overwritten(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(place / "releases")
    with pytest.raises(UsageError, match=r"0\.1\.0 is published .*; a release never changes"):
        publish(place, monkeypatch, "0.1.0", made.other_reading)
    assert contents(place / "releases") == before


def test_two_releases_at_once_do_not_mix(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(place / "releases")
    with (
        locked(place / "releases/communique"),
        pytest.raises(UsageError, match="another build is writing there"),
    ):
        publish(place, monkeypatch, "0.2.0", made.another_article)
    assert contents(place / "releases") == before


def test_a_folder_in_the_way_is_left_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "releases/communique-0.2.0").mkdir()
    with pytest.raises(UsageError, match="is in the way"):
        publish(place, monkeypatch, "0.2.0", made.other_reading)


def test_the_next_release_says_what_changed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = publish(place, monkeypatch, "0.1.1", made.another_article)
    assert released.declared == "patch"
    assert validate(released.folder) == []
    changes = pl.read_parquet(released.folder / "data/changes.parquet")
    assert changes.filter(pl.col("table_name") == "meetings").rows() == [
        (
            "meetings",
            sample.HELD,
            "modify",
            ["article_count", "last_reported_date", "source_count"],
            "new_source",
            None,
        )
    ]
    manifest = json.loads((place / "releases/0.1.1/manifest.json").read_text())
    assert manifest["previous"] == "0.1.0"
    assert manifest["bump"]["required"] == "patch"
    assert manifest["bump"]["rule"] == "minor"
    index = json.loads((place / "releases/versions.json").read_text())
    assert (index["latest"], len(index["versions"])) == ("0.1.1", 2)


def test_a_step_that_is_too_small_leaves_nothing_behind(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(place / "releases")
    with pytest.raises(UsageError, match=r"need a minor one .major, one place down before 1\.0\.0"):
        publish(place, monkeypatch, "0.1.1", made.without_call)
    assert contents(place / "releases") == before


def test_an_id_that_would_break_is_refused_unless_its_row_is_withdrawn(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=r"would lead to nothing: .*mtg-"):
        publish(place, monkeypatch, "0.2.0", made.withdrawn_whole)
    released = publish(place, monkeypatch, "0.2.0", made.withdrawn_whole, withdraw=True)
    changes = pl.read_parquet(released.folder / "data/changes.parquet")
    gone = changes.filter((pl.col("table_name") == "meetings") & (pl.col("op") == "delete"))
    assert set(gone["reason"].cast(pl.String)) == {"retraction"}


def test_ids_of_earlier_releases_go_on_leading_to_their_rows(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgotten_and_mended(rows: made.Rows) -> None:
        rows["id_redirects"] = []
        made.article_mended(rows)

    released = publish(place, monkeypatch, "0.1.1", forgotten_and_mended)
    before = read_snapshot(place / "releases/0.1.0")
    after = read_snapshot(released.folder)
    for row_id in (*before.ids, *before.redirects):
        assert after.resolve(row_id) is not None, row_id
    versions = dict(after.table("id_redirects").select("old_id", "version").iter_rows())
    assert versions[sample.OLD_MEETING] == "0.0.2"
    assert versions[sample.article_id("lifted")] == "0.1.1"


def test_another_version_than_that_of_the_build_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch, "0.2.0")
    made.folder(place / "dist")
    with pytest.raises(UsageError, match=r"is of version 0\.2\.0, not 0\.3\.0; write the version"):
        release("0.3.0", place / "dist", place / "releases")


def test_a_build_that_is_not_whole_is_not_released(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch, "0.2.0")
    (made.folder(place / "dist") / "codebook.md").write_text("changed")
    before = contents(place / "releases")
    with pytest.raises(BrokenPromise, match=r"codebook\.md: has SHA-256"):
        release("0.2.0", place / "dist", place / "releases")
    assert contents(place / "releases") == before


def test_a_failure_while_packing_leaves_nothing_behind(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(place / "releases")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("communique.release.publication.write_zip", full)
    with pytest.raises(OSError, match="no space"):
        publish(place, monkeypatch, "0.1.1", made.another_article)
    assert contents(place / "releases") == before
    assert not list((place / "releases").glob(".*"))
