"""Near-duplicate articles: wire copy under another headline, updated and truncated versions.

Texts are compared by their runs of five words. Of these, those whose hash divides evenly are kept as
a sketch (Broder's "modulo" sampling), which unlike a MinHash also finds a truncated copy, since it
estimates how much of the shorter text the longer one contains. Source: A. Broder, "On the
resemblance and containment of documents", 1997.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, repeat

import polars as pl
import pyarrow as pa
from msgspec import Struct

from communique.core.model import Article
from communique.resolve.archive import UNDATED, Archive
from communique.resolve.corrections import Decisions
from communique.text.facts import LEAST_RUNS, hashed_runs, text_facts, words

# A run in more articles of those days is boilerplate ("read more on our website").
_MOST_ARTICLES = 400
# Share of the runs of the shorter text that stand in the longer one; in the sketch somewhat less,
# since it is a sample.
_SHARE, _SKETCH_SHARE = 0.82, 0.65
# A shorter text that is less than half of the longer one must begin as it does, as a cut one does.
_HALF, _OPENING = 0.5, 40
# Copies are published within so many days; what repeats later is a yearly notice or an anniversary.
_DAYS = 10
# Articles that are compared at once, more where more stand in so many days.
_BLOCK = 512
# Of the names and numbers in the shorter text, so many must stand in the longer: forms that are
# issued for one country after the other differ in little else.
_NAMES_SHARE = 0.85


class Sketch(Struct, frozen=True):
    """What of a text decides whether another is a copy of it."""

    runs: frozenset[int]
    opening: frozenset[int]
    names: frozenset[str]
    published: date | None


class Heads:
    """The near-duplicates among articles, by number: which article each is a copy of."""

    def __init__(self, heads: dict[int, int]) -> None:
        self._heads = heads

    def of(self, number: int) -> int:
        """Return the head of the cluster of an article; its own number where it is no copy."""
        return self._heads.get(number, number)


def duplicate_heads(archive: Archive, decisions: Decisions) -> Heads:
    """Return the near-duplicates; the head is the first of a cluster.

    A copy joins the cluster of the first article that it copies.
    """
    copies: dict[int, int] = {}
    for number, likely in _likely(archive):
        # Whole sketches are made for the few that are likely: kept for all, they would be as large
        # as the archive.
        sketch = sketch_of(archive[number].article)
        copied = next((o for o in likely if is_copy(sketch_of(archive[o].article), sketch)), None)
        if copied is not None:
            copies[number] = copies.get(copied, copied)
    return Heads(_decided(copies, archive, decisions))


def _decided(copies: dict[int, int], archive: Archive, decisions: Decisions) -> dict[int, int]:
    if not any(d.table_name == "articles" for d in decisions.of("merge", "split", "reject")):
        return copies
    groups: list[list[int]] = [[] for _ in range(len(archive))]
    for number in range(len(archive)):
        groups[copies.get(number, number)].append(number)
    decided = decisions.regroup(
        "articles",
        [group for group in groups if group],
        row_id=lambda g: archive.id(g[0]),
        mention_id=archive.id,
        article_id=archive.id,
        order=lambda number: (number, 0, 0),
    )
    return {number: group[0] for group in decided for number in group[1:]}


def _likely(archive: Archive) -> Iterator[tuple[int, list[int]]]:
    """Yield each article that may be a copy of earlier ones, with these, in order.

    Articles with a day come first, in blocks, each compared with itself and with the days before
    it. Articles without a day can be copies of any.
    """
    days = archive.days
    dated = bisect_left(days, UNDATED)
    late = [_sample(archive[number].article) for number in range(dated, len(days))]
    lasting: dict[int, array[int]] = {run: array("L") for sample in late for run in sample}
    samples: dict[int, array[int]] = {}
    sizes = array("L")
    start = 0
    while start < dated:
        first = bisect_left(days, days[start] - _DAYS)
        end = min(dated, start + max(_BLOCK, start - first))
        samples = {number: samples[number] for number in range(first, start)}
        for number in range(start, end):
            samples[number] = _sample(archive[number].article)
            sizes.append(len(samples[number]))
            for run in lasting.keys() & samples[number] if lasting else ():
                lasting[run].append(number)
        holders: defaultdict[int, array[int]] = defaultdict(partial(array, "L"))
        for number, runs in _shared(samples):
            if number >= start:
                since = bisect_left(days, days[number] - _DAYS)
                likely = _alike(number, (holders[run] for run in runs), sizes, since)
                if likely:
                    yield number, likely
            for run in runs:
                holders[run].append(number)
        start = end
    for number, sample in enumerate(late, dated):
        sizes.append(len(sample))
        likely = _alike(number, (lasting[run] for run in sample), sizes, 0)
        if likely:
            yield number, likely
        for run in sample:
            lasting[run].append(number)


def _shared(samples: Mapping[int, array[int]]) -> Iterable[tuple[int, list[int]]]:
    """Return articles, in order, with those of their runs that another one of them holds as well.

    Most runs stand in one article only: these are told in one pass, and never looked up.
    """
    runs, owners = array("I"), array("I")
    for number, sample in samples.items():
        runs.extend(sample)
        owners.extend(repeat(number, len(sample)))
    columns = {"owner": _column(owners), "run": _column(runs)}
    shared = pl.DataFrame(columns).filter(pl.col("run").is_duplicated())
    return shared.group_by("owner", maintain_order=True).agg("run").iter_rows()


def _column(numbers: array[int]) -> pl.Series:
    """Return numbers as a column, without a look at each."""
    buffers = [None, pa.py_buffer(numbers)]
    return pl.Series(pa.Array.from_buffers(pa.uint32(), len(numbers), buffers))


def _alike(number: int, held: Iterable[array[int]], sizes: Sequence[int], since: int) -> list[int]:
    """Return the articles from `since` on that hold so much of what an article holds.

    `held` are the earlier holders of each of its runs, in order.
    """
    near = (holders[bisect_left(holders, since) :] if since else holders for holders in held)
    shared = Counter(chain.from_iterable(some for some in near if len(some) <= _MOST_ARTICLES))
    return [
        other
        for other, count in sorted(shared.items())
        if count >= _SKETCH_SHARE * min(sizes[other], sizes[number])
    ]


def _sample(article: Article) -> array[int]:
    """Return the sample of an article's runs that was taken when it was read."""
    facts = article.facts or text_facts(article.text)
    found = array("I")
    found.frombytes(facts.runs)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def sketch_of(article: Article) -> Sketch:
    """Return the sketch of an article's text."""
    written = words(article.text)
    hashed = hashed_runs([word.casefold() for word in written])
    return Sketch(
        frozenset(hashed),
        frozenset(hashed[:_OPENING]),
        frozenset(w.casefold() for w in written if w[0].isdigit() or w[0].isupper()),
        article.published_date,
    )


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Tell whether one text is the other under another headline, updated, lightly edited or cut."""
    short, long = sorted((a, b), key=lambda s: len(s.runs))
    if len(short.runs) < LEAST_RUNS:
        return False
    if not _near(a.published, b.published):
        return False
    if len(short.runs & long.runs) < _SHARE * len(short.runs):
        return False
    if len(short.names & long.names) < _NAMES_SHARE * len(short.names):
        return False
    if len(short.runs) >= _HALF * len(long.runs):
        return True
    return len(short.opening & long.opening) >= _OPENING / 2


def _near(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= _DAYS
