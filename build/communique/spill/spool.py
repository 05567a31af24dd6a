"""The articles of a build on disk, with their mentions; read back as often as needed, in order.

Held in memory are the places of each article in the files: some forty bytes each.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from communique.core.model import Article, Mentions
from communique.resolve.reports import Processed

_ENCODE = msgspec.msgpack.Encoder().encode
_ARTICLE = msgspec.msgpack.Decoder(Article).decode
_MENTIONS = msgspec.msgpack.Decoder(Mentions).decode
# The letters of an id in the order in which strings sort.
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_TO_DIGITS = str.maketrans(_LETTERS, "0123456789abcdefghijklmnopqrstuv")
_UNDATED = date.max.toordinal() + 1


class Spool:
    """Articles in files below `folder`: added in any order, then sealed, then read.

    Reading gives them in the order of first mentions (published date, undated last, then id), each
    without its text, which `text` returns.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._files = {
            name: (folder / f"{name}.bin").open("w+b")
            for name in ("articles", "mentions", "texts", "prints")
        }
        self._ends = {name: array("Q", [0]) for name in self._files}
        self._days = array("l")
        self._chars, self._words = array("L"), array("L")
        self._ids = array("Q")
        self._order: array[int] = array("Q")
        self._by_id: array[int] = array("Q")
        self._sorted_ids: array[int] = array("Q")
        self._last: tuple[int, str] = (-1, "")

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article: Article, mentions: bytes, prints: bytes, words: int) -> None:
        """Keep an article with its encoded mentions, and the prints and number of words of its text."""
        self._write("texts", article.text.encode())
        self._write("articles", _ENCODE(msgspec.structs.replace(article, text="")))
        self._write("mentions", mentions)
        self._write("prints", prints)
        self._chars.append(len(article.text))
        self._words.append(words)
        day = article.published_date
        self._days.append(day.toordinal() if day else _UNDATED)
        self._ids.append(_number(article.article_id))

    def seal(self) -> None:
        """End the adding: what follows only reads."""
        for file in self._files.values():
            file.flush()
        count = len(self._ids)
        self._order = array("Q", sorted(range(count), key=lambda i: (self._days[i], self._ids[i])))
        self._by_id = array("Q", sorted(range(count), key=self._ids.__getitem__))
        self._sorted_ids = array("Q", (self._ids[i] for i in self._by_id))

    def __iter__(self) -> Iterator[Processed]:
        for i in self._order:
            yield Processed(
                _ARTICLE(self._read("articles", i)),
                _MENTIONS(self._read("mentions", i)),
                self._chars[i],
                self._words[i],
            )

    def prints(self) -> Iterator[tuple[str, bytes]]:
        """Yield article id and prints, in the order of first mentions."""
        for i in self._order:
            yield _name(self._ids[i]), self._read("prints", i)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield article id and text, by id."""
        for i in self._by_id:
            yield _name(self._ids[i]), self._read("texts", i).decode()

    def text(self, article_id: str) -> str:
        """Return the text of an article."""
        number = _number(article_id)
        if self._last[0] != number:
            i = self._by_id[bisect_left(self._sorted_ids, number)]
            self._last = (number, self._read("texts", i).decode())
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


def _number(article_id: str) -> int:
    return int(article_id[4:].translate(_TO_DIGITS), 32)


def _name(number: int) -> str:
    letters = []
    for _ in range(12):
        number, digit = divmod(number, 32)
        letters.append(_LETTERS[digit])
    return "art-" + "".join(reversed(letters))
