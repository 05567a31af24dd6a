"""Several measures told in one clause: a rate for each country or product, each on the other."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, Clause, Draft
from communique.extract.measure_groups import group_end
from communique.extract.measure_targets import read_target

_NEXT_RATE = re.compile(
    r"\s*[,;]?\s*(?:and\s+|but\s+|while\s+)?(?:an?\s+)?(?P<rate>\d+(?:\.\d+)?)\s?"
    r"(?:%|per\s?cent|percent|pct)\s+(?:on|for|against)\s+",
    re.I,
)


def each_other(document: Document, draft: Draft) -> list[Draft]:
    """'China and the US suspended fees on each other's ships': a measure of each, on the other."""
    if draft.measure_type in AGREEMENTS:
        return _with_each(document, draft)
    by = [s for s in draft.sides if s.role == "implementer"]
    rest = document.text[draft.noun[1] : draft.sentence.end]
    if len(by) != 2 or not re.match(r"[^.;]{0,40}\b(?:each|one an)\s?other\b", rest):
        return [draft]
    made = []
    for one, other in (by, by[::-1]):
        sides = [one, replace(other, role="target")]
        made.append(replace(draft, sides=sides, spans=list(draft.spans)))
    return made


def _with_each(document: Document, draft: Draft) -> list[Draft]:
    """'Trade deals with Canada and Japan' are two, 'a deal with Canada and Mexico' is one."""
    word = document.text[slice(*draft.noun)].lower()
    after = [s for s in draft.sides if s.span[0] >= draft.noun[1]]
    own = [s for s in draft.sides if s.span[0] < draft.noun[1]]
    joined = re.match(r"\s+with\s", document.text[draft.noun[1] : draft.sentence.end])
    if (
        not word.endswith(("deals", "agreements", "pacts", "accords"))
        or len(own) != 1
        or not joined
    ):
        return [draft]
    return [replace(draft, sides=[*own, s], spans=list(draft.spans)) for s in after] or [draft]


def continued(document: Document, sentence: Sentence, draft: Draft) -> list[Draft]:
    """'20 percent on Vietnam and 40 percent on Myanmar': one measure for each rate and target."""
    made: list[Draft] = []
    ends = [s.span[1] for s in draft.sides if s.role == "target"]
    if draft.rate[0] is None or not (ends or draft.product) or draft.measure_type in AGREEMENTS:
        return made
    position = max([*ends, draft.product[1] if draft.product else 0])
    while match := _NEXT_RATE.match(document.text, position, sentence.end):
        first = next((k for k, c in enumerate(sentence.chunks) if c.start >= match.end()), None)
        if first is None:
            break
        clause = Clause(document, sentence, first, first)
        end = group_end(clause, first)
        other = replace(draft, product=None, spans=list(draft.spans))
        other.sides = [s for s in draft.sides if s.role == "implementer"]
        other.rate = (float(match["rate"]), None, None, match.span("rate"))
        if end > first:
            read_target(clause, first, end, other, other.of("implementer"))
        if not (other.of("target") or other.product):
            break
        made.append(other)
        position = sentence.chunks[end - 1].end
    return made
