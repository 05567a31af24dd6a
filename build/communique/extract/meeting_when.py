"""The day of a meeting: the date that belongs to its clause."""

from __future__ import annotations

import re

from communique.extract.dates import DateMention, find_dates
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import Draft
from communique.extract.meeting_where import destination


def carry_over(document: Document, sentence: Sentence, draft: Draft) -> None:
    """Take date and place from the sentence before when it tells of the same people's same doings.

    'Obama joined Park and Abe on Thursday. Meeting in Washington, the three …': the day is Thursday's.
    'She flew to Tripoli. There she was received by …': the place is where the journey led.
    """
    if sentence.index == 0 or draft.status not in ("held", "ongoing"):
        return
    before = document.sentences[sentence.index - 1]
    names = {p.name for p in draft.parties if p.name}
    shared = {r.entity.name for r in before.references if r.entity and r.entity.name in names}
    if draft.date is None and len(shared) > 1:
        days = [
            d
            for d in find_dates(
                document.text, before.start, before.end, document.base, document.base_kind
            )
            if d.unit == "day"
        ]
        draft.date = days[0] if len(days) == 1 else None
    if draft.place is None and shared:
        draft.place = destination(document, before)


def nearest_date(
    document: Document,
    sentence: Sentence,
    dates: list[DateMention],
    chunks: list[Item],
    trigger: int,
) -> DateMention | None:
    """Return the date that dates the meeting: the nearest in its clause that is no duration or deadline."""
    at = chunks[trigger].start
    usable = []
    for found in dates:
        lead = document.text[max(sentence.start, found.start - 9) : found.start].lower()
        is_range = bool(found.edtf) and "/" in str(found.edtf)
        if not is_range and re.search(
            r"\b(?:since|until|till|by|than|for|from)\s+(?:the\s+)?$", lead
        ):
            continue
        between = document.text[min(found.end, at) : max(found.start, at)]
        if found.start > at and re.search(r"\b(?:who|which|signed|elected|born)\b", between):
            continue
        penalty = (15 if found.start > at else 40) * between.count(",") + 120 * len(
            re.findall(r"\b(?:said|who|which|that|after|before)\b", between)
        )
        if re.search(
            r"\b(?:after|before|following|since)\s+(?:\w+\s+){0,3}$",
            document.text[max(sentence.start, found.start - 40) : found.start].lower(),
        ):
            penalty += 100
        if found.end < at and re.search(r"\band\b", between):
            penalty += 120
        if document.text[found.end : found.end + 2].replace("’", "'") == "'s":
            penalty += 0 if at - found.end < 25 else 150
        usable.append((abs(found.start - at) + penalty, found))
    if not usable:
        return None
    best = min(usable, key=lambda u: u[0])
    return best[1] if best[0] < 260 else None
