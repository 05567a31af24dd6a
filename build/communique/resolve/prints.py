"""The prints of an article: hashes of its longer sentences, by which near-duplicates are found."""

from __future__ import annotations

import hashlib
import re
from array import array

_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"\w+")
# Sentences shorter than this are too common to tell one article from another.
_LEAST_WORDS = 8


def prints(text: str) -> array[int]:
    """Return the distinct 64-bit hashes of the sentences of `text` that are long enough, sorted.

    Case, punctuation and spaces do not count.
    """
    found = set()
    for match in _SENTENCE.finditer(text):
        words = _WORD.findall(match[0].casefold())
        if len(words) >= _LEAST_WORDS:
            digest = hashlib.sha256(" ".join(words).encode()).digest()
            found.add(int.from_bytes(digest[:8], "little"))
    return array("Q", sorted(found))
