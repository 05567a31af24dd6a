"""When two wordings mean the same person, body, place or text.

Wordings are compared as lower-case words without accents and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from communique.evaluate.vocabulary import titles

# Evidence that shares this much of its words is taken to be about the same thing.
SHARED_EVIDENCE = 0.4
# The share of the shorter name's words that two names of one body have in common.
SHARED_BODY = 0.6
EMPTY_IN_BODIES = frozenset({"the", "of"})
CACHED = 1 << 16


@lru_cache(CACHED)
def words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text: case folded, without accents, split at all that is no letter."""
    decomposed = unicodedata.normalize("NFKD", text or "").casefold()
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return tuple(re.findall(r"\w+", plain))


@lru_cache(CACHED)
def _bag(text: str | None) -> Counter[str]:
    return Counter(words(text))


def overlap(one: str | None, other: str | None) -> float:
    """Return the words that two texts share over all they have, repeats counted (0 to 1)."""
    left, right = _bag(one), _bag(other)
    shared = (left & right).total()
    everything = left.total() + right.total() - shared
    return shared / everything if everything else 0.0


def touch(some: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether a piece of evidence on one side holds, or is much like, one on the other."""
    others = tuple(others)
    return any(
        one in other or other in one or overlap(one, other) >= SHARED_EVIDENCE
        for one in some
        for other in others
    )


def same_person(one: str | None, other: str | None) -> bool:
    """Return whether two names can be those of one person, titles left aside.

    They are when all words of the shorter name are in the longer, or when the last words are equal
    and the first ones begin with the same letter ("A. Merkel", "Angela Merkel").
    """
    left, right = _bare(one), _bare(other)
    if not left or not right:
        return False
    shorter, longer = (right, left) if len(right) < len(left) else (left, right)
    if set(shorter) <= set(longer):
        return True
    return left[-1] == right[-1] and left[0][0] == right[0][0]


def _bare(name: str | None) -> list[str]:
    return [word for word in words(name) if word not in titles()]


def same_body(one: str | None, other: str | None) -> bool:
    """Return whether two names can be those of one body: most words of the shorter are shared."""
    left, right = (set(words(name)) - EMPTY_IN_BODIES for name in (one, other))
    if not left or not right:
        return False
    return len(left & right) / min(len(left), len(right)) >= SHARED_BODY


def same_place(one: str | None, other: str | None) -> bool:
    """Return whether one place name holds all the words of the other; false when one is missing."""
    if not one or not other:
        return False
    left, right = set(words(one)), set(words(other))
    return left <= right or right <= left
