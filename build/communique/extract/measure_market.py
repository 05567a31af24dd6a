"""The market that names a duty's author: 'faces 15 % on its exports to Japan' is a duty of Japan."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.extract.measure_clause import Clause, Draft, Side
from communique.extract.measure_sides import side_of
from communique.extract.measure_values import is_goods

_BORDER = frozenset(
    {
        "import_tariff",
        "anti_dumping",
        "anti_subsidy",
        "safeguard",
        "import_quota",
        "tariff_quota",
        "import_ban",
    }
)
_INTO = re.compile(
    r"\b(?:(?:export(?:s|ed|ing)?|shipments?|shipped|sales?|sold|goods|entry|access)\s+(?:in)?to"
    r"|imported\s+(?:in)?to|enter(?:s|ed|ing)?|(?:effect|force)\s+(?:in|across))\s+(?:the\s+)?$",
    re.I,
)
# 'goods can enter Japan without tariffs' tells of none
_SPARED = re.compile(
    r"\b(?:without|free\s+of|no|benefit\w*|avoid\w*|escap\w*)\s+(?:\S+\s+){0,3}$", re.I
)
# Characters before a country in which the words that lead to it stand.
_NEAR = 60
_IN = re.compile(r"\s+in\s+(?:the\s+)?$")
_ELSEWHERE = re.compile(r"\bwhile\b|\bbut\b|\bwhereas\b|;")
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$")


def add_market(clause: Clause, draft: Draft) -> None:
    """Enter the one country that goods go into as implementer, and the one they come from as target.

    Only for duties of which nothing else in the clause tells the author.
    """
    if draft.measure_type not in _BORDER or draft.of("implementer"):
        return
    if draft.is_active and draft.verb is not None and not clause.is_passive_verb(draft.verb):
        return
    document, sentence = clause.document, clause.sentence
    text = document.text
    if _SPARED.search(text, max(sentence.start, draft.noun[0] - 60), draft.noun[0]):
        return
    found: list[Side] = []
    low, high = _bounds(text, sentence.start, sentence.end, draft.noun)
    for reference in sentence.references:
        if not low <= reference.start < high:
            continue
        if reference.kind not in ("country", "body"):
            continue
        is_plain = draft.action == "face" and draft.noun[1] < reference.start
        between = text[draft.noun[1] : reference.start] if is_plain else ""
        if _goes_into(text, max(sentence.start, reference.start - _NEAR), reference.start) or (
            is_plain and len(between) < 12 and _IN.fullmatch(between)
        ):
            made = side_of(document, reference, "implementer")
            found += [made] if made and (made.country or made.organisation_key) else []
    if len({s.identity for s in found}) != 1:
        return
    market = found[0]
    others = [s for s in draft.sides if not (s.role == "target" and s.identity == market.identity)]
    sources = {s.identity for s in others if s.role == "target"}
    if not sources:
        origin = _origins(clause, draft, market)
        if len({s.identity for s in origin}) > 1 or (not origin and len(others) < len(draft.sides)):
            return
        others += origin[:1]
    draft.sides = [*others, market]


def _bounds(text: str, start: int, end: int, noun: tuple[int, int]) -> tuple[int, int]:
    """Return the clause around a measure, which 'while', 'but' and a semicolon end."""
    ends = [m.span() for m in _ELSEWHERE.finditer(text, start, end)]
    low = max([b for _, b in ends if b <= noun[0]], default=start)
    return low, min([a for a, _ in ends if a >= noun[1]], default=end)


@lru_cache(maxsize=1 << 10)
def _goes_into(text: str, start: int, end: int) -> bool:
    """Tell whether words for goods that go into a country end at `end`; each measure asks of each country."""
    return _INTO.search(text, start, end) is not None


def _origins(clause: Clause, draft: Draft, market: Side) -> list[Side]:
    """'Korean cars', 'Vietnam's exports', 'goods from Laos': where what pays the duty comes from."""
    document, chunks = clause.document, clause.chunks
    found: list[Side] = []
    for k in range(len(chunks)):
        code = clause.country(k) if chunks[k].symbol == "A" else None
        reference = clause.reference(k)
        made: Side | None = None
        if code and (is_goods(clause.word(k + 1)) or is_goods(clause.word(k + 2))):
            made = Side("target", code, None, None, None, None, (chunks[k].start, chunks[k].end))
        elif reference is not None and reference.kind in ("country", "unnamed"):
            low = max(clause.sentence.start, reference.start - _NEAR)
            if _FROM.search(document.text, low, reference.start) or (
                reference.is_possessive and is_goods(clause.word(k + 2))
            ):
                made = side_of(document, reference, "target")
        if made and made.country and made.identity != market.identity:
            found.append(made)
    return found
