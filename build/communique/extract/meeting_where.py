"""The place of a meeting, told from places that are only spoken of."""

from __future__ import annotations

import re

from communique.extract.document import Document, Item, Reference, Sentence
from communique.lexicon.lexicon import Term

_MOTION = re.compile(
    r"\b(?:travel|visit|trip|fl[ye]w?|go|head|arriv|return|come|came)\w*\b[^,;]*$", re.I
)
_CONTENT_VERBS = ("discuss", "consult", "negotiat")
_HERE = re.compile(r"\bhere\b")


def destination(document: Document, sentence: Sentence) -> tuple[str, str | None, int, int] | None:
    """Return where a sentence's verb of motion leads, when it names one place only."""
    text = document.text
    found = []
    for k, chunk in enumerate(sentence.chunks):
        value = chunk.term or chunk.reference
        if k == 0 or value is None or chunk.symbol not in "GKL":
            continue
        lead = text[max(sentence.start, chunk.start - 30) : chunk.start]
        if not re.search(
            r"\b(?:arrived? in|(?:fl[ye]w?|travell?(?:ed|s)?|went|came) to)\s+(?:the\s+)?$", lead
        ):
            continue
        if isinstance(value, Reference):
            if value.kind != "country":
                continue
            start, end = value.name_start or chunk.start, value.name_end or chunk.end
            found.append(
                (text[start:end], value.countries[0] if value.countries else None, start, end)
            )
        else:
            found.append((text[chunk.start : chunk.end], value.country, chunk.start, chunk.end))
    return found[0] if len(found) == 1 else None


def _arrives(text: str, sentence: Sentence, chunks: list[Item], k: int, j: int) -> bool:
    """Tell 'flew to Busan' from 'an upcoming trip to Korea' and 'the trip to the Caribbean nation'."""
    lead = text[max(sentence.start, chunks[j].start - 40) : chunks[j].start]
    ahead = re.search(r"\b(?:upcoming|forthcoming|planned|preparations?)\b", lead)
    qualifies = k + 1 < len(chunks) and chunks[k + 1].symbol == "_"
    return _MOTION.search(lead) is not None and ahead is None and not qualifies


def place_of(
    document: Document, sentence: Sentence, chunks: list[Item], trigger: int
) -> tuple[str, str | None, int, int] | None:
    """Return the place 'in' or 'at' which the meeting was: name, country, span."""
    text = document.text
    options = []
    for k, chunk in enumerate(chunks):
        if chunk.symbol != "L" or k == 0:
            continue
        j = k - 1
        while j > 0 and chunks[j].symbol in "dm":
            j -= 1
        lead = text[chunks[j].start : chunks[j].end].lower()
        arrives = lead == "to" and _arrives(text, sentence, chunks, k, j)
        if lead not in ("in", "at", "here") and not arrives:
            continue
        value = chunk.value
        start, end = chunk.start, chunk.end
        country = None
        if isinstance(value, Term):
            country = value.country
        elif isinstance(value, Reference):
            start, end = value.name_start or start, value.name_end or end
            country = value.countries[0] if value.countries else None
        if not arrives and k > trigger and _is_of_content(document, chunks, trigger, j):
            continue
        distance = abs(k - trigger) + (0 if k > trigger else 3) + (8 if arrives else 0)
        options.append((distance, (text[start:end], country, start, end)))
    if options:
        return min(options, key=lambda o: (o[0], o[1][2]))[1]
    here = _HERE.search(text, sentence.start, sentence.end)
    if here and document.article.dateline_place:
        found = document.lexicon.terms.values.get(document.article.dateline_place)
        return (
            document.article.dateline_place,
            found.country if found else None,
            here.start(),
            here.end(),
        )
    return None


def _is_of_content(document: Document, chunks: list[Item], trigger: int, j: int) -> bool:
    """'They discussed the situation in Gaza', 'met to deepen security in the Pacific': no place of theirs."""
    text = document.text
    if chunks[j - 1].symbol in "GLZM,&" or j - 1 <= trigger:
        return False
    if any(c.symbol in "ZE" for c in chunks[trigger + 1 : j]):
        return (
            False  # "discussed trade at a meeting on the sidelines of the summit in Kuala Lumpur"
        )
    if text[chunks[trigger].start : chunks[trigger].end].lower().startswith(_CONTENT_VERBS):
        return True
    for k in range(trigger + 1, j):
        word = text[chunks[k].start : chunks[k].end].lower()
        if chunks[k].symbol == "t" and k + 1 < j and chunks[k + 1].symbol in "_VJ":
            return True
        if word in ("about", "regarding", "concerning") and chunks[trigger].symbol in "MV":
            return True
    return False
