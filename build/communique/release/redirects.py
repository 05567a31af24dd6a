"""Completes the redirects of a release, so that ids of the release before it go on resolving.

A build knows nothing of earlier releases.  Here its redirects are joined by those that a release
published before, and by those of rows that only moved: an article that was corrected has another
id, and so have the rows read from it, though they are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import polars as pl

from communique.core import schema
from communique.release.snapshot import Snapshot

Row = dict[str, Any]
# What makes a row of a table the same row although its id is another; ids in these columns are
# followed to where they lead now. The first key that pairs a row counts.
KEYS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "articles",
        (
            ("url", "outlet"),
            ("source_path", "outlet", "title"),
            ("source_path", "outlet", "published_date"),
        ),
    ),
    ("persons", (("name", "country"),)),
    ("organisations", (("name", "organisation_type", "country"),)),
    ("statements", (("article_id", "text", "speaker_name"), ("article_id", "text"))),
    (
        "meetings",
        (("_parties", "date_edtf", "_words"), ("_parties", "date_edtf"), ("_parties",)),
    ),
    (
        "trade_measures",
        (
            ("_parties", "measure_type", "product", "_words"),
            ("_parties", "measure_type", "product"),
            ("_parties", "measure_type"),
        ),
    ),
    ("meeting_reports", (("meeting_id", "article_id"),)),
    ("measure_reports", (("measure_id", "article_id"),)),
    ("participants", (("meeting_id", "person_id", "name", "country", "organisation_id"),)),
    ("trade_measure_parties", (("measure_id", "role", "country", "organisation_id", "name"),)),
    ("measure_events", (("measure_id", "event_type", "date_edtf"), ("measure_id", "event_type"))),
    (
        "evidence",
        (
            ("table_name", "row_id", "column_name", "article_id", "excerpt"),
            ("table_name", "row_id", "column_name", "article_id", "char_start", "char_end"),
        ),
    ),
)
MOVABLE = tuple(each for each, _ in KEYS)
# Columns that must not be null for two rows to be called the same.
NEEDED = frozenset(("url", "source_path", "text", "_parties", "_words"))
# Parts whose set tells a meeting or measure, and the reports that tie it to articles.
PARTS: Mapping[str, tuple[str, str, tuple[str, ...], str]] = {
    "meetings": ("participants", "meeting_id", ("person_id", "name", "country"), "meeting_reports"),
    "trade_measures": (
        "trade_measure_parties",
        "measure_id",
        ("role", "country", "organisation_id"),
        "measure_reports",
    ),
}


def completed(old: Snapshot, new: Snapshot) -> pl.DataFrame:
    """Return `id_redirects` for the release of `new` after `old`.

    A redirect bears the version that first held it. One that `old` held, and one of a row that is
    in `new` under another id, is added where the id would lead to nothing otherwise.
    """
    known = {row["old_id"]: row["version"] for row in old.table("id_redirects").to_dicts()}
    redirects = dict(new.redirects)
    for old_id, target in old.redirects.items():
        final = followed(target, {**old.redirects, **redirects})
        if old_id not in redirects and old_id not in new.ids and final in new.ids:
            redirects[old_id] = final
    redirects |= moved(old, new, redirects)
    # What an earlier release redirected to a row that moved leads on to where that is now.
    for old_id, target in old.redirects.items():
        final = followed(target, redirects)
        if old_id not in redirects and old_id not in new.ids and final in new.ids:
            redirects[old_id] = final
    return schema.frame(
        "id_redirects",
        [
            {"old_id": each, "new_id": target, "version": known.get(each) or new.version}
            for each, target in redirects.items()
        ],
    )


def followed(row_id: str, redirects: Mapping[str, str]) -> str:
    """Return where an id leads; in a circle, some id of it."""
    seen: set[str] = set()
    while row_id in redirects and row_id not in seen:
        seen.add(row_id)
        row_id = redirects[row_id]
    return row_id


def moved(
    old: Snapshot,
    new: Snapshot,
    redirects: Mapping[str, str],
    tables: Collection[str] = MOVABLE,
) -> dict[str, str]:
    """Return old id to new id for rows of `tables` that `new` has under another id only.

    A row is paired with one of the same key when each is the only one of that key among the rows
    that came and went; where two are possible, none is chosen. Only rows that the same words show,
    as many before as after, are paired in the order in which these stand.
    """
    found: dict[str, str] = {}
    for name, keys in KEYS:
        if name not in tables or name not in old.schemas or name not in new.schemas:
            continue
        gone = old.by_table[name].join(new.by_table[name], on="row_id", how="anti")["row_id"]
        came = new.by_table[name].join(old.by_table[name], on="row_id", how="anti")["row_id"]
        left = {each for each in gone if each not in redirects}
        if not left or came.is_empty():
            continue
        follow = follower({**redirects, **found})
        before = rows_of(old, name, left, follow)
        after = rows_of(new, name, set(came), follow)
        for key in keys:
            pairs = paired(before, after, key, follow)
            found |= pairs
            for old_id, new_id in pairs.items():
                del before[old_id], after[new_id]
    return found


def follower(redirects: Mapping[str, str]) -> Callable[[object], object]:
    """Return the function that follows a value if it is an id, and leaves it else."""
    return lambda value: followed(value, redirects) if isinstance(value, str) else value


def rows_of(
    snapshot: Snapshot, name: str, ids: set[str], follow: Callable[[object], object]
) -> dict[str, Row]:
    """Return rows by id; of meetings and measures with `_parties`, `_articles`, `_words`, `_at`."""
    data = snapshot.identified(name).filter(pl.col("_row").is_in(sorted(ids)))
    rows = {str(row["_row"]): row for row in data.to_dicts()}
    if name in PARTS:
        part, column, columns, reports = PARTS[name]
        parties, articles = grouped(snapshot, part, column), grouped(snapshot, reports, column)
        shown = grouped(snapshot, "evidence", "row_id", pl.col("column_name").is_null())
        for row_id, row in rows.items():
            # A person or body is known by its id where it has one, by its name where it has none.
            row["_parties"] = (
                frozenset(
                    tuple(follow(each.get(c)) for c in columns) for each in parties.get(row_id, ())
                )
                or None
            )
            spans = shown.get(row_id, ())
            row["_words"] = frozenset(each["excerpt"] for each in spans) or None
            row["_at"] = min((each["char_start"] for each in spans), default=0)
            row["_articles"] = {follow(each["article_id"]) for each in articles.get(row_id, ())}
    return rows


def grouped(
    snapshot: Snapshot, name: str, column: str, which: pl.Expr | None = None
) -> dict[str, list[Row]]:
    """Return the rows of a table by the value of one column, all of them or those of `which`."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    data = snapshot.table(name)
    if which is not None and not data.is_empty():
        data = data.filter(which)
    for row in data.to_dicts():
        found[row[column]].append(row)
    return found


def paired(
    before: Mapping[str, Row],
    after: Mapping[str, Row],
    key: Iterable[str],
    follow: Callable[[object], object],
) -> dict[str, str]:
    """Return the pairs of rows that have the same key; meetings and measures must share an article.

    Rows alone with their key are paired, and rows that the same words show in the order of these.
    """
    columns = tuple(key)
    sides: list[defaultdict[tuple[object, ...], list[str]]] = [defaultdict(list), defaultdict(list)]
    for side, rows in zip(sides, (before, after), strict=True):
        for row_id, row in rows.items():
            values = tuple(follow(row.get(column)) for column in columns)
            if all(
                value is not None for c, value in zip(columns, values, strict=True) if c in NEEDED
            ):
                side[values].append(row_id)
    pairs = {}
    for values, ids in sides[0].items():
        others = sides[1].get(values, [])
        if len(ids) != len(others) or (len(ids) > 1 and "_words" not in columns):
            continue
        for one, other in zip(in_order(ids, before), in_order(others, after), strict=True):
            if share_article(before[one], after[other]):
                pairs[one] = other
    return pairs


def in_order(ids: Iterable[str], rows: Mapping[str, Row]) -> list[str]:
    """Return the ids of some rows in the order in which their words stand."""
    return sorted(ids, key=lambda each: (rows[each].get("_at", 0), each))


def share_article(one: Row, other: Row) -> bool:
    """Tell whether two meetings or measures are reported by the same article, corrected or not."""
    return "_articles" not in one or bool(one["_articles"] & other["_articles"])
