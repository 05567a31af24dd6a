"""Finds the day that an attribution names for its utterance: 'said on Monday', 'in a speech today'."""

from __future__ import annotations

import re

from communique.core.model import Evidence
from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document
from communique.extract.frames import Segment
from communique.lexicon.tables import word_set

_OTHER_EVENT = re.compile(
    r"\b(?:(?:ahead of|before|after|following|since|until|by)\s+(?:\w+\s+){0,2}"
    r"|(?:over|about|of|for|next|from|between)\s+)$",
    re.I,
)
_WHEN = re.compile(r"^,?\s+when\s+")
# Between a date and its verb of saying none of these may stand: they open another clause.
_CLAUSE = re.compile(r"\b(?:that|which|who|whom|when|where|while|because|and|but|before|after)\b")
_UNITS = {"day", "week", "month"}


def day_of(
    document: Document,
    segment: Segment,
    cue: tuple[int, int] | None,
    spans: list[tuple[int, int]],
) -> tuple[str | None, Evidence | None]:
    """Return the EDTF date of an utterance and its words; `spans` are the parts outside the utterance."""
    best: tuple[int, DateMention] | None = None
    for start, end in spans:
        # the attribution is what stands around the cue, not a whole clause before it
        if cue and not (start <= cue[0] < end or end - start < 40):
            continue
        for found in dates_in(document, start, end):
            if not found.edtf or found.unit not in _UNITS:
                continue
            distance = _distance(document, segment, cue, found, start)
            if distance is not None and (best is None or distance < best[0]):
                best = distance, found
    if best is None:
        return None, None
    found = best[1]
    return found.edtf, Evidence(found.start, found.end, "date_edtf", found.edtf)


def _distance(
    document: Document,
    segment: Segment,
    cue: tuple[int, int] | None,
    found: DateMention,
    start: int,
) -> int | None:
    """Return how far a date stands from the verb of saying, None when it dates something else."""
    text = document.text
    lead = text[max(start, found.start - 30) : found.start]
    if _OTHER_EVENT.search(lead) or text[found.end : found.end + 2].replace("’", "'") in (
        "'s",
        "s'",
    ):
        return None
    if cue is None:
        return 0
    if found.start >= cue[1]:
        between = cue[1], found.start
    elif found.end <= cue[0]:
        between = found.end, cue[0]
        if text[found.end : found.end + 1] != "," and _modifies(text, found.end):
            return None
    else:
        return None
    when = _WHEN.match(text[between[0] : between[1]])
    if when:  # "… last week, when the president announced": the day is that of the clause
        between = between[0] + when.end(), between[1]
    if _CLAUSE.search(text, *between) or _has_verb(document, segment, between):
        return None
    if found.unit == "month" and found.start >= cue[1] and between[1] - between[0] > 6:
        return None
    return between[1] - between[0]


def _modifies(text: str, end: int) -> bool:
    """Tell 'a Feb. 7 rocket launch' from 'On Feb. 7 the ministry …'."""
    following = re.match(r"\s+([a-z]+)", text[end : end + 30])
    return bool(following) and following[1] not in word_set("after_dates")  # type: ignore[index]


def _has_verb(document: Document, segment: Segment, between: tuple[int, int]) -> bool:
    for k, chunk in enumerate(segment.chunks):
        if chunk.start < between[0] or chunk.end > between[1]:
            continue
        if chunk.symbol == "x" and segment.word(document.text, k) not in ("has", "have", "had"):
            return True
        word = segment.word(document.text, k)
        if chunk.symbol == "_" and (word in word_set("irregular")):
            return True
    return False
