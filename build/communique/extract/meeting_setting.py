"""Medium, setting and occasion of a meeting, from the words around its own."""

from __future__ import annotations

import re

from communique.extract.document import Document, Item
from communique.extract.meeting_draft import Draft
from communique.text.guarded import Guarded

_PHONE = Guarded(r"\b(?:phone|phoned|telephoned?|telephone|call|calls|rang|by phone)\b", re.I)
_CALL_ON = re.compile(r"\bcall(?:ed|s)?\s+(?:on|for)\b", re.I)
_VIDEO = Guarded(r"\b(?:video|virtual(?:ly)?|online|teleconference|videoconference)\b", re.I)
_IN_MEETINGS = Guarded(
    r"\b(?:in|at|during)\s+(?:(?:a|an|the|their|separate|bilateral|one-on-one)\s+)+meetings?\b",
    re.I,
)
_SIDELINES = Guarded(r"\b(?:sidelines?|margins?|fringes?)\b", re.I)
_AT_SUMMIT = Guarded(
    r"\b(?:during|at|attending)\s+(?:a|an|the|this|last)\s+(?:[\w'’-]+\s+){0,4}summit\b", re.I
)
_STATE_VISIT = Guarded(r"\bstate visit\b", re.I)
_SUMMIT = Guarded(r"\bsummit\b")
_OCCASION = re.compile(
    r"\b(?:sidelines?|margins?|fringes?|at|during|for|attending)\s+(?:of\s+)?"
    r"(?:(?:the|a|an|this\s+\w+['’]s|last\s+\w+['’]s|annual|informal|global|regional)\s+)*"
    r"(?P<name>(?:\d+(?:st|nd|rd|th)\s+)?(?:session\s+of\s+the\s+)?"
    r"(?:[A-Z][\w.&’'-]*\s+|(?:of|on|the|and|for|nuclear|security|climate|economic|global|leaders['’]?)\s+)*"
    r"(?:[Ss]ummit|General\s+Assembly|Forum|[Cc]onference|Dialogue|Congress|Council|G7|G8|G20|APEC|UNGA))"
    r"(?:\s+[Ss]ummit)?"
)
_TALKED_OF = re.compile(
    r"\b(?:preparations?|prepar\w+|plans?|support|agenda|(?:co-)?hosts?|discuss\w*|about|upcoming"
    r"|forthcoming|ahead|advance|before|after|since|outcomes?|results?|success|welcomed|regarding)"
    r"\s*(?:for|of|to)?\s*(?:the|an?)?\s*(?:[\w'’-]+\s+){0,2}$",
    re.I,
)
_AT_EVENT = re.compile(
    r"\b(?:at|during|attend\w*|for|on|(?:sidelines?|margins?|fringes?)\s+of)\s+(?:[\w'’-]+\s+){0,3}$",
    re.I,
)
_BARE = frozenset("summit forum conference dialogue congress council".split())
_MODAL = re.compile(r"\b(?:can|could|will|would|should|may|might|must)\s+(?:\w+\s+)?be\b|\bsaid\b")
# Talks of bodies, in rounds, against meetings of those who lead them.
_ROUND = re.compile(
    r"\b(?:negotiat\w+|rounds?)\b|\b(?:trade|peace|tariff|accession|membership|nuclear|ceasefire|truce"
    r"|border|disarmament|fisheries|direct|indirect|proximity|exploratory|six-party|normalisation"
    r"|normalization|reunification|settlement|market[- ]access)\s+(?:talks|discussions)\b",
    re.I,
)
_DELEGATION = re.compile(
    r"\b(?:delegations?|teams?|technical|working[- ](?:level|group)|experts?"
    r"|officials?['’]?\s+(?:talks|level)|senior\s+officials|official-level|ministerial-level|ministerial\s+(?:dialogue|commission|meeting"
    r"|consultations?)|2\s?\+\s?2|two-plus-two|joint\s+(?:\w+\s+){0,2}(?:commission|committee|council"
    r"|meeting)|consultations|intergovernmental)\b",
    re.I,
)
# A dialogue of two countries is what they met for; the Shangri-La Dialogue is an event of many.
_IS_OWN = re.compile(
    r"\b(?:(?<!La )(?<!Raisina )(?<!Manama )(?<!Quadrilateral Security )Dialogue|Commission|Committee)$"
    r"|^Joint\b"
)
# "A conversation", "an exchange", "contacts" say nothing of how they were had.
_OPEN_WORDS = (
    "conversation",
    "exchange",
    "contact",
    "dialogue",
    "discussion",
    "negotiation",
    "communication",
)


def is_talked_of(document: Document, low: int, at: int) -> bool:
    """Tell whether an event is only spoken of: 'preparations for the summit', 'ahead of the summit'."""
    return _TALKED_OF.search(document.text[max(low, at - 40) : at]) is not None


def medium_of(document: Document, chunks: list[Item], trigger: int, draft: Draft) -> str:
    """Return how a meeting was held, `unknown` where the words leave it open."""
    text = document.text
    near = text[chunks[max(0, trigger - 4)].start : chunks[min(len(chunks) - 1, trigger + 6)].end]
    symbol = chunks[trigger].symbol
    word = text[chunks[trigger].start : chunks[trigger].end].lower()
    if _VIDEO.search(near):
        return "video"
    if _PHONE.search(_CALL_ON.sub("", near)):
        return "phone"
    named = sum(p.name is not None for p in draft.parties)
    if draft.status not in ("held", "ongoing") and symbol == "Z" and not named:
        return "in_person" if draft.place or "in-person" in near else "unknown"
    if symbol in "MHIW" or draft.place or "meeting" in near.lower():
        return "in_person"
    if _IN_MEETINGS.search(text, chunks[trigger].end, chunks[-1].end):
        return "in_person"
    is_talks = symbol == "Z" and draft.status == "held" and not word.startswith(_OPEN_WORDS)
    return "in_person" if is_talks else draft.medium


def setting_of(
    document: Document, clause: tuple[int, int], chunks: list[Item], trigger: int, draft: Draft
) -> str:
    """Return what frames a meeting in its own clause; what frames it elsewhere is the context's."""
    text, words = document.text, document.text[clause[0] : clause[1]]
    near = text[chunks[max(0, trigger - 4)].start : chunks[min(len(chunks) - 1, trigger + 5)].end]
    own = text[chunks[max(0, trigger - 3)].start : chunks[trigger].end]
    is_small = len(draft.countries) <= 3
    named = any(p.name for p in draft.parties)
    if _SIDELINES.search(words):
        return "sidelines"
    if is_small and draft.medium not in ("phone", "video") and _AT_SUMMIT.search(words):
        return "sidelines"
    if _STATE_VISIT.search(words):
        return "state_visit"
    if _DELEGATION.search(own) or (not named and _DELEGATION.search(near)):
        return "delegation_talks"
    if draft.occasion and _IS_OWN.search(draft.occasion[0]) and is_small:
        return "delegation_talks"
    before = text[clause[0] : draft.occasion[1]] if draft.occasion else ""
    came_for = re.search(r"\bfor\s+(?:[\w'’-]+\s+){0,3}$", before) is not None
    if (
        draft.occasion
        and is_small
        and not came_for
        and draft.rule not in ("two_hold_talks", "hyphenated_talks")
    ):
        return "sidelines"
    if (draft.occasion and "ummit" in draft.occasion[0]) or _SUMMIT.search(near):
        return "summit"
    word = text[chunks[trigger].start : chunks[trigger].end].lower()
    if word in ("conference", "gathering") and not is_small:
        return "summit"
    if _ROUND.search(own) or (word in ("talks", "negotiations") and not named):
        return "negotiation_round"
    return draft.setting


def occasion_of(
    document: Document, low: int, high: int, chunks: list[Item]
) -> tuple[str, int, int] | None:
    """Return the named event at which a meeting was: name and span."""
    text = document.text
    for match in _OCCASION.finditer(text, low, high):
        lead = text[max(low, match.start() - 25) : match.start()]
        if match["name"].lower() in _BARE or match["name"][0] in "sc" or _TALKED_OF.search(lead):
            continue
        if not _MODAL.search(text, low, match.start()):
            return match["name"], match.start("name"), match.end("name")
    for k, chunk in enumerate(chunks):
        lead = text[max(low, chunk.start - 40) : chunk.start]
        if chunk.symbol == "E" and k and _AT_EVENT.search(lead) and not _TALKED_OF.search(lead):
            return document.text[chunk.start : chunk.end], chunk.start, chunk.end
    return None
