"""Finds the articles that each row rests on, and which rows took over the words of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import polars as pl

from communique.release.snapshot import Snapshot

Key = tuple[str, str]
LINK = {"table_name": pl.String(), "_row": pl.String(), "article_id": pl.String()}

# Rows that no span shows rest on the articles of the row that they belong to: table, its column,
# the table of that row.
PARENTS = (
    ("statement_speakers", "statement_id", "statements"),
    ("trade_measure_products", "measure_id", "trade_measures"),
    ("measure_relations", "measure_id", "trade_measures"),
    ("measure_relations", "related_measure_id", "trade_measures"),
)
# Persons and bodies rest on the articles of the rows that name them.
MENTIONS = (
    ("persons", "person_id", ("participants", "statements", "trade_measure_parties")),
    (
        "organisations",
        "organisation_id",
        ("participants", "statements", "trade_measure_parties", "statement_speakers"),
    ),
)


def support(snapshot: Snapshot, wanted: Iterable[Key]) -> dict[Key, frozenset[str]]:
    """Return the ids of the articles behind each of the `wanted` rows, (table, row id) each.

    A row that nothing ties to an article, such as one of a reference table, is left out.
    """
    keys = sorted(set(wanted))
    asked = pl.DataFrame(keys, schema={"table_name": pl.String, "_row": pl.String}, orient="row")
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for table, row, article in links(snapshot).join(asked, on=["table_name", "_row"]).iter_rows():
        found[table, row].add(article)
    return {key: frozenset(articles) for key, articles in found.items()}


def links(snapshot: Snapshot) -> pl.DataFrame:
    """Return `table_name`, `_row`, `article_id`: every row with every article that it rests on."""
    direct = pl.concat([pl.DataFrame(schema=LINK), *direct_links(snapshot)])
    parts = [direct, *inherited_links(snapshot, direct), *coverage_links(snapshot)]
    every = pl.concat(parts)
    redirects = snapshot.identified("id_redirects")
    if "new_id" in redirects.columns:
        targets = redirects.select(pl.lit("id_redirects").alias("table_name"), "_row", "new_id")
        rows = every.select(pl.col("_row").alias("new_id"), "article_id")
        every = pl.concat([every, targets.join(rows, on="new_id").select(list(LINK))])
    return every.unique()


def direct_links(snapshot: Snapshot) -> Iterator[pl.DataFrame]:
    """Yield the links that a row states itself, or a span of evidence for it."""
    for name in snapshot.schemas:
        data = snapshot.identified(name)
        if name in ("articles", "article_texts"):
            yield named(name, data, pl.col("_row"))
        elif "article_id" in data.columns:
            yield named(name, data, pl.col("article_id"))
        if name == "evidence" and "row_id" in data.columns:
            yield data.select("table_name", pl.col("row_id").alias("_row"), "article_id")


def inherited_links(snapshot: Snapshot, direct: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the links of rows that have none of their own, through other rows."""

    def of(table: str) -> pl.DataFrame:
        return direct.filter(pl.col("table_name") == table).select("_row", "article_id")

    for name, column, parent in PARENTS:
        data = snapshot.identified(name)
        if column in data.columns:
            joined = data.join(of(parent), left_on=column, right_on="_row")
            yield named(name, joined, pl.col("article_id"))
    for name, column, tables in MENTIONS:
        for table in tables:
            data = snapshot.identified(table)
            if column in data.columns:
                joined = data.select("_row", column).drop_nulls().join(of(table), on="_row")
                yield joined.select(
                    pl.lit(name).alias("table_name"), pl.col(column).alias("_row"), "article_id"
                )


def coverage_links(snapshot: Snapshot) -> Iterator[pl.DataFrame]:
    """Yield the links of the counts of an outlet and day: the articles that were counted."""
    counts, articles = snapshot.identified("coverage"), snapshot.table("articles")
    if {"outlet", "date"} <= set(counts.columns) and {"outlet", "published_date"} <= set(
        articles.columns
    ):
        joined = counts.join(
            articles.select("article_id", "outlet", pl.col("published_date").alias("date")),
            on=["outlet", "date"],
            nulls_equal=True,
        )
        yield named("coverage", joined, pl.col("article_id"))


def named(table: str, data: pl.DataFrame, article: pl.Expr) -> pl.DataFrame:
    """Return the links of one table's rows."""
    return data.select(pl.lit(table).alias("table_name"), "_row", article.alias("article_id"))


def heirs(old: Snapshot, new: Snapshot) -> dict[Key, frozenset[str]]:
    """Return by old row the rows of its table that have words now which it had and lost.

    Only spans that show a row as a whole count, in articles that both versions hold. A row that
    shared the words all along is no heir.
    """
    before, after = whole_spans(old), whole_spans(new)
    if before.is_empty() or after.is_empty():
        return {}
    lost = overlapless(before, after)
    gained = overlapless(after, before)
    found: defaultdict[Key, set[str]] = defaultdict(set)
    taken = lost.join(gained, on=["table_name", "article_id"], suffix="_heir").filter(
        (pl.col("start") < pl.col("end_heir")) & (pl.col("start_heir") < pl.col("end"))
    )
    for table, row, heir in taken.select("table_name", "row", "row_heir").iter_rows():
        found[table, row].add(heir)
    return {key: frozenset(rows) for key, rows in found.items()}


def whole_spans(snapshot: Snapshot) -> pl.DataFrame:
    """Return table_name, row, article_id, start, end of the spans that show a row as a whole."""
    evidence = snapshot.table("evidence")
    if evidence.is_empty():
        return pl.DataFrame()
    spans = evidence.filter(pl.col("column_name").is_null()).select(
        "table_name",
        pl.col("row_id").alias("row"),
        "article_id",
        pl.col("char_start").alias("start"),
        pl.col("char_end").alias("end"),
    )
    return spans.unique(maintain_order=True)


def overlapless(spans: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the spans of rows that have no span at that place among `others`."""
    keys = ["table_name", "row", "article_id"]
    numbered = spans.with_row_index("_number")
    matched = (
        numbered.join(others, on=keys, suffix="_other")
        .filter((pl.col("start") < pl.col("end_other")) & (pl.col("start_other") < pl.col("end")))
        .select("_number")
        .unique()
    )
    return numbered.join(matched, on="_number", how="anti").drop("_number")
