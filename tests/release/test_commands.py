"""What the commands print, write and return."""

import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from publish import sample
from release import made
from rich.console import Console

from communique.core.errors import UsageError
from communique.core.resources import root
from communique.publish.descriptor import authored
from communique.release import main_cite, main_diff, main_release, main_reproduce, main_why
from communique.validate.frames import check_frame


def console(width: int = 160, colour: bool = False) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=colour)


def printed(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def test_to_cite_a_dataset_loads_no_data_library(dist: Path) -> None:
    code = (
        "import sys; from communique.cli import main; main(['cite', '--dist', sys.argv[1]]); "
        "print(sorted({'polars', 'pandas', 'duckdb', 'pyarrow', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(dist)],
        env={"PYTHONPATH": str(root() / "build")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_diff_prints_a_table_and_writes_files(dist: Path, tmp_path: Path) -> None:
    new = made.folder(tmp_path / "new", made.other_reading)
    out = console()
    files = [tmp_path / name for name in ("changes.json", "changes.parquet", "values.parquet")]
    code = main_diff(
        str(dist), str(new), out, json_out=files[0], parquet_out=files[1], values_out=files[2]
    )
    assert code == 0
    text = printed(out)
    assert "channel: unknown → interview" in text
    assert sample.REGRET in text and "extractor_change" in text
    assert json.loads(files[0].read_text())["changes"][0]["row_id"] == sample.REGRET
    assert check_frame("changes", pl.read_parquet(files[1])) == []
    assert pl.read_parquet(files[2])["new_value"].to_list() == ['"interview"']
    first = [file.read_bytes() for file in files]
    main_diff(
        str(dist), str(new), out, json_out=files[0], parquet_out=files[1], values_out=files[2]
    )
    assert [file.read_bytes() for file in files] == first


def test_diff_says_when_there_is_nothing_and_when_there_is_more(dist: Path, tmp_path: Path) -> None:
    out = console()
    assert main_diff(str(dist), str(dist), out) == 0
    assert "no row differs" in printed(out)
    out = console()
    new = made.folder(tmp_path / "new", made.another_article)
    main_diff(str(dist), str(new), out, rows=2)
    assert "the first 2 of " in printed(out)


def test_diff_prints_brackets_as_they_are(dist: Path, tmp_path: Path) -> None:
    def bracketed(rows: made.Rows) -> None:
        made.row(rows, "statements", sample.REGRET)["audience"] = "[red]reporters[/red]"

    out = console()
    main_diff(str(dist), str(made.folder(tmp_path / "new", bracketed)), out)
    assert "audience: null → [red]reporters[/red]" in printed(out)


def test_a_file_that_cannot_be_written_is_a_usage_error(dist: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        main_diff(str(dist), str(dist), console(), json_out=tmp_path / "absent/changes.json")


def test_release_and_reproduce_say_what_came_of_it(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.input_files(tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    version = str(authored()["version"])
    out = console()
    releases = Path("releases")
    assert main_release(version, dist, releases, out, inputs=[Path("articles")]) == 0
    assert f"released {version}: releases/communique-{version}" in printed(out)
    assert "the first release" in printed(out)
    assert "left out 5 texts" in printed(out)
    out = console()
    assert (
        main_reproduce(version, releases, lambda paths, corrections, to: made.folder(to), out) == 0
    )
    assert "files and tables are the same" in printed(out)
    out = console()
    changed = main_reproduce(
        version, releases, lambda paths, corrections, to: made.folder(to, made.other_reading), out
    )
    assert changed == 1
    assert "data/statements.parquet: recorded " in printed(out)


def test_cite_prints_plainly(dist: Path) -> None:
    out = console(width=20)
    assert main_cite(None, dist, out, form="bibtex") == 0
    assert printed(out).startswith("@misc{communique_")
    out = console(width=20)
    assert main_cite(sample.HELD, dist, out) == 0
    assert f"Communiqué, {sample.HELD}, version" in printed(out)


def test_why_is_coloured_in_a_terminal_and_bracketed_elsewhere(dist: Path) -> None:
    out = console()
    assert main_why(sample.HELD, dist, out) == 0
    assert "[on Monday]" in printed(out) and "\x1b[" not in printed(out)
    out = console(colour=True)
    assert main_why(sample.HELD, dist, out) == 0
    assert "\x1b[" in printed(out) and "[on Monday]" not in printed(out)
