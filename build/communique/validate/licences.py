"""Checks that only articles under a licence on the list may be redistributed."""

from __future__ import annotations

import duckdb

from communique.sources.licences import is_redistributable
from communique.validate.problem import Problem, short


def check_licences(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Return the articles that are marked redistributable although their licence is not listed."""
    found = connection.execute(
        "select article_id, licence from articles where is_redistributable order by article_id"
    ).fetchall()
    return [
        Problem(
            "licences",
            f"is true, but licence {short(licence)} is not in seeds/reference/licences.csv",
            "articles",
            article_id,
            "is_redistributable",
        )
        for article_id, licence in found
        if not is_redistributable(licence)
    ]
