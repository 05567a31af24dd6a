"""A release is built again from its inputs and compared."""

import json
from pathlib import Path

import pytest
from release import made

from communique.core.errors import UsageError
from communique.publish.descriptor import authored
from communique.release.manifest import inputs_of
from communique.release.publication import release
from communique.release.reproduction import Build, reproduce


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one input folder with two releases."""
    base = tmp_path_factory.mktemp("project")
    made.input_files(base / "articles")
    with pytest.MonkeyPatch.context() as monkeypatch:
        for version, edits in (("0.1.0", ()), ("0.1.1", (made.another_article,))):
            monkeypatch.setitem(authored(), "version", version)
            dist = made.folder(base / f"dist-{version}", *edits)
            inputs = [Path("articles")]
            release(version, dist, base / "releases", inputs=inputs, base=base)
    return base


def builder(*edits: made.Edit) -> Build:
    """Stands for the pipeline: builds the edited sample, whatever the articles say."""
    return lambda paths, corrections, out: made.folder(out, *edits)


def test_the_same_build_gives_the_same_release(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version, edits in (("0.1.0", ()), ("0.1.1", (made.another_article,))):
        monkeypatch.setitem(authored(), "version", version)
        result = reproduce(version, project / "releases", builder(*edits), base=project)
        assert result.different == []
        names = [name for name, _, _ in result.compared]
        assert {"README.md", "data/meetings.parquet", "communique.duckdb: meetings"} <= set(names)
        assert {f"communique-{version}.zip", f"communique-{version}.tar.zst"} <= set(names)


def test_what_was_made_again_is_kept_when_asked(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    keep = tmp_path / "kept"
    reproduce("0.1.0", project / "releases", builder(), base=project, keep=keep)
    for name in ("communique-0.1.0.zip", "communique-0.1.0.tar.zst"):
        assert (keep / name).read_bytes() == (project / "releases" / name).read_bytes()
    assert (keep / "communique-0.1.0/communique.duckdb").is_file()
    with pytest.raises(UsageError, match="is there already; give another folder"):
        reproduce("0.1.0", project / "releases", builder(), base=project, keep=keep)


def test_what_is_not_the_same_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    build = builder(made.other_reading)
    result = reproduce("0.1.0", project / "releases", build, base=project)
    assert "data/statements.parquet" in result.different
    assert "communique.duckdb: statements" in result.different
    assert "data/meetings.parquet" not in result.different
    assert "communique.duckdb: meetings" not in result.different


def test_other_inputs_are_refused(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/one.md").write_text("A first article, changed.\n")
    with pytest.raises(UsageError, match="are not what they were: 1 files with hash"):
        reproduce("0.1.0", project / "releases", builder(), base=tmp_path)


def test_a_checkout_of_another_version_is_refused(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.1")
    with pytest.raises(UsageError, match=r"is of version 0\.1\.1, not 0\.1\.0"):
        reproduce("0.1.0", project / "releases", builder(), base=project)


def test_a_build_of_other_inputs_is_not_released_with_these(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    made.input_files(tmp_path / "articles")
    (tmp_path / "articles/other.md").unlink()
    dist = made.folder(tmp_path / "dist")
    with pytest.raises(UsageError, match=r"other\.md: an article was read from it, but it is not"):
        release("0.1.0", dist, tmp_path / "releases", inputs=[Path("articles")], base=tmp_path)
    assert not (tmp_path / "releases").exists()


def test_corrections_are_inputs_that_are_recorded_and_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    made.input_files(tmp_path / "articles")
    decisions = tmp_path / "decisions"
    decisions.mkdir()
    (decisions / "README.md").write_text("No input.")
    (decisions / "statements.csv").write_text("one decision\n")
    dist = made.folder(tmp_path / "dist", made.corrected)
    inputs, releases = [Path("articles")], tmp_path / "releases"
    with pytest.raises(UsageError, match="holds 1 corrections, but no folder of them is given"):
        release("0.1.0", dist, releases, inputs=inputs, base=tmp_path)
    release("0.1.0", dist, releases, inputs=inputs, corrections=[Path("decisions")], base=tmp_path)
    given: list[object] = []

    def build(paths: object, corrections: object, out: Path) -> None:
        given.append(corrections)
        made.folder(out, made.corrected)

    (decisions / "README.md").write_text("Reworded.")
    assert reproduce("0.1.0", releases, build, base=tmp_path).different == []
    assert given == [[decisions]]
    (decisions / "statements.csv").write_text("another decision\n")
    with pytest.raises(UsageError, match="are not what they were"):
        reproduce("0.1.0", releases, build, base=tmp_path)


def test_an_unknown_release_is_refused(project: Path) -> None:
    with pytest.raises(UsageError, match=r"no such release in .*; there are: 0\.1\.0, 0\.1\.1"):
        reproduce("3.0.0", project / "releases", builder(), base=project)


def test_other_writers_and_code_are_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(authored(), "version", "0.1.0")
    path = project / "releases/0.1.0/manifest.json"
    before = path.read_text()
    manifest = json.loads(before)
    manifest["making"]["writers"]["polars"] = "0.0.1"
    manifest["making"]["code_sha256"] = "0" * 64
    path.write_text(json.dumps(manifest))
    result = reproduce("0.1.0", project / "releases", builder(), base=project)
    path.write_text(before)
    assert "the code differs from that of the release" in result.notes
    assert any(note.startswith("polars is ") and "0.0.1 then" in note for note in result.notes)


def test_the_hash_of_inputs_does_not_depend_on_where_they_lie(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "articles/deep").mkdir(parents=True)
        (tmp_path / name / "articles/a.md").write_text("a")
        (tmp_path / name / "articles/deep/b.md").write_text("b")
    paths = [Path("articles")]
    one, other = (inputs_of(paths, tmp_path / name) for name in ("one", "other"))
    assert one == other
    assert one["files"] == 2
    (tmp_path / "other/articles/a.md").rename(tmp_path / "other/articles/c.md")
    assert inputs_of(paths, tmp_path / "other")["sha256"] != one["sha256"]


def test_inputs_that_mean_nothing_to_others_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("../elsewhere")):
        with pytest.raises(UsageError, match="give inputs relative to the folder"):
            inputs_of([path], tmp_path)
    with pytest.raises(UsageError, match="no such file or folder"):
        inputs_of([Path("absent")], tmp_path)
