"""Who imposes a measure, and on whom, when the words around it do not say: the text before tells."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document
from communique.extract.measure_clause import AGREEMENTS, FAMILIES, Draft, Side
from communique.extract.measure_sides import openers, side_of
from communique.extract.measure_sources import (
    by_law,
    by_rules,
    culprit_of,
    headline_target,
    in_response,
    protagonist,
    speaker_of,
)
from communique.lexicon.tables import word_set

_PENAL = ("sanction", "import_ban", "export_ban")
_AUTHORLESS = ("face", "none", "expire", "exempt")
_AND = re.compile(r"\b(?:and|as\s+well\s+as|plus)\s*$")
_FINITE = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would|said)\b", re.I)
_ACTED = re.compile(r"\b(?:retaliat|respond|hit\s+back)\w*\b", re.I)
_JOINED = re.compile(
    r"[\s,]*(?:and|or|as\s+well\s+as|along\s+with|plus|but)?[\s,]*"
    r"(?:(?:also|on|with|to|impose[ds]?|imposing|put|a|an|the|its|new)[\s]+)*",
    re.I,
)
# 'Iran said it would return to the talks if Washington lifted sanctions'
_BARGAIN = re.compile(
    r"\b(?:it|they|he|she)\s+would\b[^.;]*\b(?:if|once|when|unless|until|only\s+after)\b"
)
_THAT_COUNTRY = re.compile(r"\b(?:to|from|on|against)\s+(?:the|that)\s+country\b(?!\s+of\b)")


def carry(document: Document, draft: Draft, earlier: list[Draft]) -> None:
    """'Brazil also faces a 50 % tariff', 'the ban on coal': who imposed the like just before.

    Only where the sentence before or the paragraph so far has exactly one who did.
    """
    if draft.measure_type in AGREEMENTS:
        return
    text, sentence = document.text, draft.sentence
    if text[draft.group : draft.noun[0]].lower().split()[:1] not in (["its"], ["their"]):
        _drop_commentator(draft, earlier)
    near: list[Draft] = []
    for other in earlier:
        told = document.sentence_at(other.last_told)
        if told.paragraph == sentence.paragraph or sentence.index - told.index <= 1:
            near.append(other)
    after = text[draft.noun[1] : sentence.end]
    if not draft.of("target") and _THAT_COUNTRY.search(after):
        hit = [s for d in near for s in d.sides if s.role == "target" and s.country]
        if len({s.country for s in hit}) == 1 and hit[0].country not in draft.of("implementer"):
            draft.sides.append(hit[0])
    is_again = (
        draft.is_definite
        or re.search(r"\balso\b", text[sentence.start : draft.noun[0]])
        or re.match(r"[^.;,]{0,60}\b(?:remain|stay)s?\b", after)
    )
    if draft.of("implementer") or not (draft.of("target") or draft.product):
        return
    if draft.action not in _AUTHORLESS and draft.side != "right":
        return
    opening = openers(document, sentence) if not draft.is_active else []
    if len(opening) == 1 and sentence.index:
        before = document.sentences[sentence.index - 1]
        by = side_of(document, opening[0], "implementer")
        if by and _ACTED.search(text[before.start : before.end]) and _enter(draft, [by]):
            return
    like = [d for d in near if family(d) == family(draft)]
    if not is_again:
        like = [d for d in like if d.of("target") & draft.of("target") or draft.side == "right"]
    _enter(draft, [s for d in like for s in d.sides if s.role == "implementer"])


def _drop_commentator(draft: Draft, earlier: list[Draft]) -> None:
    """'London argued for keeping the embargo': of a measure told before, its author is known."""
    if not draft.is_definite or draft.of("target") or draft.product or draft.rate[0] is not None:
        return
    known = {i for d in earlier if family(d) == family(draft) for i in d.of("implementer")}
    if known and draft.of("implementer") and not known & draft.of("implementer"):
        draft.sides = [s for s in draft.sides if s.role != "implementer"]


def _enter(draft: Draft, by: list[Side]) -> bool:
    """Make the one who stands in `by` the implementer, if it is one alone and not the target."""
    if len({s.identity for s in by}) != 1 or by[0].identity in draft.of("target"):
        return False
    draft.sides.append(by[0])
    return True


def in_series(document: Document, draft: Draft, before: Draft) -> bool:
    """'Sanctions on banks and export controls on chips': the second has verb and author of the first."""
    if before.noun[1] > draft.group or draft.side == "own":
        return False
    between = document.text[before.reach() : draft.group]
    is_joined = _JOINED.fullmatch(between) or (
        (draft.verb is None or draft.action == "none")
        and before.action == "face"
        and len(between) < 90
        and _AND.search(between) is not None
        and _FINITE.search(between) is None
    )
    if draft.measure_type in AGREEMENTS or not is_joined:
        return False
    if before.action == "face" and not draft.of("target"):
        draft.sides += [replace(s) for s in before.sides if s.role == "target"]
    if before.measure_type in AGREEMENTS or draft.of("implementer") or not before.of("implementer"):
        return False
    if draft.verb is not None and draft.verb != before.verb:
        return False
    draft.sides += [s for s in before.sides if s.role == "implementer"]
    draft.status, draft.action, draft.side = before.status, before.action, before.side
    draft.effective = draft.effective or before.effective
    return True


def complete(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Give the drafts that lack one side what the article says of the like elsewhere.

    Only where all measures of that family in the article have one implementer, or one target.
    Returns the drafts that were changed.
    """
    changed = []
    for draft in drafts:
        if draft.measure_type in AGREEMENTS:
            if len(draft.of("negotiating_party")) == 1 and (
                other := _partner(document, draft, drafts)
            ):
                draft.sides.append(other)
                changed.append(draft)
            continue
        if draft.of("implementer") and not draft.of("target") and not draft.product:
            hit_one = _befallen(document, draft)
            if hit_one is not None:
                draft.sides.append(hit_one)
                changed.append(draft)
                continue
        culprit = None
        if draft.measure_type == "sanction" and not draft.of("target"):
            culprit = culprit_of(document, draft)
        if culprit is not None:
            draft.sides.append(culprit)
            if draft.of("implementer"):
                changed.append(draft)
                continue
        if family(draft) in _PENAL and not draft.of("target") and draft.of("implementer"):
            if draft.product is None and (titled := headline_target(document, draft, drafts)):
                draft.sides.append(titled)
                changed.append(draft)
                continue
            struck = [s for d in drafts if family(d) == "sanction" for s in d.sides]
            struck = [s for s in struck if s.role == "target" and s.country]
            codes = {s.country for s in struck}
            if len(codes) == 1 and not codes & draft.of("implementer"):
                draft.sides.append(struck[0])
                changed.append(draft)
                continue
        if draft.measure_type == "subsidy" and not draft.of("implementer"):
            payers = {s.country: s for s in draft.sides if s.role == "target" and s.country}
            if len(payers) == 1:
                payer = replace(next(iter(payers.values())), role="implementer", is_firm=False)
                draft.sides.append(
                    replace(payer, organisation=None, organisation_key=None, name=None)
                )
                changed.append(draft)
                continue
        if not draft.of("implementer") and (rule := by_rules(document, draft)):
            draft.sides.append(rule)
            changed.append(draft)
            continue
        if not draft.of("implementer") and (law := by_law(document, draft)):
            draft.sides.append(law)
            changed.append(draft)
            continue
        if not draft.of("implementer") and not draft.of("target") and in_response(document, draft):
            changed.append(draft)
            continue
        if draft.is_active and not draft.of("implementer"):
            continue  # its verb has a subject, only not one that is understood
        like = [d for d in drafts if d is not draft and family(d) == family(draft)]
        mine = draft.of("target")
        if not draft.of("implementer") and (mine or draft.product or draft.rate[0] is not None):
            same = [d for d in like if mine and d.of("target") & mine]
            rest = [d for d in drafts if d is not draft and d.measure_type not in AGREEMENTS]
            pacts = [d.of("negotiating_party") for d in drafts if d.measure_type in AGREEMENTS]
            if (
                mine
                and not _has_stranger(document, draft, pacts)
                and (grant := [p for p in pacts if len(p) == 2 and mine < p])
            ):
                ours = [s for d in drafts for s in d.sides if s.identity in grant[0] - mine]
                draft.sides.append(replace(ours[0], role="implementer"))  # 'under the deal'
                changed.append(draft)
                continue
            is_told = (
                draft.side == "right" or draft.verb is None or _is_noun_of_act(document, draft)
            )
            for group in (same, like, rest if len(rest) > 1 and is_told else []):
                by = [s for d in group for s in d.sides if s.role == "implementer"]
                if _enter(draft, [s for s in by if s.identity not in mine]):
                    changed.append(draft)
                    break
            else:
                speaker = speaker_of(document, draft)
                if (
                    speaker is None
                    and is_told
                    and draft.product
                    and not (mine or draft.is_definite)
                ):
                    speaker = protagonist(document, drafts)
                if speaker is not None and _enter(draft, [speaker]):
                    changed.append(draft)
        elif draft.of("implementer") and not (mine or draft.product or draft.rate[0] is not None):
            hit = [s for d in like for s in d.sides if s.role == "target" and s.country]
            hit = [s for s in hit if s.identity not in draft.of("implementer")]
            if draft.action != "none" and len({s.identity for s in hit}) == 1:
                draft.sides.append(hit[0])
                changed.append(draft)
    return changed


def _has_stranger(document: Document, draft: Draft, pacts: list[set[str]]) -> bool:
    """'The Commission announced steps that brought back quotas': somebody outside the pact acts."""
    bodies = [r for r in draft.sentence.references if r.kind == "body"]
    near = [s for r in bodies if (s := side_of(document, r, "implementer"))]
    known = {i for p in pacts for i in p}
    return any(s.country and s.identity not in known for s in near)


def _is_noun_of_act(document: Document, draft: Draft) -> bool:
    """'Saturday's removal of curbs': the verb is a noun, so that nobody needs to be named."""
    if draft.verb is None or draft.side != "left" or draft.verb >= len(draft.sentence.chunks):
        return False
    chunk = draft.sentence.chunks[draft.verb]
    return document.text[chunk.start : chunk.end].lower() in word_set("nouns_of_acting")


def _partner(document: Document, draft: Draft, drafts: list[Draft]) -> Side | None:
    """'A pact with the EU remains critical to firms in Britain': the one other country concerned.

    That which is a party to every other agreement of the article, else the only other in the sentence.
    """
    own = draft.of("negotiating_party")
    if draft.rule != "agreement_treaty" and not re.match(
        r"[^.;,]{0,40}?\bwith\b", document.text[draft.noun[1] : draft.sentence.end]
    ):
        return None
    others = [d for d in drafts if d is not draft and d.measure_type in AGREEMENTS]
    others = [d for d in others if len(d.of("negotiating_party")) > 1]
    common = set.intersection(*(d.of("negotiating_party") for d in others)) if others else set()
    sides = [s for d in others for s in d.sides if s.identity in common and s.identity not in own]
    if len({s.identity for s in sides}) == 1:
        return replace(sides[0])
    near = [r for r in draft.sentence.references if r.kind in ("country", "unnamed", "person")]
    if draft.rule == "agreement_treaty":
        made = [s for r in near if (s := side_of(document, r, "negotiating_party")) and s.country]
        return made[0] if len({s.identity for s in made}) == 1 else None
    made = [s for r in near if (s := side_of(document, r, "negotiating_party")) and s.country]
    made = [s for s in made if s.identity not in own]
    if len({s.identity for s in made}) == 1:
        return made[0]
    # the one country between which and the named one duties and the like lie
    across = [
        d
        for d in drafts
        if d.measure_type not in AGREEMENTS and own & d.of("implementer", "target")
    ]
    pairs = [s for d in across for s in d.sides if s.identity not in own and s.country]
    if made or len({s.identity for s in pairs}) != 1:
        return None
    return replace(pairs[0], role="negotiating_party", name=None, person_key=None)


def _befallen(document: Document, draft: Draft) -> Side | None:
    """'Sudan welcomed the lifting of US sanctions', 'has been under UN sanctions': the other country."""
    lead = document.text[max(draft.sentence.start, draft.group - 24) : draft.group].lower()
    is_under = re.search(
        r"\b(?:under|relief from|defied|evaded?|despite|crippled by)\s*(?:the\s*)?$", lead
    )
    is_turn = draft.action == "lift" or (family(draft) == "sanction" and draft.action == "raise")
    if not is_under and not is_turn:
        return None
    cues = word_set("surely_saying")
    found = []
    for k, chunk in enumerate(draft.sentence.chunks):
        reference = chunk.reference
        if reference is None or reference.kind not in ("country", "unnamed", "person"):
            continue
        following = draft.sentence.chunks[k + 1] if k + 1 < len(draft.sentence.chunks) else None
        is_telling = following and document.text[following.start : following.end].lower() in cues
        if is_telling and not _BARGAIN.search(document.text, reference.end, draft.group):
            continue  # who only tells of it
        made = side_of(document, reference, "target")
        if made and made.country and made.country not in draft.of("implementer"):
            found.append(replace(made, name=None, person_key=None))
    return found[0] if len({s.country for s in found}) == 1 else None


def family(draft: Draft) -> str:
    """Return the group of types that are often told apart only by the label."""
    return FAMILIES.get(draft.measure_type, draft.measure_type)
