"""The two vocabularies of measuring: titles left out of names, and families of measure types."""

from __future__ import annotations

import csv
from functools import cache

from msgspec import Struct

from communique.core.resources import root


class Family(Struct, frozen=True):
    """The family of a measure type, and the families that often differ from it only in label."""

    name: str
    near: frozenset[str] = frozenset()


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    path = root() / "seeds" / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def titles() -> frozenset[str]:
    """Return the words before a name that do not belong to it."""
    return frozenset(row["title"] for row in _rows("evaluation_titles"))


@cache
def family(measure_type: str) -> Family:
    """Return the family of a measure type; a type that is not listed is a family of its own."""
    for row in _rows("evaluation_families"):
        if row["measure_type"] == measure_type:
            near = frozenset(item for item in row["near_families"].split("|") if item)
            return Family(row["family"], near)
    return Family(measure_type)


def comparable(one: str, other: str) -> bool:
    """Return whether two measure types are of one family, or of families that are near."""
    left, right = family(one), family(other)
    return left.name == right.name or right.name in left.near
