"""Words that name a measure only in their context: 'a deal' on tariffs, 'measures against' a country."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, Draft
from communique.extract.measure_continued import those_on
from communique.extract.measure_values import products
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

_OF_TRADE = Guarded(
    r"\b(?:trade|trading|tariffs?|dut(?:y|ies)|exporters?|exports?|imports?|market\s+access|customs)\b",
    re.I,
)
_NOT_OF_TRADE = Guarded(
    r"\b(?:nuclear|peace|cease-?fires?|truce|climate|hostages?|prisoners?|security|defen[cs]e|arms|weapons"
    r"|grain|migra\w+|extradition|debt|loans?|bailout|merger|takeover|gas|pipeline|border"
    r"|coalition)\b",
    re.I,
)
_INTO_GOODS = re.compile(
    r"(?:\s+(?:(?:last|this)\s+\w+|yesterday|on\s+\w+day))?\s+(?:into|of|on|against)\s+(?:\S+\s+){0,5}?(?:(?P<trade>imports|exports|shipments|goods|products)\b|\S+(?=[\s.,]))"
)
_ON_GOODS = re.compile(r"\s+(?:on|over|in)\s+(?:trade\s+in\s+)?(?P<goods>\w+)(?:\s+\w+)?")
# a sale of these is a contract as often as a pact, and a pact on fish tells who may catch it
_ENERGY = re.compile(
    r"\b(?:oil|crude|electricity|power|energy|uranium|coal|lng|fuel|aircraft|planes?|jets?|ships?|tanks?|helicopters?"
    r"|fish|squid|tuna|cod|herring|mackerel|hake|sardines?|anchov(?:y|ies)|films?|movies?)\b",
    re.I,
)
_AGAINST = re.compile(r"\s+(?:against|targeting|aimed\s+at)\s+", re.I)
_PUNITIVE = re.compile(r"\b(?:restrictive|punitive|economic|sanctions?|coercive)\b", re.I)
_PERCENT_BEFORE = re.compile(r"\d\s?(?:%|per\s?cent|percent|pct)\s+(?:\w+\s+)?$", re.I)
OTHERS = frozenset({"measures", "those", "one", "understanding", "arrangement"})
_NEAR = 8


@cache
def vague_words() -> frozenset[str]:
    """Return the words at which `vague_term` finds anything."""
    named = word_set("vague_agreements") | word_set("vague_limits") | word_set("vague_rates")
    return named | OTHERS | word_set("investigations")


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
    if word in word_set("vague_limits") and (limit := _limit(document, sentence, i)):
        return limit
    if word in word_set("vague_rates"):
        return _rate(document, sentence, i)
    if word in word_set("investigations"):
        return _case(document, sentence, i)
    if word in ("those", "one"):
        return those_on(document, sentence, i, known)
    if word != "measures":
        return None
    end = sentence.tokens[i].end
    if not _AGAINST.match(document.text, end, sentence.end):
        return None
    lead = document.text[max(sentence.start, end - 60) : end]
    kinds = {d.measure_type for d in known if d.measure_type in ("sanction", "export_control")}
    is_told = bool(kinds) or "sanctions" in sentence.vocabulary
    return ("sanction", "", "") if is_told or _PUNITIVE.search(lead) else None


def _limit(document: Document, sentence: Sentence, i: int) -> tuple[str, str, str] | None:
    """'Restrictions on Ukrainian grain', 'curbs on rare earth exports': which trade they limit."""
    if sentence.lower[i + 1 : i + 2] != ["on"]:
        return None
    text, start = document.text, sentence.tokens[i + 1].end
    words = sentence.lower[i + 2 : i + 9]
    stop = next(
        (k for k, w in enumerate(words) if w in word_set("clause_breaks") or w in ",;.("), 9
    )
    words = words[:stop]
    if words[:1] and words[0] in ("its", "their", "his"):
        return None  # whose, is open
    is_cap = sentence.lower[i] in ("cap", "caps", "ceiling", "ceilings")
    if any(w in word_set("export_heads") for w in words):
        return ("export_quota" if is_cap else "export_control", "", "")
    if any(w in word_set("import_heads") for w in words):
        return ("import_quota", "", "")
    end = sentence.tokens[min(i + 1 + len(words), len(sentence.tokens) - 1)].end
    if word_set("weapons") & set(words):
        return None  # how they may be used
    if not words or products(text, start, end) is None:
        return None
    is_foreign = any(
        start <= c.start < end
        and (c.symbol == "A" or (c.reference and c.reference.kind == "country"))
        for c in sentence.chunks
    )
    if is_foreign:
        return ("import_quota", "", "")
    nearby = text[max(0, sentence.start - 600) : sentence.end].lower()
    return ("export_control", "", "") if "export" in nearby else None


def _case(document: Document, sentence: Sentence, i: int) -> tuple[str, str, str] | None:
    """'An inquiry into imports of coil, which mills say are dumped': what a probe of goods looks for."""
    text, end = document.text, sentence.tokens[i].end
    goods = _INTO_GOODS.match(text, end, sentence.end)
    if goods is None or (not goods["trade"] and products(text, end, goods.end()) is None):
        return None
    nearby = text[max(sentence.start - 300, 0) : min(sentence.end + 300, len(text))].lower()
    for word, kind in (
        ("dump", "anti_dumping"),
        ("subsid", "anti_subsidy"),
        ("safeguard", "safeguard"),
    ):
        if word in nearby:
            return (kind, "", "")
    return None


def _is_foreign(sentence: Sentence, start: int) -> bool:
    """'Penalties on Canadian wheat': goods of another country stand within the next words."""
    near = [c for c in sentence.chunks if start <= c.start < start + 40]
    return any(c.symbol == "A" or (c.reference and c.reference.kind == "country") for c in near)


def _rate(document: Document, sentence: Sentence, i: int) -> tuple[str, str, str] | None:
    """'A 25 percent penalty on Indian goods', 'a tax on wheat exports': a duty by another name."""
    text, token = document.text, sentence.tokens[i]
    on = re.match(r"\s+(?:of\s+[\d.]+\s?\S+\s+)?(?:on|for)\s+", text[token.end : sentence.end])
    if on is None:
        return None
    after = text[token.end + on.end() : min(sentence.end, token.end + on.end() + 60)]
    goods = re.match(
        r"(?:\S+\s+){0,4}?(?P<trade>exports?|shipments|imports?|imported|goods|products)\b", after
    )
    if goods and goods["trade"].startswith(("export", "shipment")):
        is_own = re.match(r"[a-z\s-]+$", after[: goods.start("trade")])
        return ("export_tax", "", "") if is_own or not goods.start("trade") else None
    if sentence.lower[i] in ("penalty", "penalties") and goods and _is_foreign(sentence, token.end):
        return ("import_tariff", "", "")
    has_rate = re.search(_PERCENT_BEFORE, text[max(sentence.start, token.start - 24) : token.start])
    if not has_rate:
        return None
    nearby = text[max(0, sentence.start - 600) : sentence.end]
    if goods is None and sentence.lower[i] in ("fee", "charge", "rate"):
        return None
    is_trade = goods is not None or re.search(r"\b(?:tariffs?|duties|lev(?:y|ies))\b", nearby)
    return ("import_tariff", "", "") if is_trade else None


def traded_in(document: Document, draft: Draft) -> tuple[int, int] | None:
    """Return the goods that a pact is called by: 'a citrus accord', 'the new steel agreement'."""
    text = document.text
    on = _ON_GOODS.match(text, draft.noun[1], draft.sentence.end)
    after = products(text, draft.noun[1], on.end()) if on else None
    if on and after and after[0] <= on.start("goods") and not _ENERGY.search(text, *after):
        return after  # 'a pact on semiconductors'
    goods = products(text, draft.group, draft.noun[0]) or _of_one(text, *draft.noun)
    if goods is None or not re.fullmatch(r"\s+(?:\w+\s+)?", text[goods[1] : draft.noun[0]]):
        return None
    return None if _NOT_OF_TRADE.search(text, *goods) or _ENERGY.search(text, *goods) else goods


def _of_one(text: str, start: int, end: int) -> tuple[int, int] | None:
    """'A cherry accord': goods in the singular before the noun, known in the plural."""
    word = re.search(r"\b([a-z]{3,})\s+$", text[max(0, start - 20) : start])
    if word is None:
        return None
    plural = word[1][:-1] + "ies" if word[1].endswith("y") else word[1] + "s"
    at = start - len(word[0])
    known = products(plural, 0, len(plural)) or products(word[1] + "es", 0, len(word[1]) + 2)
    return (at, at + len(word[1])) if known and known[0] == 0 else None


def is_trade_deal(document: Document, draft: Draft, known: list[Draft]) -> bool:
    """Tell whether a bare 'deal' or 'pact' is one of trade: its sentence says so, or it was named before."""
    if draft.measure_type not in AGREEMENTS:
        return True
    parties = draft.of("negotiating_party")
    bodies = {s.organisation_key or s.organisation for s in draft.sides if not s.country}
    if any(b and b.lower() not in word_set("trade_blocs") for b in bodies):
        return False  # a loan of the IMF is no deal of trade
    pacts = [d for d in known if d.measure_type in AGREEMENTS]
    if len(parties) > 1 and traded_in(document, draft):
        return True
    word = document.text[slice(*draft.noun)].lower()
    if word in ("understanding", "arrangement"):
        return False
    if len(parties) > 1 and any(parties == d.of("negotiating_party") for d in pacts):
        return True
    if len(parties) > 1 and bodies:
        return True  # with a trade bloc
    text = document.text[draft.sentence.start : draft.sentence.end]
    if _NOT_OF_TRADE.search(text):
        return False
    if len(parties) > 1 or re.match(
        r"\s+with\b", document.text[draft.noun[1] : draft.sentence.end]
    ):
        near = any(0 <= draft.sentence.index - _told(document, d) <= _NEAR for d in pacts)
        after = document.text[draft.noun[1] : draft.sentence.end]
        is_joined = re.match(r"[^.;,]{0,40}?\b(?:between|with)\b", after) is not None
        return _OF_TRADE.search(text) is not None or (near and is_joined and len(parties) > 1)
    told = [d for d in pacts if 0 <= draft.sentence.index - _told(document, d) <= _NEAR]
    return bool(told) and draft.is_definite and draft.action != "none" and not parties


def _told(document: Document, draft: Draft) -> int:
    return document.sentence_at(draft.last_told).index
