"""Writes what git keeps of a release: `manifest.json`, the baseline rows, and the hash of inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import polars as pl

from communique.core import schema
from communique.core.errors import UsageError
from communique.core.resources import root
from communique.publish.files import below, sha256
from communique.publish.parquet import COMPRESSION_LEVEL
from communique.release.rows import canonical, table_digest
from communique.release.snapshot import Snapshot, kept

# The libraries whose versions the bytes of a release depend on.
WRITERS = ("duckdb", "polars", "pyarrow", "pyyaml", "zstandard")
UNHASHED = frozenset(("communique.duckdb",))


def inputs_of(
    paths: Sequence[Path], base: Path, corrections: Sequence[Path] = ()
) -> dict[str, Any]:
    """Return `paths`, `corrections`, number of `files` and one `sha256` over the inputs of a build.

    `paths` and the folders of corrections are relative to `base`, the folder of the project.

    The hash is over name and SHA-256 of every file (of corrections, of every CSV file), names
    relative to the path that was given, so it is the same wherever the checkout lies. UsageError
    for a path that is absolute or missing, since it would mean nothing to another reader.
    """
    lines: list[str] = []
    for path, suffix in [
        *((each, "") for each in paths),
        *((each, ".csv") for each in corrections),
    ]:
        if path.is_absolute() or ".." in path.parts:
            raise UsageError(f"{path}: give inputs relative to the folder of the project")
        place = base / path
        if not place.exists():
            raise UsageError(f"{place}: no such file or folder, so its hash cannot be taken")
        names = below(place) if place.is_dir() else [""]
        lines += [
            f"{path.as_posix()}\0{name}\0{sha256(place / name)}\n"
            for name in names
            if name.endswith(suffix)
        ]
    digest = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    return {
        "paths": [path.as_posix() for path in paths],
        "corrections": [path.as_posix() for path in corrections],
        "files": len(lines),
        "sha256": digest,
    }


def making() -> dict[str, Any]:
    """Return what made a build: hashes of the schemas, the reference tables and the code."""
    package = Path(__file__).resolve().parents[1]
    return {
        "schemas_sha256": schema.schema_sha256(),
        "reference_sha256": tree_sha256(root() / "seeds" / "reference", ("",)),
        "code_sha256": tree_sha256(package, (".py",)),
        "sql_sha256": tree_sha256(root() / "sql", (".sql",)),
        "writers": {name: installed(name) for name in WRITERS},
    }


def tree_sha256(folder: Path, suffixes: Iterable[str]) -> str:
    """Return one SHA-256 over names and contents of the files below a folder."""
    wanted = tuple(suffixes)
    lines = [
        f"{name}\0{sha256(folder / name)}\n" for name in below(folder) if name.endswith(wanted)
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def files_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return SHA-256 and bytes of every file whose bytes are the same on every run, by path."""
    return {name: stated(folder / name) for name in below(folder) if name not in UNHASHED}


def stated(path: Path) -> dict[str, Any]:
    """Return SHA-256 and bytes of a file."""
    return {"sha256": sha256(path), "bytes": path.stat().st_size}


def tables_of(
    tables: Mapping[str, pl.DataFrame], schemas: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the number of rows and the hash over them by table, whatever form stores them."""
    return {
        name: {
            "rows": data.height,
            "rows_sha256": table_digest(canonical(name, schemas[name], data)),
        }
        for name, data in tables.items()
    }


def write_rows(snapshot: Snapshot, path: Path) -> None:
    """Write the baseline: all rows in canonical form, the same bytes for the same rows."""
    kept(snapshot.rows).sort("table_name", "row_id", maintain_order=True).write_parquet(
        path,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        statistics="full",
        row_group_size=100_000,
        metadata={"communique.version": snapshot.version},
    )


def quality_of(quality: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of the table quality as JSON takes them."""
    return [
        {
            key: value if value is None or isinstance(value, int | float) else str(value)
            for key, value in row.items()
        }
        for row in quality.to_dicts()
    ]


def described(changes: Mapping[tuple[str, str, str], int]) -> list[dict[str, Any]]:
    """Return the numbers of changed rows as JSON takes them."""
    return [
        {"table_name": table, "op": op, "reason": reason, "rows": number}
        for (table, op, reason), number in sorted(changes.items())
    ]
