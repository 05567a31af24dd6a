"""Several measures told in one clause: a rate for each country or product, each on the other."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, Clause, Draft, Side
from communique.extract.measure_groups import group_end
from communique.extract.measure_sides import side_of, voice
from communique.extract.measure_targets import read_target
from communique.lexicon.tables import word_set

_NEXT_RATE = re.compile(
    r"\s*[,;]?\s*(?:and\s+|but\s+|while\s+)?(?:an?\s+)?(?P<most>up\s+to\s+)?(?P<rate>\d+(?:\.\d+)?)\s?"
    r"(?:%|per\s?cent|percent|pct)\s+(?:on|for|against)\s+",
    re.I,
)
# ' and the export to Russia of' after the first object of 'banned'
_TWIN = re.compile(
    r",?\s+(?:and|as\s+well\s+as)\s+(?:the\s+|all\s+)?(?P<trade>import|export)s?\s+(?:to\s+(?:the\s+)?[A-Z]\w+\s+)?of\s+"
)
# ', those from Japan 24 %', 'and Sri Lanka with 44 percent', '; Laos 48 %'
_NEXT_PARTY = re.compile(
    r"\s*[,;]?\s*(?:(?:and|while|with)\s+)?(?:(?:those|goods|imports|products|exports)\s+(?:from|of)\s+)?"
    r"(?P<who>[^,;.%\d]{2,40}?)\s*(?:\s(?:with|at|faces?|by|a|an|to|of|pays?|will|be|hit|is|are|goods)|:)*\s+"
    r"(?P<rate>\d+(?:\.\d+)?)\s?(?:%|per\s?cent|percent|pct)(?!\s+(?:on|for|of)\b)",
    re.I,
)


def _by_party(document: Document, sentence: Sentence, draft: Draft, position: int) -> list[Draft]:
    """'…, those from Japan 24 % and goods from Peru 26 %', '…, Laos with 46 percent'."""
    made: list[Draft] = []
    while match := _NEXT_PARTY.match(document.text, position, sentence.end):
        named = [
            s
            for r in sentence.references
            if match.start("who") <= r.start < match.end("who")
            and (s := side_of(document, r, "target"))
        ]
        named += [
            Side("target", c.term.country, None, None, None, None, (c.start, c.end))
            for c in sentence.chunks
            if match.start("who") <= c.start < match.end("who") and c.symbol == "A" and c.term
        ]
        if not named:
            break
        sides = [s for s in draft.sides if s.role == "implementer"] + named
        rate = (float(match["rate"]), None, None, match.span("rate"))
        made.append(replace(draft, product=None, sides=sides, rate=rate, spans=list(draft.spans)))
        position = match.end()
    return made


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


def adopted(document: Document, draft: Draft) -> list[Draft]:
    """'Norway joined the EU sanctions on Belarus': Norway's too, not only the Union's."""
    if draft.measure_type != "sanction" or draft.verb is None or draft.side != "left":
        return []
    sentence = draft.sentence
    verb = sentence.chunks[draft.verb]
    word = document.text[verb.start : verb.end].lower()
    owners = [s for s in draft.sides if s.role == "implementer"]
    if word not in word_set("adopting_verbs") or not owners:
        return []
    before = [
        r
        for r in sentence.references
        if r.end <= verb.start
        and r.kind in ("country", "unnamed", "person")
        and not r.is_possessive
    ]
    made = side_of(document, before[0], "implementer") if before else None
    if made is None or made.identity in draft.of("implementer", "target"):
        return []
    if draft.status == "rejected":
        draft.status, draft.action = "in_force", "none"  # 'refused to join the EU sanctions'
        return []
    sides = [made, *(replace(s) for s in draft.sides if s.role != "implementer")]
    other = replace(draft, sides=sides, spans=list(draft.spans))
    draft.status, draft.action = "in_force", "none"
    return [other]


def _with_each(document: Document, draft: Draft) -> list[Draft]:
    """'Trade deals with Canada and Japan' are two, 'a deal with Canada and Mexico' is one."""
    word = document.text[slice(*draft.noun)].lower()
    after = [s for s in draft.sides if s.span[0] >= draft.noun[1]]
    own = [s for s in draft.sides if s.span[0] < draft.noun[1]]
    joined = re.match(r"\s+with\s", document.text[draft.noun[1] : draft.sentence.end])
    is_several = word.endswith(("deals", "agreements", "pacts", "accords")) and joined
    if is_several and not own and len(after) > 1:
        # 'trade deals with Peru and Chile': those of the state whose text it is, else the article tells
        home = voice(document)
        if home and home not in {s.country for s in after}:
            own = [Side("negotiating_party", home, None, None, None, None, draft.noun)]
        return [replace(draft, sides=[*own, s], spans=list(draft.spans)) for s in after]
    if not is_several or len(own) != 1:
        return [draft]
    return [replace(draft, sides=[*own, s], spans=list(draft.spans)) for s in after] or [draft]


def twin_ban(document: Document, sentence: Sentence, draft: Draft) -> list[Draft]:
    """'Banned imports of steel and the export to Russia of yachts': one verb, a ban each way."""
    if draft.side != "own" or draft.measure_type not in ("import_ban", "export_ban"):
        return []
    match = _TWIN.match(document.text, draft.reach(), sentence.end)
    flow = f"{match['trade'].lower()}_ban" if match else draft.measure_type
    if match is None or flow == draft.measure_type:
        return []
    first = next((k for k, c in enumerate(sentence.chunks) if c.start >= match.end()), None)
    if first is None:
        return []
    clause = Clause(document, sentence, first, first)
    other = replace(draft, measure_type=flow, product=None, spans=list(draft.spans))
    other.sides = [replace(s) for s in draft.sides if s.role == "implementer"]
    named = [r for r in sentence.references if match.start() < r.start < match.end()]
    made = [s for r in named if (s := side_of(document, r, "target"))]
    other.sides += [s for s in made if s.identity not in other.of("implementer")]
    end = group_end(clause, first)
    if end > first:
        read_target(clause, first, end, other, other.of("implementer"))
    return [other] if other.product or other.of("target") else []


def continued(document: Document, sentence: Sentence, draft: Draft) -> list[Draft]:
    """'20 percent on Vietnam and 40 percent on Myanmar': one measure for each rate and target."""
    made: list[Draft] = []
    ends = [s.span[1] for s in draft.sides if s.role == "target"]
    if draft.side == "own":
        ends.append(draft.noun[1])
    has_rate = draft.rate[0] is not None or draft.rate[1] is not None
    if not has_rate or not (ends or draft.product) or draft.measure_type in AGREEMENTS:
        return made
    position = max([*ends, draft.product[1] if draft.product else 0])
    following = _by_party(document, sentence, draft, draft.noun[1]) if draft.side == "own" else []
    if following:
        taken = {s.span for d in following for s in d.sides if s.role == "target"}
        draft.sides = [s for s in draft.sides if s.span not in taken]
        return following
    while match := _NEXT_RATE.match(document.text, position, sentence.end):
        first = next((k for k, c in enumerate(sentence.chunks) if c.start >= match.end()), None)
        if first is None:
            break
        clause = Clause(document, sentence, first, first)
        end = group_end(clause, first)
        other = replace(draft, product=None, spans=list(draft.spans))
        other.sides = [s for s in draft.sides if s.role == "implementer"]
        rate = float(match["rate"])
        other.rate = (
            None if match["most"] else rate,
            rate if match["most"] else None,
            None,
            match.span("rate"),
        )
        if end > first:
            read_target(clause, first, end, other, other.of("implementer"))
        if not (other.of("target") or other.product):
            break
        made.append(other)
        position = sentence.chunks[end - 1].end
    return made
