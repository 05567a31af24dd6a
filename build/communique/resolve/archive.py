"""The articles of a resolution in the order of first mentions: known by number, read one at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from communique.core.ids import packed, unpacked
from communique.core.model import Article, Reject
from communique.resolve.corrections import Decisions
from communique.resolve.reports import Processed, source_of

# The day of an article without one: after all others.
UNDATED = 10_000_000
# Articles with their mentions that are at hand at once, some thirty kilobytes each.
_AT_HAND = 64


class Source(Protocol):
    """What articles are read from: a list of them, or a spool on disk."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Processed]: ...

    def __getitem__(self, number: int, /) -> Processed: ...


class Archive:
    """Articles numbered in the order of first mentions: published date (undated last), article id.

    Of each article only its id and day are in memory. An article of the same id as another is left
    out: it becomes one of `rejected`.
    """

    def __init__(self, source: Source, decisions: Decisions) -> None:
        self._source = source
        self._enlarged: dict[int, Processed] = {}
        ids, days = array("Q"), array("l")
        for place, one in enumerate(decisions.with_added(source)):
            article = one.article
            ids.append(packed(article.article_id))
            days.append(article.published_date.toordinal() if article.published_date else UNDATED)
            if decisions.adds_to(article.article_id):
                self._enlarged[place] = one
        self.rejected: list[Reject] = []
        self._places = array("L", self._distinct(ids, days))
        self._ids = array("Q", (ids[place] for place in self._places))
        self.days = array("l", (days[place] for place in self._places))
        self._read = lru_cache(_AT_HAND)(self._read_anew)
        self.source = lru_cache(4_096)(self._source_of)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Processed]:
        return map(self._read, range(len(self)))

    def __getitem__(self, number: int) -> Processed:
        if number >= len(self):
            raise IndexError(number)
        return self._read(number)

    def id(self, number: int) -> str:
        """Return the id of an article by its number."""
        return unpacked("articles", self._ids[number])

    def numbered(self, article_id: str) -> Article | None:
        """Return an article by its id, None when there is none."""
        try:
            return self[self._ids.index(packed(article_id))].article
        except ValueError:
            return None

    def _read_anew(self, number: int) -> Processed:
        place = self._places[number]
        return self._enlarged.get(place) or self._source[place]

    def _source_of(self, number: int) -> str:
        return source_of(self[number].article)

    def _distinct(self, ids: array[int], days: array[int]) -> Iterable[int]:
        """Yield the places of articles in order, of those with one id the first by where it stood."""
        order = sorted(range(len(ids)), key=lambda place: (days[place] << 60) | ids[place])
        for _, same in groupby(order, key=ids.__getitem__):
            first, *others = same
            if others:
                articles = {place: self._source[place].article for place in (first, *others)}
                first, *others = sorted(articles, key=lambda place: _stood(articles[place]))
                self.rejected += [_repeats(articles[place], articles[first]) for place in others]
            yield first


def _stood(article: Article) -> tuple[str, str]:
    return article.source_path, article.source_position or ""


def _repeats(article: Article, first: Article) -> Reject:
    record = f" record {first.source_position}" if first.source_position else ""
    return Reject(
        article.source_path,
        "duplicate",
        f"the same text, date, outlet and url as {first.source_path}{record}; remove one of the two",
        article.source_position,
        article.outlet,
        article.published_date,
    )
