"""Knows which licences let a release carry an article's text."""

from __future__ import annotations

from functools import cache

from communique.lexicon.tables import rows


@cache
def _redistributable() -> frozenset[str]:
    return frozenset(row["licence"] for row in rows("licences"))


def is_redistributable(licence: str | None) -> bool:
    """True only for a licence that is written exactly as in `seeds/reference/licences.csv`."""
    return licence in _redistributable()
