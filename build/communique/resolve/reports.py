"""The unit that resolution works on: one mention with its article, its id and its place in order."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from communique.core.ids import mention_id
from communique.core.model import Article, MeasureMention, MeetingMention, Mentions

Row = dict[str, object]
# A mention by the number of its article and its own there.
Place = tuple[int, int]
# The place of a mention in the order of first mentions, by the number of its article.
Order = tuple[int, int, int]


class Processed(Struct, frozen=True):
    """An article with what the extractor found in it."""

    article: Article
    mentions: Mentions


class Ordered(Protocol):
    """Whatever has a place in the order of first mentions."""

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Published date (undated last), article id, offset, ordinal."""
        ...


Report = TypeVar("Report", bound=Ordered)
Mention = TypeVar("Mention", MeetingMention, MeasureMention)


class _Report(Struct, Generic[Mention], frozen=True):
    """A mention with its article, its id and the number of its article."""

    article: Article
    mention: Mention
    mention_id: str
    number: int

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Published date (undated last), article id, offset, ordinal."""
        return sort_key(self.article, self.mention.sentence_start, self.mention.ordinal)

    def part_id(self, table: str, number: int) -> str:
        """Return the id of a part of the mention (a party, an event) as a row of `table`."""
        own = self.mention
        return mention_id(table, self.article.article_id, own.sentence_start, own.ordinal, number)


class MeetingReport(_Report[MeetingMention], frozen=True):
    """A meeting as one article has it."""


class MeasureReport(_Report[MeasureMention], frozen=True):
    """A trade measure as one article has it."""


def sort_key(article: Article, offset: int, ordinal: int) -> tuple[str, str, int, int]:
    """Return the order of first mentions: published date (undated last), article id, offset, ordinal."""
    published = article.published_date.isoformat() if article.published_date else "9999-99-99"
    return published, article.article_id, offset, ordinal


def source_of(article: Article) -> str:
    """Return what counts as one independent source: the agency whose copy it is, else the outlet."""
    return article.agency or article.outlet or article.article_id
