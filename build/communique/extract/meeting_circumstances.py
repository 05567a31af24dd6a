"""Medium, setting and occasion of a meeting, from the clause around its word."""

from __future__ import annotations

import re

from communique.core.edtf import bounds
from communique.extract.dates import find_dates
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import Draft
from communique.extract.meeting_setting import medium_of, occasion_of, setting_of
from communique.extract.meeting_when import counted_from_another, day_of_report, nearest_date
from communique.extract.meeting_where import place_of

_BOUNDARY = re.compile(
    r"\b(?:after|before|when|while|since|but|ahead of|in advance of|following|on the eve of)\b|;",
    re.I,
)
_PRESENT_START = re.compile(r"\b(?:begins?|opens?|starts?|resumes?)\b")


def _clause(text: str, sentence: Sentence, at: Item) -> tuple[int, int]:
    """Return the span of the clause around a trigger: 'after', 'before', 'while' … open another one.

    A boundary word that a comma follows before the trigger belongs to an aside ('On Monday, after
    months of delay, they met') and cuts nothing.
    """
    low, high = sentence.start, sentence.end
    for match in _BOUNDARY.finditer(text, sentence.start, at.start):
        if ";" in match[0] or "," not in text[match.end() : at.start]:
            low = match.end()
    after = _BOUNDARY.search(text, at.end, sentence.end)
    if after:
        high = after.start()
    return low, high


def shown(
    text: str, sentence: Sentence, trigger: Item, matched: tuple[int, int]
) -> tuple[int, int]:
    """Return the span that shows a meeting: its clause, and whatever of the match lies outside."""
    low, high = _clause(text, sentence, trigger)
    start, end = min(low, matched[0]), max(high, matched[1])
    while start < end and not text[start].isalnum() and text[start] not in '“"‘@':
        start += 1
    while end > start and text[end - 1] in " ,;:–—-":
        end -= 1
    return start, end


def read_circumstances(
    document: Document, sentence: Sentence, chunks: list[Item], trigger: int, draft: Draft
) -> None:
    """Fill date, place, occasion, medium and setting from the clause around a trigger."""
    text = document.text
    low, high = _clause(text, sentence, chunks[trigger])
    is_future = draft.status in ("scheduled", "proposed", "conditional", "postponed")
    dates = find_dates(text, low, high, document.base, document.base_kind, is_future)
    draft.date = (
        nearest_date(document, sentence, dates, chunks, trigger, draft.status)
        or counted_from_another(document, sentence, low, high, draft.status)
        or day_of_report(document, sentence, low, chunks[trigger], draft.status)
    )
    if draft.date and draft.date.edtf and draft.status == "held" and document.base:
        first = bounds(draft.date.edtf)[0]
        if first and first > document.base and draft.date.unit != "year":
            draft.status = "scheduled"
    if (
        draft.status == "ongoing"
        and (chunks[trigger].symbol == "M" or _PRESENT_START.search(text, low, chunks[trigger].end))
        and any(
            d.unit in ("day", "week") and text[d.start : d.end].lower() not in ("today", "tonight")
            for d in dates
        )
    ):
        draft.status = "scheduled"
        dates = find_dates(text, low, high, document.base, document.base_kind, True)
        draft.date = nearest_date(document, sentence, dates, chunks, trigger, draft.status)
    if draft.status == "ongoing" and draft.date and draft.date.edtf and document.base:
        last = bounds(draft.date.edtf)[1]
        if last and last > document.base:
            draft.status = "scheduled"
    inside = [c for c in chunks if low <= c.start < high]
    draft.place = place_of(document, sentence, inside, inside.index(chunks[trigger]))
    draft.occasion = occasion_of(document, low, high, inside)
    draft.medium = medium_of(document, chunks, trigger, draft)
    draft.setting = setting_of(document, (low, high), chunks, trigger, draft)
