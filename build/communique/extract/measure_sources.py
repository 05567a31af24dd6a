"""Who is behind a measure, or whom it hits, as told elsewhere: laws, rules, causes, headlines."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import Draft, Side
from communique.extract.measure_sides import side_of
from communique.extract.parties import LEADING
from communique.text.guarded import Guarded

_AMERICAN_LAW = re.compile(r"\bSection\s+(?:122|201|232|301|338)\b|\bIEEPA\b")
_UNDER_RULES = Guarded(
    r"\b(?:under|according\s+to)\s+(?:\w+\s+){0,3}?(?:rules?|regulations|laws?|orders?|decrees?|letters?|notices?"
    r"|plans?|directives?|resolutions?|proclamations?|measures)\s+(?:(?:that|which)\s+|(?:\w+ed|sent)\s+by\s+"
    r"|from\s+|by\s+)(?:the\s+)?",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:over|in\s+response\s+to|in\s+retaliation\s+for|because\s+of|to\s+punish|to\s+pressure|(?P<acts>since|after))"
    r"\s+(?:the\s+)?",
    re.I,
)
_RESPONSE = re.compile(
    r"\b(?P<word>response|reaction)\s+to\s+[^;:.]{3,90},\s+(?:including|such\s+as|with)\s+[^;:.]{0,70}$",
    re.I,
)
_TAKES_EFFECT = re.compile(
    r"[^.;]{0,60}?\b(?:takes?|took|comes?|came|goes?|went)\s+(?:into\s+)?(?:effect|force)\b"
)
_PENALTY = re.compile(r"\b(?:sanction|embargo|ban)s?\b", re.I)
_THREAT = re.compile(r"(?:warn|threat|vow)")


def protagonist(document: Document, drafts: list[Draft]) -> Side | None:
    """Return the one state that the first two sentences have as their subject, if nobody else acts."""
    authors = {i for d in drafts for i in d.of("implementer")}
    found = []
    for sentence in document.sentences[:2]:
        for chunk in sentence.chunks[:1]:
            reference = chunk.reference
            if reference is None or reference.kind not in ("country", "unnamed", "body"):
                continue
            made = side_of(document, reference, "implementer")
            found += [made] if made and made.country else []
    if not found or len({s.country for s in found}) != 1 or authors - {found[0].identity}:
        return None
    return found[0]


def headline_target(document: Document, draft: Draft, drafts: list[Draft]) -> Side | None:
    """'FIJI SANCTIONS DECISION EXPLAINED': the one other country of the headline."""
    first = next((s for s in document.sentences[:20] if _is_headline(document, s)), None)
    if first is None or draft.sentence.index <= first.index or len(drafts) > 3:
        return None
    named = [s for r in first.references if (s := side_of(document, r, "target")) and s.country]
    for start, after, known in document.lexicon.terms.find([t.text.title() for t in first.tokens]):
        if known.kind == "country":
            span = (first.tokens[start].start, first.tokens[after - 1].end)
            named.append(Side("target", known.country, None, None, None, None, span))
    named = [s for s in named if s.country not in draft.of("implementer")]
    if len({s.country for s in named}) != 1:
        return None
    return replace(named[0], name=None, person_key=None)


def _is_headline(document: Document, sentence: Sentence) -> bool:
    """Tell a headline on sanctions: the first sentence, or a short line in capitals further down."""
    words = document.text[sentence.start : sentence.end]
    if not _PENALTY.search(words):
        return False
    return sentence.index == 0 or (words.isupper() and len(words) < 90)


def by_rules(document: Document, draft: Draft) -> Side | None:
    """'… under rules that China's ministry announced', '… according to letters that Trump posted'."""
    text, sentence = document.text, draft.sentence
    match = _UNDER_RULES.search(text, sentence.start, sentence.end)
    if match is None:
        return None
    near = [r for r in sentence.references if 0 <= r.start - match.end() < 6]
    made = side_of(document, near[0], "implementer") if near else None
    return made if made and made.identity not in draft.of("target") else None


def culprit_of(document: Document, draft: Draft) -> Side | None:
    """'New sanctions over Russia's invasion', '… to punish Peru for', '… since Iraq invaded Kuwait'."""
    text, sentence = document.text, draft.sentence
    match = _CAUSE.search(text, draft.noun[1], sentence.end)
    if match is None:
        return None
    near = [r for r in sentence.references if 0 <= r.start - match.end() < 6]
    made = side_of(document, near[0], "target") if near else None
    if made is None or not made.country or made.identity in draft.of("implementer"):
        return None
    if match["acts"] and not re.match(
        r"\s+(?:invaded|attacked|annexed|tested|launched|shot|seized|jailed)", text[near[0].end :]
    ):
        return None
    made.name = made.person_key = None
    return made


def by_law(document: Document, draft: Draft) -> Side | None:
    """'Section 301 tariffs on Chinese goods': the law under which they lie is that of one country."""
    low = max(draft.sentence.start, draft.group - 40)
    match = _AMERICAN_LAW.search(document.text, low, draft.noun[1] + 60)
    if match is None or "USA" in draft.of("target") or match.end() > draft.sentence.end:
        return None
    return Side("implementer", "USA", None, None, None, None, match.span())


def in_response(document: Document, draft: Draft) -> bool:
    """'Japan's response to Russia's invasion, including sanctions': on whom, and by whom."""
    before = document.text[draft.sentence.start : draft.noun[0]]
    match = _RESPONSE.search(before)
    if match is None or draft.measure_type not in ("sanction", "export_control", "export_ban"):
        return False
    at = draft.sentence.start + match.start("word")
    owners = [r for r in draft.sentence.references if r.end <= at]
    causes = [r for r in draft.sentence.references if r.start > at]
    by = (
        side_of(document, owners[-1], "implementer")
        if owners and at - owners[-1].end < 30
        else None
    )
    on = side_of(document, causes[0], "target") if causes else None
    if by is None or on is None or not on.country or on.identity == by.identity:
        return False
    draft.sides += [by, on]
    draft.status = "in_force"
    return True


def speaker_of(document: Document, draft: Draft) -> Side | None:
    """'Duties on Japanese cars take effect in May, the White House said': who tells it decides it."""
    after = document.text[draft.noun[1] : draft.sentence.end]
    if (
        draft.status not in ("announced", "threatened")
        and not _TAKES_EFFECT.match(after)
        and draft.action == "none"
    ):
        return None
    if draft.status not in (
        "threatened",
        "announced",
        "in_force",
        "amended",
        "suspended",
        "lifted",
        "delayed",
    ):
        return None
    is_told = bool(draft.product) and _TAKES_EFFECT.match(after) is not None
    if not (draft.of("target") or is_told) and draft.side != "right":
        return None
    chunks = draft.sentence.chunks
    cues = document.lexicon.cues
    for k, chunk in enumerate(chunks[:-1]):
        reference = chunk.reference
        j = k + 1
        while j < len(chunks) - 1 and chunks[j].symbol in "xv":
            j += 1  # 'has warned'
        following = document.text[chunks[j].start : chunks[j].end].lower()
        if reference is None or following not in cues:
            continue
        is_ruler = reference.entity is not None and bool(
            reference.entity.office_type or reference.entity.person_key
        )
        is_decided = draft.status == "announced" or _THREAT.match(following) is not None
        if chunk.start > draft.noun[0]:
            # 'Peru could face a duty, President X said': only a head of state or government
            office = reference.entity.office_type if reference.entity is not None else None
            is_ruler = is_ruler and office in LEADING
            is_decided = is_decided or draft.action == "face"
        is_ruler = is_ruler and draft.status in ("announced", "threatened") and is_decided
        is_organ = reference.kind in ("body", "unnamed") and bool(reference.countries)
        is_seat = reference.kind == "country" and (
            bool(draft.of("target")) or reference.words.endswith("House")
        )
        is_organ = (is_organ or is_seat) and draft.status != "threatened"
        if not is_organ and not is_ruler:
            continue
        if chunk.start > draft.noun[1] and chunks[k - 1].symbol not in ",d":
            continue
        return side_of(document, reference, "implementer")
    return None
