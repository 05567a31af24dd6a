"""Ports and borders that a state closes or opens: 'closed its ports to French trawlers'."""

from __future__ import annotations

from functools import cache
from itertools import product

from communique.extract.document import Sentence
from communique.extract.measure_clause import chunk_of
from communique.lexicon.tables import word_set

Term = tuple[str, str, str]
_OWN = ("its", "their", "all", "the")
_KINDS = frozenset({"land", "border", "main", "southern", "northern", "eastern", "western", "own"})
_TO = frozenset({"to", "with", "for"})
_REACH = 8
_ENDS = ("and", "in", "after", "on", "for")


def crossing_at(sentence: Sentence, i: int) -> tuple[int, Term] | None:
    """Return (tokens, term) of a closing or opening that a verb at token `i` tells, else None.

    Only where the words say to whom or what: 'closed its border' may be any state of alert.
    """
    lower = sentence.lower
    is_closing = lower[i] in word_set("closing_verbs")
    if not is_closing and lower[i] not in word_set("opening_verbs"):
        return None
    at = chunk_of(sentence, i)
    if at is None or (at and sentence.chunks[at - 1].symbol in "dfQA"):
        return None  # 'the closed border'
    k = i + 1
    if lower[k : k + 1] and lower[k] in _OWN:
        k += 1
    while k + 1 < len(lower) and k - i < 4 and lower[k] in _KINDS:
        if lower[k + 1] not in _KINDS | word_set("crossing_places"):
            break
        k += 1
    if k >= len(lower) or lower[k] not in word_set("crossing_places"):
        return None
    end = next((j for j in range(k + 1, min(len(lower), k + _REACH)) if lower[j] in _TO), None)
    if end is None or any(not w.isalpha() or w in _ENDS for w in lower[k + 1 : end]):
        return None
    kind = "import_ban" if lower[k].startswith("market") else "port_restriction"
    return end - i, (kind, "", "impose" if is_closing else "lift")


@cache
def crossing_phrases() -> frozenset[str]:
    """Return the ways to open such a clause, for the gate: 'closed its ports', 'reopened the border'."""
    verbs = word_set("closing_verbs") | word_set("opening_verbs")
    ways = ("", *(f"{w} " for w in _OWN), *(f"{w} land " for w in _OWN))
    return frozenset(f"{v} {w}{p}" for v, w, p in product(verbs, ways, word_set("crossing_places")))
