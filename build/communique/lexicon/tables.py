"""Reads the reference vocabularies (CSV) as rows of strings."""

from __future__ import annotations

import csv
from functools import cache

from communique.core.resources import root

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of `seeds/reference/<name>.csv`; an empty cell is an empty string."""
    path = root() / "seeds" / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def split(cell: str) -> list[str]:
    """Return the items of a list cell (`a|b|c`)."""
    return [item.strip() for item in cell.split("|") if item.strip()]


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one of the closed sets of words that a rule asks about (`word_sets.csv`)."""
    return frozenset(row["word"] for row in rows("word_sets") if row["set"] == name)
