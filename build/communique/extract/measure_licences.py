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
_MUST = re.compile(
    r"\b(?:must|will|have\s+to|has\s+to|now|need|needs|needed|requir\w+|would|obliged|told)\b", re.I
)
_TO = re.compile(r"\b(?:to|in)\s+(?:the\s+)?$")


def licences_in(document: Document, sentence: Sentence) -> list[Draft]:
    """Return the licensing rule that a sentence tells without a noun of trade policy, if any."""
    match = _LICENCE.search(document.text, sentence.start, sentence.end)
    if match is None:
        return []
    text = document.text
    words = text[max(sentence.start, match.start() - 40) : match.end()]
    if not _MUST.search(words):
        return []
    is_import = match["trade"].lower().startswith(("import", "buy", "bring"))
    kind = "import_licensing" if is_import else "export_control"
    is_future = re.search(r"\b(?:will|would)\b", words) is not None
    span = match.span("noun")
    status = "announced" if is_future else "in_force"
    draft = Draft(sentence, span, kind, "", status, "impose", [], "measure_licence")
    draft.group = match.start()
    draft.spans.append((sentence.start, sentence.end, draft.rule))
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
