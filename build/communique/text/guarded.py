"""Regular expressions that look for their words before they search.

A search for `\\b(?:avert|forestall)…` tries every position of a sentence; that neither word stands there
is known at a tenth of the price. The words, or phrases, are read from the expression itself: the texts that
a part of it can match, where these are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from communique.lexicon.finder import Finder

_LEAST = 2  # letters of a word worth looking for
_MOST = 128  # texts that a part of an expression may match, each of which is looked for
_ONE_BY_ONE = 8  # words beyond which looking for all of them at once is faster
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
_NOTHING = frozenset({""})


class Guarded:
    """A regular expression with the words of which any match holds one, in lower case.

    A word may be a phrase, with one space where the expression takes any number of them. Where the
    words are also known with one of which every match begins, it is tried at these alone.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        parsed = parser.parse(pattern, flags)
        self.words = tuple(sorted(_required(parsed) or _NOTHING))
        self._finder = Finder(self.words) if len(self.words) > _ONE_BY_ONE else None
        first = _openings(parsed)
        self._openings = Finder(sorted(first)) if first else None
        self._has_spaces = any(" " in word for word in (*self.words, *first))

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch of text holds one of the words; False is certain."""
        part = text[start:end].lower()
        if self._holds_word(part):
            return True
        if self._has_spaces and _has_odd_spaces(part):
            return self._holds_word(f" {' '.join(part.split())} ")
        return False

    def _holds_word(self, part: str) -> bool:
        if self._finder is not None:
            return self._finder.holds_any(part)
        for word in self.words:  # noqa: SIM110 (any() takes twice as long here)
            if word in part:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in a stretch of text, as `re.Pattern.search` does."""
        end = len(text) if end is None else end
        if not self.may_match(text, start, end):
            return None
        if self._openings is None:
            return self.pattern.search(text, start, end)
        return next(self._from_openings(self._openings, text, start, end), None)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of a text, as `re.Pattern.match` does."""
        return self.pattern.match(text) if self.may_match(text, 0, len(text)) else None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of text, as `re.Pattern.finditer` does."""
        end = len(text) if end is None else end
        if not self.may_match(text, start, end):
            return iter(())
        if self._openings is None:
            return self.pattern.finditer(text, start, end)
        return self._from_openings(self._openings, text, start, end)

    def _from_openings(
        self, openings: Finder, text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """Yield the matches in a stretch of text, tried where one of the openings stands."""
        part = text[start:end].lower()
        if len(part) != end - start or (self._has_spaces and _has_odd_spaces(part)):
            yield from self.pattern.finditer(text, start, end)
            return
        after = start
        for at in sorted({start + begin for _, begin, _ in openings.places(part)}):
            if at >= after and (match := self.pattern.match(text, at, end)):
                yield match
                after = match.end()

    def sub(self, replacement: str, text: str) -> str:
        """Return a text with its matches replaced, as `re.Pattern.sub` does."""
        return self.pattern.sub(replacement, text) if self.may_match(text, 0, len(text)) else text


def _has_odd_spaces(part: str) -> bool:
    """Tell a text in which something else than single spaces stands between words."""
    return "  " in part or "\n" in part


def _required(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return words of which every match of a parsed expression holds one; empty when none are sure."""
    found: list[frozenset[str]] = []
    run = _NOTHING  # the texts of the parts since the last one that can match too many
    for kind, value in parsed:
        texts = _texts(kind, value)
        joined = _joined(run, texts) if texts else None
        if joined:
            run = joined
            continue
        found += [run, *_inside(kind, value)]
        run = texts or _NOTHING
    found.append(run)
    sure = [_shortest(words) for words in found if words and min(map(len, words)) >= _LEAST]
    return max(sure, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def _inside(kind: Any, value: Any) -> Iterator[frozenset[str]]:
    """Yield what every match of a part needs that can match too many texts to name them all."""
    if kind is kinds.SUBPATTERN:
        yield _required(value[3])
    elif kind is kinds.ATOMIC_GROUP:
        yield _required(value)
    elif kind in _REPEATS and value[0]:
        yield _required(value[2])
    elif kind is kinds.BRANCH:
        ways = [_required(way) for way in value[1]]
        yield frozenset().union(*ways) if all(ways) else frozenset()


def _openings(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return words with one of which every match of a parsed expression begins; empty when not sure."""
    run = _NOTHING
    for kind, value in parsed:
        texts = _texts(kind, value)
        joined = _joined(run, texts or _openings_inside(kind, value))
        if joined:
            run = joined
        if not joined or not texts:
            break
    if "" in run:
        return frozenset()
    return frozenset(w for w in run if not any(o != w and w.startswith(o) for o in run))


def _openings_inside(kind: Any, value: Any) -> frozenset[str]:
    if kind is kinds.SUBPATTERN:
        return _openings(value[3])
    if kind is kinds.ATOMIC_GROUP:
        return _openings(value)
    if kind in _REPEATS and value[0]:
        return _openings(value[2])
    if kind is kinds.BRANCH:
        ways = [_openings(way) for way in value[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _texts(kind: Any, value: Any) -> frozenset[str] | None:
    """Return all texts that a part of a parsed expression can match, None when there are too many."""
    if kind is kinds.LITERAL:
        return frozenset({chr(value).lower()})
    if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT):
        return _NOTHING
    if kind is kinds.IN:
        chars = [_texts(*one) for one in value]
        return None if None in chars else frozenset().union(*(c for c in chars if c))
    if kind is kinds.CATEGORY and value is kinds.CATEGORY_SPACE:
        return frozenset(" ")
    if kind is kinds.SUBPATTERN:
        return _texts_of(value[3])
    if kind is kinds.ATOMIC_GROUP:
        return _texts_of(value)
    if kind in _REPEATS:
        low, high, inner = value
        texts = _texts_of(inner)
        is_spaces = texts == frozenset(" ")
        if texts is None or ((low, high) not in ((0, 1), (1, 1)) and not (is_spaces and low < 2)):
            return None
        return texts if low else texts | _NOTHING
    if kind is kinds.BRANCH:
        ways = [_texts_of(way) for way in value[1]]
        every = frozenset().union(*(way for way in ways if way))
        return None if None in ways or len(every) > _MOST else every
    return None


def _texts_of(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    run: frozenset[str] | None = _NOTHING
    for kind, value in parsed:
        texts = _texts(kind, value)
        run = _joined(run, texts) if run and texts else None
    return run


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    """Return each text of one set before each of another, None when these are too many."""
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(one + other for one in first for other in second)


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """Leave out the words that hold another one."""
    return frozenset(w for w in words if not any(o != w and o in w for o in words))
