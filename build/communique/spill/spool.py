"""The articles of a build on disk, with their mentions, to be resolved without their texts in memory.

Held in memory are the places of each article in the files: some thirty bytes each.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec

from communique.core.ids import packed, unpacked
from communique.core.model import Article, Mentions
from communique.resolve.reports import Processed

_ENCODE = msgspec.msgpack.Encoder().encode
_ARTICLE = msgspec.msgpack.Decoder(Article).decode
_MENTIONS = msgspec.msgpack.Decoder(Mentions).decode


class StoredArticle:
    """An article whose text is read from the spool each time that it is asked for."""

    __slots__ = ("_article", "_number", "_spool")

    def __init__(self, article: Article, spool: Spool, number: int) -> None:
        self._article, self._spool, self._number = article, spool, number

    @property
    def text(self) -> str:
        """Return the text."""
        return self._spool.text(self._number)

    def __getattr__(self, name: str) -> object:
        return getattr(self._article, name)


class StoredProcessed:
    """An article with its mentions, which are decoded when they are first asked for."""

    __slots__ = ("_decoded", "_encoded", "article")

    def __init__(self, article: Article, encoded: bytes) -> None:
        self.article, self._encoded = article, encoded
        self._decoded: Mentions | None = None

    @property
    def mentions(self) -> Mentions:
        """Return what the extractor found."""
        if self._decoded is None:
            self._decoded = _MENTIONS(self._encoded)
        return self._decoded


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
        article = StoredArticle(_ARTICLE(self._read("articles", number)), self, number)
        stored = StoredProcessed(cast(Article, article), self._read("mentions", number))
        return cast(Processed, stored)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield article id and text, by id."""
        ids = array(
            "Q", (packed(_ARTICLE(self._read("articles", n)).article_id) for n in range(len(self)))
        )
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
