"""Versions wherever they are: folders, archives, web addresses; and what is refused there."""

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from publish import sample
from release import made
from release.web import served

from communique.core.errors import UsageError
from communique.publish.files import below
from communique.release.archive import unpack, write_tar, write_zip
from communique.release.changes import diff
from communique.release.fetch import download
from communique.release.snapshot import read_snapshot

EXPECTED = [("statements", sample.REGRET, "modify")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions as folders and as archives."""
    place = tmp_path_factory.mktemp("places")
    made.folder(place / "old")
    made.folder(place / "new", made.other_reading)
    for name in ("old", "new"):
        write_tar(place / name, below(place / name), place / f"{name}.tar.zst")
        write_zip(place / name, below(place / name), place / f"{name}.zip")
    return place


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    """Where a local server has them."""
    with served(place) as site:
        yield site.address


@pytest.mark.parametrize("suffix", ["", ".tar.zst", ".zip"])
def test_folders_and_archives_are_compared(place: Path, suffix: str) -> None:
    changes = diff(place / "old", place / f"new{suffix}")
    assert [(each.table, each.row_id, each.op) for each in changes.rows] == EXPECTED


@pytest.mark.parametrize("suffix", ["", "/", ".tar.zst", ".zip"])
def test_addresses_are_compared(place: Path, address: str, suffix: str) -> None:
    changes = diff(place / "old", f"{address}/new{suffix}")
    assert [(each.table, each.row_id, each.op) for each in changes.rows] == EXPECTED


def test_what_is_nowhere_is_refused(place: Path, address: str) -> None:
    for where in (place / "absent", place / "absent.zip", "ftp://nowhere.example/new"):
        with pytest.raises(UsageError, match="no such folder or archive"):
            diff(place / "old", where)
    for where in (f"{address}/absent", f"{address}/absent.zip"):
        with pytest.raises(UsageError, match="the server answers 404"):
            diff(place / "old", where)
    with pytest.raises(UsageError, match="cannot be fetched"):
        diff(place / "old", "http://127.0.0.1:1/new")


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no dataset \(no datapackage.json\)"):
        read_snapshot(tmp_path)


def test_a_download_stops_at_its_limit(place: Path, address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is larger than 100 bytes"):
        download(f"{address}/new.zip", tmp_path / "new.zip", 100)


def test_a_table_that_is_not_what_the_descriptor_says_is_refused(place: Path, address: str) -> None:
    file = place / "tampered/data/persons.parquet"
    made.folder(place / "tampered")
    file.write_bytes((place / "old/data/meetings.parquet").read_bytes())
    with pytest.raises(UsageError, match=r"persons.parquet: has SHA-256 .* says sha256:"):
        diff(f"{address}/tampered", place / "new")


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside", "C:/x", "a\\b"])
def test_a_member_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    packed = zstandard.compress((tmp_path / "bad.tar").read_bytes())
    (tmp_path / "bad.tar.zst").write_bytes(packed)
    for suffix in (".zip", ".tar.zst"):
        into = tmp_path / f"into{suffix}"
        into.mkdir()
        with pytest.raises(UsageError, match="names a file outside of itself"):
            unpack(tmp_path / f"bad{suffix}", into)
        assert below(into) == []


def test_links_in_an_archive_are_left_out(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "links.tar", "w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            entry = tarfile.TarInfo(f"link{kind.decode()}")
            entry.type, entry.linkname = kind, "/etc/hostname"
            tar.addfile(entry)
    packed = zstandard.compress((tmp_path / "links.tar").read_bytes())
    (tmp_path / "links.tar.zst").write_bytes(packed)
    (tmp_path / "into").mkdir()
    unpack(tmp_path / "links.tar.zst", tmp_path / "into")
    assert below(tmp_path / "into") == []


def test_an_archive_that_swells_is_stopped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(5_000_000))
    (tmp_path / "into").mkdir()
    with pytest.raises(UsageError, match="holds more than may be unpacked"):
        unpack(tmp_path / "bomb.zip", tmp_path / "into", max_bytes=1_000_000)


@pytest.mark.parametrize("suffix", [".tar.zst", ".zip"])
def test_a_damaged_archive_is_refused(place: Path, tmp_path: Path, suffix: str) -> None:
    content = (place / f"new{suffix}").read_bytes()
    (tmp_path / f"cut{suffix}").write_bytes(content[: len(content) // 2])
    with pytest.raises(UsageError, match="it is damaged"):
        diff(tmp_path / f"cut{suffix}", place / "old")


def test_a_damaged_member_of_a_compressed_zip_is_refused(place: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in below(place / "old"):
            archive.write(place / "old" / name, f"old/{name}")
        start = archive.getinfo("old/codebook.md").header_offset + 60
    content = bytearray((tmp_path / "packed.zip").read_bytes())
    content[start : start + 40] = bytes(40)
    (tmp_path / "packed.zip").write_bytes(bytes(content))
    with pytest.raises(UsageError, match="it is damaged"):
        diff(tmp_path / "packed.zip", place / "old")


def test_an_archive_that_names_a_file_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("release/views.sql", "one")
        archive.writestr("release/views.sql/again", "another")
    (tmp_path / "into").mkdir()
    with pytest.raises(UsageError, match="it is damaged"):
        unpack(tmp_path / "twice.zip", tmp_path / "into")


def test_archives_have_the_same_bytes_on_every_run(place: Path, tmp_path: Path) -> None:
    names = below(place / "old")
    write_tar(place / "old", reversed(names), tmp_path / "old.tar.zst")
    write_zip(place / "old", reversed(names), tmp_path / "old.zip")
    for suffix in (".tar.zst", ".zip"):
        made_before = (place / f"old{suffix}").read_bytes()
        assert (tmp_path / f"old{suffix}").read_bytes() == made_before
