"""Sentences that go on about the meeting told before: 'The talks were held in Oslo on Friday'."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from communique.core.edtf import bounds
from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Sentence
from communique.extract.meeting_draft import AHEAD, REMOTE, Draft
from communique.extract.meeting_saying import is_of_saying
from communique.extract.meeting_when import over_days
from communique.extract.meeting_where import named_place
from communique.text.guarded import Guarded

_GOES_ON = re.compile(
    r"(?:The|Their|This|That|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s)\s+(?:[\w-]+\s+){0,2}?"
    r"(?P<word>meeting|talks|discussions|encounter|call|conversation|session|lunch|dinner|negotiations"
    r"|summit|conference|gathering|forum|round)\b"
    r"|It\s+(?:is\s+(?:due|set|scheduled|expected)\s+to|will|is\s+to|was)\s+(?:be\s+)?"
    r"(?:held|hosted|take\s+place)\b"
)
# "At the end of the summit on Tuesday", "in the 23 February talks", "ahead of today's session".
_IN_PASSING = Guarded(
    r"\b(?:the|their|this)\s+(?:[\w-]+\s+)?"
    r"(?P<word>summit|meeting|talks|discussions|conversation|call|negotiations|dinner|lunch)\s+"
    r"(?:here\s+|there\s+)?(?=(?:late\s+|early\s+)?(?:on\s+)?[A-Z0-9])",
    re.I,
)
_OWN_WORD = Guarded(
    r"\b(?:summit|meeting|talks|discussions|session|negotiations|round|dinner|lunch|banquet)\b"
    r"(?!\s+(?:with|between|of|room|rooms)\b)"
)
_LENGTH = Guarded(
    r"\bthe(?:ir|se)?\s+(?P<n>two|three|four|five|six|seven)-day\s+(?:[a-z-]+\s+)?"
    r"(?:talks|meeting|summit|conference|session|negotiations|round|discussions)\b",
    re.I,
)
# How the clause of a meeting tells that it begins or ends on its day.
_EDGE = re.compile(
    r"\b(?:(?P<opens>opened|began|started|launched)|ended|concluded|closed|finished|completed"
    r"|w(?:rapped|ound)\s+up)\s+(?:[\w-]+\s+){0,5}$"
)
_BEFORE_IT = re.compile(r"(?:['’]s)?\s+(?:[a-z-]+\s+)?")
_WEEKDAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\W|$)")
_ENDED = re.compile(r"\s+(?:ended|concluded|closed|broke\s+up|finished|wrapped\s+up)\b")
_GOES_ON_ON = re.compile(
    r"\s+(?:(?:will|are\s+to|is\s+to|were\s+to)\s+)?(?:continue[sd]?|resumed?|go(?:es)?\s+on|went\s+on)\b"
)
_SIDELINES = Guarded(r"\bon\s+the\s+(?:sidelines?|margins?|fringes?)\b")
_CALLS = ("call", "conversation")
_ELSEWHERE = re.compile(
    r"\b(?:after|before|since|when|while|follow\w*|ahead|comes?|came|said|which)\b"
)
_NEAR = 3


def take_from_followups(document: Document, drafts: list[Draft]) -> None:
    """Complete a meeting's date, place and setting from the next sentences, if they are of no other."""
    told = _told(document, drafts)
    for sentence in document.sentences:
        match = _GOES_ON.match(document.text, sentence.start)
        if match is None or document.is_quoted(sentence.start):
            continue
        draft = _subject_of(sentence, told)
        if draft is None or (match["word"] in _CALLS) != (draft.medium in ("phone", "video")):
            continue
        found = _ELSEWHERE.search(document.text, match.end(), sentence.end)
        high = found.start() if found else sentence.end
        day = _date(document, sentence, match, high, draft)
        if day is not None and draft.date is not None:
            day = _in_that_week(document, day, draft.date)
        if day is not None and (draft.date is None or _is_within(day, draft.date)):
            draft.date = day
        elif day is not None and _lasts_until(document, draft, match.end()):
            draft.date = _until(draft.date, day)
        if draft.medium in REMOTE:
            continue
        if draft.place is None:
            draft.place = _place(document, sentence, match.end(), high)
        beside = _SIDELINES.search(document.text, match.end(), high) is not None
        if beside and draft.setting in ("unknown", "standalone"):
            draft.setting = "sidelines"


def take_days_in_passing(document: Document, drafts: list[Draft]) -> None:
    """Give a meeting without a date that which a later mention has: 'said after the talks on Friday'."""
    told = _told(document, drafts)
    for match in _IN_PASSING.finditer(document.text):
        if document.is_quoted(match.start()):
            continue
        sentence = document.sentence_at(match.start())
        draft = _subject_of(sentence, told)
        if draft is None or draft.date is not None or draft.status != "held":
            continue
        if (match["word"].lower() in _CALLS) != (draft.medium in ("phone", "video")):
            continue
        days = dates_in(document, match.end(), sentence.end)
        if days and days[0].unit == "day" and days[0].edtf and days[0].start - match.end() < 9:
            draft.date = days[0]


def take_own_day_and_place(document: Document, drafts: list[Draft]) -> None:
    """Complete a meeting from the words that name it later: 'the 23 February talks', 'the Delhi meeting'.

    The day may be within the week or month that is known; it never contradicts what is.
    """
    told = _told(document, drafts)
    for match in _OWN_WORD.finditer(document.text):
        if document.is_quoted(match.start()):
            continue
        sentence = document.sentence_at(match.start())
        draft = _meant(sentence, told, drafts)
        if draft is None or draft.medium in REMOTE:
            continue
        day = _day_before(document, sentence, match.start(), draft)
        if day is not None and _is_within(day, draft.date):
            draft.date = day
        is_only = draft is drafts[0] and (
            len(drafts) == 1 or sentence.index < draft.sentence.index + _NEAR
        )
        if draft.place is None and is_only:
            draft.place = _place_before(document, sentence, match.start())


def take_length(document: Document, drafts: list[Draft]) -> None:
    """'Ended talks here on Friday', and further down 'the three-day talks': they took those three days."""
    told = _told(document, drafts)
    for match in _LENGTH.finditer(document.text):
        sentence = document.sentence_at(match.start())
        draft = _meant(sentence, told, drafts)
        if draft is None or draft.date is None or draft.date.unit != "day":
            continue
        text, value = document.text, draft.date.edtf or ""
        edge = _EDGE.search(text, draft.sentence.start, draft.trigger.start)
        if edge is None or len(value) != 10 or document.is_quoted(match.start()):
            continue
        draft.date = over_days(draft.date, match["n"], is_first=bool(edge["opens"]))


def _told(document: Document, drafts: list[Draft]) -> list[tuple[int, Draft]]:
    """Return where the mentions of meetings stand: number of the sentence, and the meeting."""
    return [(document.sentence_at(s).index, draft) for draft in drafts for s, _, _ in draft.spans]


def _day_before(
    document: Document, sentence: Sentence, at: int, draft: Draft
) -> DateMention | None:
    low = max(sentence.start, at - 40)
    days = dates_in(document, low, at, draft.status in AHEAD)
    if not days or days[-1].unit != "day" or not days[-1].edtf:
        return None
    return days[-1] if _BEFORE_IT.fullmatch(document.text, days[-1].end, at) else None


def _is_within(day: DateMention, known: DateMention | None) -> bool:
    """Tell whether a day is new, or one of the longer time that was known."""
    if known is None or not known.edtf:
        return known is None
    (a1, a2), (b1, b2) = bounds(day.edtf), bounds(known.edtf)
    if not (a1 and a2 and b1 and b2) or known.unit == "day":
        return False
    return b1 <= a1 and a2 <= b2


def _place_before(
    document: Document, sentence: Sentence, at: int
) -> tuple[str, str | None, int, int] | None:
    chunk = next((c for c in sentence.chunks if c.end == at - 1), None)
    place = named_place(document, chunk) if chunk is not None else None
    if place is None or document.text[place[2] - 4 : place[2]].lower() != "the ":
        return None
    known = document.lexicon.terms.values.get(place[0])
    is_city = known is not None and (known.kind == "capital" or known.note == "city")
    return place if is_city else None


def _meant(sentence: Sentence, told: list[tuple[int, Draft]], drafts: list[Draft]) -> Draft | None:
    """Return the meeting that a bare 'the talks' means: the only one, the one on which the article is
    (it opens it, and no other has begun), else the last."""
    if len(drafts) == 1:
        return drafts[0]
    first = drafts[0]
    background = [d for d in drafts[1:] if not _is_before(d, first)]
    if first.sentence.index < 2 and not background and sentence is not first.sentence:
        return first
    return _subject_of(sentence, told)


def _is_before(draft: Draft, first: Draft) -> bool:
    """Tell a meeting of a month or more before another: background in an article on that one."""
    if draft.status != "held" or not (draft.date and draft.date.edtf):
        return False
    last = bounds(draft.date.edtf)[1]
    own = bounds(first.date.edtf)[0] if first.date and first.date.edtf else None
    return last is not None and draft.date.unit in ("month", "year") and (own is None or last < own)


def _in_that_week(document: Document, day: DateMention, known: DateMention) -> DateMention:
    """'Next week … The conference, to be held Wednesday and Thursday': the days of that week."""
    words = document.text[day.start : day.end]
    (a1, a2), (b1, b2) = bounds(day.edtf), bounds(known.edtf)
    if known.unit != "week" or not (a1 and a2 and b1 and b2) or not _WEEKDAYS.match(words):
        return day
    weeks = timedelta(7 * ((b1 - a1 + timedelta(6)) // timedelta(7)))
    first, last = (a1 + weeks).isoformat(), (a2 + weeks).isoformat()
    return replace(day, edtf=first if a1 == a2 else f"{first}/{last}")


def _lasts_until(document: Document, draft: Draft, at: int) -> bool:
    """Tell whether 'the talks' went on, or those that were told to begin ended, on the day named next."""
    if _GOES_ON_ON.match(document.text, at):
        return True
    edge = _EDGE.search(document.text, draft.sentence.start, draft.trigger.start)
    return bool(edge and edge["opens"]) and _ENDED.match(document.text, at) is not None


def _until(known: DateMention | None, day: DateMention) -> DateMention | None:
    """'Met on Monday. The talks continued on Tuesday': they took both days."""
    value, last = (known.edtf if known else None) or "", day.edtf or ""
    if known is None or len(value) != 10 or len(last) != 10:
        return known
    days = (date.fromisoformat(last) - date.fromisoformat(value)).days
    return replace(known, edtf=f"{value}/{last}") if 0 < days < 7 else known


def _subject_of(sentence: Sentence, told: list[tuple[int, Draft]]) -> Draft | None:
    """Return the one meeting told last before a sentence, when it is near and the sentence no mention."""
    if any(index == sentence.index for index, _ in told):
        return None
    before = [
        (index, draft) for index, draft in told if sentence.index - _NEAR <= index < sentence.index
    ]
    last = max((index for index, _ in before), default=None)
    found = [draft for index, draft in before if index == last]
    return found[0] if len({id(d) for d in found}) == 1 else None


def _date(
    document: Document, sentence: Sentence, match: re.Match[str], high: int, draft: Draft
) -> DateMention | None:
    is_future = draft.status in AHEAD
    dates = dates_in(document, sentence.start, high, is_future)
    goes_on = _GOES_ON_ON.match(document.text, match.end()) is not None  # "continued" says nothing
    told = [d for d in dates if d.edtf and (goes_on or not _is_said(document, sentence, d))]
    days = [d for d in told if d.unit == "day"] or (told if is_future else [])
    return days[0] if len(days) == 1 else None


def _is_said(document: Document, sentence: Sentence, found: DateMention) -> bool:
    chunks = sentence.chunks
    k = next((n for n, c in enumerate(chunks) if c.start <= found.start < c.end), None)
    return k is not None and is_of_saying(document, chunks, k, 0)


def _place(
    document: Document, sentence: Sentence, low: int, high: int
) -> tuple[str, str | None, int, int] | None:
    """Return the one place in which the clause sets the meeting."""
    chunks, found = sentence.chunks, []
    for before, chunk in pairwise(chunks):
        if low <= before.start < high and before.symbol in "ia":
            place = named_place(document, chunk)
            if place is not None:
                found.append(place)
    return found[0] if len(found) == 1 else None
