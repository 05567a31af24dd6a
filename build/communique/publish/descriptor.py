"""Writes the built `datapackage.json`: the authored one, with size, hash and row count per table.

`frictionless validate dist/datapackage.json` reads every row and passes.  For that three things
differ from the authored schemas, all because frictionless 5 reads Parquet through pandas: it
reports any `bytes` as wrong there, so the size stands in `communique:bytes`; it takes no list from
Parquet, so a list is `any` there, with its type in `communique:type`; and a null among numbers or
times reaches it as the word nan or NaT, so these columns name that word as missing.  It does not
compare the hash of a Parquet file: `sha256sum -c SHA256SUMS` and `communique validate` do.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from communique.core.resources import root
from communique.publish.artefact import Tables, height
from communique.publish.files import sha256

TITLE = "The Data Package descriptor"
FILE_NAME = "datapackage.json"
MIME_TYPE = "application/json"
AFTER = ("parquet",)

PANDAS_NULLS = {"integer": "nan", "number": "nan", "datetime": "NaT"}


@cache
def authored() -> dict[str, Any]:
    """Return the descriptor as authored at the root of the project; treat it as read-only."""
    descriptor: dict[str, Any] = json.loads((root() / FILE_NAME).read_text("utf-8"))
    return descriptor


def write(tables: Tables, folder: Path) -> None:
    """Copy the schemas beside it, so that their relative paths resolve, and describe each file."""
    (folder / "schemas").mkdir()
    for path in sorted((root() / "schemas").glob("*.schema.json")):
        schema = readable(json.loads(path.read_text("utf-8")))
        write_json(schema, folder / "schemas" / path.name)
    built = dict(authored())
    built["resources"] = [
        described(resource, tables, folder)
        for resource in built["resources"]
        if resource["name"] in tables
    ]
    write_json(built, folder / FILE_NAME)


def described(resource: dict[str, Any], tables: Tables, folder: Path) -> dict[str, Any]:
    """Return a resource with the facts of its file added."""
    path = folder / resource["path"]
    return {
        **resource,
        "communique:bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "communique:rows": height(tables[resource["name"]]),
    }


def readable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a Table Schema with its columns declared as frictionless can check them in Parquet."""
    return {**schema, "fields": [readable_field(field) for field in schema["fields"]]}


def readable_field(field: dict[str, Any]) -> dict[str, Any]:
    """Return one column of such a schema."""
    if field["type"] == "list":
        item = field.get("itemType", "string")
        required = field.get("constraints", {}).get("required", False)
        return {
            **{key: value for key, value in field.items() if key != "itemType"},
            "type": "any",
            "constraints": {"required": required},
            "communique:type": f"list<{item}>",
        }
    if field["type"] in PANDAS_NULLS:
        return {**field, "missingValues": ["", PANDAS_NULLS[field["type"]]]}
    return field


def write_json(document: dict[str, Any], path: Path) -> None:
    """Write a document as readable JSON."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, "utf-8", newline="\n")
