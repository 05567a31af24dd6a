"""Near-duplicate articles: wire copy under another headline, updated and truncated versions.

Texts are compared by their runs of five words. Of these, those whose hash divides evenly are kept as
a sketch (Broder's "modulo" sampling), which unlike a MinHash also finds a truncated copy, since it
estimates how much of the shorter text the longer one contains. Source: A. Broder, "On the
resemblance and containment of documents", 1997.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from zlib import crc32

from msgspec import Struct

from communique.core.model import Article
from communique.resolve.corrections import Decisions
from communique.resolve.reports import sort_key

_WORD = re.compile(r"\w+")
_RUN, _EVERY = 5, 4
# A text with fewer runs than this is too short to be told from a formula.
_LEAST_RUNS = 30
# A run in more articles than this is boilerplate ("read more on our website").
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
    sampled: frozenset[int]
    opening: frozenset[int]
    names: frozenset[str]
    published: date | None


def duplicate_heads(articles: Sequence[Article], decisions: Decisions) -> dict[str, str]:
    """Return article id → id of the head of its near-duplicate cluster, heads themselves left out.

    The head is the first by published date (undated last), then article id. A copy joins the cluster
    of the first article that it copies.
    """
    ordered = sorted(articles, key=lambda a: sort_key(a, 0, 0))
    samples: list[frozenset[int]] = []
    holders: defaultdict[int, list[int]] = defaultdict(list)
    groups: list[list[Article]] = []
    group_of: dict[int, int] = {}
    for number, article in enumerate(ordered):
        sketch = sketch_of(article)
        samples.append(sketch.sampled)
        shared = Counter(
            other
            for one in sketch.sampled
            if len(holders[one]) <= _MOST_ARTICLES
            for other in holders[one]
        )
        likely = (
            other
            for other, count in sorted(shared.items())
            if count >= _SKETCH_SHARE * min(len(samples[other]), len(sketch.sampled))
            and _near(ordered[other].published_date, article.published_date)
        )
        # The whole sketch of an earlier text is made again for the few that are likely: kept for
        # all, it would be as large as the archive.
        copied = next((o for o in likely if is_copy(sketch_of(ordered[o]), sketch)), None)
        for one in sketch.sampled:
            holders[one].append(number)
        if copied is None:
            group_of[number] = len(groups)
            groups.append([article])
        else:
            group_of[number] = group_of[copied]
            groups[group_of[copied]].append(article)
    decided = decisions.regroup(
        "articles",
        groups,
        row_id=lambda g: g[0].article_id,
        mention_id=lambda a: a.article_id,
        article_id=lambda a: a.article_id,
        order=lambda a: sort_key(a, 0, 0),
    )
    return {a.article_id: group[0].article_id for group in decided for a in group[1:]}


def sketch_of(article: Article) -> Sketch:
    """Return the sketch of an article's text."""
    written = _WORD.findall(article.text)
    words = [word.casefold() for word in written]
    hashed = [crc32(" ".join(words[i : i + _RUN]).encode()) for i in range(len(words) - _RUN + 1)]
    runs = frozenset(hashed)
    return Sketch(
        runs,
        frozenset(one for one in runs if one % _EVERY == 0 and len(runs) >= _LEAST_RUNS),
        frozenset(hashed[:_OPENING]),
        frozenset(w.casefold() for w in written if w[0].isdigit() or w[0].isupper()),
        article.published_date,
    )


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Tell whether one text is the other under another headline, updated, lightly edited or cut."""
    short, long = sorted((a, b), key=lambda s: len(s.runs))
    if len(short.runs) < _LEAST_RUNS:
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
