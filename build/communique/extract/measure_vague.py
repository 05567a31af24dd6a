"""Words that name a measure only in their context: 'a deal' on tariffs, 'measures against' a country."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, Draft
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

_OF_TRADE = Guarded(
    r"\b(?:trade|trading|tariffs?|dut(?:y|ies)|exporters?|exports?|imports?|market\s+access|customs)\b",
    re.I,
)
_NOT_OF_TRADE = re.compile(
    r"\b(?:nuclear|peace|cease-?fires?|truce|climate|hostages?|prisoners?|security|defen[cs]e|arms|weapons"
    r"|grain|migra\w+|extradition|debt|loans?|bailout|merger|takeover|gas|pipeline|border"
    r"|coalition)\b",
    re.I,
)
_AGAINST = re.compile(r"\s+(?:against|targeting|aimed\s+at)\s+", re.I)
_PUNITIVE = re.compile(r"\b(?:restrictive|punitive|economic|sanctions?|coercive)\b", re.I)
_NEAR = 8


@cache
def vague_words() -> frozenset[str]:
    """Return the words at which `vague_term` finds anything."""
    return word_set("vague_agreements") | {"measures"}


def vague_term(
    document: Document, sentence: Sentence, i: int, known: list[Draft]
) -> tuple[str, str, str] | None:
    """Return the term that a vague word at token `i` may be, None when it is none here."""
    word = sentence.lower[i]
    if word in word_set("vague_agreements"):
        before = sentence.lower[i - 1] if i else ""
        if sentence.tokens[i].text[:1].isupper():
            return None  # the General Agreement on Tariffs and Trade
        return None if before in ("to", "will", "must", "can") else ("trade_agreement", "", "")
    if word != "measures":
        return None
    end = sentence.tokens[i].end
    if not _AGAINST.match(document.text, end, sentence.end):
        return None
    lead = document.text[max(sentence.start, end - 60) : end]
    kinds = {d.measure_type for d in known if d.measure_type in ("sanction", "export_control")}
    is_told = bool(kinds) or "sanctions" in sentence.lower
    return ("sanction", "", "") if is_told or _PUNITIVE.search(lead) else None


def is_trade_deal(document: Document, draft: Draft, known: list[Draft]) -> bool:
    """Tell whether a bare 'deal' or 'pact' is one of trade: its sentence says so, or it was named before."""
    if draft.measure_type not in AGREEMENTS:
        return True
    parties = draft.of("negotiating_party")
    bodies = {s.organisation_key or s.organisation for s in draft.sides if not s.country}
    if any(b and b.lower() not in word_set("trade_blocs") for b in bodies):
        return False  # a loan of the IMF is no deal of trade
    pacts = [d for d in known if d.measure_type in AGREEMENTS]
    if len(parties) > 1 and any(parties == d.of("negotiating_party") for d in pacts):
        return True
    text = document.text[draft.sentence.start : draft.sentence.end]
    if _NOT_OF_TRADE.search(text):
        return False
    if len(parties) > 1 or re.match(
        r"\s+with\b", document.text[draft.noun[1] : draft.sentence.end]
    ):
        return _OF_TRADE.search(text) is not None
    near = [d for d in pacts if 0 <= draft.sentence.index - _told(document, d) <= _NEAR]
    return bool(near) and draft.is_definite and draft.action != "none" and not parties


def _told(document: Document, draft: Draft) -> int:
    return document.sentence_at(max(s[0] for s in draft.spans)).index
