"""The same words in many articles: each statement points to the first that has its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

from msgspec import Struct
from rapidfuzz.distance import Indel

_WORD = re.compile(r"\w+(?:['’]\w+)?")
# Shorter utterances repeat by chance.
_LEAST_WORDS = 6
# Runs of so many words by which quotations are looked up; with a step, to bound the index.
_RUN = 5
# A run in more statements than this is a formula ("in accordance with the law of the").
_MOST = 200
# Share of the words of the shorter one that stand, in order, in the other: outlets change a
# spelling or leave out a word.
_SHARE = 0.9
_QUOTED = frozenset(("direct", "mixed"))


class Words(Struct, frozen=True):
    """The words of one statement, with what decides whether another repeats them."""

    statement_id: str
    article_id: str
    kind: str
    speaker: str | None
    words: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of an utterance, in lower case, with straight apostrophes."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def repeats(statements: Iterable[Words]) -> dict[str, str]:
    """Return statement id → id of the first statement with the same words in another article.

    `statements` come in the order of first mentions. Utterances of six words or more count. A direct
    quotation that was cut differently counts too, when the speaker is the same and nine tenths of
    the words of the shorter one stand in the longer one in their order.
    """
    exact: dict[tuple[str, ...], Words] = {}
    index: defaultdict[int, list[Words]] = defaultdict(list)
    found: dict[str, str] = {}
    for one in statements:
        if len(one.words) < _LEAST_WORDS:
            continue
        first = exact.setdefault(one.words, one)
        if first is not one and first.article_id != one.article_id:
            found[one.statement_id] = first.statement_id
            continue
        if one.kind not in _QUOTED:
            continue
        runs = _runs(one.words)
        candidates = {c.statement_id: c for run in runs for c in index[run]}
        for candidate in candidates.values():
            if candidate.article_id != one.article_id and _cut_alike(candidate, one):
                found[one.statement_id] = candidate.statement_id
                break
        else:
            # Only first statements are pointed to, so that no one has to follow a chain.
            for run in runs:
                if len(index[run]) < _MOST:
                    index[run].append(one)
    return found


def _runs(words: tuple[str, ...]) -> list[int]:
    return [crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)]


def _cut_alike(a: Words, b: Words) -> bool:
    if a.speaker != b.speaker or a.speaker is None:
        return False
    short, long = sorted((a.words, b.words), key=len)
    if len(short) == len(long):
        return Indel.normalized_similarity(short, long) >= _SHARE
    # Compare with the part of the longer one in which the shorter one would stand.
    common = _start_in(short, long)
    window = long[max(common, 0) : max(common, 0) + len(short) + 2]
    return Indel.normalized_similarity(short, window) >= _SHARE


def _start_in(short: tuple[str, ...], long: tuple[str, ...]) -> int:
    """Return where the shorter one would begin in the longer one, by the first run they share."""
    places: dict[tuple[str, ...], int] = {}
    for i in range(len(long) - _RUN + 1):
        places.setdefault(long[i : i + _RUN], i)
    for i in range(len(short) - _RUN + 1):
        place = places.get(short[i : i + _RUN])
        if place is not None:
            return place - i
    return 0
