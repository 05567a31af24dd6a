"""Which date of a sentence is a measure's: effect, announcement, end, pause."""

from __future__ import annotations

import re
from datetime import timedelta

from communique.core.edtf import bounds
from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import Draft, measure_terms

_EFFECT = re.compile(
    r"\b(?:tak(?:e|es|ing)|took|come|came|comes|go|goes|went|put)\s+(?:into\s+)?(?:effect|force)\b"
    r"|\beffective\b|\bstarting\b|\bbeginning\b|\bas of\b|\bbe(?:gin|gan)\b|\bin force since\b",
    re.I,
)
# the year of a law, the number of an order, a later step of the rate: no dates of the measure itself
_NOT_ITS_DATE = re.compile(
    r"\bAct\s+of\s+$|\bOrder\s+\d+\s+of\s+$|\b(?:prior\s+to|before|after)\s+$"
    r"|\b(?:increase|rise|fall|climb|drop|go\s+up)\s+to\s+[\d.]+\s?(?:%|per\s?cent|percent|pct)\s+"
    r"(?:(?:on|from|in|by)\s+)?$",
    re.I,
)
_NOW_EFFECT = re.compile(
    r"\b(?:takes?|comes?|goes?|set\s+to\s+\w+)\s+(?:into\s+)?(?:effect|force)\s+(?:on\s+)?$", re.I
)
_SAID_ON = re.compile(r"\b(?:said|announced|told\s+\w+)\s+(?:late\s+|early\s+)?(?:on\s+)?$", re.I)
# Verbs of deciding: their day is that on which the measure was made known.
_DECIDED = (
    r"(?:announce[sd]?|announcing|decide[sd]?|signed|approved|agreed|issued|unveiled|adopted|voted|passed"
    r"|published|revealed|disclosed|struck|reached|ordered|proclaimed)"
)
_DECIDED_BEFORE = re.compile(rf"\b{_DECIDED}\b[^.;,:]{{0,32}}$", re.I)
_DECIDED_AFTER = re.compile(
    rf"\s?[,)]?\s+(?:(?!(?:that|who|which|while|after|before|and|as|to)\b)[^\s,;:]+\s+){{0,8}}?{_DECIDED}\b",
    re.I,
)
# Between a day and a measure: another clause, or an act of somebody else.
_CLAUSE_BETWEEN = re.compile(
    r"[,;:]|\b(?:that|who|which|while|after|before|responded?|reacted|protested|complained|urged|called)\b",
    re.I,
)
_OPENING = re.compile(r"(?:^|[:;–—-]\s*)(?:\w+\s+){0,2}$")
_NAMED_DECISION = re.compile(r"\b(?:announced|decided|said)\s+that\b", re.I)
_DECIDED_STATES = frozenset(
    "announced in_force amended signed concluded lifted suspended delayed proposed exempted".split()
)
_ACTS = frozenset("impose raise cut amend".split())
_RECENT = timedelta(31)
# "The controls which it announced on Oct. 9 would be suspended."
_ITS_OWN = re.compile(r"\b(?:which|that)\s+(?:\S+\s+){1,4}announced\s+(?:on\s+)?$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|through|to expire|expires?)\s+$", re.I)


def read_dates(document: Document, sentence: Sentence, draft: Draft, noun: tuple[int, int]) -> None:
    """Sort the sentence's dates into effect, announcement, end and pause by the words before them."""
    text = document.text
    ahead = draft.status in ("announced", "proposed", "threatened")
    dates = dates_in(document, sentence.start, sentence.end, ahead)
    if not dates:
        return
    others = [
        (sentence.tokens[first].start, sentence.tokens[after - 1].end)
        for first, after, _ in measure_terms().find(sentence.lower)
    ]
    later = {f.start: f for f in dates_in(document, sentence.start, sentence.end, True)}
    sooner = {f.start: f for f in dates_in(document, sentence.start, sentence.end, False)}
    for found in dates:
        if found.edtf is None or _is_nearer(others, found, noun):
            continue
        lead = text[max(sentence.start, found.start - 45) : found.start]
        if _NOT_ITS_DATE.search(lead):
            continue
        if _SAID_ON.search(lead):
            found = sooner.get(found.start, found)
            if draft.status in ("announced", "proposed", "threatened") or _ITS_OWN.search(lead):
                draft.announced = draft.announced or found
            continue
        if re.search(r"\bwill\b", lead) and _EFFECT.search(lead):
            found = later.get(found.start, found)
        elif re.search(r"\b(?:effective|starting|beginning)\b", lead) or _NOW_EFFECT.search(lead):
            found = _nearest(document, found, sooner.get(found.start), later.get(found.start))
        if _UNTIL.search(lead):
            if draft.status in ("suspended", "delayed"):
                draft.suspended_until = found
            continue
        if _EFFECT.search(lead) or re.search(
            r"\b(?:from|since|starting|effective)\s+(?:on\s+)?$", lead
        ):
            draft.effective = draft.effective or found
            continue
        day = sooner.get(found.start, found)
        if _is_of_decision(document, sentence, draft, day, noun):
            draft.announced = draft.announced or day
            continue
        verb_near = abs(found.start - noun[0]) < 90 or abs(found.end - noun[0]) < 90
        if not verb_near:
            continue
        if draft.action == "impose" and draft.status == "in_force":
            draft.effective = draft.effective or found
        elif draft.status == "lifted":
            draft.ended = draft.ended or found
        elif (
            draft.action == "impose"
            and draft.status == "announced"
            and not _is_past(document, found)
        ):
            draft.effective = draft.effective or found
        elif draft.action == "announce":
            draft.announced = draft.announced or sooner.get(found.start, found)
        elif draft.action in ("sign", "agree", "conclude"):
            draft.announced = draft.announced or day  # the day of signing or of striking a deal


def _is_of_decision(
    document: Document, sentence: Sentence, draft: Draft, day: DateMention, noun: tuple[int, int]
) -> bool:
    """Tell whether a day is that on which a measure was decided, signed or announced.

    'On Saturday, the UAE announced it was ending its boycott', 'today signed an order raising the tariff',
    'imposed duties on Friday': what took effect when is told in other words.
    """
    text, base = document.text, document.base
    last = bounds(day.edtf)[1]
    if draft.status not in _DECIDED_STATES or last is None or base is None or last > base:
        return False
    low, high = min(day.end, noun[1]), max(day.start, noun[0])
    between, before = text[low:high], text[sentence.start : day.start]
    if _OPENING.search(before):
        between = between.lstrip(" ,)")  # "On Friday, the EU imposed …"
    if _CLAUSE_BETWEEN.search(_NAMED_DECISION.sub(" ", between)):
        return False
    if _DECIDED_BEFORE.search(before) or _DECIDED_AFTER.match(text, day.end):
        return True
    is_act = draft.action in _ACTS and draft.status in ("in_force", "amended")
    return is_act and day.unit == "day" and base - last <= _RECENT


def _is_nearer(others: list[tuple[int, int]], found: DateMention, noun: tuple[int, int]) -> bool:
    """Tell whether another measure of the sentence stands nearer to a date than this one."""

    def distance(span: tuple[int, int]) -> int:
        return max(found.start - span[1], span[0] - found.end, 0)

    limit = distance(noun) - 20
    return limit > 0 and any(distance(o) < limit for o in others if o != noun)


def _nearest(document: Document, found: DateMention, *readings: DateMention | None) -> DateMention:
    """'Effective August 27' without a year: that of the two readings which is nearer to the report."""
    near = [(first, r) for r in readings if r is not None and (first := bounds(r.edtf)[0])]
    if document.base is None or not near:
        return found
    base = document.base
    return min(near, key=lambda pair: abs((pair[0] - base).days))[1]


def is_ahead(document: Document, found: DateMention | None) -> bool:
    """Tell whether a date lies after the day of the report."""
    first = bounds(found.edtf)[0] if found and document.base else None
    return bool(document.base and first and first > document.base)


def _is_past(document: Document, found: DateMention) -> bool:
    last = bounds(found.edtf)[1]
    return bool(document.base and last and last <= document.base)
