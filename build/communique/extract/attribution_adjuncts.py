"""What stands between a verb of saying and what was said: audience, day, place, channel."""

from __future__ import annotations

from communique.extract.attribution_shared import Attribution
from communique.extract.date_expressions import may_open_date
from communique.extract.dates import find_dates
from communique.extract.document import Document
from communique.extract.frames import Segment
from communique.lexicon.tables import word_set


def is_bare(segment: Segment, j: int) -> bool:
    """'promised reporters that' from 'said Manila “will act”': a party before a clause is its subject."""
    following = segment.chunks[j + 1].symbol if j + 1 < len(segment.chunks) else "."
    return segment.reference(j) is None or following in "k,:t"


def take_audience(document: Document, segment: Segment, j: int, made: Attribution) -> int:
    """Take 'reporters', 'a news conference', 'the Security Council' after told; return what follows."""
    text, chunks = document.text, segment.chunks
    reference = segment.reference(j)
    if reference is not None:
        k = j + 1
        if segment.word(text, k) in word_set("audiences"):
            k += 1  # "a White House briefing"
        while k + 1 < len(chunks) and chunks[k].symbol in "&" and segment.reference(k + 1):
            k += 2
        made.audience = (chunks[j].start, chunks[k - 1].end)
        return k
    k = j
    if (
        k < len(chunks)
        and chunks[k].symbol == "p"
        and segment.word(text, k) in ("him", "her", "them", "me", "us")
    ):
        return k + 1
    while k < len(chunks) and chunks[k].symbol in "dmA_XLOEQs#&" and k - j < 6:
        word = segment.word(text, k)
        if word == "that" or (chunks[k].symbol == "d" and k > j):
            break
        k += 1
        if word in word_set("audiences"):
            break
    if k > j:
        made.audience = (chunks[j].start, chunks[k - 1].end)
        return k
    return j


def end_of_date(document: Document, segment: Segment, j: int) -> int:
    """Return the chunk after a date that starts at chunk `j` ('Monday', 'last week'), else `j`."""
    chunks = segment.chunks
    start = chunks[j].start
    if not may_open_date(document.text, start):
        return j
    for date in find_dates(document.text, start, min(segment.end, start + 40), document.base, ""):
        if date.start - start > 1:
            return j
        k = j
        while k < len(chunks) and chunks[k].start < date.end:
            k += 1
        while k < len(chunks) and chunks[k].symbol == ")":
            k += 1
        return k
    return j


def skip_adjunct(document: Document, segment: Segment, j: int) -> int | None:
    """Step over 'in a statement', 'on Monday', 'after the talks in Geneva'; None when unclear."""
    text, chunks = document.text, segment.chunks
    k = j + 1
    moved = end_of_date(document, segment, k) if k < len(chunks) else k
    if moved > k:
        return moved
    while k < len(chunks) and k - j < 9:
        symbol, word = chunks[k].symbol, segment.word(text, k)
        if word == "that" or symbol in "S,:":
            return k
        if symbol in "CKNLEOG" and k > j + 0:
            # "in a Facebook post that …": the name only modifies what the adjunct is about
            goes_on = segment.word(text, k + 1) in word_set("utterances")
            return k + 2 if goes_on else k + 1
        if symbol in "hqp" and k > j + 1:
            return k
        if symbol == "d" and k > j + 1:
            return k
        if symbol in ".;":
            return None
        if symbol in "iaonf" and k > j + 1:
            return skip_adjunct(document, segment, k)
        k += 1
    return k if k < len(chunks) else None
