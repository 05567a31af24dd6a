"""Puts a whole new folder in the place of an old one, so that a kill at any moment loses nothing.

Beside `dist` two names are ours: `.dist.building`, filled and checked before it becomes `dist`,
and `.dist.previous`, the old `dist` on its way out.  Where the system can exchange two folders in
one step (Linux), there is no moment without a `dist`; elsewhere there are two renames, and a kill
between them is mended by the next start, which finds `.dist.previous` and no `dist`.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from communique.core.errors import UsageError
from communique.publish.descriptor import FILE_NAME as DESCRIPTOR
from communique.publish.descriptor import authored

MARKER = ".communique-building"
# Where a build keeps what does not fit in memory, inside the folder that it makes, until the end.
WORK = ".work"
AT_FDCWD = -100
RENAME_EXCHANGE = 2


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Yield a fresh folder beside `out`; when the block ends without an error it becomes `out`.

    On an error the fresh folder is removed and `out` stays as it was. UsageError when `out` is
    something that a build must not replace, or when another build is writing there.
    """
    target = out.resolve()
    refuse_what_is_not_ours(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target):
        recover(target)
        fresh = building(target)
        fresh.mkdir()
        (fresh / MARKER).touch()
        try:
            yield fresh
        except BaseException:
            discard(fresh)
            raise
        (fresh / MARKER).unlink()
        sync_tree(fresh)
        swap(fresh, target)


def building(target: Path) -> Path:
    """Return the name under which a new build is made."""
    return target.with_name(f".{target.name}.building")


def previous(target: Path) -> Path:
    """Return the name under which the old build waits to be removed."""
    return target.with_name(f".{target.name}.previous")


def is_build(folder: Path) -> bool:
    """Tell whether `folder` holds a published build: a descriptor with this project's name."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(descriptor, dict) and descriptor.get("name") == authored()["name"]


def refuse_what_is_not_ours(target: Path) -> None:
    """Raise UsageError unless `target` is absent, an empty folder or a build of Communiqué."""
    if target == target.parent:
        raise UsageError(f"{target}: cannot be replaced; give a folder of its own, such as dist")
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{target}: is a file; give a folder to build into, such as dist")
    if any(target.iterdir()) and not is_build(target):
        raise UsageError(
            f"{target}: is not empty and holds no build of Communiqué (no {DESCRIPTOR} named "
            f"{authored()['name']!r}), so it is left alone; give a new or an empty folder"
        )


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the right to build `target`; the system gives it back when the process dies."""
    path = target.with_name(f".{target.name}.lock")
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A build that just ended took its lock file away: a lock on that one is worth nothing.
            is_current = os.path.samestat(os.fstat(stream.fileno()), path.stat())
        except OSError:
            is_current = False
        if not is_current:
            raise UsageError(
                f"{target}: another build is writing there; wait for it or give another folder"
            )
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def recover(target: Path) -> None:
    """Finish what a killed build left: bring the old build back if it has no successor, then tidy.

    Only folders that a build made are removed: an unfinished one bears the marker, a finished one
    is a build.
    """
    old, fresh = previous(target), building(target)
    if old.exists() and not target.exists() and not (old / MARKER).exists():
        old.rename(target)
    for left in (old, fresh):
        if not left.exists():
            continue
        if any(left.iterdir()) and not (left / MARKER).exists() and not is_build(left):
            raise UsageError(
                f"{left}: is in the way of the build and not made by one; move it away"
            )
        discard(left)


def swap(fresh: Path, target: Path, exchange: Callable[[Path, Path], bool] | None = None) -> None:
    """Put `fresh` in the place of `target` and remove what was there."""
    exchange = exchange_folders if exchange is None else exchange
    old = previous(target)
    if not target.exists():
        fresh.rename(target)
    elif exchange(fresh, target):
        fresh.rename(old)
    else:
        target.rename(old)
        fresh.rename(target)
    sync_folder(target.parent)
    if old.exists():
        discard(old)


def discard(folder: Path) -> None:
    """Remove a folder of ours, its marker last, so that what a kill leaves is known as ours."""
    (folder / MARKER).touch()
    for entry in folder.iterdir():
        if entry.name == MARKER:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    (folder / MARKER).unlink()
    folder.rmdir()


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return bool(rename(*paths, RENAME_EXCHANGE) == 0)


def sync_tree(folder: Path) -> None:
    """Force all files and folders below `folder` to disk: a rename must not outrun its content."""
    for path, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(path, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(path))


def sync_folder(folder: Path) -> None:
    """Force the entries of one folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
