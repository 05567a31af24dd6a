"""Finds the place that an attribution names for its utterance: 'told reporters in Ankara on Tuesday'."""

from __future__ import annotations

import re

from communique.core.model import Evidence
from communique.extract.date_expressions import MONTHS, WEEKDAYS
from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.lexicon.lexicon import fold
from communique.lexicon.tables import word_set

_CLAUSE = re.compile(
    r"\b(?:that|which|who|whom|when|where|while|because|and|but|about|since|to)\b|[;:“”\"]", re.I
)
# What an opening adjunct must be for its place to be that of the speech.
_OPENING = re.compile(
    r"^\W*(?:(?:Speaking|Appearing|Talking|Addressing|Writing)\b|(?:In|At|During|After|On)\s+(?:an?|his|her"
    r"|their|the|remarks?|comments?)\b[^,]*?\b(?:speech|address|remarks|news conference|press conference"
    r"|briefing|interview|meeting|rally|forum|conference|summit|event|ceremony|lecture|comments)\b"
    r"|(?:In|At)\s+[A-Z])"
)
_VISIT = re.compile(r"\b(?:visit|trip)\s+to\s+(?:the\s+)?$", re.I)
_AT = re.compile(r"\b(?:[Ii]n|[Aa]t|[Oo]utside|[Nn]ear)\s+(?:the\s+|an?\s+)?$")
_CITY = re.compile(
    r"\b(?:in|at|outside|near)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:city|town|capital|port) of $"
)
_LONGER = re.compile(r"[ -]([A-Z]\w+)")
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_HERE = re.compile(r"\bhere\b")


def place_of(
    document: Document, segment: Segment, cue: tuple[int, int] | None, spans: list[tuple[int, int]]
) -> tuple[str | None, Evidence | None]:
    """Return the place of an utterance and its words; `spans` are the parts outside the utterance."""
    if cue is None:
        return None, None
    best: tuple[int, int, int] | None = None
    for chunk in segment.chunks:
        if chunk.value is None and chunk.symbol not in "LK":
            continue
        found = _place(document, chunk)
        if found is None or not any(a <= chunk.start and chunk.end <= b for a, b in spans):
            continue
        distance = _distance(document, segment, cue, chunk, found)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, *found
    if best is None:
        return _here(document, cue, spans)
    name = document.text[best[1] : best[2]]
    return name, Evidence(best[1], best[2], "place_name", name)


def _place(document: Document, chunk: Item) -> tuple[int, int] | None:
    """Return the span of the place that a chunk is: a city, a seat, a country, a known place."""
    if chunk.symbol in "LK":
        return chunk.start, chunk.end
    reference = chunk.value
    if isinstance(reference, Reference) and reference.kind == "country" and not reference.is_plural:
        start, end = reference.name_start or chunk.start, reference.name_end or chunk.end
        return (start, end) if not reference.office else None
    return None


def _distance(
    document: Document,
    segment: Segment,
    cue: tuple[int, int],
    chunk: Item,
    found: tuple[int, int],
) -> int | None:
    text = document.text
    if text[found[1] : found[1] + 2].replace("’", "'") in ("'s", "s'"):
        return None
    named = document.lexicon.terms.values.get(fold(text[found[0] : found[1]]))
    if named is not None and named.kind not in ("country", "capital", "seat", "place"):
        return None
    following = _LONGER.match(text, found[1])
    if following and following[1].lower() not in _CALENDAR:
        return None  # "in Colorado Springs", "at West Virginia University"
    lead = text[max(segment.start, found[0] - 40) : found[0]]
    stands_at = _AT.search(lead) or _CITY.search(lead) or _VISIT.search(lead)
    if not stands_at:
        return None
    if found[0] >= cue[1]:
        between = text[cue[1] : found[0]]
        checked = _VISIT.sub("", between)
        is_apposed = "," in between and not _OPENING.match(
            between.rpartition(",")[2].strip().capitalize()
        )
        if is_apposed or len(between) > 90 or _CLAUSE.search(checked) or _has_verb(between):
            return None
        return len(between)
    between = text[found[1] : cue[0]]
    opening = text[segment.start : found[1]]
    # "officials in Beijing said": the place of the officials; "In Beijing on Monday, officials said"
    if "," not in between or len(between) > 90 or len(opening) > 110:
        return None
    if not _OPENING.match(opening) or re.search(r"[;:“”\"]|\bthat\b", opening + between):
        return None
    return len(between)


def _has_verb(between: str) -> bool:
    words = between.lower().split()
    return any(w in word_set("irregular") or w in word_set("be") for w in words)


def _here(
    document: Document, cue: tuple[int, int], spans: list[tuple[int, int]]
) -> tuple[str | None, Evidence | None]:
    """'…, he told reporters here': the place of the dateline."""
    place = document.article.dateline_place
    if not place:
        return None, None
    for start, end in spans:
        low, high = max(start, cue[1]), min(end, cue[1] + 60)
        found = _HERE.search(document.text, low, max(low, high))
        if found:
            return place, Evidence(found.start(), found.end(), "place_name", place)
    return None, None
