"""Reads the files of one version as they were published, with a clear answer where they are not."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.core.errors import UsageError
from communique.publish.files import sha256

if TYPE_CHECKING:
    import polars as pl

DESCRIPTOR = "datapackage.json"
MANIFEST = "manifest.json"
ROWS = "rows.parquet"
SCHEMA_SUFFIX = ".schema.json"
NAME = re.compile(r"[a-z][a-z0-9_]*")
STATED = ("name", "version", "created")
# What a manifest must hold, and as what.
RECORDED: tuple[tuple[str, type], ...] = (
    ("version", str),
    ("created", str),
    ("archives", list),
    ("baseline", dict),
    ("bump", dict),
    ("files", dict),
    ("inputs", dict),
    ("making", dict),
    ("schemas", dict),
    ("tables", dict),
)
MADE = "give a folder that build or release has made"


def read_json(path: Path) -> dict[str, Any]:
    """Return a JSON object; UsageError names the file that holds none."""
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file; {MADE}") from None
    except NotADirectoryError:
        raise UsageError(
            f"{path.parent}: is no folder; unpack an archive first, or {MADE}"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: cannot be read as JSON ({error}); {MADE}") from None
    if not isinstance(document, dict):
        raise UsageError(f"{path}: holds no JSON object; {MADE}")
    return document


def descriptor_of(folder: Path) -> dict[str, Any]:
    """Return the descriptor of a dataset; UsageError when it describes none."""
    path = folder / DESCRIPTOR
    found = read_json(path)
    resources = found.get("resources")
    if not all(isinstance(found.get(key), str) for key in STATED) or not isinstance(
        resources, list
    ):
        needed = ", ".join(STATED)
        raise UsageError(f"{path}: describes no dataset ({needed}, resources); {MADE}")
    for each in resources:
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise UsageError(f"{path}: has a resource without the name of a table; {MADE}")
    return found


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a release; UsageError when it is not whole."""
    path = folder / MANIFEST
    found = read_json(path)
    missing = [key for key, kind in RECORDED if not isinstance(found.get(key), kind)]
    if missing:
        raise UsageError(f"{path}: is no manifest of a release (no {', '.join(missing)})")
    return found


def schema_of(folder: Path, name: str) -> dict[str, Any]:
    """Return the Table Schema of one table; UsageError when it is none."""
    path = folder / "schemas" / f"{name}{SCHEMA_SUFFIX}"
    found = read_json(path)
    fields = found.get("fields")
    if not isinstance(fields, list) or not all(
        isinstance(each, dict) and {"name", "type"} <= each.keys() for each in fields
    ):
        raise UsageError(f"{path}: is no Table Schema (fields with name and type); {MADE}")
    return found


def table_file(folder: Path, descriptor: dict[str, Any], name: str) -> Path:
    """Return the Parquet file of a table, after its hash was found to be that of the descriptor."""
    path = folder / "data" / f"{name}.parquet"
    if not path.is_file():
        raise UsageError(f"{path}: no such file; {MADE}")
    for each in descriptor["resources"]:
        if each["name"] == name and isinstance(each.get("hash"), str):
            check_hash(path, each["hash"].removeprefix("sha256:"), DESCRIPTOR)
    return path


def check_hash(path: Path, stated: str, source: str) -> None:
    """Raise UsageError when a file is not the one whose SHA-256 was stated in `source`."""
    found = sha256(path)
    if found != stated:
        raise UsageError(
            f"{path}: has SHA-256 {found}, but {source} says {stated}; it was changed or came by "
            "half, take it from where it was published"
        )


def read(folder: Path, name: str) -> pl.LazyFrame:
    """Return one table of a folder; UsageError when it is not there or not as it was published."""
    import polars as pl

    return pl.scan_parquet(table_file(folder, descriptor_of(folder), name), glob=False)


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn the error of a reader that finds a damaged file into a UsageError that names it."""
    try:
        yield
    except UsageError:
        raise
    except BaseException as error:
        import polars as pl

        damage = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
        if not isinstance(error, damage):
            raise
        first = str(error).strip().partition("\n")[0]
        raise UsageError(
            f"{path}: cannot be read ({first}); take it from where it was published, or build again"
        ) from None
