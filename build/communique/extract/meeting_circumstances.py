"""Medium, setting and occasion of a meeting, from the clause around its word."""

from __future__ import annotations

import re

from communique.core.edtf import bounds
from communique.extract.dates import find_dates
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import VISIT, Draft
from communique.extract.meeting_when import counted_from_another, day_of_report, nearest_date
from communique.extract.meeting_where import place_of

_PHONE = re.compile(r"\b(?:phone|phoned|telephoned?|telephone|call|rang)\b", re.I)
_VIDEO = re.compile(r"\b(?:video|virtual(?:ly)?|online|teleconference|videoconference)\b", re.I)
_SIDELINES = re.compile(r"\b(?:sidelines?|margins?|fringes?)\b", re.I)
_OCCASION = re.compile(
    r"\b(?:sidelines?|margins?|fringes?|at|during|for|attending|of)\s+(?:of\s+)?"
    r"(?:(?:the|a|an|this\s+\w+['’]s|last\s+\w+['’]s|annual|informal|global|regional)\s+)*"
    r"(?P<name>(?:\d+(?:st|nd|rd|th)\s+)?(?:session\s+of\s+the\s+)?"
    r"(?:[A-Z][\w.&’'-]*\s+|(?:of|on|the|and|for|nuclear|security|climate|economic|global|leaders['’]?)\s+)*"
    r"(?:[Ss]ummit|General\s+Assembly|Forum|[Cc]onference|Dialogue|Congress|Council|G7|G8|G20|APEC|UNGA))"
    r"(?:\s+[Ss]ummit)?"
)
_ROUND = re.compile(r"\b(?:negotiat\w+|round|trade talks|peace talks)\b", re.I)
_BOUNDARY = re.compile(
    r"\b(?:after|before|when|while|since|but|ahead of|following|on the eve of)\b|;", re.I
)
_TALKED_OF = re.compile(
    r"\b(?:preparations?|prepar\w+|plans?|support|agenda|(?:co-)?hosts?|discuss\w*|about|upcoming"
    r"|forthcoming|ahead|before|after|since|outcomes?|results?|success)\s*(?:for|of|to)?\s*"
    r"(?:the|an?)?\s*(?:\w+\s+){0,2}$",
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
    words = text[low:high]
    is_future = draft.status in ("scheduled", "proposed", "conditional", "postponed")
    dates = find_dates(text, low, high, document.base, document.base_kind, is_future)
    draft.date = (
        nearest_date(document, sentence, dates, chunks, trigger)
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
        draft.date = nearest_date(document, sentence, dates, chunks, trigger)
    if draft.status == "ongoing" and draft.date and draft.date.edtf and document.base:
        last = bounds(draft.date.edtf)[1]
        if last and last > document.base:
            draft.status = "scheduled"
    inside = [c for c in chunks if low <= c.start < high]
    draft.place = place_of(document, sentence, inside, inside.index(chunks[trigger]))
    occasion = _occasion(document, low, high, inside)
    draft.occasion = occasion
    near = text[chunks[max(0, trigger - 4)].start : chunks[min(len(chunks) - 1, trigger + 5)].end]
    if _VIDEO.search(near):
        draft.medium = "video"
    elif _PHONE.search(near) and (
        chunks[trigger].symbol == "Z" or not re.search(r"\bcall(?:ed|s)? (?:on|for)\b", near)
    ):
        draft.medium = "phone"
    elif (
        chunks[trigger].symbol in "MHIW"
        or draft.place
        or "meeting" in near.lower()
        or (chunks[trigger].symbol == "Z" and draft.status == "held")
    ):
        draft.medium = "in_person"
    if _SIDELINES.search(words):
        draft.setting = "sidelines"
    elif (occasion and "ummit" in occasion[0]) or re.search(r"\bsummit\b", near):
        draft.setting = "summit"
    elif re.search(r"\bstate visit\b", words):
        draft.setting = "state_visit"
    elif occasion and draft.rule != "two_hold_talks" and len(draft.countries) == 2:
        draft.setting = "sidelines"
    elif VISIT.search(words):
        draft.setting = "working_visit"
    elif _ROUND.search(near) or (draft.status == "ongoing" and "talks" in near):
        draft.setting = "negotiation_round"
    elif re.search(r"\bdelegations?\b", words):
        draft.setting = "delegation_talks"
    elif draft.date is not None and draft.date.edtf:
        draft.setting = "standalone"


def _occasion(
    document: Document, low: int, high: int, chunks: list[Item]
) -> tuple[str, int, int] | None:
    text = document.text
    for match in _OCCASION.finditer(text, low, high):
        lead = text[max(low, match.start() - 25) : match.start()]
        if match["name"][0] not in "sc" and not _TALKED_OF.search(lead):
            return match["name"], match.start("name"), match.end("name")
    for k, chunk in enumerate(chunks):
        lead = text[max(low, chunk.start - 40) : chunk.start]
        if chunk.symbol == "E" and k and not _TALKED_OF.search(lead):
            return document.text[chunk.start : chunk.end], chunk.start, chunk.end
    return None
