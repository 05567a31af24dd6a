"""Leaves out of a release what may not be passed on: texts of articles, and long runs of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from communique.core import schema
from communique.sources.licences import is_redistributable

Tables = Mapping[str, pl.DataFrame]

# Code points of another's text that a cell may hold; one that is cut ends with an ellipsis.
CAP = 300
ELLIPSIS = "…"
# Columns with words of the article that their row names.
CAPPED = (
    ("statements", ("text", "text_clean")),
    ("evidence", ("excerpt", "asserted_value")),
)
# Texts themselves are left out whole; paths and addresses are not words of an article.
UNTOUCHED = frozenset(("article_texts", "articles", "changes", "countries", "country_groups"))


@dataclass(frozen=True)
class Withheld:
    """How many texts were left out, and how many cells were cut."""

    texts: int
    cells: int


def redacted(tables: Tables) -> tuple[dict[str, pl.DataFrame], Withheld]:
    """Return the tables as a release may carry them, and how much was withheld.

    A text stays only when its article is marked redistributable under a licence of the allow-list.
    Of all other articles, statements and excerpts keep at most 300 code points, and so does every
    other cell that repeats more than that of such a text word for word.
    """
    allowed = allowed_articles(tables["articles"])
    result = dict(tables)
    texts = tables["article_texts"]
    may_stay = pl.col("article_id").is_in(sorted(allowed))
    withheld = texts.filter(~may_stay)["text"].to_list()
    open_texts = texts.filter(may_stay)["text"].to_list()
    result["article_texts"] = texts.filter(may_stay)
    cells = 0
    for name, columns in CAPPED:
        for column in columns:
            is_long = ~may_stay & (pl.col(column).str.len_chars() > CAP)
            result[name], cut = capped(result[name], column, is_long)
            cells += cut
    for name in result:
        if name in UNTOUCHED:
            continue
        # The words of an article that may be passed on may be, wherever else they stand.
        is_open = may_stay if "article_id" in result[name].columns else pl.lit(False)
        for field in schema.table(name).fields:
            if field.type == "string" and not field.enum:
                values = result[name].filter(~is_open)[field.name]
                repeats = repeating(values, withheld, open_texts)
                if repeats:
                    is_repeat = ~is_open & pl.col(field.name).is_in(sorted(repeats))
                    result[name], cut = capped(result[name], field.name, is_repeat)
                    cells += cut
    ordered = {name: schema.sort(schema.table(name), data) for name, data in result.items()}
    return ordered, Withheld(len(withheld), cells)


def allowed_articles(articles: pl.DataFrame) -> frozenset[str]:
    """Return the ids of the articles whose text may be passed on."""
    marked = articles.filter("is_redistributable").select("article_id", "licence")
    return frozenset(each for each, licence in marked.iter_rows() if is_redistributable(licence))


def capped(data: pl.DataFrame, column: str, which: pl.Expr) -> tuple[pl.DataFrame, int]:
    """Return `data` with a column cut where `which` holds, and how many cells that were."""
    count = int(data.select(which.sum()).item() or 0)
    if not count:
        return data, 0
    cut = pl.concat_str([pl.col(column).str.slice(0, CAP), pl.lit(ELLIPSIS)])
    return data.with_columns(pl.when(which).then(cut).otherwise(column).alias(column)), count


def repeating(values: pl.Series, withheld: list[str], open_texts: list[str]) -> set[str]:
    """Return the values in which more than 300 code points run as in a withheld text only."""
    candidates = values.filter(values.str.len_chars() > CAP).unique()
    return {
        value
        for value in candidates
        # A value that was cut already is the start of a text and an ellipsis.
        if not (len(value) == CAP + 1 and value.endswith(ELLIPSIS))
        and any(
            any(run in text for text in withheld) and not any(run in text for text in open_texts)
            for run in runs(value)
        )
    }


def runs(value: str) -> Iterator[str]:
    """Yield every 301 code points in a row of a value."""
    return (value[at : at + CAP + 1] for at in range(len(value) - CAP))
