"""Rules on licences: 'firms must obtain a licence to export chips', 'importers will need permits'."""

from __future__ import annotations

import re

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import Draft, Side
from communique.extract.measure_sides import side_of
from communique.extract.measure_values import products
from communique.text.guarded import Guarded

_LICENCE = Guarded(
    r"\b(?P<need>needs?|needed|requir(?:e[sd]?|ing)|obtain(?:ed|ing)?|secure|get|seek(?:ing)?"
    r"|appl(?:y|ied)\s+for|have|hold|without)\s+(?:\S+\s+){0,4}?"
    r"(?P<noun>licen[cs]es?|permits?|permission|approvals?|authori[sz]ation)"
    r"(?:\s+from\s+(?:\S+\s+){1,5}?)?(?:\s+(?:to|before|for|if\s+they\s+want\s+to|in\s+order\s+to))"
    r"\s+(?:(?:they|it|each|any|all|every)\s+(?:can\s+)?)?"
    r"(?P<trade>export\w*|ship\w*|sell\w*|sales?|suppl\w+|import\w*|buy\w*|bring\s+in)\b",
    re.I,
)
# Without one of these words, each between spaces, neither expression matches a sentence.
_LICENCES = frozenset(
    "licence licences license licenses permit permits permission approval approvals authorisation"
    " authorization".split()
)
_BOUND_BY = frozenset({"subject", "subjected", "only"})
# 'made the export of scrap subject to licences', 'may ship bauxite only under quota'
_SUBJECT = Guarded(
    r"\b(?P<trade>exports?|imports?|importation|exportation)\s+of\s+(?P<goods>[^,.;:]{3,60}?)\s+"
    r"(?:(?:is|are|was|were|be|been|become|became|now)\s+){0,2}(?:subject|subjected)\s+to\s+(?:an?\s+)?(?:\w+\s+){0,2}?"
    r"(?P<noun>licen[cs](?:es?|ing)|permits?|approvals?|authori[sz]ation|quotas?)\b"
    r"|\b(?P<trade2>ship|export|sell|import)(?:s|ed|ing)?\s+(?P<goods2>[^,.;:]{3,50}?)\s+(?:abroad\s+)?only\s+"
    r"(?:under|with|within)\s+(?:an?\s+)?(?:\w+\s+){0,2}?(?P<noun2>quotas?|licen[cs]es?|permits?)\b",
    re.I,
)
_MUST = re.compile(
    r"\b(?:must|will|have\s+to|has\s+to|now|need|needs|needed|requir\w+|would|obliged|told)\b", re.I
)
_LICENSING = {"import": "import_licensing", "export": "export_control"}
_TO = re.compile(r"\b(?:to|in)\s+(?:the\s+)?$")


def licences_in(document: Document, sentence: Sentence) -> list[Draft]:
    """Return the licensing rule that a sentence tells without a noun of trade policy, if any."""
    is_named = not _LICENCES.isdisjoint(sentence.vocabulary)
    match = _LICENCE.search(document.text, sentence.start, sentence.end) if is_named else None
    if match is None:
        return _subject_to(document, sentence)
    text = document.text
    words = text[max(sentence.start, match.start() - 40) : match.end()]
    if not _MUST.search(words):
        return []
    is_import = match["trade"].lower().startswith(("import", "buy", "bring"))
    kind = _LICENSING["import" if is_import else "export"]
    draft = _draft(sentence, match.span("noun"), kind, words)
    draft.group = match.start()
    draft.product = products(text, match.end(), min(sentence.end, match.end() + 60))
    for reference in sentence.references:
        if reference.kind != "country" or reference.start < match.end():
            continue
        if _TO.search(text, match.end(), reference.start):
            made = side_of(document, reference, "target")
            draft.sides += [made] if made else []
            break
    by = _ruler(document, sentence, match.start())
    draft.sides += [by] if by and by.identity not in draft.of("target") else []
    return [draft] if draft.product or draft.of("target") else []


def _draft(sentence: Sentence, noun: tuple[int, int], kind: str, words: str) -> Draft:
    status = "announced" if re.search(r"\b(?:will|would)\b", words) else "in_force"
    draft = Draft(sentence, noun, kind, "", status, "impose", [], "measure_licence")
    draft.spans.append((sentence.start, sentence.end, draft.rule))
    return draft


def _subject_to(document: Document, sentence: Sentence) -> list[Draft]:
    """Return the rule that trade in some goods needs a licence or falls under a quota, if told."""
    is_told = not _BOUND_BY.isdisjoint(sentence.vocabulary)
    match = _SUBJECT.search(document.text, sentence.start, sentence.end) if is_told else None
    if match is None:
        return []
    number = "" if match["trade"] else "2"
    flow = "import" if match["trade" + number].lower().startswith("import") else "export"
    is_quota = match["noun" + number].lower().startswith("quota")
    kind = f"{flow}_quota" if is_quota else _LICENSING[flow]
    words = document.text[max(sentence.start, match.start() - 40) : match.end()]
    draft = _draft(sentence, match.span("noun" + number), kind, words)
    draft.group = match.start()
    draft.product = match.span("goods" + number)
    by = _ruler(document, sentence, match.start()) or _opener(document, sentence, match.start())
    draft.sides += [by] if by else []
    return [draft]


def _opener(document: Document, sentence: Sentence, position: int) -> Side | None:
    """'Guinea lets miners ship bauxite only under quota': the one state named before the rule."""
    named = [r for r in sentence.references if r.end <= position and r.countries]
    made = [s for r in named if (s := side_of(document, r, "implementer"))]
    return made[0] if len(named) == 1 and made and named[0].kind == "country" else None


def _ruler(document: Document, sentence: Sentence, position: int) -> Side | None:
    """Return who makes the rule: a government or ministry named, else the country of those it binds."""
    organs = [
        r
        for r in sentence.references
        if r.countries
        and (
            r.kind == "body"
            or r.noun_kind == "government"
            or (r.kind == "country" and r.is_capital)
        )
        and r.noun_kind not in ("media", "document")
    ]
    found = [s for r in organs if (s := side_of(document, r, "implementer")) and s.country]
    if len({s.country for s in found}) == 1:
        return found[0]
    for chunk in sentence.chunks:
        if chunk.symbol == "A" and chunk.start < position and chunk.term and chunk.term.country:
            span = (chunk.start, chunk.end)
            return Side("implementer", chunk.term.country, None, None, None, None, span)
    return None
