"""Finds the dates that a text gives: single expressions, what they span, and days counted from another.

'From Monday to Wednesday' and 'June 30 to July 2' last; 'a three-day visit starting Sunday' lasts three
days; 'a day earlier' and 'the same day' are counted from the day named last.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec.structs import replace

from communique.core import edtf
from communique.extract.date_expressions import DateMention, anchored, find_expressions
from communique.extract.document import Document
from communique.text.guarded import Guarded

__all__ = ["DateMention", "dates_in", "find_dates"]

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
# "Starts Tuesday and goes on through Thursday" as well as "Tuesday to Thursday".
_TO = re.compile(
    r"(?:\s?(?:-|–|—|to|through|until|till)\s?"
    r"|,?\s(?:and\s)?(?:goes\son|runs?|ran|lasts?|continues?|continued|ends?|ended|concludes?|concluded)\s"
    r"(?:(?:through|until|till|to)\s)?)(?:on\s)?"
)
_AND = re.compile(r"\s(?:and|or)\s(?:on\s)?")
# "Talks moved from Monday to Thursday" last no four days.
_MOVED = re.compile(
    r"\b(?:moved?|shifted|postponed?|delay(?:ed)?|put\s+back|pushed(?:\s+back)?|rescheduled?"
    r"|brought\s+forward|changed|extend(?:ed)?|deferred)\b[^.;]{0,40}$",
    re.I,
)
_DURATION = Guarded(
    r"\b(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[-\s]days?\b"
    r"[^.;:]{0,60}?\b(?P<edge>start(?:s|ed|ing)?|begins?|beginning|began|opens?|opened|opening|from"
    r"|ends?|ended|ending|until)\s+(?:(?:here|there|in\s+[A-Z]\w+(?:\s[A-Z]\w+)?)\s+)?(?:on\s+|from\s+)?$",
    re.I,
)
_COUNTED = Guarded(
    r"(?<![\w-])(?:(?P<same>(?:the\s+same|that(?:\s+same)?)\s+(?:day|morning|afternoon|evening|night))"
    r"|(?P<before>(?:the|a)\s+day\s+(?:earlier|before)(?=\s*[,.;)]|\s*$|\s+(?:in|at|that|by)\b)"
    r"|the\s+previous\s+day)"
    r"|(?P<after>a\s+day\s+later|the\s+day\s+after(?=\s*[,.;)]|\s*$)|the\s+(?:following|next)\s+day)"
    r"|(?P<n>two|three|four|five|six|seven|eight|nine|ten)\s+days\s+(?P<way>earlier|later|before|afterwards"
    r"|after)(?=\s*[,.;)]|\s*$|\s+(?:in|at|to|that|by)\b))(?!\w)",
    re.I,
)
_REACH = 400
_WEEK_OF = re.compile(r"\b(?:the|in)\s+week\s+(?:of|beginning|starting|commencing)\s+$", re.I)


def dates_in(
    document: Document, start: int, end: int, is_future: bool = False
) -> list[DateMention]:
    """Return the dates of a stretch of an article, resolved against the day of the report, in order."""
    found = find_dates(
        document.text, start, end, document.base, document.base_kind, is_future=is_future
    )
    return [d for d in found if d.unit != "month" or not _is_in_name(document, d)]


def _is_in_name(document: Document, mention: DateMention) -> bool:
    """Tell the month of 'Jan Egeland' and 'April Haines' from one in which something took place."""
    if document.text[mention.end : mention.end + 1] != " ":
        return False
    told = document.sentence_at(mention.start).references
    return any(
        r.entity is not None and r.start <= mention.start and mention.end < r.end for r in told
    )


def find_dates(
    text: str, start: int, end: int, base: date | None, base_kind: str, is_future: bool = False
) -> list[DateMention]:
    """Return the dates of `text[start:end]`, resolved against `base`, in order.

    `base_kind` is publication or dateline; `is_future` says whether the clause looks ahead.
    """
    if not anchored(text, start, end):
        return []
    return list(_found(text, start, end, base, base_kind, is_future))


@lru_cache(maxsize=256)
def _found(
    text: str, start: int, end: int, base: date | None, base_kind: str, is_future: bool
) -> tuple[DateMention, ...]:
    """Return the dates of a stretch of text, which several stages ask for one after the other."""
    found = find_expressions(text, start, end, base, base_kind, is_future)
    found = [_lasting(text, start, d) for d in _joined(text, start, found)]
    if "day" not in text[start:end] and "that " not in text[start:end].lower():
        return tuple(found)
    counted = [
        _counted(text, m, base, base_kind)
        for m in _COUNTED.finditer(text, start, end)
        if not any(d.start < m.end() and m.start() < d.end for d in found)
    ]
    return tuple(sorted([*found, *counted], key=lambda d: d.start))


def _joined(text: str, start: int, found: list[DateMention]) -> list[DateMention]:
    """Join two days into the time between them: 'Monday to Wednesday', 'June 30 - July 2'."""
    made: list[DateMention] = []
    for one in found:
        last = _with_year_of(text, made[-1], one) if made else None
        days = (_day(last), _day(one)) if last else (None, None)
        if days[0] and days[1] and days[1] <= days[0] and text[one.start : one.end].endswith("day"):
            days = days[0], days[1] + timedelta(7)  # "Monday to Wednesday", told on a Tuesday
        if last and days[0] and days[1] and days[0] < days[1]:
            between = text[last.end : one.start]
            lead = text[max(start, last.start - 60) : last.start]
            is_next = days[1] - days[0] == timedelta(1) and _AND.fullmatch(between)
            spans = _TO.fullmatch(between) and days[1] - days[0] < timedelta(60)
            once = re.search(r"\bbetween\s+$", lead, re.I) and _AND.fullmatch(between)
            if (is_next or spans or once) and not _MOVED.search(lead):
                pair = f"{edtf.day(days[0])}/{edtf.day(days[1])}"
                value = edtf.once_within(days[0], days[1]) if once else pair
                made[-1] = replace(last, end=one.end, edtf=value)
                continue
        made.append(one)
    return made


def _with_year_of(text: str, first: DateMention, second: DateMention) -> DateMention:
    """'30 May to 2 June 2019': the year that is written once is that of both days."""
    written = (
        second.anchor == "in_text"
        and _day(second)
        and re.search(r"\d{4}$", text[second.start : second.end])
    )
    if first.anchor == "in_text" or not written or not _TO.fullmatch(text, first.end, second.start):
        return first
    words = f"{text[first.start : first.end]} {written[0]}"
    made = find_expressions(words, 0, len(words), None, "")
    return replace(first, edtf=made[0].edtf, anchor="in_text") if len(made) == 1 else first


def _day(mention: DateMention | None) -> date | None:
    """Return the day that a mention names, None when it names none or more."""
    if mention is None or mention.unit != "day" or not mention.edtf or len(mention.edtf) != 10:
        return None
    return date.fromisoformat(mention.edtf)


def _lasting(text: str, start: int, mention: DateMention) -> DateMention:
    """Give 'a three-day visit starting Sunday' its three days."""
    day = _day(mention)
    if day and _WEEK_OF.search(text, max(start, mention.start - 30), mention.start):
        monday = day - timedelta(day.weekday())
        return replace(mention, edtf=edtf.once_within(monday, monday + timedelta(6)), unit="week")
    told = day and _DURATION.search(text, max(start, mention.start - 110), mention.start)
    if not told or not day:
        return mention
    count = _NUMBERS.get(told["n"].lower()) or int(told["n"])
    length = timedelta(count - 1)
    is_end = told["edge"].lower().startswith(("end", "until"))
    first, last = (day - length, day) if is_end else (day, day + length)
    if not length:
        return mention
    return replace(mention, edtf=f"{edtf.day(first)}/{edtf.day(last)}")


def _counted(text: str, match: re.Match[str], base: date | None, base_kind: str) -> DateMention:
    """Resolve 'a day earlier' against the day named last before it; null when there is none near."""
    opens = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip().count(" ")
    low = match.start() - _REACH
    if not opens:  # "Later the same day" at the head of a paragraph looks back to the one before
        low = max(text.rfind("\n", 0, match.start()) + 1, low)
    low = max(low, 0)
    days = _named_days(text, low, match.start(), base, base_kind)
    if (
        not days and match["same"]
    ):  # "earlier that day": of the paragraph before, if not of this one
        days = _named_days(text, max(0, match.start() - _REACH), match.start(), base, base_kind)
    if not days:
        return DateMention(match.start(), match.end(), None, "none", "day")
    count = _NUMBERS[match["n"].lower()] if match["n"] else 1
    is_back = match["before"] or (match["way"] or "").lower() in ("earlier", "before")
    shift = timedelta(0 if match["same"] else -count if is_back else count)
    known, day = days[-1]
    return DateMention(match.start(), match.end(), edtf.day(day + shift), known.anchor, "day")


def _named_days(
    text: str, start: int, end: int, base: date | None, base_kind: str
) -> list[tuple[DateMention, date]]:
    found = find_expressions(text, start, end, base, base_kind)
    return [(d, day) for d in found if (day := _day(d))]
