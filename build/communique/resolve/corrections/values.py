"""Reads the value of a column from a cell, and says what is wrong with one that the schema refuses."""

from __future__ import annotations

import re
from datetime import date

from communique.core.declared import Field, table
from communique.core.edtf import is_valid
from communique.core.errors import CommuniqueError

# Columns that follow from others; a decision changes those instead.
DERIVED = frozenset(
    (
        "participant_count",
        "party_count",
        "article_count",
        "source_count",
        "first_reported_date",
        "last_reported_date",
        "reported_date",
        "sequence",
        "is_host",
        "confidence",
        "rule",
        "article_id",
        "text_sha256",
    )
)


class BadDecision(CommuniqueError):
    """A decision cannot be carried out as it is written; the message says what to write instead."""


def changeable(table_name: str, column: str) -> Field:
    """Return the column that a decision would change; BadDecision when it is not to be changed."""
    declared = table(table_name)
    if column not in declared.columns:
        raise BadDecision(
            f"{table_name} has no column {column!r}; there are {', '.join(declared.columns)}"
        )
    owners = {key for foreign in declared.foreign_keys for key in foreign.fields}
    is_owner = column in owners and declared.field(column).required
    if column in declared.primary_key or column in DERIVED or is_owner:
        raise BadDecision(f"{column} follows from other columns; change those")
    for end in ("_earliest", "_latest"):
        stem = column.removesuffix(end)
        if stem != column and f"{stem}_edtf" in declared.columns:
            raise BadDecision(f"{column} follows from {stem}_edtf; change that")
    return declared.field(column)


def read_value(field: Field, cell: str) -> object:
    """Return a cell as a value of its column; BadDecision when the schema does not admit it.

    An empty cell is null, of a list the empty list; the items of a list are divided by `|`.
    """
    if field.type == "list":
        items = sorted({item.strip() for item in cell.split("|") if item.strip()})
        for item in items:
            _fits(field, item)
        return items
    if cell == "":
        if field.required:
            raise BadDecision(f"{field.name} must not be empty")
        return None
    value = _typed(field, cell)
    _fits(field, value)
    return value


def _typed(field: Field, cell: str) -> object:
    try:
        if field.type == "boolean":
            return {"true": True, "false": False}[cell.lower()]
        if field.type == "integer":
            return int(cell)
        if field.type == "number":
            return float(cell)
        if field.type == "date":
            return date.fromisoformat(cell)
    except (ValueError, KeyError):
        raise BadDecision(f"{field.name}: {cell!r} is no {field.type}") from None
    return cell


def _fits(field: Field, value: object) -> None:
    if isinstance(value, float) and not -1e15 < value < 1e15:
        raise BadDecision(f"{field.name}: {value!r} is no number to work with")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if field.minimum is not None and value < field.minimum:
            raise BadDecision(f"{field.name}: {value} is below {field.minimum:g}")
        if field.maximum is not None and value > field.maximum:
            raise BadDecision(f"{field.name}: {value} is above {field.maximum:g}")
    if not isinstance(value, str):
        return
    if field.enum and value not in field.enum:
        raise BadDecision(f"{field.name}: {value!r} is not one of {', '.join(field.enum)}")
    if field.name.endswith("_edtf") and not is_valid(value):
        raise BadDecision(f"{field.name}: {value!r} is no date of the form 2025-10-27 or [a..b]")
    if field.pattern and not re.fullmatch(field.pattern, value):
        raise BadDecision(f"{field.name}: {value!r} does not match {field.pattern}")
