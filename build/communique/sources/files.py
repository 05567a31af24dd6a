"""Finds the files to read among the paths given, in an order that does not depend on theirs."""

from __future__ import annotations

import heapq
import os
import stat
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from communique.core.model import Reject
from communique.sources.plain import has_text
from communique.sources.record import Source

# Files that stand beside articles and are none, by their name up to the first dot.
_ABOUT = frozenset(
    "readme license licence copying changelog citation contributing datapackage".split()
)
_Found = tuple[tuple[str, ...], Path, str | None]


def find(paths: Sequence[Path]) -> Iterator[Source | Reject]:
    """Yield the files under `paths`, sorted by their paths below the PATH they were found under.

    A name is the path relative to the PATH given, with forward slashes (the file's own name for a
    PATH that is a file).  Files of different PATHs that would have one name get as many folder
    names before it as tell them apart; one file that is given twice is read once.
    Skipped are hidden files and folders, README, LICENSE and the like, and sidecars.  A link to a
    folder is not followed, nor one that leads out of the PATH: both are rejects.
    """
    # Made absolute without following links: the name comes from the path as it was given.
    roots = sorted({Path(os.path.abspath(path)) for path in paths})  # noqa: PTH100
    found = heapq.merge(*(_search(root, roots) for root in roots), key=lambda item: item[:2])
    for parts, group in groupby(found, key=lambda item: item[0]):
        alike = {path: problem for _, path, problem in group}
        for path, problem in alike.items():
            name = _name(parts, path, list(alike))
            yield Reject(name, "unreadable", problem) if problem else Source(path, name)


def _name(parts: tuple[str, ...], path: Path, alike: list[Path]) -> str:
    own = path.parts[1:]
    length = len(parts)
    while length < len(own) and sum(other.parts[-length:] == own[-length:] for other in alike) > 1:
        length += 1
    # A file name need not be UTF-8; a row has to be.
    return os.fsencode("/".join(own[-length:] or parts)).decode("utf-8", "replace")


def _search(root: Path, roots: Sequence[Path]) -> Iterator[_Found]:
    try:
        mode = root.stat().st_mode
    except OSError as error:
        yield (root.name,), root, f"{_reason(error)}; check the path"
        return
    if not stat.S_ISDIR(mode):
        text = has_text(root)
        covered = text and any(other == text or other in text.parents for other in roots)
        if not covered:
            yield (root.name,), root, None
        return
    real = Path(os.path.realpath(root))
    waiting: list[tuple[tuple[str, ...], Path]] = [((), root)]
    while waiting:
        parts, folder = waiting.pop()
        if parts and not stat.S_ISDIR(_mode(folder)):
            problem, skip = _file(folder, real)
            if not skip:
                yield parts, folder, problem
            continue
        try:
            entries = sorted((entry.name for entry in folder.iterdir()), reverse=True)
        except OSError as error:
            yield parts or (root.name,), folder, f"{_reason(error)}; make the folder readable"
            continue
        waiting += [((*parts, name), folder / name) for name in entries if not _is_hidden(name)]


def _mode(path: Path) -> int:
    """Return the mode of the entry itself, links not followed; 0 when it is gone."""
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _file(path: Path, root: Path) -> tuple[str | None, bool]:
    """Return what is wrong with a file found in a folder, and whether to skip it in silence."""
    if path.name.split(".")[0].lower() in _ABOUT or has_text(path):
        return None, True
    if stat.S_ISLNK(_mode(path)):
        target = Path(os.path.realpath(path))
        if target.is_dir():
            return "is a link to a folder, which is not followed; give that folder as a PATH", False
        if root not in target.parents:
            return "is a link that leads out of the folder; give its target as a PATH", False
    return None, False


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()
