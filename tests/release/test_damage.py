"""A version that is not whole gets an answer that names the file, from every command that reads it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from publish import sample
from release import made

from communique.cli import main
from communique.publish.descriptor import authored
from communique.release.publication import release

VERSION = str(authored()["version"])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases with one version."""
    place = tmp_path_factory.mktemp("published")
    release(VERSION, made.folder(place / "dist"), place / "releases")
    return place / "releases"


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """A copy of the released folder, to damage."""
    return Path(shutil.copytree(published / f"communique-{VERSION}", tmp_path / "released"))


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def answers(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a command says on its way out with a usage error."""
    assert main([str(each) for each in arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("communique: ")
    return said


def readers(folder: Path, row: str = sample.HELD) -> list[tuple[object, ...]]:
    """The commands that read a whole version, or rows of it."""
    return [
        ("diff", folder, folder),
        ("cite", row, "--dist", folder),
        ("why", row, "--dist", folder),
    ]


def test_a_flipped_bit_in_a_table_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(folder / "data/meetings.parquet")
    for command in readers(folder):
        said = answers(capsys, *command)
        assert "data/meetings.parquet: has SHA-256 " in said and "it was changed" in said


def test_a_truncated_or_missing_table_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "data/evidence.parquet"
    path.write_bytes(path.read_bytes()[:500])
    for command in readers(folder):
        assert "data/evidence.parquet: has SHA-256 " in answers(capsys, *command)
    path.unlink()
    for command in readers(folder):
        assert "data/evidence.parquet: no such file" in answers(capsys, *command)


def test_a_damaged_table_whose_hash_nobody_states_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    descriptor = folder / "datapackage.json"
    descriptor.write_text(descriptor.read_text("utf-8").replace('"hash"', '"was"'), "utf-8")
    (folder / "data/meetings.parquet").write_bytes(b"PAR1PAR1")
    for command in readers(folder):
        assert "cannot be read (" in answers(capsys, *command)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"resources": 3}',
        b'{"name": "communique", "version": "0.1.0", "created": "x", "resources": [{"name": "../a"}]}',
    ],
)
def test_a_descriptor_of_something_else_is_refused(
    folder: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "datapackage.json").write_bytes(content)
    for command in (*readers(folder), ("cite", "--dist", folder)):
        assert "datapackage.json" in answers(capsys, *command)


def test_a_schema_of_something_else_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "schemas/meetings.schema.json").write_text('{"fields": {}}', "utf-8")
    for command in readers(folder):
        assert "meetings.schema.json: is no Table Schema" in answers(capsys, *command)


def test_a_baseline_that_is_not_whole_is_refused(
    published: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = Path(shutil.copytree(published / VERSION, tmp_path / "baseline"))
    flip(baseline / "rows.parquet")
    assert "rows.parquet: has SHA-256 " in answers(capsys, "diff", baseline, folder)
    (baseline / "manifest.json").write_text("{}", "utf-8")
    assert "is no manifest of a release" in answers(capsys, "diff", baseline, folder)


def test_a_folder_that_holds_no_version_is_refused(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in readers(tmp_path)[1:]:
        assert "no such file; give a folder that build or release" in answers(capsys, *command)
    for command in readers(published / f"communique-{VERSION}.zip")[1:]:
        assert "is no folder; unpack an archive first" in answers(capsys, *command)
    archive = published / f"communique-{VERSION}.zip"
    assert "is no folder; unpack an archive first" in answers(capsys, "validate", archive)
    assert "no such folder" in answers(capsys, "validate", tmp_path / "absent")


def test_an_id_that_nothing_bears_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for row in ("mtg-aaaaaaaaaaaa", "nothing", ""):
        for command in readers(folder, row)[1:]:
            assert "no row of" in answers(capsys, *command)


@pytest.mark.parametrize("version", ["1", "v0.1.0", "0.1", "0.1.0-rc1", "", "../0.1.0", "01.0.0"])
def test_what_is_no_version_is_refused(
    version: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("release", "reproduce"):
        said = answers(capsys, command, version, "--releases", published)
        assert "is no version; write MAJOR.MINOR.PATCH" in said


def test_a_place_that_cannot_be_written_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dist = made.folder(tmp_path / "dist")
    (tmp_path / "file").write_text("in the way", "utf-8")
    said = answers(
        capsys, "release", VERSION, "--dist", dist, "--releases", tmp_path / "file", "--inputs"
    )
    assert f"{tmp_path}/file" in said
    assert (tmp_path / "file").read_text("utf-8") == "in the way"
