"""Packs a folder into a `.tar.zst` or `.zip` with the same bytes on every run, and unpacks safely."""

from __future__ import annotations

import contextlib
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import zstandard

from communique.core.errors import UsageError

TAR = ".tar.zst"
ZIP = ".zip"
SUFFIXES = (TAR, ZIP)
# Window and threads change the bytes: one thread, a fixed level and no long window.
ZSTD_LEVEL = 19
# The earliest time that both formats can state; a clock would make every archive another one.
TAR_TIME = 315_532_800
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644
CHUNK = 1 << 20

# What readers raise at a damaged archive, at one with a password, and at one that names a file twice.
DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zstandard.ZstdError,
    zlib.error,
    EOFError,
    RuntimeError,
    FileExistsError,
    NotADirectoryError,
)

MAX_BYTES = 4 << 30
MAX_FILES = 10_000


def write_tar(folder: Path, names: Iterable[str], path: Path) -> None:
    """Write the files `names` of `folder` into a `.tar.zst`, below one folder of its name."""
    compressor = zstandard.ZstdCompressor(level=ZSTD_LEVEL, threads=0, write_checksum=True)
    with (
        path.open("wb") as raw,
        compressor.stream_writer(raw, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(names):
            entry = tarfile.TarInfo(f"{folder.name}/{name}")
            entry.size = (folder / name).stat().st_size
            entry.mtime = TAR_TIME
            entry.mode = FILE_MODE
            with (folder / name).open("rb") as content:
                archive.addfile(entry, content)


def write_zip(folder: Path, names: Iterable[str], path: Path) -> None:
    """Write the files `names` of `folder` into a `.zip`, below one folder of its name.

    The files are stored as they are: Parquet is compressed by itself, and what a deflating zlib
    makes of the rest differs from one zlib to another.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(names):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", ZIP_TIME)
            entry.external_attr = FILE_MODE << 16
            entry.create_system = 3
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as content, archive.open(entry, "w") as member:
                while chunk := content.read(CHUNK):
                    member.write(chunk)


def unpack(path: Path, into: Path, *, max_bytes: int = MAX_BYTES) -> Path:
    """Unpack an archive below `into` and return the folder in it that holds the dataset.

    Only plain files are taken, and only where their names stay inside; UsageError when the archive
    is none, holds more than `max_bytes` or ten thousand files, or names a place outside.
    """
    left = max_bytes
    try:
        for count, (name, content) in enumerate(members(path), 1):
            target = into.joinpath(*inside(name, path).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            left = copy(content, target, left, path)
            if count > MAX_FILES:
                raise UsageError(f"{path.name}: holds more than {MAX_FILES} files; it is not read")
    except DAMAGE as error:
        raise UsageError(
            f"{path.name}: cannot be unpacked ({error}), it is damaged; fetch it again"
        ) from None
    entries = list(into.iterdir())
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else into


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of every plain file of an archive, in its order."""
    with contextlib.ExitStack() as stack:
        if path.name.endswith(ZIP):
            archive = stack.enter_context(zipfile.ZipFile(path))
            for entry in archive.infolist():
                if not entry.is_dir():
                    with archive.open(entry) as content:
                        yield entry.filename, content
            return
        raw = stack.enter_context(path.open("rb"))
        unpacked = stack.enter_context(
            zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw)
        )
        tar = stack.enter_context(
            tarfile.open(fileobj=io.BufferedReader(unpacked, CHUNK), mode="r|")
        )
        for each in tar:
            content_of = tar.extractfile(each) if each.isreg() else None
            if content_of is not None:
                yield each.name, content_of


def inside(name: str, path: Path) -> PurePosixPath:
    """Return the name of a member as a path; UsageError when it leads out of the archive."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or not pure.parts:
        raise UsageError(f"{path.name}: names a file outside of itself, {name!r}; it is not read")
    return pure


def copy(content: IO[bytes], target: Path, left: int, path: Path) -> int:
    """Copy a member to `target` and return how many bytes the archive may still hold."""
    with target.open("xb") as out:
        while chunk := content.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise UsageError(f"{path.name}: holds more than may be unpacked; it is not read")
            out.write(chunk)
    return left
