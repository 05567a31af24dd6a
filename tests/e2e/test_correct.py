"""The command `correct`: it shows the row, writes the line, and the next build carries it out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from communique.cli import main

STORY = """---
title: Two met
published: 2025-10-25
outlet: Example News
---

French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday.
"""
SAID = ["--author", "A. Reader", "--reason", "it was a call", "--source", "https://example.org/x"]


def built(folder: Path, *options: str) -> pl.DataFrame:
    (folder / "story.md").write_text(STORY, "utf-8")
    out = folder / "dist"
    assert (
        main(["build", str(folder / "story.md"), "-o", str(out), "--workers", "1", *options]) == 0
    )
    return pl.read_parquet(out / "data" / "meetings.parquet")


def correct(folder: Path, row_id: str, *options: str) -> int:
    return main(
        [
            "correct",
            row_id,
            *options,
            *SAID,
            "--date",
            "2025-12-01",
            "--dist",
            str(folder / "dist"),
            "--corrections",
            str(folder / "mine"),
        ]
    )


def test_a_correction_is_shown_written_and_carried_out(tmp_path, capsys, monkeypatch):
    meeting_id = built(tmp_path)["meeting_id"].item()
    assert correct(tmp_path, meeting_id, "--set", "medium=phone", "--yes") == 0
    shown = capsys.readouterr().out
    assert "Emmanuel Macron" in shown
    assert "change medium: in_person → phone" in shown
    lines = (tmp_path / "mine" / "meetings.csv").read_text("utf-8").splitlines()
    assert lines[1].startswith(f"change,meetings,{meeting_id},medium,phone,")
    assert built(tmp_path, "--corrections", str(tmp_path / "mine"))["medium"].item() == "phone"

    assert correct(tmp_path, meeting_id, "--set", "medium=pigeon", "--yes") == 2
    assert "not one of" in capsys.readouterr().err
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert correct(tmp_path, meeting_id, "--reject") == 1
    assert (tmp_path / "mine" / "meetings.csv").read_text("utf-8").splitlines() == lines


def test_a_correction_of_a_row_that_is_gone_fails_a_strict_build_and_no_other(tmp_path, capsys):
    meeting_id = built(tmp_path)["meeting_id"].item()
    assert correct(tmp_path, meeting_id, "--reject", "--yes") == 0
    line = tmp_path / "mine" / "meetings.csv"
    line.write_text(line.read_text("utf-8").replace(meeting_id, "mtg-aaaaaaaaaaaa"), "utf-8")
    assert built(tmp_path, "--corrections", str(tmp_path / "mine")).height == 1
    assert "rejects: 1 bad_record" in capsys.readouterr().out
    strict = ["build", str(tmp_path / "story.md"), "-o", str(tmp_path / "dist"), "--strict"]
    assert main([*strict, "--corrections", str(tmp_path / "mine")]) == 1


def test_a_folder_of_corrections_that_is_not_there_is_a_usage_error(tmp_path, capsys):
    (tmp_path / "story.md").write_text(STORY, "utf-8")
    build = ["build", str(tmp_path / "story.md"), "-o", str(tmp_path / "dist")]
    assert main([*build, "--corrections", str(tmp_path / "nowhere")]) == 2
    assert "no such folder of corrections" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--set", "medium"), ("--date", "soon")])
def test_options_that_say_nothing_are_usage_errors(tmp_path, option):
    built(tmp_path)
    row_id = pl.read_parquet(tmp_path / "dist" / "data" / "meetings.parquet")["meeting_id"].item()
    action = [] if option[0] == "--set" else ["--confirm"]
    arguments = ["correct", row_id, *action, *SAID, *option, "--dist", str(tmp_path / "dist")]
    assert main([*arguments, "--yes"]) == 2
