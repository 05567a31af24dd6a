"""Near-duplicate articles: wire copy under another headline, updated and truncated versions.

Texts are compared by their runs of five words. Of these, those whose hash divides evenly are kept as
a sketch (Broder's "modulo" sampling), which unlike a MinHash also finds a truncated copy, since it
estimates how much of the shorter text the longer one contains. Source: A. Broder, "On the
resemblance and containment of documents", 1997.
"""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from communique.core.model import Article
from communique.resolve.archive import UNDATED, Archive
from communique.resolve.corrections import Decisions
from communique.text.facts import LEAST_RUNS, hashed_runs, sampled_runs, text_facts, words

# A run in more articles of those days is boilerplate ("read more on our website").
_MOST_ARTICLES = 400
# Share of the runs of the shorter text that stand in the longer one; in the sketch somewhat less,
# since it is a sample.
_SHARE, _SKETCH_SHARE = 0.82, 0.65
# A shorter text that is less than half of the longer one must begin as it does, as a cut one does.
_HALF, _OPENING = 0.5, 40
# Copies are published within so many days; what repeats later is a yearly notice or an anniversary.
_DAYS = 10
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
    undated = (n for n in range(len(archive)) if archive.days[n] == UNDATED)
    holders = Holders(
        archive.days, {run for n in undated for run in sampled_of(archive[n].article)}
    )
    copies: dict[int, int] = {}
    for number, one in enumerate(archive):
        # Whole sketches are made for the few that are likely: kept for all, they would be as large
        # as the archive.
        likely = holders.likely(number, sampled_of(one.article))
        sketch = sketch_of(one.article) if likely else None
        copied = next(
            (o for o in likely if sketch and is_copy(sketch_of(archive[o].article), sketch)), None
        )
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


class Holders:
    """Which articles hold a sampled run, as far as a later article can be a copy of them.

    Articles come day by day: one that lies too far back is forgotten. Articles without a day come
    last, and can be copies of any: `lasting` are the runs that they hold.
    """

    def __init__(self, days: Sequence[int], lasting: Iterable[int]) -> None:
        self._days = days
        self._sizes = array("L")
        self._near: deque[tuple[int, array[int]]] = deque()
        # Most runs stand in one article: its number takes the place of a list.
        self._holders: dict[int, int | list[int]] = {}
        self._lasting: dict[int, array[int]] = {run: array("L") for run in lasting}

    def likely(self, number: int, sampled: frozenset[int]) -> list[int]:
        """Return the earlier articles that an article may be a copy of, and remember it."""
        self._forget(self._days[number] - _DAYS)
        held: Mapping[int, int | Sequence[int]] = (
            self._lasting if self._days[number] == UNDATED else self._holders
        )
        shared: Counter[int] = Counter()
        for run in sampled & held.keys():
            holders = held[run]
            if isinstance(holders, int):
                shared[holders] += 1
            elif len(holders) <= _MOST_ARTICLES:
                shared.update(holders)
        self._remember(number, sampled)
        return [
            other
            for other, count in sorted(shared.items())
            if count >= _SKETCH_SHARE * min(self._sizes[other], len(sampled))
        ]

    def _remember(self, number: int, sampled: frozenset[int]) -> None:
        self._sizes.append(len(sampled))
        for run in sampled & self._lasting.keys() if self._lasting else ():
            self._lasting[run].append(number)
        if self._days[number] == UNDATED:
            return
        self._near.append((number, array("L", sampled)))
        known = sampled & self._holders.keys()
        for run in known:
            holders = self._holders[run]
            if isinstance(holders, int):
                self._holders[run] = [holders, number]
            else:
                holders.append(number)
        self._holders.update(dict.fromkeys(sampled - known, number))

    def _forget(self, since: int) -> None:
        while self._near and self._days[self._near[0][0]] < since:
            number, sampled = self._near.popleft()
            for run in sampled:
                holders = self._holders[run]
                if isinstance(holders, int) or len(holders) == 1:
                    del self._holders[run]
                else:
                    holders.remove(number)


def sampled_of(article: Article) -> frozenset[int]:
    """Return the sample of an article's runs that was taken when it was read."""
    return sampled_runs(article.facts or text_facts(article.text))


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
