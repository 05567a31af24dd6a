"""Summits and other gatherings of many, around which an article's meetings of two or three were held.

'At the end of a summit of Asian and Western nations', 'the Quad Leaders' Summit held today'.  A summit of
two ('their first summit', 'the Trump-Kim summit') is a meeting and no gathering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Sentence
from communique.extract.meeting_where import named_place
from communique.text.guarded import Guarded

Place = tuple[str, str | None, int, int]

_SUMMIT = Guarded(
    r"\b(?:a|an|the|this\s+week['’]s|this\s+year['’]s|annual)\s+"
    r"(?P<name>(?:[“\"][^”\"]{3,30}[”\"]\s+|(?:(?!of\b|and\b|the\b)[\w’'.&+-]+\s+){0,5}?)[Ss]ummit"
    r"(?P<of>\s+of\s+(?:[\w-]+\s+){0,4}(?:nations|leaders|countries|states|powers|economies))?)\b"
)
_OF_MANY = re.compile(
    r"\b(?:global|world|regional|annual|international|multilateral|\w+-day|G-?7|G-?8|G-?20|BRICS|NATO|EU"
    r"|ASEAN|Asean|APEC|SCO|Quad|UN|U\.N\.|Arab|African|Commonwealth|Americas|Asia|Asian|Pacific|European"
    r"|Security|Climate)\b"
)
_OF_TWO = re.compile(
    r"\b(?:bilateral|their|his|her|trilateral|upcoming|next|planned)\b|\w+-\w+\s+[Ss]ummit",
)
_AT = re.compile(
    r"\b(?:at|during|attend(?:ed|ing|s)?|(?P<edge>end|start|opening|close|conclusion|day)\s+of"
    r"|sidelines\s+of|margins\s+of|gathered\s+[^.;]{0,40}for)\s+$",
    re.I,
)
_BARE = re.compile(r"\b(?:the|this)\s+(?:\w+\s+)?summit\s+(?:here\s+)?(?=(?:on\s+)?[A-Z0-9])")
_HELD = re.compile(r"\s+(?:that\s+was\s+|which\s+was\s+)?(?:held|hosted|taking\s+place)\b")


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering: its name's span, where and when it was, and whether the article opens at it."""

    sentence: Sentence
    name: tuple[str, int, int]
    place: Place | None
    date: DateMention | None
    is_lead: bool


def find_gatherings(document: Document) -> list[Gathering]:
    """Return the gatherings at which something was done, or that were held on a day that is told."""
    text, found = document.text, []
    if "ummit" not in text:
        return []
    for sentence in document.sentences:
        for match in _SUMMIT.finditer(text, sentence.start, sentence.end):
            name = match["name"]
            many = bool(match["of"] or _OF_MANY.search(name) or _is_event(sentence, match))
            if document.is_quoted(match.end() - 1) or not many or _OF_TWO.search(name):
                continue
            at = _AT.search(text[max(sentence.start, match.start() - 60) : match.start()])
            tail = text[match.end() : min(sentence.end, match.end() + 40)]
            day = _day(document, sentence, match.end())
            if at is None and not (day and _HELD.match(tail)):
                continue
            place = _place(document, sentence, match.end())
            is_lead = sentence.index < 2 and at is not None
            if place is None and is_lead and at and at["edge"]:
                place = _dateline(document)
            span = (name, match.start("name"), match.end("name"))
            found.append(Gathering(sentence, span, place, day, is_lead))
    return [_dated_later(document, g) if g.is_lead and g.date is None else g for g in found]


def _dated_later(document: Document, gathering: Gathering) -> Gathering:
    """'At the end of the summit on Tuesday': the day of the gathering at which the article opens."""
    first = gathering.sentence.index
    for sentence in document.sentences[first : first + 5]:
        match = _BARE.search(document.text, sentence.start, sentence.end)
        if match is None or document.is_quoted(match.start()):
            continue
        days = dates_in(document, match.end(), sentence.end)
        if days and days[0].unit == "day" and days[0].start - match.end() < 4:
            return replace(gathering, date=days[0])
    return gathering


def _is_event(sentence: Sentence, match: re.Match[str]) -> bool:
    return any(
        c.symbol == "E" and c.start < match.end("name") and match.start("name") < c.end
        for c in sentence.chunks
    )


def _day(document: Document, sentence: Sentence, at: int) -> DateMention | None:
    """Return the day told right after a gathering: 'summit held today', 'summit in Bali on Tuesday'."""
    stop = re.compile(r"[,;:]|\b(?:said|told|after|before|that)\b").search(
        document.text, at, sentence.end
    )
    high = stop.start() if stop else sentence.end
    days = dates_in(document, at, min(high, at + 60))
    return days[0] if days and days[0].unit == "day" else None


def _place(document: Document, sentence: Sentence, at: int) -> Place | None:
    chunks = sentence.chunks
    k = next((n for n, c in enumerate(chunks) if c.start >= at), len(chunks))
    for n in range(k, min(k + 3, len(chunks) - 1)):
        if document.text[chunks[n].start : chunks[n].end].lower() in ("in", "at"):
            return named_place(document, chunks[n + 1])
        if chunks[n].symbol in ",;.":
            return None
    return None


def _dateline(document: Document) -> Place | None:
    """A report of how a summit ended, with no other place told, comes from where it was."""
    place = document.article.dateline_place
    head = document.text[: document.article.dateline_end]
    written = re.search(re.escape(place), head, re.I) if place else None
    if not place or written is None:
        return None
    known = document.lexicon.terms.values.get(place.split(",")[0])
    return place, known.country if known else None, written.start(), written.end()
