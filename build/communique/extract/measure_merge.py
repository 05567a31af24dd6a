"""Mentions of one measure in an article become one."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.core.terms import measure_status_order
from communique.extract.document import Document
from communique.extract.measure_clause import AGREEMENTS, FAMILIES, Draft, distinct
from communique.lexicon.tables import word_set


def _may_be_same(document: Document, draft: Draft, other: Draft) -> bool:
    """A mention without a target joins one that has it only when it is definite or names its product."""
    if draft.is_definite or draft.sentence is other.sentence:
        return True
    if draft.product is None or other.product is None:
        return draft.product is None and other.product is None
    if _is_anaphor(document, draft):
        return True
    return bool(_product_words(document, draft) & _product_words(document, other))


def _is_anaphor(document: Document, draft: Draft) -> bool:
    """'Exports of the grain', 'duties on the metals': goods named before."""
    if draft.product is None:
        return False
    words = document.text[slice(*draft.product)].lower().split()
    return (
        len(words) == 2 and words[0] in ("the", "these") and words[1] in word_set("goods_anaphors")
    )


def _product_words(document: Document, draft: Draft) -> set[str]:
    if draft.product is None:
        return set()
    found = re.findall(r"\w{4,}", document.text[slice(*draft.product)])
    terms = document.lexicon.terms.values
    # 'goods of Canada' and 'Canadian imports' name one country
    named = {((t := terms.get(w)) and t.country) or w.lower() for w in found}
    return named - word_set("any_goods")


def _clash(document: Document, draft: Draft, other: Draft) -> bool:
    """'50 items' and 'a further 53 items', 'the reciprocal tariff' and 'the additional tariff'."""
    if draft.product and other.product:
        x, y = (
            set(re.findall(r"\d+", document.text[slice(*d.product)]))
            for d in (draft, other)
            if d.product
        )
        if x and y and not x & y:
            return True
    mine, theirs = (
        word_set("tariff_kinds")
        & set(re.findall(r"[a-z]+", document.text[d.group : d.noun[1]].lower()))
        for d in (draft, other)
    )
    return bool(mine and theirs and not mine & theirs)


def _phase(document: Document, draft: Draft) -> str:
    """Return which phase or round of an agreement is meant: 'the second phase of the pact'."""
    before = document.text[max(draft.sentence.start, draft.noun[0] - 60) : draft.noun[0]]
    return next(iter(_phases_in(before)), "")


def _phases(document: Document, draft: Draft) -> set[str]:
    """Return the phases of which the mentions gathered so far speak."""
    return {w for start, end, _ in draft.spans for w in _phases_in(document.text[start:end])}


def _phases_in(words: str) -> list[str]:
    found = [m["which"] for m in _PHASE.finditer(words.lower())]
    return [_ORDINALS.get(which, which) for which in found]


def _differ(document: Document, draft: Draft, other: Draft) -> bool:
    """'The first phase of the pact' and the second, 'a broader deal', 'duties worth 21 and 100 billion'."""
    if draft.measure_type in AGREEMENTS:
        mine, theirs = _phase(document, draft), _phases(document, other)
        if mine and theirs and mine not in theirs:
            return True
        wide = [_BROADER.search(document.text, d.group, d.noun[0]) for d in (draft, other)]
        return bool(wide[0]) != bool(wide[1]) and not draft.is_definite
    worth = [_WORTH.match(document.text, d.noun[1], d.sentence.end) for d in (draft, other)]
    return bool(worth[0] and worth[1] and worth[0]["sum"] != worth[1]["sum"])


def _is_another(document: Document, draft: Draft, other: Draft) -> bool:
    """'It also blacklisted three ships': a measure beside those told before, with goods of its own."""
    lead = document.text[draft.group : draft.noun[0]].lower()
    if re.search(r"\b(?:other|separate|another)\b", lead) and draft.sentence is not other.sentence:
        return True  # 'Other sanctions, imposed after the coup, remain'
    is_own = draft.measure_type == "sanction" and draft.sentence is not other.sentence
    has_own = draft.product is not None or any(s.name or s.is_firm for s in draft.sides)
    by, theirs = draft.of("implementer"), other.of("implementer")
    if is_own and has_own and not draft.is_definite and draft.action == "impose" and by < theirs:
        return True  # of several who acted, what one of them did
    if draft.is_definite or draft.product is None or draft.action not in ("impose", "none"):
        return False
    if (
        FAMILIES.get(draft.measure_type, draft.measure_type) != "sanction"
        or draft.sentence is other.sentence
    ):
        return False
    words = document.text[draft.sentence.start : draft.noun[0]].lower()
    return re.search(r"\balso\b", words) is not None


def _is_yet_to_come(document: Document, draft: Draft, other: Draft) -> bool:
    """'Is considering additional sanctions': not those that lie there already."""
    kind = FAMILIES.get(draft.measure_type, draft.measure_type)
    if kind == "tariff" and draft.product and other.product and draft.status == "threatened":
        lead = document.text[max(draft.sentence.start, draft.group - 12) : draft.noun[0]].lower()
        is_more = re.search(r"\b(?:new|additional|further|fresh|more|extra)\b", lead)
        return is_more is not None and other.status in ("in_force", "amended", "suspended")
    if kind != "sanction":
        return False
    for one, two in ((draft, other), (other, draft)):
        lead = document.text[one.group : one.noun[0]].lower()
        is_new = re.search(r"\b(?:new|additional|further|fresh|more|tougher|extra)\b", lead)
        if is_new and one.status == "proposed" and two.status in ("in_force", "amended", "lifted"):
            return True
    return False


_PHASE = re.compile(
    r"\b(?P<which>first|second|third|1st|2nd|3rd|initial)\s+(?:phase|stage|part|tranche)\s+of\b"
)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "initial": "first"}
_BROADER = re.compile(r"\b(?:broader|wider|fuller)\b")
_WORTH = re.compile(
    r"[^.;]{0,30}?(?:worth|targeting|on|covering)\s+(?:\w+\s+){0,2}?(?P<sum>[$€£]\s?[\d.,]+\s*(?:billion|bn|million|m)\b)"
)
_COUNTED = re.compile(
    r"(?:a\s+further\s+|another\s+|some\s+)?(?P<count>\d[\d,]*)\s+(?:\w+\s+){0,2}?(?:items|products|goods|categories|lines)\b"
)


def _score(document: Document, draft: Draft, other: Draft) -> int:
    """Score how well two mentions can be of one measure; 0 when they cannot."""
    if FAMILIES.get(draft.measure_type, draft.measure_type) != FAMILIES.get(
        other.measure_type, other.measure_type
    ):
        return 0
    if _clash(document, draft, other) or _differ(document, draft, other):
        return 0
    if _is_another(document, draft, other) or _is_yet_to_come(document, draft, other):
        return 0
    is_kept = {draft.status, other.status} in ({"lifted", "in_force"}, {"suspended", "in_force"})
    if is_kept and draft.sentence is other.sentence and draft.noun[0] > other.noun[1]:
        between = document.text[other.noun[1] : draft.noun[0]]
        if re.search(r"\b(?:but|though|while|although)\b", between):
            return 0  # 'lifted its sanctions but kept an arms embargo'
    score = 1
    for roles in (("implementer",), ("target",), ("negotiating_party",)):
        mine, theirs = draft.of(*roles), other.of(*roles)
        if mine and theirs:
            if not (mine <= theirs or theirs <= mine):
                return 0
            score += 2
        elif (mine or theirs) and roles == ("target",) and not _may_be_same(document, draft, other):
            return 0
    a, b = draft.rate[0], other.rate[0]
    is_step = draft.action in ("raise", "cut") or draft.rate[2] == b or other.rate[2] == a
    if a is not None and b is not None and a != b and not is_step:
        return 0
    if draft.product and other.product and not _is_anaphor(document, draft):
        counts = {_count(document, draft), _count(document, other)} - {None}
        if len(counts) > 1:
            return 0  # 'taxes on 50 items …, and on a further 53 items'
        x, y = _product_words(document, draft), _product_words(document, other)
        if x and y and not x & y and not draft.is_definite:
            return 0
        is_beside = other.last_told == draft.sentence.start
        if is_beside and x - y and y - x and draft.noun[0] > other.noun[1]:
            return 0  # 'the quota on Hilton beef … and quotas on frozen beef'
        score += bool(x & y)
    if draft.sanction_type and other.sanction_type and draft.sanction_type != other.sanction_type:
        return 0
    return score


def _count(document: Document, draft: Draft) -> str | None:
    """Return how many goods a product counts: '50 items'; None where it counts none."""
    text = document.text[slice(*draft.product)] if draft.product else ""
    found = _COUNTED.match(text)
    return found["count"] if found else None


def merge(document: Document, drafts: list[Draft], draft: Draft) -> None:
    """Merge a mention into the measure that it means, or enter it as a new one."""
    scored = [(s, i) for i, d in enumerate(drafts) if (s := _score(document, draft, d))]
    if (
        not scored
        and draft.measure_type in AGREEMENTS
        and not draft.sides
        and _phase(document, draft)
    ):
        pacts = [d for d in drafts if len(d.of("negotiating_party")) > 1]
        if len({frozenset(d.of("negotiating_party")) for d in pacts}) == 1:
            draft.sides = [replace(s) for s in pacts[0].sides]  # another phase of the same pact
    if not scored or (max(scored)[0] == 1 and not draft.is_definite and draft.sides):
        drafts.append(draft)
        return
    best = max(s for s, _ in scored)
    likely = [i for s, i in scored if s == best]
    if draft.measure_type in AGREEMENTS and not draft.sides:
        # 'this deal' is the one that the article speaks of most
        most = max(len(drafts[i].spans) for i in likely)
        likely = [i for i in likely if len(drafts[i].spans) == most]
    target = drafts[max(likely)]
    target.spans += draft.spans
    target.sides = distinct(target.sides + draft.sides)
    if (
        draft.action != "none"
        and (target.action == "none" or _order(draft) > _order(target))
        and not (draft.status == "in_force" and target.action != "none")
        and not (draft.status == "exempted" and target.action != "none")
        and target.action != "remain"
        and not _is_stiffened(target, draft)
        and not (target.action == "amend" and draft.status == "lifted")  # lifted for a part
    ):
        target.status, target.action = draft.status, draft.action
    is_bare = target.action == draft.action == "none" and draft.measure_type in AGREEMENTS
    if is_bare and target.status == "proposed" and draft.status == "under_negotiation":
        target.status = draft.status  # a pact spoken of as wished for, then as negotiated
    is_change = target.action in ("hasten", "delay", "suspend") and draft.status == "in_force"
    if (
        _is_headline(document, target)
        and draft.action not in ("none", "remain")
        and not is_change  # 'brings forward the ban': that one like it lay before is no news
    ):
        target.status, target.action = draft.status, draft.action
    if draft.action == "remain" or (
        draft.status == "announced" and target.status == "in_force" and draft.is_definite
    ):
        target.status = draft.status
    target.product = target.product or draft.product
    if target.rate[0] is None and target.rate[1] is None:
        target.rate = draft.rate
    target.law = target.law or draft.law
    target.reason = target.reason or draft.reason
    target.title = target.title or draft.title
    target.specific = target.specific or draft.specific
    target.effective = target.effective or draft.effective
    target.announced = target.announced or draft.announced
    target.ended = target.ended or draft.ended
    target.suspended_until = target.suspended_until or draft.suspended_until
    target.is_retaliation = target.is_retaliation or draft.is_retaliation
    target.is_additional = target.is_additional or draft.is_additional


def _is_stiffened(target: Draft, draft: Draft) -> bool:
    """New sanctions that 'tighten the screw' on a country are new, not changed."""
    is_new = target.status == "in_force" and target.action in ("impose", "face")
    return draft.measure_type == "sanction" and draft.status == "amended" and is_new


def _is_headline(document: Document, target: Draft) -> bool:
    """Tell a measure that only the headline told so far, in its compressed present tense."""
    first = document.sentences[0]
    is_only = all(start < first.end for start, _, _ in target.spans[:1])
    before = {s for s in target.spans if s[0] >= first.end}
    return is_only and len(before) <= 1 and document.text[first.end - 1] not in '.?!”"'


def _order(draft: Draft) -> int:
    return measure_status_order()[draft.status]
