"""Checks that a built folder declares its tables as this version of Communiqué does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from communique.core import schema
from communique.validate.problem import Problem, first_line

# The digest of the schemas that a file was written by, in its metadata.
KEY = b"communique.schema_sha256"
REMEDY = "validate with the version that built the folder, or build again"


def check_declarations(folder: Path) -> list[Problem]:
    """Return the schemas and Parquet files of the folder that are of other declarations than ours.

    What a copied schema says of the types of columns is left aside: it is written for tools that
    read Parquet in their own way.
    """
    problems = []
    for authored in schema.schema_files():
        copy = folder / "schemas" / authored.name
        if copy.is_file():
            problems += check_copied(copy, authored)
    for name in schema.tables():
        stated = stated_digest(folder / "data" / f"{name}.parquet")
        if stated is not None and stated != schema.schema_sha256().encode():
            problems.append(Problem("schemas", f"was written by other schemas; {REMEDY}", name))
    return problems


def check_copied(copy: Path, authored: Path) -> list[Problem]:
    """Return whether a schema of the folder declares what the authored one declares."""
    where = f"schemas/{copy.name}"
    try:
        copied = core(json.loads(copy.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return [Problem("schemas", f"{where}: is no Table Schema: {first_line(error)}")]
    expected = core(json.loads(authored.read_text("utf-8")))
    different = ", ".join(key for key in expected if copied[key] != expected[key])
    if not different:
        return []
    return [Problem("schemas", f"{where}: declares other {different} than this version; {REMEDY}")]


def core(declared: dict[str, Any]) -> dict[str, object]:
    """Return the parts of a Table Schema that every copy of it has in common."""
    fields = declared["fields"]
    return {
        "columns": [field["name"] for field in fields],
        "descriptions": [field["description"] for field in fields],
        "terms": [field.get("categories") for field in fields],
        "primary key": declared.get("primaryKey"),
        "unique keys": declared.get("uniqueKeys"),
        "foreign keys": declared.get("foreignKeys"),
    }


def stated_digest(path: Path) -> bytes | None:
    """Return the digest of the schemas in the metadata of a Parquet file, None without one."""
    try:
        metadata = pq.read_metadata(path).metadata
    except Exception:  # a damaged file raises many kinds of error, and is reported where it is read
        return None
    return (metadata or {}).get(KEY)
