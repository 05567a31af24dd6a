"""All or nothing: what stands in `dist` after a refusal, an error, and a kill at any moment."""

import json
from pathlib import Path

import pytest
from publish import sample

from communique.core.errors import BrokenPromise, UsageError
from communique.publish import atomic, publish
from communique.publish.artefact import artefacts
from communique.publish.descriptor import authored
from communique.validate import validate


class Killed(BaseException):
    """Stands for the end of the process."""


def a_build(folder: Path, content: str) -> Path:
    """A folder that looks like a published build."""
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps({"name": authored()["name"]}))
    (folder / "data.txt").write_text(content)
    return folder


def build(out: Path, content: str) -> None:
    with atomic.staged(out) as folder:
        (folder / "datapackage.json").write_text(json.dumps({"name": authored()["name"]}))
        (folder / "data.txt").write_text(content)


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_artefacts_are_found_and_written_after_what_they_read() -> None:
    order = [each.module for each in artefacts()]
    assert order.index("parquet") < order.index("duckdb") < order.index("codebook")
    assert order.index("parquet") < order.index("descriptor") < order.index("croissant")
    assert order[-1] == "checksums"
    assert all(each.title and each.mime_type for each in artefacts())


def test_what_is_published_is_what_was_checked(tmp_path: Path) -> None:
    seen: list[str] = []

    def check(folder: Path) -> list[str]:
        seen.extend(entries(folder))
        return []

    publish(sample.tables(), tmp_path / "dist", check=check)
    assert entries(tmp_path / "dist") == [name for name in seen if name != atomic.MARKER]
    assert entries(tmp_path) == ["dist"]


def test_the_sample_keeps_every_promise(tmp_path: Path) -> None:
    publish(sample.tables(), tmp_path / "dist", check=validate)
    assert (tmp_path / "dist/SHA256SUMS").is_file()


def test_a_broken_promise_publishes_nothing_and_lists_everything(tmp_path: Path) -> None:
    out = a_build(tmp_path / "dist", "old")
    with pytest.raises(BrokenPromise) as caught:
        publish(sample.tables(), out, check=lambda folder: [f"problem {n}" for n in range(25)])
    assert caught.value.problems == tuple(f"problem {n}" for n in range(25))
    assert str(caught.value).startswith("25 broken promises, nothing was published:\n  problem 0\n")
    assert str(caught.value).endswith("… and 5 more")
    assert (out / "data.txt").read_text() == "old"
    assert entries(tmp_path) == ["dist"]


def test_a_new_build_replaces_the_old_one_whole(tmp_path: Path) -> None:
    a_build(tmp_path / "dist", "old")
    (tmp_path / "dist/left over").touch()
    build(tmp_path / "dist", "new")
    assert entries(tmp_path / "dist") == ["data.txt", "datapackage.json"]
    assert (tmp_path / "dist/data.txt").read_text() == "new"
    assert entries(tmp_path) == ["dist"]


def test_an_empty_folder_may_be_built_into(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    build(tmp_path / "dist", "new")
    assert (tmp_path / "dist/data.txt").read_text() == "new"


def test_a_folder_that_is_no_build_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").touch()
    with pytest.raises(UsageError, match="holds no build of Communiqué"):
        build(tmp_path / "photos", "new")
    assert entries(tmp_path / "photos") == ["one.jpg"]


def test_a_build_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/datapackage.json").write_text('{"name": "other"}')
    with pytest.raises(UsageError, match="so it is left alone"):
        build(tmp_path / "other", "new")


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        build(tmp_path / "dist", "new")


def test_the_root_of_the_file_system_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be replaced"):
        build(Path("/"), "new")


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    a_build(tmp_path / "real", "old")
    (tmp_path / "dist").symlink_to(tmp_path / "real")
    build(tmp_path / "dist", "new")
    assert (tmp_path / "dist").is_symlink()
    assert (tmp_path / "real/data.txt").read_text() == "new"


def test_two_builds_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    with (
        atomic.staged(tmp_path / "dist") as folder,
        pytest.raises(UsageError, match="another build is writing there"),
    ):
        assert folder.is_dir()
        build(tmp_path / "dist", "second")


def test_an_error_while_writing_leaves_the_old_build(tmp_path: Path) -> None:
    a_build(tmp_path / "dist", "old")
    with pytest.raises(Killed), atomic.staged(tmp_path / "dist") as folder:
        (folder / "half").touch()
        raise Killed
    assert (tmp_path / "dist/data.txt").read_text() == "old"
    assert entries(tmp_path) == ["dist"]


def test_what_a_kill_left_unfinished_is_cleared_at_the_next_start(tmp_path: Path) -> None:
    out = a_build(tmp_path / "dist", "old")
    atomic.building(out).mkdir()
    (atomic.building(out) / atomic.MARKER).touch()
    (atomic.building(out) / "half").touch()
    build(out, "new")
    assert (out / "data.txt").read_text() == "new"
    assert entries(tmp_path) == ["dist"]


def test_a_folder_of_the_user_in_the_way_is_not_removed(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    atomic.building(out).mkdir()
    (atomic.building(out) / "thesis.tex").touch()
    with pytest.raises(UsageError, match="move it away"):
        build(out, "new")
    assert entries(atomic.building(out)) == ["thesis.tex"]


def no_exchange(one: Path, other: Path) -> bool:
    return False


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_kill_during_the_swap_leaves_a_whole_build_to_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    out = a_build(tmp_path / "dist", "old")
    fresh = a_build(atomic.building(out), "new")
    rename = Path.rename
    done: list[Path] = []

    def rename_until_killed(path: Path, target: Path) -> Path:
        if len(done) == renames:
            raise Killed
        done.append(path)
        return rename(path, target)

    def killed_after(folder: Path) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename_until_killed)
        patch.setattr(atomic, "discard", killed_after)
        with pytest.raises(Killed):
            atomic.swap(fresh, out, exchange=no_exchange)
    whole = "new" if renames == 2 else "old"
    atomic.recover(out)
    assert (out / "data.txt").read_text() == whole
    assert entries(tmp_path) == ["dist"]


def test_a_kill_after_the_exchange_leaves_the_new_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = a_build(tmp_path / "dist", "old")
    fresh = a_build(atomic.building(out), "new")
    if not atomic.exchange_folders(fresh, out):
        pytest.skip("this system cannot exchange folders in one step")
    assert (out / "data.txt").read_text() == "new"
    atomic.recover(out)
    assert (out / "data.txt").read_text() == "new"
    assert entries(tmp_path) == ["dist"]


def test_a_removal_killed_half_way_is_ended_at_the_next_start(tmp_path: Path) -> None:
    out = a_build(tmp_path / "dist", "new")
    old = a_build(atomic.previous(out), "old")
    (old / atomic.MARKER).touch()
    (old / "datapackage.json").unlink()
    atomic.recover(out)
    assert entries(tmp_path) == ["dist"]
