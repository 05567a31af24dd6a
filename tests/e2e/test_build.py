"""The build, end to end through the command line, as a user runs it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from communique.cli import main
from communique.validate import validate

ROOT = Path(__file__).parents[2]
STORY = (
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
    "“We agreed on a great deal,” Macron told reporters. France imposed a 25% tariff on Chinese "
    "steel in March."
)


FRENCH = (
    "Le président de la République a rencontré hier la chancelière dans la capitale, où ils ont parlé "
    "du commerce, des droits de douane et de la paix. Il a dit que les deux pays étaient d'accord sur "
    "tout, et qu'ils se reverraient au mois de mai avec leurs ministres pour la suite de ce travail."
)


def record(number: int, **more: object) -> dict[str, object]:
    return {
        "title": f"Story {number}",
        "published": f"2025-10-{1 + number % 28:02d}",
        "outlet": "Example News",
        "licence": "CC-BY-4.0",
        "text": f"{STORY} Number {number} closes here.",
        **more,
    }


def write_jsonl(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def build(out: Path, *paths: Path, arguments: tuple[str, ...] = ()) -> int:
    return main(["build", *map(str, paths), "-o", str(out), "--workers", "1", *arguments])


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that is promised to be the same on every run."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "communique.duckdb"
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped seeds, built once."""
    out = tmp_path_factory.mktemp("seeds") / "dist"
    assert build(out, ROOT / "seeds" / "articles") == 0
    return out


def test_the_seeds_build_and_keep_every_promise(built):
    assert validate(built) == []
    assert (built / "report.html").is_file()
    assert main(["validate", str(built)]) == 0


def test_every_article_of_the_seeds_is_there_and_none_is_rejected(built):
    articles = pl.read_parquet(built / "data" / "articles.parquet")
    assert articles.height == len(list((ROOT / "seeds" / "articles").glob("*.md")))
    assert pl.read_parquet(built / "data" / "rejects.parquet").height == 0


def test_every_row_about_the_world_has_a_span_that_reads_as_it_says(built):
    texts = dict(pl.read_parquet(built / "data" / "article_texts.parquet").iter_rows())
    evidence = pl.read_parquet(built / "data" / "evidence.parquet")
    assert evidence.height > 0
    for row in evidence.iter_rows(named=True):
        assert texts[row["article_id"]][row["char_start"] : row["char_end"]] == row["excerpt"]


def test_the_jaishankar_meetings_are_six_and_all_have_names(built):
    with duckdb.connect(str(built / "communique.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select count(distinct m.meeting_id) from meetings m join participants p using (meeting_id)"
            " where p.name = 'S. Jaishankar' or p.name like '%Jaishankar'"
        ).fetchone()
    assert found is not None
    assert found[0] >= 5


def test_two_runs_give_the_same_bytes(tmp_path):
    source = write_jsonl(tmp_path / "news.jsonl", [record(n) for n in range(6)])
    assert build(tmp_path / "one", source) == build(tmp_path / "two", source) == 0
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_two_workers_give_the_bytes_of_one(tmp_path):
    source = write_jsonl(tmp_path / "news.jsonl", [record(n) for n in range(40)])
    for workers in ("1", "2"):
        command = [sys.executable, "-m", "communique", "build", str(source), "-o", workers]
        done = subprocess.run(
            [*command, "--workers", workers],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT / "build")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


def test_the_order_of_inputs_changes_nothing(tmp_path):
    files = []
    for n in range(12):
        path = tmp_path / f"story-{n:02d}.json"
        path.write_text(json.dumps(record(n)), encoding="utf-8")
        files.append(path)
    shuffled = random.Random(7).sample(files, len(files))
    assert build(tmp_path / "one", *files) == build(tmp_path / "two", *shuffled) == 0
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_adding_an_article_leaves_the_ids_of_others_alone(tmp_path):
    few = [record(n) for n in range(5)]
    other = record(
        9,
        text="Japan and Britain signed a trade agreement in Tokyo on Monday.",
        published="2024-01-09",
    )
    build(tmp_path / "one", write_jsonl(tmp_path / "one.jsonl", few))
    build(tmp_path / "two", write_jsonl(tmp_path / "two.jsonl", [other, *few]))
    for table, key in (("meetings", "meeting_id"), ("statements", "statement_id")):
        before, after = (
            set(pl.read_parquet(tmp_path / side / "data" / f"{table}.parquet")[key])
            for side in ("one", "two")
        )
        assert before <= after


def test_the_result_reads_alike_in_duckdb_polars_pandas_and_pyarrow(built):
    path = built / "data" / "meetings.parquet"
    count = pl.read_parquet(path).height
    assert count > 0
    assert len(pd.read_parquet(path)) == count
    assert pq.read_table(path).num_rows == count
    with duckdb.connect() as connection:
        found = connection.execute("select count(*) from read_parquet($path)", {"path": str(path)})
        assert found.fetchall() == [(count,)]


def test_a_bad_record_loses_only_itself(tmp_path):
    source = tmp_path / "news.jsonl"
    lines = [json.dumps(record(n)) for n in range(20)]
    lines[7] = '{"title": "cut off'
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert build(tmp_path / "dist", source) == 0
    rejects = pl.read_parquet(tmp_path / "dist" / "data" / "rejects.parquet")
    assert rejects.select("reason", "source_position").rows() == [("bad_record", "8")]
    assert pl.read_parquet(tmp_path / "dist" / "data" / "articles.parquet").height == 19


def test_strict_publishes_and_then_fails_on_a_reject(tmp_path):
    source = write_jsonl(tmp_path / "news.jsonl", [record(1), {"title": "no text"}])
    assert build(tmp_path / "dist", source, arguments=("--strict",)) == 1
    assert validate(tmp_path / "dist") == []


def test_strict_forgives_a_duplicate(tmp_path):
    source = write_jsonl(tmp_path / "news.jsonl", [record(1), record(1)])
    assert build(tmp_path / "dist", source, arguments=("--strict",)) == 0
    rejects = pl.read_parquet(tmp_path / "dist" / "data" / "rejects.parquet")
    assert rejects["reason"].to_list() == ["duplicate"]


def test_all_kinds_of_bad_input_land_in_rejects_and_stop_nothing(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.json").write_text(json.dumps(record(1)), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "broken.md").write_text("---\ntitle: [unclosed\n---\nText.", encoding="utf-8")
    (folder / "date.json").write_text(json.dumps(record(2, published="soon")), encoding="utf-8")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "french.txt").write_text(FRENCH, encoding="utf-8")
    whole = gzip.compress(b"".join(json.dumps(record(n)).encode() + b"\n" for n in range(3, 400)))
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) * 9 // 10])
    assert build(tmp_path / "dist", folder) == 0
    rejects = pl.read_parquet(tmp_path / "dist" / "data" / "rejects.parquet")
    reasons = dict(rejects.select("source_path", "reason").iter_rows())
    assert reasons == {
        "empty.txt": "empty",
        "picture.txt": "not_text",
        "broken.md": "bad_front_matter",
        "date.json": "bad_date",
        "gone.txt": "unreadable",
        "table.xlsx": "unsupported_format",
        "french.txt": "not_english",
        "cut.jsonl.gz": "truncated",
    }
    assert all(rejects["detail"].str.len_chars() > 10)


def test_no_input_at_all_is_an_empty_dataset(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    assert build(tmp_path / "dist", folder) == 0
    assert pl.read_parquet(tmp_path / "dist" / "data" / "meetings.parquet").height == 0


@pytest.mark.parametrize(
    "arguments",
    [["build", "nowhere"], ["validate", "nowhere"], ["evaluate", ".", "--gold", "nowhere"]],
)
def test_a_wrong_path_is_a_usage_error(arguments, capsys):
    assert main(arguments) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_folder_that_is_no_dataset_is_never_replaced(tmp_path):
    source = write_jsonl(tmp_path / "news.jsonl", [record(1)])
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("three years of work", encoding="utf-8")
    assert build(out, source) == 2
    assert (out / "thesis.txt").read_text(encoding="utf-8") == "three years of work"


def test_why_shows_the_words_behind_a_row(built, capsys):
    meeting = pl.read_parquet(built / "data" / "meetings.parquet")["meeting_id"][0]
    assert main(["why", meeting, "--dist", str(built)]) == 0
    assert meeting in capsys.readouterr().out
