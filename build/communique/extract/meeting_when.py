"""The day of a meeting: the date that belongs to its clause."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec.structs import replace

from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import Draft
from communique.extract.meeting_saying import is_of_saying
from communique.extract.meeting_where import destination
from communique.text.guarded import Guarded

_EDGE = re.compile(r"\b(?:since|until|till|by|than|for|from)\s+(?:the\s+)?$")
_FIXED_FOR = re.compile(
    r"\b(?:planned|scheduled|set|slated|fixed|called|proposed|due|pencilled\s+in)\s+for\s+(?:the\s+)?$"
)


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
    if draft.date is None and len(shared) > 1 and not draft.is_additional:
        days = [d for d in dates_in(document, before.start, before.end) if d.unit == "day"]
        draft.date = days[0] if len(days) == 1 else None
    if draft.place is None and shared:
        draft.place = destination(document, before)
    if draft.date is None and not draft.is_additional and draft.status == "held":
        draft.date = _day_of_remarks(document, sentence, before)


def _day_of_remarks(document: Document, sentence: Sentence, before: Sentence) -> DateMention | None:
    """'X said Tuesday that … X made the remarks when receiving Y': the day on which it was said."""
    if not _REMARKS.search(document.text, sentence.start, sentence.end):
        return None
    found = dates_in(document, before.start, before.end)
    days = [
        d
        for d in found
        if d.unit == "day"
        and re.search(
            r"\b(?:said|told\s+[\w ]+|called|urged|stressed)\s+(?:here\s+)?(?:on\s+)?$",
            document.text[before.start : d.start],
        )
    ]
    return days[0] if len(days) == 1 else None


def over_days(day: DateMention, count: str, *, is_first: bool) -> DateMention:
    """Give a meeting as many days as a word says, of which a day is the first or the last."""
    first = last = date.fromisoformat(str(day.edtf))
    length = timedelta(_COUNTS.index(count.lower()) + 1)
    first, last = (first, last + length) if is_first else (first - length, last)
    return replace(day, edtf=f"{first.isoformat()}/{last.isoformat()}")


def nearest_date(
    document: Document,
    sentence: Sentence,
    dates: list[DateMention],
    chunks: list[Item],
    trigger: int,
    status: str,
) -> DateMention | None:
    """Return the date of the meeting: the nearest in its clause that is no duration, no deadline and
    not the day on which somebody spoke of it."""
    text, at = document.text, chunks[trigger].start
    usable = []
    for found in dates:
        lead = text[max(sentence.start, found.start - 40) : found.start].lower()
        if status == "postponed" and re.search(r"\b(?:until|till|to)\s+(?:the\s+)?$", lead):
            return found
        is_range = bool(found.edtf) and "/" in str(found.edtf)
        owns = text[found.end : found.end + 2].replace("’", "'") == "'s"
        if not (is_range or owns) and _EDGE.search(lead) and not _FIXED_FOR.search(lead):
            continue
        if (
            found.unit == "year"
            and lead.endswith("the ")
            and text[found.end : found.end + 2].strip().isupper()
        ):
            continue  # "the 2024 Leaders' Summit"
        between = text[min(found.end, at) : max(found.start, at)]
        shorter = CLOSED_RELATIVE.sub(" ", between) if found.start > at else between
        aside, between = len(between) - len(shorter), shorter
        if (
            found.unit == "year"
            and found.start > at
            and not lead.endswith(("later ", "earlier "))
            and _COUNTED_IN.search(text[sentence.start : at])
        ):
            continue  # "his third meeting this year": the year counts the meetings
        if found.start > at and re.search(
            r"\b(?:who|which|signed|elected|born)\b", _FIXED_RELATIVE.sub(" ", between)
        ):
            continue
        k = next((n for n, c in enumerate(chunks) if c.start <= found.start < c.end), None)
        if k is not None and is_of_saying(document, chunks, k, trigger):
            continue
        if found.start > at and re.search(r",\s+(?:who\s+)?(?:said|told|added)\b.*\w{3}", between):
            continue  # "speaking at a meeting here, said ministers had declared last year that …"
        if found.unit in ("year", "month") and re.search(r"\b(?:starting|beginning)\s+$", lead):
            found = replace(found, edtf=f"{found.edtf}/.." if found.edtf else None)
        usable.append((_distance(text, sentence, found, at, between) - aside, found))
    if not usable:
        return None
    best = min(usable, key=lambda u: u[0])
    return best[1] if best[0] < 260 else None


def _distance(text: str, sentence: Sentence, found: DateMention, at: int, between: str) -> int:
    """Return how far a date stands from a trigger, commas and clauses between them counted in."""
    before = text[max(sentence.start, found.start - 40) : found.start]
    owns = text[found.end : found.end + 2].replace("’", "'") == "'s"
    asides = 120 * len(re.findall(r"\b(?:said|who|which|that|after|before)\b", between))
    opens = len(text[sentence.start : found.start].split()) < 2 and found.end < at and not owns
    if opens and text[found.end : found.end + 4].lstrip(")")[:1] == ",":
        return 100 + asides  # "On Wednesday, A, B and C met": said of the whole sentence
    penalty = (15 if found.start > at else 40) * between.count(",") + asides
    if re.search(r"\b(?:after|before|following|since)\s+(?:\w+\s+){0,3}$", before.lower()):
        penalty += 100
    if (
        found.end < at
        and _IN_RELATIVE.search(text[sentence.start : found.start])
        and "," in between
    ):
        penalty += 150  # "who starts a tour this weekend, will discuss the dam on Tuesday"
    if found.end < at and re.search(r"\band\b", between):
        penalty += 120
    if owns:
        penalty += 0 if 0 <= at - found.end < 25 else 150
    return abs(found.start - at) + penalty


def day_of_report(
    document: Document, sentence: Sentence, low: int, trigger: Item, status: str
) -> DateMention | None:
    """Return the day on which somebody spoke 'after meeting' somebody: that of the meeting too."""
    text = document.text
    if status != "held" or text[low : trigger.start].count(" ") > 4:
        return None
    if not re.search(r"\b(?:after|following)\s*$", text[sentence.start : low]):
        return None
    days = [
        d
        for d in dates_in(document, sentence.start, low)
        if d.unit == "day"
        and re.search(
            r"\b(?:said|told\s+\w+|agreed|announced|pledged|vowed|promised|(?:posted|wrote|tweeted|signed|gave|issued|made|reached|struck)(?:\s+\w+){0,4}|sp(?:eaking|oke))"
            r"(?:\s+(?:to\s+)?(?:reporters|journalists)|\s+in\s+[A-Z]\w+(?:\s[A-Z]\w+)?){0,2}"
            r"\s+(?:late\s+|early\s+)?(?:on\s+)?$",
            text[sentence.start : d.start],
        )
    ]
    return days[0] if len(days) == 1 else None


# "Hun Sen, who is on a visit to China, at the Great Hall on Friday": the aside is over before the day.
# "… between Rutte and Aliyev, which is planned for Saturday"
_FIXED_RELATIVE = re.compile(
    r",?\s+(?:which|that)\s+(?:(?:is|are|was|were)\s+(?:planned|scheduled|due|set|expected|slated|to\s+be\s+held"
    r"|to\s+take\s+place|held)|will\s+(?:be\s+held|take\s+place)|took\s+place)\b"
)
CLOSED_RELATIVE = re.compile(
    r",\s+(?:(?:an?|the)\s+\w+\s+of\s+)?(?:who|which|whose|whom)\s[^,;]{0,90},(?!\s+(?:and|who|which)\b)"
)
_REMARKS = Guarded(
    r"\bmade\s+(?:the|these|his|her)\s+(?:remarks?|comments?|statement|announcement|call|appeal)s?\s+"
    r"(?:when|while|during|at|in|after)\b"
)
_IN_RELATIVE = re.compile(r",\s+(?:who|which|whose)\s[^,]*$")
_COUNTED_IN = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\s+(?:[\w-]+\s+){0,2}$", re.I
)
_EVE = re.compile(
    r"\b(?:on\s+the\s+(?P<eve>eve)\s+of|(?P<n>a|one|two|three|four)\s+days?\s+"
    r"(?P<way>before|ahead\s+of|after|following))\b(?P<rest>[^,;.]{0,90})",
    re.I,
)
# "The statement comes a day after talks": counted from the day of the report.
_A_DAY_AFTER = re.compile(
    r"\bcom(?:es|ing)\s+(?:just\s+|only\s+)?(?:a|one)\s+day\s+(?:after|following)\s*$", re.I
)
_LAST_ROUND = re.compile(
    r"\s*after\s+(?:the|their)\s+(?:last|latest|final)\s+(?:round|meeting|session)\s+(?=(?:in|on)\s)"
)
_COUNTS = ("two", "three", "four", "five", "six", "seven")
_DAYS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def counted_from_another(
    document: Document, sentence: Sentence, low: int, high: int, status: str
) -> DateMention | None:
    """Return the day told by that of another doing: 'on the eve of talks in Doha on Monday'."""
    text, base = document.text, document.base
    after = _A_DAY_AFTER.search(text, sentence.start, low)
    if after is not None and base is not None and status == "held":
        return DateMention(
            after.start(), after.end(), (base - timedelta(1)).isoformat(), document.base_kind, "day"
        )
    last = _LAST_ROUND.match(text, high)
    if last is not None and status == "held":
        days = dates_in(document, last.end(), sentence.end)
        if days and days[0].start - last.end() < 8:
            return days[0]  # "collapsed after the last round in 2008"
    told = _EVE.search(text, max(low, high - 18), sentence.end)
    if told is None or told.start() > high + 2 or base is None:
        return None
    back = bool(told["eve"]) or told["way"].lower().startswith(("before", "ahead"))
    shift = timedelta(_DAYS.get((told["n"] or "a").lower(), 1) * (-1 if back else 1))
    for is_future in (True, False) if back or status != "held" else (False,):
        days = dates_in(document, told.start("rest"), told.end(), is_future)
        if len(days) != 1 or days[0].unit != "day" or len(days[0].edtf or "") != 10:
            return None
        day = date.fromisoformat(str(days[0].edtf)) + shift
        if (day <= base) == (status == "held"):
            return replace(days[0], start=told.start(), edtf=day.isoformat())
    return None
