"""Medium, setting and occasion of a meeting, from the clause around its word."""

from __future__ import annotations

import re

from communique.core.edtf import bounds
from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import AHEAD, Draft
from communique.extract.meeting_setting import medium_of, occasion_of, setting_of
from communique.extract.meeting_when import (
    CLOSED_RELATIVE,
    counted_from_another,
    day_of_report,
    nearest_date,
    over_days,
)
from communique.extract.meeting_where import place_of
from communique.text.guarded import Guarded

_BOUNDARY = Guarded(
    r"\b(?:after|before|when|while|since|but|ahead of|in advance of"
    r"|following(?!\s+(?:day|week|month|year))|on the eve of)\b|;",
    re.I,
)
_DAYS_OF = re.compile(
    r"\b(?:(?:(?:ended|concluded|w(?:rapped|ound)\s+up|closed|finished|completed)"
    r"|(?P<opens>opened|began|started|launched|open|begin|start))\s+(?:what\s+are\s+to\s+be\s+)?"
    r"(?P<n>two|three|four|five|six|seven)\s+days\s+of"
    r"|(?:met|meet|talked|conferred|gathered)\b[^,;]{0,40}\sfor\s+(?P<for>two|three|four|five|six|seven)\s+days)\b"
)
_IS_AHEAD = re.compile(r"\b(?:will|due\s+(?:to|in)|(?:is|are)\s+to|planned|scheduled|set\s+to)\b")
_SAID_THERE = re.compile(r":\s+[“\"]")
_LONG_AGO = 250
_WHEN = re.compile(r",?\s+when\s*$")
_WAS_PLANNED = re.compile(
    r"\b(?:scheduled|planned|due|upcoming|forthcoming|next|(?:was|were)\s+to(?!\s+have))\b"
)
_PRESENT_START = re.compile(r"\b(?:begins?|opens?|starts?|resumes?)\b")


# Characters around a word of meeting in which its day and place are looked for.
_REACH = 400


def _clause(text: str, sentence: Sentence, at: Item) -> tuple[int, int]:
    """Return the span of the clause around a trigger: 'after', 'before', 'while' … open another one.

    A boundary word that a comma follows before the trigger belongs to an aside ('On Monday, after
    months of delay, they met') and cuts nothing.
    """
    low, high = max(sentence.start, at.start - _REACH), min(sentence.end, at.end + _REACH)
    for match in _BOUNDARY.finditer(text, low, at.start):
        if ";" in match[0] or "," not in text[match.end() : at.start]:
            low = match.end()
    after = _BOUNDARY.search(text, at.end, high)
    if after:
        high = after.start()
    return low, high


def _over_days(words: str, day: DateMention | None) -> DateMention | None:
    """Give talks their days: 'ended two days of talks here today', 'met on Monday for three days'."""
    told = _DAYS_OF.search(words)
    if told is None or day is None or day.unit != "day" or len(day.edtf or "") != 10:
        return day
    count = told["n"] or told["for"]
    return over_days(day, count, is_first=bool(told["opens"] or told["for"]))


def _take_length(document: Document, draft: Draft, words: str) -> None:
    """Give a meeting the days that its clause counts; one that lasts beyond the report goes on."""
    told, base = draft.date, document.base
    draft.date = _over_days(words, told)
    if draft.date is not told and draft.date and base and draft.status == "held":
        last = bounds(draft.date.edtf)[1]
        draft.status = "ongoing" if last and last > base else draft.status


def _yet_to_come(
    document: Document, sentence: Sentence, day: DateMention | None
) -> DateMention | None:
    """'Due to travel on June 3', told in May: a day of this year, and no day of the last."""
    first = bounds(day.edtf)[0] if day is not None else None
    if day is None or first is None or document.base is None or day.anchor == "in_text":
        return day
    if (document.base - first).days < _LONG_AGO:
        return day
    if not _IS_AHEAD.search(document.text[sentence.start : day.start]):
        return day
    found = dates_in(document, sentence.start, day.end, True)
    return found[-1] if found and found[-1].start == day.start else day


def _before_when(document: Document, sentence: Sentence, low: int) -> DateMention | None:
    """'In July 2011, when she met Krishna': the day is that of the clause that 'when' opens."""
    opened = _WHEN.search(document.text, sentence.start, low)
    if opened is None:
        return None
    found = dates_in(document, sentence.start, opened.start())
    return found[-1] if found and found[-1].end == opened.start() else None


def shown(
    text: str, sentence: Sentence, trigger: Item, matched: tuple[int, int]
) -> tuple[int, int]:
    """Return the span that shows a meeting: its clause, and whatever of the match lies outside."""
    low, high = _clause(text, sentence, trigger)
    said = _SAID_THERE.search(text, max(trigger.end, matched[1]), high)
    if said is not None:
        high = said.start()  # what was said after the meeting shows nothing of it
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
    is_future = draft.status in AHEAD
    if draft.status == "cancelled" and _WAS_PLANNED.search(text, low, high):
        is_future = True
    dates = dates_in(document, low, high, is_future)
    draft.date = (
        nearest_date(document, sentence, dates, chunks, trigger, draft.status)
        or counted_from_another(document, sentence, low, high, draft.status)
        or day_of_report(document, sentence, low, chunks[trigger], draft.status)
    )
    draft.date = draft.date or _before_when(document, sentence, low)
    draft.date = _yet_to_come(document, sentence, draft.date)
    if draft.date and draft.date.edtf and draft.status == "held" and document.base:
        first = bounds(draft.date.edtf)[0]
        if first and first > document.base and draft.date.unit != "year":
            draft.status = "scheduled"
    if (
        draft.status == "ongoing"
        and (chunks[trigger].symbol == "M" or _PRESENT_START.search(text, low, chunks[trigger].end))
        and any(
            d.unit in ("day", "week")
            and text[d.start : d.end].lower() not in ("today", "tonight", "this week")
            for d in dates
        )
    ):
        draft.status = "scheduled"
        dates = dates_in(document, low, high, True)
        draft.date = nearest_date(document, sentence, dates, chunks, trigger, draft.status)
    if draft.status == "ongoing" and draft.date and draft.date.edtf and document.base:
        last = bounds(draft.date.edtf)[1]
        if last and last > document.base and draft.date.unit != "week":
            draft.status = "scheduled"
    _take_length(document, draft, text[low:high])
    aside = CLOSED_RELATIVE.search(text, chunks[trigger].end, high)
    inside = [
        c
        for c in chunks
        if low <= c.start < high and not (aside and aside.start() <= c.start < aside.end())
    ]
    draft.place = place_of(document, sentence, inside, inside.index(chunks[trigger]))
    draft.occasion = occasion_of(document, low, high, inside)
    draft.medium = medium_of(document, chunks, trigger, draft)
    if draft.medium == "phone":
        draft.place = None  # where one of them was says nothing of the other
    draft.setting = setting_of(document, (low, high), chunks, trigger, draft)
