"""Reads a folder of annotation, one JSON file per article, and refuses what is not annotation."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from communique.core.errors import UsageError
from communique.evaluate.records import Records

LISTS = ("meetings", "statements", "measures")


def read_gold(folder: Path) -> dict[str, Records]:
    """Return the annotation of each article, by the stem of its file, in the order of file names.

    UsageError when the folder is missing or empty, or when a file is not annotation; the message
    names the file and, where the JSON itself is broken, the line.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the annotation")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UsageError(f"{folder}: no annotation (*.json) in it, one file per article is wanted")
    return {path.stem: _read(path) for path in files}


def _read(path: Path) -> Records:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{path}:{error.lineno}: not valid JSON at column {error.colno} "
            f"({error.msg}); mend that line"
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    # A list left out is more often forgotten than empty, and would count as "nothing to find".
    missing = [key for key in LISTS if not isinstance(content, dict) or key not in content]
    if missing:
        raise UsageError(
            f"{path}: no {', '.join(missing)}; write an empty list where there is none"
        )
    try:
        return msgspec.convert(content, Records)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: not in the annotation format: {error}") from None
