"""Chooses the rows that the report shows, and looks up what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from communique.publish.artefact import Table, Tables

ROWS_SHOWN = 200

Row = dict[str, Any]
RowsById = dict[str, list[Row]]


@dataclass(frozen=True)
class Selection:
    """The rows to show, newest first, and what belongs to them, by the id of the row shown.

    The evidence of a row includes that of its participants, parties and events.
    """

    meetings: list[Row]
    statements: list[Row]
    measures: list[Row]
    participants: RowsById
    parties: RowsById
    events: RowsById
    evidence: RowsById
    articles: dict[str, Row]
    texts: dict[str, str]
    countries: dict[str, str]

    def country(self, code: str | None) -> str | None:
        """Return the name of a country, or its code where the table has none."""
        return self.countries.get(code, code) if code else None


def select(tables: Tables) -> Selection:
    """Return what to show of a build: at most 200 rows per table, the latest by date."""
    published = tables["articles"].lazy().select("article_id", "published_date")
    dated = tables["statements"].lazy().join(published, on="article_id", how="left")
    meetings = newest(tables["meetings"], "date_earliest", "meeting_id")
    statements = newest(dated, "published_date", "statement_id")
    measures = newest(tables["trade_measures"], "last_reported_date", "measure_id")
    people = children(tables["participants"], "meeting_id", meetings, "country", "name")
    parties = children(tables["trade_measure_parties"], "measure_id", measures, "country")
    events = children(tables["measure_events"], "measure_id", measures, "sequence")
    owner = {
        **{row["meeting_id"]: row["meeting_id"] for row in meetings},
        **{row["statement_id"]: row["statement_id"] for row in statements},
        **{row["measure_id"]: row["measure_id"] for row in measures},
        **owners(people, "participant_id"),
        **owners(parties, "party_id"),
        **owners(events, "event_id"),
    }
    evidence = accepted(tables, owner)
    needed = sorted({each["article_id"] for spans in evidence.values() for each in spans})
    used = pl.col("article_id").is_in(needed)
    articles = tables["articles"].lazy().filter(used).collect().to_dicts()
    texts = tables["article_texts"].lazy().filter(used).select("article_id", "text").collect()
    return Selection(
        meetings,
        statements,
        measures,
        people,
        parties,
        events,
        evidence,
        {row["article_id"]: row for row in articles},
        dict(texts.iter_rows()),
        dict(tables["countries"].lazy().select("country", "name").collect().iter_rows()),
    )


def newest(frame: Table, date_column: str, key: str) -> list[Row]:
    """Return the latest rows by date, undated last, ties by id."""
    # Only what orders the rows is read of all of them.
    ids = _ordered(frame.lazy().select(date_column, key), date_column, key).head(ROWS_SHOWN)
    shown = frame.lazy().filter(pl.col(key).is_in(ids.collect()[key].implode()))
    return _ordered(shown, date_column, key).collect().to_dicts()


def _ordered(frame: pl.LazyFrame, date_column: str, key: str) -> pl.LazyFrame:
    return frame.sort(date_column, key, descending=[True, False], nulls_last=True)


def children(frame: Table, key: str, parents: list[Row], *order: str) -> RowsById:
    """Return the rows of `frame` that belong to `parents`, by parent, in `order`."""
    mine = frame.lazy().filter(pl.col(key).is_in([row[key] for row in parents]))
    ordered = mine.sort(*order, maintain_order=True, nulls_last=True).collect()
    return grouped(ordered.to_dicts(), key)


def owners(rows: RowsById, key: str) -> dict[str, str]:
    """Return the parent's id for each child's id."""
    return {row[key]: parent for parent, mine in rows.items() for row in mine}


def accepted(tables: Tables, owner: dict[str, str]) -> RowsById:
    """Return the accepted evidence of the rows in `owner`, by owner, the earliest article first."""
    is_shown = pl.col("is_accepted") & pl.col("row_id").is_in(list(owner))
    spans = tables["evidence"].lazy().filter(is_shown)
    published = tables["articles"].lazy().select("article_id", "published_date")
    ordered = spans.join(published, on="article_id", how="left").sort(
        "published_date", "article_id", "char_start", "char_end", "evidence_id", nulls_last=True
    )
    rows = ordered.collect().to_dicts()
    return grouped([{**row, "owner": owner[row["row_id"]]} for row in rows], "owner")


def grouped(rows: list[Row], key: str) -> RowsById:
    """Return rows by the value of one column, in their order."""
    found: RowsById = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found
