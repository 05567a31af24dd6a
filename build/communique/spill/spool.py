"""The articles of a build on disk, with their mentions, to be resolved without their texts in memory.

Held in memory are the places of each article in the files: some thirty bytes each.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import msgspec

from communique.core.ids import packed, unpacked
from communique.core.model import (
    Article,
    MeasureMention,
    MeetingMention,
    Mentions,
    StatementMention,
)
from communique.resolve.reports import Processed

_ENCODE = msgspec.msgpack.Encoder().encode
_NOTHING = msgspec.Raw(msgspec.msgpack.encode(()))


def _text_of(article: Any) -> str:
    """Return the text of a stored article."""
    return str(article.spool.text(article.number))


# An article whose text is read from `spool` each time that it is asked for, by its `number`.
StoredArticle = msgspec.defstruct(
    "StoredArticle",
    [(f.name, f.type, f.default) for f in msgspec.structs.fields(Article) if f.name != "text"],
    namespace={"text": property(_text_of)},
    dict=True,
)
_ARTICLE = cast("Callable[[bytes], Any]", msgspec.msgpack.Decoder(StoredArticle).decode)


class _Parts(msgspec.Struct, frozen=True):
    """Encoded mentions, taken apart and not yet decoded."""

    article_id: str
    meetings: msgspec.Raw = _NOTHING
    statements: msgspec.Raw = _NOTHING
    measures: msgspec.Raw = _NOTHING


_PARTS = msgspec.msgpack.Decoder(_Parts).decode
_MEETINGS = msgspec.msgpack.Decoder(tuple[MeetingMention, ...]).decode
_STATEMENTS = msgspec.msgpack.Decoder(tuple[StatementMention, ...]).decode
_MEASURES = msgspec.msgpack.Decoder(tuple[MeasureMention, ...]).decode


class StoredMentions:
    """The mentions of an article, each kind of them decoded when it is first asked for."""

    def __init__(self, encoded: bytes) -> None:
        self._parts = _PARTS(encoded)
        self.article_id = self._parts.article_id

    @cached_property
    def meetings(self) -> tuple[MeetingMention, ...]:
        """Return the meetings."""
        return _MEETINGS(self._parts.meetings)

    @cached_property
    def statements(self) -> tuple[StatementMention, ...]:
        """Return the statements."""
        return _STATEMENTS(self._parts.statements)

    @cached_property
    def measures(self) -> tuple[MeasureMention, ...]:
        """Return the measures."""
        return _MEASURES(self._parts.measures)


class StoredProcessed:
    """An article with its mentions, each read and decoded when it is first asked for."""

    def __init__(self, spool: Spool, number: int) -> None:
        self._spool, self._number = spool, number

    @cached_property
    def article(self) -> Article:
        """Return the article, its text left on disk."""
        return self._spool.article(self._number)

    @cached_property
    def mentions(self) -> Mentions:
        """Return what the extractor found."""
        return cast(Mentions, StoredMentions(self._spool.mentions(self._number)))


class Spool:
    """Articles in files below `folder`: added, then sealed, then read."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._files = {
            name: (folder / f"{name}.bin").open("w+b") for name in ("articles", "mentions", "texts")
        }
        self._ends = {name: array("Q", [0]) for name in self._files}
        self._last: tuple[int, str] = (-1, "")

    def __len__(self) -> int:
        return len(self._ends["texts"]) - 1

    def add(self, article: Article, mentions: bytes) -> None:
        """Keep an article with its encoded mentions."""
        self._write("texts", article.text.encode())
        self._write("articles", _ENCODE(msgspec.structs.replace(article, text="")))
        self._write("mentions", mentions)

    def seal(self) -> None:
        """End the adding: what follows only reads."""
        for file in self._files.values():
            file.flush()

    def __iter__(self) -> Iterator[Processed]:
        """Yield the articles in the order in which they were added, their texts left on disk."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Processed:
        """Return the article that was added as the `number`-th, from 0, its text left on disk."""
        return cast(Processed, StoredProcessed(self, number))

    def article(self, number: int) -> Article:
        """Return the article that was added as the `number`-th, its text left on disk."""
        article = _ARTICLE(self._read("articles", number))
        article.spool, article.number = self, number
        return cast(Article, article)

    def mentions(self, number: int) -> bytes:
        """Return the encoded mentions of the article that was added as the `number`-th."""
        return self._read("mentions", number)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield article id and text, by id."""
        ids = array("Q", (packed(self.article(n).article_id) for n in range(len(self))))
        for number in sorted(range(len(self)), key=ids.__getitem__):
            yield unpacked("articles", ids[number]), self.text(number)

    def text(self, number: int) -> str:
        """Return the text of the article that was added as the `number`-th, from 0."""
        if self._last[0] != number:
            self._last = (number, self._read("texts", number).decode())
        return self._last[1]

    def close(self) -> None:
        """Give the files back to the system."""
        for file in self._files.values():
            file.close()

    def _write(self, name: str, data: bytes) -> None:
        self._files[name].write(data)
        self._ends[name].append(self._ends[name][-1] + len(data))

    def _read(self, name: str, i: int) -> bytes:
        start, end = self._ends[name][i], self._ends[name][i + 1]
        return os.pread(self._files[name].fileno(), end - start, start)
