"""Regular expressions that look for their words before they search.

A search for `\\b(?:avert|forestall)…` tries every position of a sentence; that neither word stands there
is known at a tenth of the price. The words are read from the expression itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_LEAST = 2  # letters of a word worth looking for
_ENTERED = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


class Guarded:
    """A regular expression with the words of which any match holds one, in lower case."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.words = tuple(sorted(_words(parser.parse(pattern, flags)) or {""}))

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text holds one of the words; False is certain."""
        part = text[start:end].lower()
        for word in self.words:  # noqa: SIM110 (any() takes twice as long here)
            if word in part:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in a stretch of text, as `re.Pattern.search` does."""
        end = len(text) if end is None else end
        return self.pattern.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of text, as `re.Pattern.finditer` does."""
        end = len(text) if end is None else end
        return (
            self.pattern.finditer(text, start, end)
            if self.may_match(text, start, end)
            else iter(())
        )


def _words(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return words of which every match of a parsed expression holds one; empty when none are sure."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in parsed:
        if kind is kinds.LITERAL:
            run += chr(value).lower()
            continue
        if kind is kinds.AT:
            continue
        found.append(frozenset((run,)))
        run = ""
        if kind is kinds.SUBPATTERN:
            found.append(_words(value[3]))
        elif kind is kinds.ATOMIC_GROUP:
            found.append(_words(value))
        elif kind in _ENTERED and value[0]:
            found.append(_words(value[2]))
        elif kind is kinds.BRANCH:
            ways = [_words(way) for way in value[1]]
            found.append(frozenset().union(*ways) if all(ways) else frozenset())
    found.append(frozenset((run,)))
    sure = [words for words in found if words and all(len(word) >= _LEAST for word in words)]
    return max(sure, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())
