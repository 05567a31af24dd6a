"""Near-duplicate articles: wire copy under another headline, updated and truncated versions.

Two articles are near-duplicates when at least four fifths of the longer sentences of the shorter one
stand, word for word, in the other.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from communique.core.model import Article
from communique.resolve.clusters import Clusters
from communique.resolve.reports import sort_key

_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"\w+")
# Sentences shorter than this are too common to tell one article from another.
_LEAST_WORDS, _LEAST_SENTENCES, _SHARE = 8, 3, 0.8
# A sentence that stands in more articles than this is boilerplate ("Read more on our website").
_MOST_ARTICLES = 50


def _sentences(text: str) -> set[bytes]:
    found = set()
    for match in _SENTENCE.finditer(text):
        words = _WORD.findall(match[0].casefold())
        if len(words) >= _LEAST_WORDS:
            found.add(hashlib.sha256(" ".join(words).encode()).digest()[:8])
    return found


def duplicate_heads(articles: Sequence[Article]) -> dict[str, str]:
    """Return article id → id of the head of its near-duplicate cluster, heads themselves left out.

    The head is the first by published date (undated last), then article id.
    """
    ordered = sorted(articles, key=lambda a: sort_key(a, 0, 0))
    prints = [_sentences(a.text) for a in ordered]
    holders: dict[bytes, list[int]] = defaultdict(list)
    for i, found in enumerate(prints):
        for one in found:
            holders[one].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= _MOST_ARTICLES:
            for a in range(len(numbers)):
                for b in range(a + 1, len(numbers)):
                    shared[numbers[a], numbers[b]] += 1
    clusters = Clusters(len(ordered))
    for (i, j), count in sorted(shared.items()):
        least = min(len(prints[i]), len(prints[j]))
        if count >= _LEAST_SENTENCES and count >= _SHARE * least:
            clusters.join(i, j)
    heads = {}
    for group in clusters.groups(ordered):
        for member in group[1:]:
            heads[member.article_id] = group[0].article_id
    return heads
