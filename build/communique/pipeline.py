"""The build, end to end: articles in, a validated dataset out.  Knows every layer; the rest do not."""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl
from msgspec import Struct

from communique import __version__
from communique.cache.store import Cache
from communique.core import schema
from communique.core.errors import BrokenPromise
from communique.core.model import Article, Reject
from communique.core.progress import Progress, Silent
from communique.engines import Engine
from communique.engines.local import LocalEngine
from communique.engines.work import Found, work
from communique.lexicon.tables import rows as rows_of
from communique.publish.atomic import WORK, staged
from communique.publish.write import write_all
from communique.resolve.corrections import Decisions, read_decisions
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve, resolve_into
from communique.sources.files import find
from communique.sources.limits import Limits
from communique.sources.read import Seen, read, read_records
from communique.sources.record import Source
from communique.sources.streams import metered
from communique.spill.spool import Spool
from communique.spill.tables import SpilledTables
from communique.validate import validate


class Summary(Struct, frozen=True):
    """What a build made: rows by table, rejects by reason, where it lies, and notes on its cache.

    `known` of the records were known from the cache.
    """

    folder: str
    rows: dict[str, int]
    rejects: dict[str, int]
    known: int = 0
    note: str | None = None


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
    rows = resolve(list(processed), rejects, __version__, decisions)
    rows["quality"] = _quality()
    return {name: schema.frame(name, rows.get(name, ())) for name in schema.tables()}


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int = 1,
    engine: Engine | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    corrections: Sequence[Path] = (),
) -> Summary:
    """Build a dataset from files and folders into `out`, with the decisions in `corrections`.

    Raises BrokenPromise, publishing nothing, when a row breaks a promise of the contract. What
    was found in an article is in `cache` from then on, whatever becomes of the build.
    """
    decisions = read_decisions(corrections)
    engine = engine or LocalEngine(workers)
    cache = cache or Cache(None)
    progress = progress or Silent()
    try:
        with staged(out) as folder:
            spool = Spool(folder / WORK / "articles")
            rejects = list(_gather(paths, spool, engine, cache, folder / WORK, progress))
            progress.phase("resolve")
            counts, reasons = _tables(spool, rejects, decisions, folder)
            progress.phase("validate")
            problems = validate(folder)
            if problems:
                raise BrokenPromise(problems)
            progress.phase("publish")
    finally:
        cache.close()
        progress.close()
    return Summary(str(out), counts, reasons, cache.hits // 2, cache.note)


def _gather(
    paths: Sequence[Path],
    spool: Spool,
    engine: Engine,
    cache: Cache,
    folder: Path,
    progress: Progress,
) -> Iterator[Reject]:
    """Read and extract everything into `spool`, and yield the rejects."""
    limits, seen = Limits(), Seen()
    progress.phase("extract", _bytes(paths))
    with metered(progress.read):
        records = read_records(paths, limits, progress.file)
        for item in work(records, engine, cache, limits, folder):
            reject = item if isinstance(item, Reject) else seen.before(item.article)
            progress.done(reject is not None)
            if reject:
                yield reject
            elif isinstance(item, Found):
                spool.add(item.article, item.mentions)
    spool.seal()


def _tables(
    spool: Spool, rejects: Iterable[Reject], decisions: Decisions, folder: Path
) -> tuple[dict[str, int], dict[str, int]]:
    """Resolve what the articles say and write all files into `folder`.

    Returns the number of rows by table, and of rejects by reason.
    """
    tables = SpilledTables(folder / WORK / "tables")
    resolve_into(tables, spool, rejects, __version__, decisions)
    tables.put("quality", _quality())
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()

    def counted(name: str, batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for batch in batches:
            counts[name] += batch.height
            if name == "rejects":
                reasons.update(batch["reason"].cast(pl.String()))
            yield batch

    sources = {name: tables.batches(name) for name in schema.tables()} | {
        "article_texts": _texts(spool)
    }
    write_all({name: counted(name, batches) for name, batches in sources.items()}, folder)
    spool.close()
    tables.close()
    shutil.rmtree(folder / WORK)
    return {name: counts[name] for name in schema.tables()}, dict(sorted(reasons.items()))


def _texts(spool: Spool) -> Iterator[pl.DataFrame]:
    """Yield the rows of `article_texts`; they never passed through resolution."""
    texts = spool.texts()
    while some := list(islice(texts, 1_000)):
        yield schema.frame("article_texts", [{"article_id": i, "text": text} for i, text in some])


def _bytes(paths: Sequence[Path]) -> int:
    """Return the size of all files to read, as far as they can be looked at."""
    total = 0
    for source in find(paths):
        if isinstance(source, Source):
            with contextlib.suppress(OSError):
                total += source.path.stat().st_size
    return total


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
