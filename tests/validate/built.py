"""Writes a built folder with the least that a folder must hold, for tests that tamper with it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from communique.core import schema
from communique.core.resources import root


def write(tables: Mapping[str, pl.DataFrame], folder: Path) -> Path:
    """Write `tables` with descriptor, schemas, database and checksums; return the folder."""
    (folder / "data").mkdir(parents=True)
    shutil.copytree(root() / "schemas", folder / "schemas")
    for name, data in tables.items():
        data.write_parquet(folder / "data" / f"{name}.parquet")
    for name in ("views.sql", "codebook.md", "croissant.json", "report.html"):
        (folder / name).write_text("made for a test\n", "utf-8")
    descriptor = json.loads((root() / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        resource["bytes"] = path.stat().st_size
        resource["hash"] = f"sha256:{digest(path)}"
        resource["communique:rows"] = tables[resource["name"]].height
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    write_database(tables, folder)
    write_sums(folder)
    return folder


def write_database(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write the tables, and one view, as a DuckDB database."""
    with duckdb.connect(str(folder / "communique.duckdb")) as connection:
        for name, data in tables.items():
            for statement in schema.duckdb_ddl(name):
                connection.execute(statement)
            connection.register("made", data)
            connection.execute(f'insert into "{name}" by name from made')
        connection.execute("create view held as from meetings where status = 'held'")


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over all files but itself and the database."""
    lines = [
        f"{digest(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("SHA256SUMS", "communique.duckdb")
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
