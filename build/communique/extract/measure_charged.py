"""Duties told by a rate alone: 'goods from India will be charged 26 %', 'Peru was hit with 30 percent'."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import measure_terms
from communique.lexicon.tables import word_set

Term = tuple[int, tuple[str, str, str]]
_RATE = re.compile(
    r"(?:(?:\s+[A-Z][\w.’'-]*){1,3}(?=\s+(?:with|at)\b))?(?:\s+(?:with|at|by|an?|the|of|its|to|now|only|as\s+much\s+as|up\s+to|about|just|extra|additional|further|another))*"
    r"\s+(?P<rate>\d+(?:\.\d+)?)\s?(?:%|per\s?cent|percent|pct)",
    re.I,
)
# after the rate: nothing more, or goods; '50 percent stake' and '3 percent growth' are none
_AFTER = re.compile(
    r"\s*(?:[.,;:)—–-]|$|(?:on|for|and|while|from|when|as|in|if|unless|under|starting|beginning|until|by|"
    r"instead|rather|up|down|after|at|against|compared|but|because|to\s+enter)\b)",
    re.I,
)
_TARIFF = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|import\s+tax(?:es)?)\b", re.I
)
_GOODS = re.compile(r"\b(?:imports?|imported|exports?|goods|products|shipments)\b", re.I)
_BACK = 900
# the only ones that tell a duty where no word for duties stands
PLAINLY_CHARGED = ("charged", "taxed", "tariffed", "levied")


@cache
def charged_words() -> frozenset[str]:
    """Return the words that can tell a duty by its rate ('charged', 'hit', 'faces')."""
    return word_set("charging_verbs") | word_set("putting_verbs")


def charged_at(document: Document, sentence: Sentence, i: int) -> Term | None:
    """Return (tokens, term) where a verb at token `i` lays a rate on goods or a country, else None.

    Only where the article speaks of tariffs shortly before or in the sentence; a rate with a noun of
    its own ('a 25 % tariff') is read there.
    """
    text = document.text
    match = _RATE.match(text, sentence.tokens[i].end, sentence.end)
    if match is None or not _AFTER.match(text[match.end() : sentence.end + 1]):
        return None
    is_put = sentence.lower[i] in word_set("putting_verbs")
    if is_put and not re.match(r"\s+on\s", text[match.end() : sentence.end]):
        return None  # 'Ottawa put 25 % on American products'
    last = next(
        (k for k in range(i + 1, len(sentence.tokens)) if sentence.tokens[k].end >= match.end()), i
    )
    if any(measure_terms().match(sentence.lower, k) for k in range(i + 1, last + 1)):
        return None
    own = text[sentence.start : sentence.end]
    nearby = text[max(0, sentence.start - _BACK) : sentence.end]
    if not _TARIFF.search(nearby) and not (
        _GOODS.search(own) and sentence.lower[i] in PLAINLY_CHARGED
    ):
        return None
    is_borne = sentence.lower[i] in word_set("paying_verbs")
    return last + 1 - i, ("import_tariff", "", "face" if is_borne else "impose")
