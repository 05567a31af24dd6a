"""Two releases of the seeds: what a reader of the second finds of the first, and why it changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from communique.cli import main
from communique.publish.descriptor import authored
from communique.release.snapshot import read_snapshot
from communique.validate import validate

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
CALL = "2025-10-06-lula-trump-call.md"
TALKS = "2025-10-27-kuala-lumpur-jaishankar.md"
SUMMIT = "1986-10-12-reykjavik-summit.md"
NEWCOMER = """\
---
title: Brazil hopes for talks after telephone call with Washington
published: 2025-10-07
outlet: The Harbour Ledger
language: en
licence: CC-BY-4.0
---
SAO PAULO – Brazilian President Luiz Inácio Lula da Silva spoke with US President Donald Trump by \
telephone on Monday about the surcharge on Brazilian goods.

“We expect the negotiations to begin within days,” Brazilian Finance Minister Fernando Haddad told \
reporters on Tuesday.
"""


@dataclass(frozen=True)
class Two:
    """Where two versions were published, how the commands ended, and the row that a person corrected."""

    place: Path
    said: dict[str, int]
    corrected: str

    @property
    def first(self) -> Path:
        """The folder of the first."""
        return self.place / "releases/communique-0.1.0"

    @property
    def second(self) -> Path:
        """The folder of the second."""
        return self.place / "releases/communique-0.2.0"

    def changes(self, table: str) -> list[dict[str, object]]:
        """The changes of one table in the second."""
        data = pl.read_parquet(self.second / "data/changes.parquet")
        return data.filter(pl.col("table_name") == table).to_dicts()


def publish(version: str, monkeypatch: pytest.MonkeyPatch, *corrections: str) -> None:
    """Author a version, build the articles of the working directory and release them."""
    monkeypatch.setitem(authored(), "version", version)
    assert main(["build", "articles", "--workers", "1", *corrections]) == 0
    assert main(["release", version, "--inputs", "articles", *corrections]) == 0


def decide() -> str:
    """Correct a value of the first statement of the summit in the first release; its row id."""
    folder = Path("releases/communique-0.1.0")
    articles = pl.read_parquet(folder / "data/articles.parquet")
    article = articles.row(by_predicate=pl.col("source_path") == SUMMIT, named=True)["article_id"]
    statements = pl.read_parquet(folder / "data/statements.parquet")
    found = statements.filter(
        (pl.col("article_id") == article) & (pl.col("channel").cast(pl.String) != "leak")
    )
    row_id = str(found["statement_id"][0])
    words = ["--author", "A. Reader", "--reason", "it leaked", "--source", "a memoir"]
    place = ["--dist", str(folder), "--corrections", "decisions", "--date", "2026-01-05", "--yes"]
    assert main(["correct", row_id, "--set", "channel=leak", *words, *place]) == 0
    return row_id


def replace(path: Path, before: str, after: str) -> None:
    """Replace words that stand once in a file."""
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture(
    scope="module",
    params=["three articles", pytest.param("all articles", marks=pytest.mark.soak)],
)
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Seeds as 0.1.0; as 0.2.0 with an article more, two changed, and a value corrected."""
    place = tmp_path_factory.mktemp("releases")
    if request.param == "all articles":
        shutil.copytree(SEEDS, place / "articles")
    else:
        (place / "articles").mkdir()
        for name in (CALL, TALKS, SUMMIT):
            shutil.copy(SEEDS / name, place / "articles" / name)
    said = {}
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(place)
        publish("0.1.0", monkeypatch)
        said["reproduced"] = main(["reproduce", "0.1.0"])
        (place / "articles/2025-10-07-harbour-ledger.md").write_text(NEWCOMER, "utf-8")
        replace(
            place / "articles" / TALKS,
            "as the two governments look for a way out of their quarrel",
            "while both governments look for a way out of their quarrel",
        )
        replace(place / "articles" / SUMMIT, "title: ", "title: Corrected headline, ")
        corrected = decide()
        publish("0.2.0", monkeypatch, "--corrections", "decisions")
        said["again"] = main(["release", "0.2.0", "--inputs", "articles"])
        monkeypatch.setitem(authored(), "version", "0.1.0")
        said["gone"] = main(["reproduce", "0.1.0"])
    return Two(place, said, corrected)


def test_both_are_whole_and_the_first_can_be_made_again(two: Two) -> None:
    assert validate(two.first) == []
    assert validate(two.second) == []
    # Made again while its inputs were there, refused when they had changed; never overwritten.
    assert two.said == {"reproduced": 0, "again": 2, "gone": 2}


def test_the_step_is_recorded_with_what_called_for_it(two: Two) -> None:
    manifest = json.loads((two.place / "releases/0.2.0/manifest.json").read_text("utf-8"))
    assert (manifest["previous"], manifest["bump"]["declared"]) == ("0.1.0", "minor")
    assert manifest["bump"]["required"] in ("patch", "minor")
    assert "minor: 2 rows of articles added" in manifest["bump"]["because"]
    versions = json.loads((two.place / "releases/versions.json").read_text("utf-8"))
    assert [each["version"] for each in versions["versions"]] == ["0.1.0", "0.2.0"]


def test_changes_tell_the_newcomer_from_the_corrected_articles(two: Two) -> None:
    articles = {(each["op"], each["reason"], *each["columns"]) for each in two.changes("articles")}
    assert articles == {
        ("add", "new_source"),
        ("add", "correction"),
        ("delete", "correction"),
        ("modify", "correction", "title"),
    }
    # What the articles say is the same, so no row of a meeting changed for how it was read.
    for table in ("meetings", "participants", "statements"):
        reasons = {each["reason"] for each in two.changes(table)}
        assert reasons <= {"new_source", "correction"}, table
    call = pl.read_parquet(two.second / "data/meetings.parquet").filter(
        (pl.col("medium") == "phone") & (pl.col("source_count") > 1)
    )
    (change,) = [
        each for each in two.changes("meetings") if each["row_id"] in call["meeting_id"].to_list()
    ]
    assert (change["op"], change["reason"]) == ("modify", "new_source")
    assert {"article_count", "source_count"} <= set(change["columns"])


def test_a_correction_by_a_person_is_told_as_one(two: Two) -> None:
    (change,) = [each for each in two.changes("statements") if each["row_id"] == two.corrected]
    assert (change["op"], change["reason"], change["columns"]) == (
        "modify",
        "correction",
        ["channel"],
    )
    manifest = json.loads((two.place / "releases/0.2.0/manifest.json").read_text("utf-8"))
    assert manifest["inputs"]["corrections"] == ["decisions"]


def test_every_id_of_the_first_leads_to_a_row_of_the_second(two: Two) -> None:
    first, second = read_snapshot(two.first), read_snapshot(two.second)
    for row_id in sorted(first.ids):
        if row_id.partition("-")[0] not in ("evi", "rep"):
            assert second.resolve(row_id) is not None, row_id


def test_a_row_of_the_first_is_cited_from_the_second(
    two: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    redirects = pl.read_parquet(two.second / "data/id_redirects.parquet")
    moved = redirects.filter(
        (pl.col("version") == "0.2.0") & pl.col("old_id").str.starts_with("mtg-")
    )
    assert not moved.is_empty()
    old_id, new_id = moved.row(0)[:2]
    assert main(["cite", old_id, "--dist", str(two.first)]) == 0
    before = capsys.readouterr().out
    assert main(["cite", old_id, "--dist", str(two.second)]) == 0
    after = capsys.readouterr().out
    assert f"{old_id}, version 0.1.0" in before and "Cited before" not in before
    assert f"{new_id}, version 0.2.0" in after and f"Cited before as {old_id}." in after
    # It says what it said.
    assert before.splitlines()[1] == after.splitlines()[1]
    assert main(["why", old_id, "--dist", str(two.second)]) == 0
    assert f"asked for as {old_id}" in capsys.readouterr().out


def test_the_difference_is_the_same_wherever_the_versions_lie(two: Two, tmp_path: Path) -> None:
    places = [
        (two.place / "releases/0.1.0", two.place / "releases/0.2.0"),
        (two.first, two.place / "releases/communique-0.2.0.tar.zst"),
        (two.place / "releases/communique-0.1.0.zip", two.second),
    ]
    found = []
    for number, (old, new) in enumerate(places):
        path = tmp_path / f"{number}.parquet"
        assert main(["diff", str(old), str(new), "--parquet", str(path)]) == 0
        found.append(pl.read_parquet(path))
    assert all(each.equals(found[0]) for each in found)
    assert found[0].equals(pl.read_parquet(two.second / "data/changes.parquet"))
