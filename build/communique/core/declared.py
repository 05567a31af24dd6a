"""Reads `schemas/*.schema.json`, the only place where a table or column is declared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.core.errors import UsageError
from communique.core.resources import root

SUFFIX = ".schema.json"


@dataclass(frozen=True)
class Category:
    """One term of a closed list, with a short label and what it means."""

    value: str
    label: str
    description: str


@dataclass(frozen=True)
class Field:
    """One column.

    `type` is string, integer, number, boolean, date, datetime or list. Of a list, `item_type` is
    the type of the items, and `enum`, `pattern` and `categories` hold for each item. `measured`
    tells whether annotated articles measure the column.
    """

    name: str
    type: str
    title: str
    description: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    categories: tuple[Category, ...] = ()
    measured: bool = False
    item_type: str | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values, where none is null, are those of `to` in `table`."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table; `sort_key` is the primary key, else the first unique key, else every column."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    sort_key: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return one column; UsageError when the table has no such column."""
        for each in self.fields:
            if each.name == name:
                return each
        raise UsageError(f"{self.name}: no column {name!r}; there are {', '.join(self.columns)}")


@cache
def tables() -> tuple[str, ...]:
    """Return the names of all tables in the order of publication, parents before children.

    The order is that of the resources of the authored `datapackage.json`.
    """
    descriptor = json.loads((root() / "datapackage.json").read_text("utf-8"))
    return tuple(resource["name"] for resource in descriptor["resources"])


@cache
def table(name: str) -> Table:
    """Return the declaration of a table; UsageError when there is none of this name."""
    path = root() / "schemas" / f"{name}{SUFFIX}"
    if not path.is_file():
        raise UsageError(f"{name!r}: no such table; there are {', '.join(tables())}")
    return parse(name, json.loads(path.read_text("utf-8")))


@cache
def schema_sha256() -> str:
    """Return the SHA-256 over all schema files: it changes whenever any declaration does."""
    digest = hashlib.sha256()
    for path in schema_files():
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def schema_files() -> list[Path]:
    """Return the schema files, sorted by name."""
    return sorted((root() / "schemas").glob(f"*{SUFFIX}"))


def parse(name: str, declared: dict[str, Any]) -> Table:
    """Return the table that a Table Schema descriptor declares."""
    fields = tuple(parse_field(each) for each in declared["fields"])
    primary_key = tuple(declared.get("primaryKey", ()))
    unique_keys = tuple(tuple(key) for key in declared.get("uniqueKeys", ()))
    keys = (primary_key, *unique_keys, tuple(field.name for field in fields))
    return Table(
        name=name,
        title=declared["title"],
        description=declared["description"],
        fields=fields,
        primary_key=primary_key,
        unique_keys=unique_keys,
        foreign_keys=tuple(
            ForeignKey(
                tuple(key["fields"]),
                # A reference without a resource is to the table itself.
                key["reference"].get("resource") or name,
                tuple(key["reference"]["fields"]),
            )
            for key in declared.get("foreignKeys", ())
        ),
        sort_key=next(key for key in keys if key),
    )


def parse_field(declared: dict[str, Any]) -> Field:
    """Return the column that a field descriptor declares."""
    constraints = declared.get("constraints", {})
    is_list = declared["type"] == "list"
    # Table Schema constrains a list as a whole, so what holds for its items has names of our own.
    terms = declared.get("communique:itemCategories" if is_list else "categories", ())
    pattern = declared.get("communique:itemPattern") if is_list else constraints.get("pattern")
    enum = [term["value"] for term in terms] if is_list else constraints.get("enum", ())
    return Field(
        name=declared["name"],
        type=declared["type"],
        title=declared["title"],
        description=declared["description"],
        required=constraints.get("required", False),
        enum=tuple(enum),
        pattern=pattern,
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        categories=tuple(
            Category(term["value"], term["label"], term["description"]) for term in terms
        ),
        measured=declared["communique:measured"],
        item_type=declared.get("itemType"),
    )
