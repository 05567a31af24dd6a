"""The particulars that a measure's sentence gives in so many words: law, reason, name, specific rate."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Sentence
from communique.lexicon.tables import rows
from communique.text.guarded import Guarded

Found = tuple[str, tuple[int, int]]
_LAW = Guarded(
    r"\b(?:under|pursuant\s+to|citing|invoking|invoked|using|authori[sz]ed\s+by|on\s+the\s+basis\s+of)\s+"
    r"(?P<law>(?:the\s+)?(?:Section\s+\d+[A-Za-z]?(?:\s+of\s+the\s+(?:[A-Z][\w’'-]*|and|of|on|for|[0-9]{4})"
    r"(?:\s+(?:[A-Z][\w’'-]*|and|of|on|for|the|[0-9]{4}))*)?"
    r"|(?:[A-Z][\w’'-]*|and|of|on|for|the)(?:\s+(?:[A-Z][\w’'-]*|and|of|on|for|the))*\s+Act(?:\s+of\s+\d{4})?"
    r"|IEEPA|Regulation\s+\([A-Z]{2,3}\)\s+(?:No\s+)?[\d/]+|Executive\s+Order\s+\d+))"
    r"(?![\w])"
)
_LABEL = re.compile(r"\b(?P<law>Section\s+\d{3}|IEEPA)\s+$")
_REASON = Guarded(
    r"(?:,\s+|\s+)(?:citing|because\s+of|due\s+to|owing\s+to|on\s+the\s+grounds?\s+of|over|as\s+punishment\s+for"
    r"|in\s+retaliation\s+for|in\s+response\s+to)\s+(?P<why>[^.;:,()“”\"]{4,90})",
)
_OVERSTEPS = re.compile(
    r"\s+(?:and\s+(?:said|will|has|have)|after|before|while|which|who|said|says|on\s+(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day|last\s+|this\s+(?:week|month|year)|officials|according)\b.*$",
    re.S,
)
_NO_REASON = re.compile(
    r"^(?:the\s+)?(?:past|next|last|coming|course|\d|a\s+(?:year|decade|period)|time|years|half)"
)
_PACKAGE = Guarded(
    r"\b(?P<name>(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+"
    r"(?:(?:EU\s+)?sanctions\s+package|package\s+of\s+(?:EU\s+)?sanctions))\b",
    re.I,
)
_SPECIFIC = Guarded(
    r"(?P<sign>US\$|A\$|C\$|\$|€|£|¥)?\s?(?P<n>\d+(?:[.,]\d+)*)\s?"
    r"(?P<word>dollars?|dlrs?|euros?|ecus?|pounds|yuan|yen|rupees|roubles|rubles|cents|pence)?\s*"
    r"(?:a|per|an|each|/)\s*(?P<unit>(?:metric\s+)?ton(?:ne)?|kilo(?:gram)?|kg|bushel|barrel|lit(?:re|er)|gallon"
    r"|head|unit|pound|hectolitre|case)s?\b",
    re.I,
)


def legal_basis(text: str, sentence: Sentence, noun: tuple[int, int]) -> Found | None:
    """Return the law named after 'under', 'pursuant to', or before the noun ('Section 232 tariffs')."""
    label = _LABEL.search(text, max(sentence.start, noun[0] - 20), noun[0])
    if label:
        return label["law"], label.span("law")
    found = list(_LAW.finditer(text, sentence.start, sentence.end))
    if not found:
        return None
    nearest = min(found, key=lambda m: min(abs(m.start() - noun[1]), abs(noun[0] - m.end())))
    return nearest["law"], nearest.span("law")


def stated_reason(text: str, sentence: Sentence, noun: tuple[int, int]) -> Found | None:
    """Return the words after 'citing', 'because of', 'over' that follow the measure in its clause."""
    match = _REASON.search(text, noun[1], sentence.end)
    if match is None or re.search(r"[;:]", text[noun[1] : match.start()]):
        return None
    words = _OVERSTEPS.sub("", match["why"]).rstrip()
    if (
        len(words) < 4
        or _NO_REASON.match(words)
        or re.search(r"\d\s*(?:%|per\s?cent|percent|pct)", words)
    ):
        return None
    low = match.start("why")
    return words, (low, low + len(words))


def measure_name(text: str, sentence: Sentence, noun: tuple[int, int], kind: str) -> Found | None:
    """Return the proper name of a measure: a numbered package, a scheme written with capitals."""
    for match in _PACKAGE.finditer(text, sentence.start, sentence.end):
        if match.start() <= noun[1] and noun[0] <= match.end():
            return match["name"], match.span("name")
    words = text[slice(*noun)]
    capitals = [w for w in words.split() if w[:1].isupper()]
    if kind in ("preference", "trade_agreement") and len(capitals) >= 3:
        return words, noun
    return None


def specific_rate(
    text: str, sentence: Sentence, noun: tuple[int, int], start: int
) -> tuple[float, str, tuple[int, int]] | None:
    """Return (amount, unit, span) of a duty per quantity: '$50 a tonne' → 50, 'USD per tonne'.

    A currency that the table does not know, such as 'cents', stays as worded.
    """
    high = min(sentence.end, noun[1] + 60)
    for match in _SPECIFIC.finditer(text, max(sentence.start, start - 4), high):
        money = match["sign"] or match["word"]
        if money:
            unit = f"{_currencies().get(money.lower(), money.lower())} per {match['unit'].lower()}"
            return float(match["n"].replace(",", "")), unit, match.span()
    return None


@cache
def _currencies() -> dict[str, str]:
    return {r["term"].lower(): r["currency"] for r in rows("currencies")}
