"""The values in a measure's clause: rates, products, amounts of money, words of retaliation."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Sentence
from communique.lexicon.finder import Finder
from communique.lexicon.tables import rows, word_set
from communique.text.guarded import Guarded

Span = tuple[int, int]
_PERCENT = r"(?:%|per\s?cent\b|percent\b|pct\b)"
_RATE = re.compile(
    rf"(?P<upto>up\s+to\s+|as\s+(?:high|much)\s+as\s+)?(?P<low>\d+(?:\.\d+)?)\s*(?:{_PERCENT})?"
    rf"(?:\s*(?:-|–|to|and)\s*(?P<high>\d+(?:\.\d+)?))?[\s-]*{_PERCENT}(?!\s*(?:age)?\s*points?)",
    re.I,
)
_ZERO = Guarded(rf"\bto\s+(zero(?:[\s-]+{_PERCENT})?)", re.I)
_FROM_TO = Guarded(
    rf"\bfrom\s+(?P<old>\d+(?:\.\d+)?)\s*{_PERCENT}?\s+to\s+(?P<new>\d+(?:\.\d+)?)\s*{_PERCENT}"
    rf"|\bto\s+(?P<new2>\d+(?:\.\d+)?)\s*{_PERCENT}\s+from\s+(?P<old2>\d+(?:\.\d+)?)\s*{_PERCENT}?",
    re.I,
)
_RETALIATION = Guarded(
    r"\b(?:retaliat\w+|tit[- ]for[- ]tat|counter-?measures?|counter-?tariffs?|reprisals?"
    r"|in\s+response\s+to\s+(?:\w+\s+){0,4}(?:tariffs?|duties|sanctions))\b",
    re.I,
)
# 'the duty on rice fell to 10 percent' tells a level, 'exports fell 10 percent' does not
_MOVED_TO = re.compile(r"(?<!exports )(?<!imports )(?<!sales )(?<!shares )\b(?:fell|rose)\s+to\s+$")
_OTHER_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\s+of\s+$", re.I)
_ITS_OWN = re.compile(r"\s+(?:lev(?:y|ies)|tariffs?|dut(?:y|ies)|surcharges?)\b", re.I)
_BESIDE = re.compile(
    r"\b(?:and|as\s+well\s+as|plus|along\s+with|besides)\s+(?:an?\s+)?(?:\w+\s+)?$"
)
_MONEY = re.compile(
    r"(?P<sign>US\$|A\$|\$|€|£|¥)?\s?(?P<n>\d+(?:[.,]\d+)*)\s?(?P<scale>bn|billion|million|mln|m|trillion)?"
    r"\s?(?P<word>dollars|dlrs|euros|pounds|yen|yuan)?\b(?=\s+(?:worth|in|of)\b)",
    re.I,
)
_SCALE = {"bn": 1e9, "billion": 1e9, "million": 1e6, "mln": 1e6, "m": 1e6, "trillion": 1e12}


def rates(
    text: str, group_start: int, noun: Span, sentence_end: int
) -> tuple[float | None, float | None, float | None, Span | None]:
    """Return (rate, upper rate, previous rate, span): levels in percent, never changes in points.

    'Up to 25 %' gives only the upper rate; 'from 25 % to 35 %' gives 35 with 25 before it.
    """
    low = max(0, group_start - 12)
    high = min(sentence_end, noun[1] + 90)
    stop = re.search(
        r"[;]|\bwhile\b|\bbut\b|\band\s+(?:the\s+)?[A-Z][\w.]+(?:\s+[A-Z]\w+)*\s+(?:will|would|has|had|is|to)\b",
        text[noun[1] : high],
    )
    if stop:
        high = noun[1] + stop.start()
    moved = _FROM_TO.search(text, low, high)
    if moved:
        new = float(moved["new"] or moved["new2"])
        old = float(moved["old"] or moved["old2"])
        return new, None, old, (moved.start(), moved.end())
    best: tuple[int, re.Match[str]] | None = None
    for match in _RATE.finditer(text, low, high):
        after = text[match.end() : match.end() + 40]
        if re.match(
            r"\s+(?:(?:or\s+(?:more|less)\s+)?of\b(?!\s+(?:the\s+)?value)|stake|share|rise|fall|increase|drop|growth|more|less|higher|lower)\b",
            after,
        ):
            continue
        if re.search(
            r"\bby\s+(?:up\s+to\s+|about\s+|around\s+)?$", text[: match.start()][-20:], re.I
        ):
            continue  # 'lower tariffs by 115 %' tells the change
        if match.end() <= group_start and re.search(
            r"[,;]|\bwhile\b|\band\b", text[match.end() : group_start]
        ):
            continue  # '30 %, while China's levies remain at 10 %'
        if (
            match.start() > noun[1]
            and _ITS_OWN.match(after)
            and _BESIDE.search(text, noun[1], match.start())
        ):
            continue  # 'tariffs on cars as well as a 10 percent levy on all goods'
        distance = min(abs(match.start() - noun[1]), abs(noun[0] - match.end()))
        between = text[noun[1] : match.start()] if match.start() > noun[1] else ""
        between = _MOVED_TO.sub("", between)
        if re.search(r"\b(?:account|worth|make up|fell|rose|grew)\w*\b", between):
            continue
        if _OTHER_DUTY.search(between):
            continue  # 'the levy is a response to US duties of 25 %'
        if best is None or distance < best[0]:
            best = distance, match
    if best is None:
        zero = _ZERO.search(text, noun[1], high)
        return (0.0, None, None, zero.span(1)) if zero else (None, None, None, None)
    match = best[1]
    span = (match.start(), match.end())
    first = float(match["low"])
    if match["upto"]:
        return None, first, None, span
    if match["high"]:
        return first, float(match["high"]), None, span
    return first, None, None, span


def retaliation(text: str, sentence: Sentence, noun: Span, lead: str) -> bool | None:
    """Return True where the clause says that a measure answers another one; None otherwise."""
    window = text[max(sentence.start, noun[0] - 80) : min(sentence.end, noun[1] + 60)]
    return True if _RETALIATION.search(window) else None


@cache
def _product_codes() -> dict[str, str]:
    return {r["term"].lower(): r["hs_code"] for r in rows("hs_products")}


@cache
def _product_finder() -> Finder:
    return Finder(_product_codes())


def products(text: str, start: int, end: int) -> Span | None:
    """Return the span of a known product among the words before a measure noun ('steel tariffs')."""
    found = _product_finder().whole(text[start:end].lower())
    return (start + found[0][1], start + found[-1][2]) if found else None


def is_goods(word: str) -> bool:
    """Tell whether a word after a country's name names what comes from there ('US goods')."""
    return word in word_set("goods") or word.lower() in _product_codes()


def hs_code(product: str) -> str | None:
    """Return the Harmonized System code of a product as reported, null when none or several fit."""
    terms = {term for term, _, _ in _product_finder().whole(product.lower())}
    found = {_product_codes()[term] for term in terms} - {""}
    return found.pop() if len(found) == 1 else None


@cache
def _currencies() -> dict[str, str]:
    return {r["term"].lower(): r["currency"] for r in rows("currencies")}


def value_of(
    text: str, sentence: Sentence, noun: Span
) -> tuple[float | None, str | None, str | None]:
    """Return (amount, currency, kind) where the clause says how much trade a measure covers."""
    match = _MONEY.search(text, noun[1], min(sentence.end, noun[1] + 60))
    if not match or not (match["sign"] or match["word"]):
        return None, None, None
    currency = _currencies().get((match["sign"] or match["word"] or "").lower())
    amount = float(match["n"].replace(",", "")) * _SCALE.get((match["scale"] or "").lower(), 1)
    return (amount, currency, "trade_covered") if currency else (None, None, None)
