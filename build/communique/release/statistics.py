"""Counts what a release holds: rows, missing values, terms, outlets and days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from communique.core import schema
from communique.release.redact import Withheld

Tables = Mapping[str, pl.DataFrame]
UNKNOWN = ""


def statistics(tables: Tables, version: str, withheld: Withheld) -> dict[str, Any]:
    """Return the figures of a release as JSON takes them.

    By table: `rows`, and by column `nulls`, and of a closed list the rows by term. Under
    `articles`: how many, by outlet, by licence and by language (an empty name stands for none
    given), and the first and last day of publication. `withheld` says what the release left out.
    """
    articles = tables["articles"]
    return {
        "version": version,
        "tables": {name: table_figures(name, data) for name, data in tables.items()},
        "articles": {
            "count": articles.height,
            "distinct": articles.filter(pl.col("duplicate_of").is_null()).height,
            "first_published": day(articles["published_date"].min()),
            "last_published": day(articles["published_date"].max()),
            "by_outlet": counted(articles["outlet"]),
            "by_licence": counted(articles["licence"]),
            "by_language": counted(articles["language"]),
        },
        "withheld": {"texts": withheld.texts, "cells_cut": withheld.cells},
    }


def table_figures(name: str, data: pl.DataFrame) -> dict[str, Any]:
    """Return the figures of one table."""
    fields = schema.table(name).fields
    terms = {
        field.name: counted(data[field.name].cast(pl.String), field.enum)
        for field in fields
        if field.enum and field.type == "string"
    }
    return {
        "rows": data.height,
        "nulls": {
            field.name: data[field.name].null_count()
            for field in fields
            if not field.required and field.type != "list"
        },
        "terms": terms,
    }


def counted(values: pl.Series, order: tuple[str, ...] = ()) -> dict[str, int]:
    """Return the number of rows by value, in `order`, else by name; none given is an empty name."""
    found = dict(values.fill_null(UNKNOWN).value_counts().iter_rows())
    names = [each for each in (UNKNOWN, *order) if each in found] if order else sorted(found)
    return {each: int(found[each]) for each in names}


def day(value: object) -> str | None:
    """Return a day as text."""
    return None if value is None else str(value)


def span(figures: Mapping[str, Any]) -> str | None:
    """Return the time that the articles cover as an interval of ISO 8601, None without a day."""
    first, last = (figures["articles"][key] for key in ("first_published", "last_published"))
    if first is None:
        return None
    return str(first) if first == last else f"{first}/{last}"
