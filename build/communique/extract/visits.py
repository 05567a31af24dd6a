"""Visits that an article tells of: who went where and when, whatever he did there.

'Carr visited Jordan from 2 to 5 August', 'during his visit to Singapore', 'the visit by Goyal to the US',
'Lyng's two-week visit here'.  A visit is no row of its own: it gives its meetings setting, place and date.
"""

from __future__ import annotations

import re

from msgspec import Struct

from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_where import named_place
from communique.extract.parties import resolve
from communique.text.guarded import Guarded

Place = tuple[str, str | None, int, int]

_WORD = Guarded(
    r"\b(?:(?P<noun>visits?|trips?|tour|stopover|stay)|(?P<verb>visited|visiting|visits|visit)"
    r"|(?P<motion>arriv(?:ed|es)(?=\s+(?-i:[A-Z]))|(?:(?:arriv(?:ed?|es|ing)|touch(?:ed|es)\s+down|landed|stopp(?:ed|ing)(?:\s+(?:off|over))?)"
    r"\s+(?:back\s+|(?:here\s+)?(?:(?:late|early)\s+)?(?:on\s+)?(?:today|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+)?in|(?:travel(?:l?ed|s|l?ing)?|fl(?:y|ies|ew|ying|own)|went|goes|going|head(?:ed|s|ing)?"
    r"|com(?:e|es|ing)|came|journeyed)\s+(?:back\s+|from\s+[A-Z]\w+\s+)?to|(?:leav(?:es?|ing)|left|depart(?:s|ed|ing)?|set(?:s|ting)?\s+(?:out|off))\s+for|(?:en\s+route|on\s+(?:his|her|their)\s+way)\s+to|(?:is|was|were|are|am)\s+in|(?:scheduled|due|expected|set)\s+to\s+be\s+in)))\b",
    re.I,
)
_STATE = Guarded(r"\bstate\s+(?:visit|banquet|dinner)\b", re.I)
_NO_VISIT = Guarded(
    r"\b(?:not|never|cancel\w*|declin\w*|refus\w*|invit\w*|postpon\w*|called\s+off|shunn?ed)\s+"
    r"(?:(?!during|on)[\w'’-]+\s+){0,4}$",
    re.I,
)
_AHEAD = Guarded(
    r"\b(?:will|would|plans?\s+to|planned|upcoming|forthcoming|scheduled|expected|next|due"
    r"|later\s+this|looks?\s+forward|intends?|is\s+to|are\s+to|set\s+to|ahead\s+of|coming)\b",
    re.I,
)
_ONE_DAY = re.compile(r"\b(?:one-day|day-long|daylong|single-day|day)\s+(?:[\w-]+\s+)?$", re.I)
_SUBORDINATE = Guarded(r"\b(?:when|while|as|after|before|once|if|who|that|because)\b", re.I)
_SAYS = frozenset("said says added announced reported confirmed".split())
_VERB_ENDINGS = (
    "ed",
    "began",
    "begins",
    "ends",
    "starts",
    "marks",
    "comes",
    "came",
    "aims",
    "follows",
)
_CLAUSE_END = re.compile(r"[;:]|\b(?:after|before|when|while|since|but|ahead of|following)\b", re.I)


class Visit(Struct, frozen=True, gc=False):
    """One mention of a visit; `place` and `date` are null where it tells none."""

    sentence: Sentence
    start: int
    visitor: Reference
    place: Place | None
    date: DateMention | None
    is_state: bool
    is_ahead: bool
    is_motion: bool
    is_one_day: bool


def find_visits(document: Document) -> list[Visit]:
    """Return the visits that the article tells of outside quotations, in the order of the text."""
    found = []
    for sentence in document.sentences:
        for match in _WORD.finditer(document.text, sentence.start, sentence.end):
            if document.is_quoted(match.start()):
                continue
            visit = _visit(document, sentence, match)
            if visit is not None:
                found.append(visit)
    return found


def _visit(document: Document, sentence: Sentence, match: re.Match[str]) -> Visit | None:
    text, chunks = document.text, sentence.chunks
    k = next((n for n, c in enumerate(chunks) if c.start <= match.start() < c.end), None)
    if k is None or chunks[k].symbol not in "_x#":
        return None
    near = text[max(sentence.start, match.start() - 60) : match.start()]
    if _NO_VISIT.search(near):
        return None
    is_noun = _is_noun(document, chunks, k, match)
    after = next((n for n, c in enumerate(chunks) if c.start >= match.end()), len(chunks))
    place, used = _place(document, chunks, after, is_noun)
    visitor = _visitor(document, sentence, k, after, is_noun, used)
    if visitor is None or (place is None and not is_noun):
        return None
    if place is not None and used is not None and chunks[used].reference is visitor:
        return None
    motion = bool(match["motion"])
    ahead = _AHEAD.search(
        text[max(sentence.start, match.start() - 45) : min(match.end() + 25, sentence.end)]
    )
    is_ahead = ahead is not None
    date = _date(document, sentence, match.start(), None if motion else match, is_ahead)
    return Visit(
        sentence,
        match.start(),
        visitor,
        place,
        date,
        _STATE.search(text, match.start() - 8, sentence.end) is not None,
        is_ahead,
        motion,
        _ONE_DAY.search(near) is not None,
    )


def _is_noun(document: Document, chunks: list[Item], k: int, match: re.Match[str]) -> bool:
    """Tell 'a visit', 'his trip', 'Lyng's two-week visit' from 'will visit' and 'visits Japan'."""
    if not match["noun"]:
        return False
    word = match["noun"].lower()
    if not word.startswith(("visit", "tour", "stay")):
        return True
    before = chunks[k - 1] if k else None
    if before is None or before.symbol in "xtGvh&,":
        following = chunks[k + 1] if k + 1 < len(chunks) else None
        return following is not None and following.symbol in "ty" and before is not None
    return True


def _place(
    document: Document, chunks: list[Item], after: int, is_noun: bool
) -> tuple[Place | None, int | None]:
    """Return the place that a visit leads to and the chunk that names it."""
    text = document.text
    k = after
    for _ in range(3):  # "visit by Goyal to the US", "visit on Monday to Oslo"
        if k >= len(chunks):
            return None, None
        word = text[chunks[k].start : chunks[k].end].lower()
        if word == "here" and document.article.dateline_place:
            return _dateline(document, chunks[k]), k
        if not is_noun or word in ("to", "in"):
            break
        if chunks[k].symbol in "yfio" and k + 1 < len(chunks):
            k += 2
            continue
        return None, None
    if is_noun:
        k += 1
    while k < len(chunks) and chunks[k].symbol in "dmv_A#" and k < after + 8:
        k += 1
    if k >= len(chunks):
        return None, None
    return _place_at(document, chunks, k), k


def _place_at(document: Document, chunks: list[Item], k: int) -> Place | None:
    """Return the place that a chunk names, unless the name only qualifies what comes after."""
    chunk = chunks[k]
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    if following is not None and following.start <= chunk.end + 1:
        word = document.text[following.start : following.end].lower()
        noun = following.symbol == "_" and not word.endswith(_VERB_ENDINGS)
        owns = following.symbol == "s" or (noun and chunk.symbol == "G")
        if owns or following.reference is not None:
            return None  # "visited Japan's parliament", "the Caribbean nation"
    return named_place(document, chunk)


def _dateline(document: Document, here: Item) -> Place | None:
    place = document.article.dateline_place or ""
    known = document.lexicon.terms.values.get(place) or document.lexicon.terms.values.get(
        place.split(",")[0]
    )
    return place, known.country if known else None, here.start, here.end


def _visitor(
    document: Document, sentence: Sentence, k: int, after: int, is_noun: bool, place: int | None
) -> Reference | None:
    """Return who visits: the owner of the visit, who it is 'by' or 'of', else the subject."""
    text, chunks = document.text, sentence.chunks
    if is_noun:
        for n in range(k - 1, max(-1, k - 7), -1):
            word = text[chunks[n].start : chunks[n].end].lower()
            if chunks[n].symbol == "s" and n and chunks[n - 1].reference is not None:
                return _resolved(document, chunks[n - 1].reference)
            if chunks[n].symbol == "Q" and word in ("his", "her"):
                pronoun = {"his": "he", "her": "she"}[word]
                ahead = (
                    _after_comma(document, sentence, after) if chunks[0].symbol in "zoa" else None
                )
                if ahead is not None:
                    return ahead  # "During her visit to Nepal, Minister Ana Lee …"
                return _resolved(
                    document,
                    Reference("pronoun", chunks[n].start, chunks[n].end, words=pronoun),
                )
            if chunks[n].symbol not in "_mA#dvD-":
                break
        for n in range(after, min(after + 6, len(chunks) - 1)):
            by = chunks[n].symbol == "y" or (chunks[n].symbol == "f" and n == after)
            owner = chunks[n + 1].reference
            if by and owner is not None:
                return _resolved(document, owner)
            if chunks[n].symbol in ",;":
                break
    elif after < len(chunks) and place is None:
        guest = chunks[after].reference  # "talks with visiting Foreign Minister X"
        if guest is not None and guest.kind in ("person", "unnamed"):
            return _resolved(document, guest)
    return _subject(document, sentence, k)


def _subject(document: Document, sentence: Sentence, k: int) -> Reference | None:
    """Return the subject of the clause: the first party before the visit under no preposition."""
    text, chunks = document.text, sentence.chunks
    cuts = [m.end() for m in _SUBORDINATE.finditer(text, sentence.start, chunks[k].start)]
    low = next((c for c in reversed(cuts) if "," not in text[c : chunks[k].start]), sentence.start)
    for n in range(k):
        reference = chunks[n].reference
        if reference is None or chunks[n].symbol != "G" or chunks[n].start < low:
            continue
        before = n - 1
        while before >= 0 and chunks[before].symbol in "dm_A#v":
            before -= 1
        owns = reference.is_possessive or chunks[n + 1].symbol == "s"
        if owns or document.is_quoted(chunks[n].start) or _only_says(document, chunks, n, k):
            continue
        if before >= 0 and chunks[before].symbol in "fiaonwrgzbty" and before >= n - 4:
            continue
        found = _resolved(document, reference)
        if found is not None:
            return found
    return _after_comma(document, sentence, k) if chunks[0].symbol in "zoaiv" else None


def _only_says(document: Document, chunks: list[Item], n: int, k: int) -> bool:
    """'The attaché said Petrovsky stopped in Cairo': Petrovsky did, not the attaché."""
    if n + 2 >= k or chunks[n + 1].symbol != "_":
        return False
    says = document.text[chunks[n + 1].start : chunks[n + 1].end].lower() in _SAYS
    at = n + 3 if chunks[n + 2].symbol == "k" else n + 2
    return says and at < k and chunks[at].symbol == "G"


def _after_comma(document: Document, sentence: Sentence, k: int) -> Reference | None:
    """Return the subject that follows a leading phrase: 'During a visit to Oslo, she met …'."""
    chunks = sentence.chunks
    commas = [n for n in range(k, len(chunks) - 1) if chunks[n].symbol == ","]
    comma = next((n for n in commas if chunks[n + 1].reference is not None), None)
    first = chunks[comma + 1].reference if comma is not None else None
    if comma is None or first is None or first.kind == "pronoun":
        return _resolved(document, first) if first is not None else None
    second = chunks[comma + 3].reference if comma + 3 < len(chunks) else None
    if first.entity is None and chunks[comma + 2].symbol == "," and second is not None:
        first = second if second.kind == "person" else first
    return _resolved(document, first)


def _resolved(document: Document, reference: Reference | None) -> Reference | None:
    if reference is None or reference.kind in ("set", "body"):
        return None
    return resolve(document, reference)


def _date(
    document: Document, sentence: Sentence, at: int, match: re.Match[str] | None, is_ahead: bool
) -> DateMention | None:
    """Return the days of a visit; the day of an arrival is not that of what followed."""
    text = document.text
    end = _CLAUSE_END.search(text, at, sentence.end)
    high = end.start() if end else sentence.end
    dates = dates_in(document, at, high, is_ahead)
    day = next((d for d in dates if text.count(",", at, d.start) == 0), None)
    if day is None or (match is None and "/" not in (day.edtf or "")):
        return None
    said = re.search(r"\b(?:said|told|announced)\b", text[at : day.start])
    return None if said else day
