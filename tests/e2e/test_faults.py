"""What the world does to a build: each fault has a clear answer, and the earlier dataset stays."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from communique.cli import main
from communique.core.model import Reject
from communique.publish.atomic import staged
from communique.sources.read import read_records
from communique.validate import validate

ROOT = Path(__file__).parents[2]
TEXT = (
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
    "“We agreed on a great deal,” Macron told reporters. France imposed a 25% tariff on steel."
)


def news(path: Path, count: int = 3) -> Path:
    lines = [json.dumps({"text": f"{TEXT} Day {n}.", "outlet": "A"}) for n in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "communique", *map(str, arguments)]


ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "build")}


def test_a_full_disk_is_said_and_leaves_the_earlier_dataset(tmp_path: Path) -> None:
    source, out = news(tmp_path / "news.jsonl"), tmp_path / "dist"
    assert main(["build", str(source), "-o", str(out), "--workers", "1"]) == 0
    before = (out / "SHA256SUMS").read_text()

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    done = subprocess.run(
        command("build", source, "-o", out, "--workers", 1),
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files,
    )
    assert done.returncode == 1, done.stderr
    assert "the earlier dataset is untouched" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "SHA256SUMS").read_text() == before
    assert not (tmp_path / ".dist.building").exists()


def test_an_output_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = news(tmp_path / "news.jsonl")
    assert main(["build", str(source), "-o", "/proc/dist", "--workers", "1"]) in (1, 2)
    assert "/proc" in capsys.readouterr().err


def test_an_input_that_vanishes_is_a_reject(tmp_path: Path) -> None:
    news(tmp_path / "a.jsonl", 1)
    gone = news(tmp_path / "b.jsonl", 1)
    items = read_records([tmp_path])
    next(items)
    gone.unlink()
    (last,) = items
    assert isinstance(last, Reject)
    assert (last.source_path, last.reason) == ("b.jsonl", "unreadable")


def test_two_builds_into_one_folder_at_once_are_refused_before_they_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = news(tmp_path / "news.jsonl")
    with staged(tmp_path / "dist"):
        assert main(["build", str(source), "-o", str(tmp_path / "dist")]) == 2
    assert "another build is writing there" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_stops_cleanly_and_is_taken_up_again(
    tmp_path: Path, number: signal.Signals
) -> None:
    source, out = news(tmp_path / "news.jsonl", 3_000), tmp_path / "dist"
    arguments = ("build", source, "-o", out, "--workers", 1, "--log", "json")
    running = subprocess.Popen(command(*arguments), env=ENVIRONMENT, stderr=subprocess.PIPE)
    while kept(tmp_path / ".dist.cache" / "results.sqlite") < 60:
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(number)
    _, told = running.communicate()
    assert running.returncode == 130, told
    assert b"goes on from there" in told
    assert b"Traceback" not in told
    assert not out.exists()
    assert not (tmp_path / ".dist.building").exists()
    assert kept(tmp_path / ".dist.cache" / "results.sqlite") >= 60


def kept(path: Path) -> int:
    """Return the number of results in a cache."""
    if not path.exists():
        return 0
    try:
        with sqlite3.connect(path, timeout=10) as connection:
            return int(connection.execute("select count(*) from results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_progress_as_json_lines_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = news(tmp_path / "news.jsonl")
    arguments = ["build", str(source), "-o", str(tmp_path / "dist"), "--workers", "1"]
    assert main([*arguments, "--log", "json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["phase"] for line in told[:2]] == ["extract", "resolve"]
    assert (told[-1]["articles"], told[-1]["rejects"]) == (3, 0)


HOSTILE = {
    "nested": "“‘" * 10_000 + "peace" + "’”" * 10_000 + " said the minister. " + TEXT,
    "unclosed": '"' * 9_999 + TEXT + "“" * 9_999,
    "endless": "The minister met the envoy of France " + "and of Germany " * 70_000 + ".",
    "words": "word " * 200_000 + TEXT,
    "one word": TEXT + " " + "a" * 1_000_000,
    "capitals": "President Emmanuel Macron " + "Aa Bb " * 100_000 + ". " + TEXT,
    "marks": TEXT.replace("met", "\u202emet\u202c").replace("Merz", "M\u200be\u00adrz\u2066"),
    "homoglyphs": TEXT.replace("Macron", "М\u0430cr\u043en"),
    "html": f"<script>alert(1)</script> {TEXT} President <img src=x onerror=alert(2)> met him.",
    "sql": f"President Robert'); DROP TABLE meetings;-- met Emmanuel Macron in Paris. {TEXT}",
    "nothing": "\u0000\u0001 " + TEXT,
}


def test_hostile_texts_build_and_keep_every_promise(tmp_path: Path) -> None:
    source = tmp_path / "hostile.jsonl"
    names = {
        "title": "<script>alert(3)</script>",
        "outlet": "A'; drop table articles; --",
        "byline": "../../etc/passwd",
        "url": "javascript:alert(4)",
    }
    lines = [
        json.dumps(names | {"text": text, "published": "2025-10-25"}) for text in HOSTILE.values()
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tricky = tmp_path / "tricky.md"
    tricky.write_text(f"---\ntitle: ../../../etc/passwd\noutlet: /dev/null\n---\n{TEXT}\n")
    out = tmp_path / "dist"
    assert main(["build", str(source), str(tricky), "-o", str(out), "--workers", "1"]) == 0
    assert validate(out) == []
    assert pl.read_parquet(out / "data" / "articles.parquet").height >= len(HOSTILE) - 1
    page = (out / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".dist.cache",
        "dist",
        "hostile.jsonl",
        "tricky.md",
    ]
