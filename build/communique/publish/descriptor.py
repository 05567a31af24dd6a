"""Writes the built `datapackage.json`: the authored one, with size, hash and row count per table."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from communique.core.resources import root
from communique.publish.artefact import Tables
from communique.publish.files import sha256

TITLE = "The Data Package descriptor"
FILE_NAME = "datapackage.json"
MIME_TYPE = "application/json"
AFTER = ("parquet",)


@cache
def authored() -> dict[str, Any]:
    """Return the descriptor as authored at the root of the project; treat it as read-only."""
    descriptor: dict[str, Any] = json.loads((root() / FILE_NAME).read_text("utf-8"))
    return descriptor


def write(tables: Tables, folder: Path) -> None:
    """Copy the schemas beside it, so that their relative paths resolve, and describe each file."""
    (folder / "schemas").mkdir()
    for path in sorted((root() / "schemas").glob("*.schema.json")):
        shutil.copyfile(path, folder / "schemas" / path.name)
    built = dict(authored())
    built["resources"] = [
        described(resource, tables, folder)
        for resource in built["resources"]
        if resource["name"] in tables
    ]
    text = json.dumps(built, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE_NAME).write_text(text, "utf-8", newline="\n")


def described(resource: dict[str, Any], tables: Tables, folder: Path) -> dict[str, Any]:
    """Return a resource with the facts of its file added."""
    path = folder / resource["path"]
    return {
        **resource,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "communique:rows": tables[resource["name"]].height,
    }
