"""The build, end to end: articles in, a validated dataset out.  Knows every layer; the rest do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from msgspec import Struct

from communique import __version__
from communique.core import schema
from communique.core.errors import BrokenPromise
from communique.core.model import Article, Reject
from communique.engines.local import extract_all
from communique.lexicon.tables import rows as rows_of
from communique.publish.write import publish
from communique.resolve.corrections import Decisions, read_decisions
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve
from communique.sources.read import read
from communique.validate import Problem, validate, validate_tables


class Summary(Struct, frozen=True):
    """What a build made: rows by table, rejects by reason, and where it lies."""

    folder: str
    rows: dict[str, int]
    rejects: dict[str, int]


def read_articles(paths: Sequence[Path]) -> tuple[list[Article], list[Reject]]:
    """Return all articles and rejects that the paths hold."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for item in read(paths):
        if isinstance(item, Article):
            articles.append(item)
        else:
            rejects.append(item)
    return articles, rejects


def make_tables(
    processed: Iterable[Processed],
    rejects: Iterable[Reject],
    decisions: Decisions | None = None,
) -> dict[str, pl.DataFrame]:
    """Return every table of the contract as a typed, sorted frame."""
    rows = resolve(processed, rejects, __version__, decisions)
    rows["quality"] = _quality()
    return {name: schema.frame(name, rows.get(name, ())) for name in schema.tables()}


def _quality() -> list[dict[str, object]]:
    """Return the figures of the accepted evaluation, as the reference table has them."""
    return [
        {
            **row,
            "column_name": row["column_name"] or None,
            **{k: float(row[k]) if row[k] else None for k in ("value", "ci_low", "ci_high")},
            **{k: int(row[k]) for k in ("n_gold", "n_predicted")},
        }
        for row in rows_of("quality")
    ]


def build(
    paths: Sequence[Path], out: Path, *, workers: int = 1, corrections: Sequence[Path] = ()
) -> Summary:
    """Build a dataset from files and folders into `out`, with the decisions in `corrections`.

    Raises BrokenPromise, publishing nothing, when a row breaks a promise of the contract.
    """
    decisions = read_decisions(corrections)
    articles, rejects = read_articles(paths)
    processed = extract_all(articles, workers)
    tables = make_tables(processed, rejects, decisions)
    problems = validate_tables(tables)
    if problems:
        raise BrokenPromise(problems)
    publish(tables, out, check=_check)
    counts = Counter(str(r) for r in tables["rejects"]["reason"].to_list())
    return Summary(
        str(out),
        {name: frame.height for name, frame in tables.items()},
        dict(sorted(counts.items())),
    )


def _check(folder: Path) -> list[Problem]:
    return validate(folder)
