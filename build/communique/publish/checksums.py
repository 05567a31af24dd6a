"""Writes `SHA256SUMS`, to be checked with `sha256sum -c SHA256SUMS`."""

from __future__ import annotations

from pathlib import Path

from communique.publish.artefact import Tables
from communique.publish.atomic import MARKER, WORK
from communique.publish.duckdb import FILE_NAME as DATABASE
from communique.publish.files import below, sha256

TITLE = "The checksums"
FILE_NAME = "SHA256SUMS"
MIME_TYPE = "text/plain"
AFTER = ("*",)


def write(tables: Tables, folder: Path) -> None:
    """List every file but this one and the database, whose format differs from run to run."""
    lines = [
        f"{sha256(folder / name)}  {name}\n"
        for name in below(folder)
        if name not in (FILE_NAME, DATABASE, MARKER) and not name.startswith(f"{WORK}/")
    ]
    (folder / FILE_NAME).write_text("".join(lines), "utf-8", newline="\n")
