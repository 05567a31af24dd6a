"""Utterances told by a noun of saying: 'Seoul's claim that …', 'gave assurances that …'."""

from __future__ import annotations

from communique.extract.attribution_right import end_of_content
from communique.extract.attribution_shared import Attribution, looks_finite, quotes_within
from communique.extract.attribution_subjects import subject_of
from communique.extract.document import Document, Reference
from communique.extract.frames import Segment
from communique.lexicon.tables import word_set


def noun_attributions(
    document: Document, segment: Segment, found: list[Attribution]
) -> list[Attribution]:
    """Return the utterances that nouns of saying report, outside those found already."""
    made: list[Attribution] = []
    nouns, words = word_set("nouns_of_saying"), segment.words(document.text)
    for i in () if nouns.isdisjoint(words) else range(1, len(segment.chunks) - 2):
        if words[i] not in nouns:
            continue
        if segment.chunks[i + 1].symbol != "k":
            continue
        position = segment.chunks[i].start
        if any(a <= position < b for one in found for a, b in one.pieces):
            continue
        speakers = _giver(document, segment, i)
        if not speakers:
            continue
        end = end_of_content(document, segment, i + 2, [])
        if end <= i + 2 or not looks_finite(document, segment, i + 2, end):
            continue
        span = segment.chunks[i + 2].start, segment.chunks[end - 1].end
        cue = segment.chunks[i].start, segment.chunks[i].end
        one = Attribution(segment, "noun_of_saying", None, cue, speakers, [span])
        one.quotes = quotes_within(segment, span)
        made.append(one)
    return made


def _giver(document: Document, segment: Segment, i: int) -> list[Reference]:
    """Return whose claim it is: the owner of the noun, or the subject of 'gave', 'issued', 'made'."""
    chunks, text = segment.chunks, document.text
    k = i - 1
    while k >= 0 and chunks[k].symbol in "m_d#A" and i - k < 5:
        if segment.word(text, k) in word_set("giving_verbs"):
            numbers, _inherits = subject_of(document, segment, k)
            return [r for n in numbers if (r := segment.reference(n))]
        k -= 1
    if k >= 1 and chunks[k].symbol == "s" and k > 1:
        owner = segment.reference(k - 1)
        # at the head of a sentence the noun is its subject, and where the clause ends is open
        return [owner] if owner is not None and owner.kind in ("person", "country", "body") else []
    return []
