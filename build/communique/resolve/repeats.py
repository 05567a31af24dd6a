"""The same words in many articles: each statement points to the first that has its words."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby, repeat
from zlib import crc32

import polars as pl
from msgspec import Struct
from rapidfuzz.distance import Indel

_WORD = re.compile(r"\w+(?:['’]\w+)?")
# Shorter utterances repeat by chance.
_LEAST_WORDS = 6
# Runs of so many words by which quotations are looked up; with a step, to bound the index.
_RUN = 5
# A run in more statements of a speaker than this is a formula ("in accordance with the law of the").
_MOST = 200
# Share of the words of the shorter one that stand, in order, in the other: outlets change a
# spelling or leave out a word.
_SHARE = 0.9
_QUOTED = frozenset(("direct", "mixed"))
# Statements whose runs are in memory at once, more where one speaker has more; statements at hand.
_BATCH, _AT_HAND = 20_000, 256


class Words(Struct, frozen=True):
    """The words of one statement, with what decides whether another repeats them."""

    article: int
    kind: str
    speaker: str | None
    words: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of an utterance, in lower case, with straight apostrophes."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def repeats(
    statements: Iterable[Words], words: Callable[[int], tuple[str, ...]]
) -> Sequence[int | None]:
    """Return for each statement the number of the first one that it repeats, None where it does not.

    `statements` come in the order of first mentions; `words` gives those of one again by its number.
    Utterances of six words or more count, in another article. A direct quotation that was cut
    differently counts too, when the speaker is the same and nine tenths of the words of the shorter
    one stand in the longer one in their order. In memory are thirty bytes of each statement, and
    the runs of words of some speakers at a time.
    """
    prints, articles, speakers = array("Q"), array("L"), array("Q")
    for one in statements:
        is_long = len(one.words) >= _LEAST_WORDS
        prints.append(_print(" ".join(one.words)) if is_long else 0)
        articles.append(one.article)
        is_quoted = is_long and one.kind in _QUOTED and one.speaker is not None
        speakers.append(_print(one.speaker) if is_quoted and one.speaker else 0)
    found = _same(prints, articles)
    read = lru_cache(_AT_HAND)(words)
    for batch in _batches(speakers, found):
        _cut(batch, articles, speakers, read, found)
    return found


def _print(text: str) -> int:
    """Return a hash of a text that two texts do not share by chance; 0 stands for none."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) or 1


def _same(prints: array[int], articles: array[int]) -> list[int | None]:
    """Return for each statement the first one with its words, where that is in another article."""
    statements = pl.DataFrame(
        {"print": prints, "article": articles},
        schema={"print": pl.UInt64(), "article": pl.UInt32()},
    ).with_row_index("number")
    first = pl.col("number", "article").first().over("print").name.prefix("first_")
    is_repeat = (pl.col("print") != 0) & (pl.col("article") != pl.col("first_article"))
    found = statements.with_columns(first).select(pl.when(is_repeat).then("first_number"))
    return found["first_number"].to_list()


def _batches(speakers: array[int], found: Sequence[int | None]) -> Iterator[list[int]]:
    """Yield the quotations that repeat no other whole, all of one speaker in one batch, in order."""
    numbers = [n for n, speaker in enumerate(speakers) if speaker and found[n] is None]
    numbers.sort(key=speakers.__getitem__)
    batch: list[int] = []
    for _, of_speaker in groupby(numbers, key=speakers.__getitem__):
        own = list(of_speaker)
        if len(own) > 1:
            batch += own
        if len(batch) >= _BATCH:
            yield sorted(batch)
            batch = []
    yield sorted(batch)


def _cut(
    batch: list[int],
    articles: array[int],
    speakers: array[int],
    words: Callable[[int], tuple[str, ...]],
    found: list[int | None],
) -> None:
    """Enter into `found` the quotations of a batch that are others of their speaker, cut differently."""
    index: defaultdict[int, list[int]] = defaultdict(list)
    for number, runs in _shared_runs(batch, speakers, words):
        candidates = dict.fromkeys(c for run in runs for c in index[run])
        for candidate in candidates:
            if articles[candidate] != articles[number] and _cut_alike(
                words(candidate), words(number)
            ):
                found[number] = candidate
                break
        else:
            # Only first statements are pointed to, so that no one has to follow a chain.
            for run in runs:
                if len(index[run]) < _MOST:
                    index[run].append(number)


def _shared_runs(
    batch: list[int], speakers: array[int], words: Callable[[int], tuple[str, ...]]
) -> Iterable[tuple[int, list[int]]]:
    """Return statements with those of their runs that their speaker says more than once."""
    runs, owners = array("Q"), array("L")
    for number in batch:
        own = [run << 32 | speakers[number] & 0xFFFFFFFF for run in _runs(words(number))]
        runs.extend(own)
        owners.extend(repeat(number, len(own)))
    told = pl.DataFrame(
        {"run": runs, "owner": owners}, schema={"run": pl.UInt64(), "owner": pl.UInt32()}
    )
    return (
        told.filter(pl.len().over("run") > 1)
        .group_by("owner", maintain_order=True)
        .agg("run")
        .iter_rows()
    )


def _runs(words: tuple[str, ...]) -> list[int]:
    return [crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)]


def _cut_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
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
