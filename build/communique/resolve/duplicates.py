"""Near-duplicate articles: wire copy under another headline, updated and truncated versions.

Two articles are near-duplicates when at least four fifths of the longer sentences of the shorter one
stand, word for word, in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from communique.resolve.clusters import Clusters

_LEAST_SENTENCES, _SHARE = 3, 0.8
# A sentence that stands in more articles than this is boilerplate ("Read more on our website").
_MOST_ARTICLES = 50
# Prints compared at once: what bounds the memory of the comparison.
_AT_ONCE = 50_000


def duplicate_heads(prints: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return article id → id of the head of its near-duplicate cluster, heads themselves left out.

    `prints` are those of each article (64-bit numbers, little-endian), in the order of first
    mentions; the head is the first of its cluster.
    """
    ids: list[str] = []
    sizes: list[int] = []
    numbers = bytearray()
    for article_id, found in prints:
        ids.append(article_id)
        sizes.append(len(found) // 8)
        numbers += found
    if not numbers:
        return {}
    article = pl.Series("article", range(len(ids)), dtype=pl.UInt32).to_frame()
    counts = pl.Series("size", sizes, dtype=pl.UInt32)
    frame = pl.DataFrame(
        {
            "article": article.select(pl.col("article").repeat_by(counts).explode())["article"],
            "print": pl.Series(memoryview(numbers).cast("Q"), dtype=pl.UInt64),
        }
    )
    holders = pl.len().over("print")
    frame = frame.filter((holders > 1) & (holders <= _MOST_ARTICLES))
    clusters = Clusters(len(ids))
    for i, j, count in _shared(frame):
        if count >= _SHARE * min(sizes[i], sizes[j]):
            clusters.join(i, j)
    return {
        member: group[0] for group in clusters.groups(ids) if len(group) > 1 for member in group[1:]
    }


def _shared(frame: pl.DataFrame) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of articles, the earlier first, with the number of prints that both hold."""
    for start in range(0, frame.height, _AT_ONCE):
        first, last = (
            frame["article"][start],
            frame["article"][min(start + _AT_ONCE, frame.height) - 1],
        )
        if start and frame["article"][start - 1] == first:
            first += 1  # was compared with the slice before
        some = frame.filter(pl.col("article").is_between(first, last))
        pairs = (
            some.join(frame, on="print", suffix="_right")
            .filter(pl.col("article") < pl.col("article_right"))
            .group_by("article", "article_right")
            .len("count")
            .filter(pl.col("count") >= _LEAST_SENTENCES)
            .sort("article", "article_right")
        )
        yield from pairs.iter_rows()
