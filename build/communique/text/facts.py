"""What is asked of a text after it was read: its length, and a sample of its runs of words.

Found once where the article is read, kept with it, and looked up instead of the text.
"""

from __future__ import annotations

import re
import sys
from array import array
from zlib import crc32

from communique.core.model import TextFacts

# Runs of so many words; of these, every so-many-th by its hash is in the sample.
RUN, EVERY = 5, 4
# A text with fewer runs than this is too short to be told from a formula.
LEAST_RUNS = 30
_WORD = re.compile(r"\w+")


def text_facts(text: str) -> TextFacts:
    """Return the facts of a text."""
    runs = frozenset(hashed_runs([word.casefold() for word in words(text)]))
    return TextFacts(len(text), len(text.split()), _packed(sampled(runs)))


def words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


def hashed_runs(folded: list[str]) -> list[int]:
    """Return the hash of each run of five words, in order."""
    # Any two texts hash alike on any machine and in any process, as `hash` does not.
    joined = [" ".join(five) for five in zip(*(folded[i:] for i in range(RUN)), strict=False)]
    return [crc32(run.encode()) for run in joined]


def sampled(runs: frozenset[int]) -> frozenset[int]:
    """Return the runs that stand for a text: a quarter of them, none of a short text."""
    if len(runs) < LEAST_RUNS:
        return frozenset()
    return frozenset(one for one in runs if one % EVERY == 0)


def sampled_runs(facts: TextFacts) -> frozenset[int]:
    """Return the sample that `facts` hold."""
    found = array("I")
    found.frombytes(facts.runs)
    if sys.byteorder == "big":
        found.byteswap()
    return frozenset(found)


def _packed(runs: frozenset[int]) -> bytes:
    numbers = array("I", sorted(runs))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
