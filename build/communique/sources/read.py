"""Reads any mix of files and folders into articles and rejects, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from communique.core.model import Article, Reject
from communique.sources.article import make_article, reject
from communique.sources.csv_file import read_csv
from communique.sources.files import find
from communique.sources.html import read_html
from communique.sources.json_file import read_json
from communique.sources.jsonl import read_jsonl
from communique.sources.limits import Limits, Refused
from communique.sources.markdown import read_markdown
from communique.sources.parquet import read_parquet
from communique.sources.plain import read_text
from communique.sources.record import Reader, Record, Source
from communique.sources.warc import read_warc

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".txt": read_text,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".jsonl.zst": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".html": read_html,
    ".htm": read_html,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}


def read(paths: Sequence[Path], limits: Limits | None = None) -> Iterator[Article | Reject]:
    """Yield every article under `paths`, and a reject for every input, or part of one, not used.

    The order is that of the names (`source_path`, then position), whatever order `paths` have.
    An article that repeats the text, date, outlet and url of an earlier one is a reject
    `duplicate`.  Nothing that is wrong with an input raises.
    """
    limits = limits or Limits()
    seen = Seen()
    for found in read_records(paths, limits):
        items = [found] if isinstance(found, Reject) else make_article(*found, limits)
        for item in items:
            if isinstance(item, Article) and (repeat := seen.before(item)):
                yield repeat
            else:
                yield item


def read_records(
    paths: Sequence[Path], limits: Limits | None = None, note: Callable[[str], None] | None = None
) -> Iterator[tuple[Record, str] | Reject]:
    """Yield what stands in the files under `paths`, not yet made into articles, with `source_path`.

    `note` is called with the name of each file that is begun. Order and rejects are as of `read`.
    """
    for source in find(paths):
        if isinstance(source, Reject):
            yield source
        else:
            if note:
                note(source.name)
            yield from records_of(source, limits)


class Seen:
    """Tells which articles were there before: the ids met so far, eight bytes of each."""

    def __init__(self) -> None:
        self._ids: set[int] = set()

    def before(self, article: Article) -> Reject | None:
        """Return the reject `duplicate` for an article whose id was there before, and remember it."""
        # Sixty bits of the hash, the same that the id shows, at a third of its memory.
        key = int(article.article_id[4:].translate(_DIGITS), 32)
        if key in self._ids:
            return _duplicate(article)
        self._ids.add(key)
        return None


_DIGITS = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", "0123456789abcdefghijklmnopqrstuv")


def records_of(
    source: Source, limits: Limits | None = None
) -> Iterator[tuple[Record, str] | Reject]:
    """Yield the records of one file with its name, and a reject for what cannot be read in it."""
    limits = limits or Limits()
    reader = reader_of(source.path.name)
    if reader is None:
        known = " ".join(READERS)
        refused = Refused("unsupported_format", f"is none of {known}; convert it or take it out")
        yield reject(refused, source.name)
        return
    try:
        for record in reader(source, limits):
            if isinstance(record, Refused):
                yield reject(record, source.name)
            else:
                yield record, source.name
    except Refused as refused:
        yield reject(refused, source.name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield reject(Refused("unreadable", f"{reason}; check the file"), source.name)


def reader_of(name: str) -> Reader | None:
    """Return the reader for a file name by its ending, in whatever case."""
    lowered = name.lower()
    return next((reader for ending, reader in READERS.items() if lowered.endswith(ending)), None)


def _duplicate(article: Article) -> Reject:
    return Reject(
        source_path=article.source_path,
        reason="duplicate",
        detail=f"repeats {article.article_id} in text, date, outlet and url; one of them is enough",
        source_position=article.source_position,
        outlet=article.outlet,
        published_date=article.published_date,
    )
