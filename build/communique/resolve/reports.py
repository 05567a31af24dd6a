"""The unit that resolution works on: one mention with its article, its id and its place in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.ids import make_id
from communique.core.model import Article, MeasureMention, MeetingMention, Mentions

Row = dict[str, object]


class Processed(Struct, frozen=True):
    """An article with what the extractor found in it.

    `chars` and `words` are the size of its text, given where the article comes without it.
    """

    article: Article
    mentions: Mentions
    chars: int | None = None
    words: int | None = None

    @property
    def text_chars(self) -> int:
        """Return the number of code points of the text."""
        return len(self.article.text) if self.chars is None else self.chars

    @property
    def word_count(self) -> int:
        """Return the number of words of the text, as spaces part them."""
        return len(self.article.text.split()) if self.words is None else self.words


class Ordered(Protocol):
    """Whatever has a place in the order of first mentions."""

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Published date (undated last), article id, offset, ordinal."""
        ...


Report = TypeVar("Report", bound=Ordered)


class MeetingReport(Struct, frozen=True):
    """A meeting as one article has it."""

    article: Article
    mention: MeetingMention
    mention_id: str
    index: int

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Published date (undated last), article id, offset, ordinal."""
        return sort_key(self.article, self.mention.sentence_start, self.mention.ordinal)


class MeasureReport(Struct, frozen=True):
    """A trade measure as one article has it."""

    article: Article
    mention: MeasureMention
    mention_id: str
    index: int

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Published date (undated last), article id, offset, ordinal."""
        return sort_key(self.article, self.mention.sentence_start, self.mention.ordinal)


def sort_key(article: Article, offset: int, ordinal: int) -> tuple[str, str, int, int]:
    """Return the order of first mentions: published date (undated last), article id, offset, ordinal."""
    published = article.published_date.isoformat() if article.published_date else "9999-99-99"
    return published, article.article_id, offset, ordinal


def meeting_reports_of(one: Processed) -> list[MeetingReport]:
    """Return the meeting mentions of an article."""
    article_id = one.article.article_id
    return [
        MeetingReport(
            one.article,
            m,
            make_id("meetings", article_id, "meetings", m.sentence_start, m.ordinal),
            i,
        )
        for i, m in enumerate(one.mentions.meetings)
    ]


def measure_reports_of(one: Processed) -> list[MeasureReport]:
    """Return the measure mentions of an article."""
    article_id = one.article.article_id
    return [
        MeasureReport(
            one.article,
            m,
            make_id("trade_measures", article_id, "trade_measures", m.sentence_start, m.ordinal),
            i,
        )
        for i, m in enumerate(one.mentions.measures)
    ]


def source_of(article: Article) -> str:
    """Return what counts as one independent source: the agency whose copy it is, else the outlet."""
    return article.agency or article.outlet or article.article_id


def precision_of_date(value: object) -> int:
    """Return how precise an EDTF date is: the negative width of its bounds in days."""
    first, last = bounds(value) if isinstance(value, str) else (None, None)
    if first is None or last is None:
        return -100_000
    return -(last - first).days


def reconcile(
    reports: Sequence[Report],
    value: Callable[[Report], Any],
    source: Callable[[Report], str],
    precision: Callable[[Any], int] = lambda v: len(str(v)),
) -> Any:
    """Choose among differing readings: most independent outlets, then the more precise, then the
    earlier published.  Null only where every report leaves the value out."""
    outlets: dict[Any, set[str]] = {}
    first: dict[Any, int] = {}
    for position, report in enumerate(reports):
        found = value(report)
        if found is None or found == "unknown":
            continue
        outlets.setdefault(found, set()).add(source(report))
        first.setdefault(found, position)
    if not outlets:
        unknown = [v for r in reports if (v := value(r)) is not None]
        return unknown[0] if unknown else None
    return min(outlets, key=lambda v: (-len(outlets[v]), -precision(v), first[v]))


def latest_status(
    reports: Sequence[Report],
    status: Callable[[Report], str],
    published: Callable[[Report], date | None],
) -> str:
    """Return the status by the latest date of report; among reports of one day, the most frequent."""
    dated = [published(r) for r in reports]
    last = max((d for d in dated if d), default=None)
    latest = [r for r, d in zip(reports, dated, strict=True) if d == last]
    counts = Counter(status(r) for r in latest)
    return min(counts, key=lambda s: (-counts[s], [status(r) for r in latest].index(s)))
