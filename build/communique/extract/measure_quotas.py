"""Quotas that a state offers or opens to another: their goods come in at a lower duty."""

from __future__ import annotations

import re

from communique.extract.document import Sentence
from communique.extract.measure_clause import Clause
from communique.lexicon.tables import word_set

_AT_A_DUTY = re.compile(
    r"[^.;]{0,70}?\b(?:duty[- ]free|tariff[- ]free|free\s+of\s+(?:duty|tariffs?)"
    r"|at\s+(?:an?\s+)?(?:zero|reduced|lower|preferential|[\d.]+\s?(?:%|pct|per\s?cent|percent))\s+"
    r"(?:\w+\s+)?(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|rates?))\b",
    re.I,
)
_OFFER = re.compile(r"\s+(?:offers?|proposals?|bids?)\b|\s+(?:that\s+was\s+)?offered\s+by\b", re.I)


def offered(
    text: str, sentence: Sentence, noun: tuple[int, int], clause: Clause, verb: int | None
) -> str:
    """Return 'offer' for a quota that is offered, 'open' for one that is granted, '' for a mere limit."""
    if _OFFER.match(text, noun[1], sentence.end):
        return "offer"
    word = clause.word(verb) if verb is not None else ""
    if word.startswith("offer"):
        return "offer"
    if word in word_set("giving_quotas") or _AT_A_DUTY.match(text, noun[1], sentence.end):
        return "open"
    return ""
