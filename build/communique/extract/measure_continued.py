"""Sentences that go on about a measure told before: 'the law also bans', 'a similar ban', 'those on'."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, FAMILIES, Draft
from communique.extract.measure_sides import side_of

# the words that open a sentence and mean the measure, or the decision that holds it
_CONTENT_SUBJECT = re.compile(
    r"[\s\"“]*(?:(?:Under\s+)?(?:The|This|These|Its)\s+(?:(?:new|latest|draft|proposed|planned|two|three|unanimous|"
    r"UN|U\.N\.|EU|sweeping|U\.S\.|US)\s+)*(?:resolution|package|law|bill|order|decree|legislation|proclamation|act|measures?|"
    r"sanctions|restrictions|rules|regulations|penalties|steps|decision|proposals?|plan|curbs)|They|It|Others?"
    r"|Today's\s+(?:measures|sanctions|action))\b[^.;,]{0,60}$"
)
_SIMILAR = re.compile(r"\b(?:similar|identical|matching|parallel|comparable|same)\b")
_REACH = 2
_BANS = frozenset({"import_ban", "export_ban", "sanction"})


def recent(document: Document, sentence: Sentence, known: list[Draft]) -> list[Draft]:
    """Return the measures of one side told in the two sentences before, the nearest last."""
    told = []
    for draft in known:
        if draft.measure_type in AGREEMENTS:
            continue
        at = document.sentence_at(draft.last_told).index
        if 0 < sentence.index - at <= _REACH:
            told.append((at, draft.noun[0], draft))
    return [d for _, _, d in sorted(told, key=lambda t: t[:2])]


def bare_ban(document: Document, sentence: Sentence, known: list[Draft]) -> tuple[str, str] | None:
    """Return type and kind of 'a similar ban', 'the ban': that of the one told just before."""
    bans = [d for d in recent(document, sentence, known) if d.measure_type in _BANS]
    return (bans[-1].measure_type, bans[-1].sanction_type) if bans else None


def continue_from(document: Document, draft: Draft, known: list[Draft]) -> None:
    """Give a measure the author and target of the decision that its sentence goes on about."""
    if draft.measure_type in AGREEMENTS:
        return
    before = recent(document, draft.sentence, known)
    if not before:
        return
    lead = document.text[draft.group : draft.noun[0]].lower()
    like = [d for d in before if _family(d) == _family(draft)]
    if like and _SIMILAR.search(lead) and not draft.of("target") and not draft.product:
        theirs = [s for s in like[-1].sides if s.role == "target"]
        draft.sides += [replace(s) for s in theirs if s.identity not in draft.of("implementer")]
        draft.product = like[-1].product
        if not draft.of("implementer"):
            named = [
                s
                for r in draft.sentence.references
                if r.end <= draft.noun[0]
                and r.kind == "country"
                and (s := side_of(document, r, "implementer"))
            ]
            draft.sides += [s for s in named if s.identity not in draft.of("target")]
        return
    opening = document.text[draft.sentence.start : draft.group]
    if draft.of("implementer") or not _CONTENT_SUBJECT.match(opening):
        return
    nearest = document.sentence_at(before[-1].last_told).index
    before = [d for d in before if document.sentence_at(d.last_told).index == nearest]
    authors = {frozenset(d.of("implementer")) for d in before if d.of("implementer")}
    if len(authors) != 1:
        return
    source = next(d for d in reversed(before) if d.of("implementer"))
    if source.of("implementer") & draft.of("target"):
        return
    draft.sides += [replace(s) for s in source.sides if s.role == "implementer"]
    targets = {frozenset(d.of("target")) for d in before if d.of("target")}
    if not draft.of("target") and len(targets) == 1 and source.of("target"):
        draft.sides += [replace(s) for s in source.sides if s.role == "target"]
    if draft.status in ("threatened", "announced") and source.status in ("proposed", "announced"):
        draft.status = source.status


def those_on(
    document: Document, sentence: Sentence, i: int, known: list[Draft]
) -> tuple[str, str, str] | None:
    """'… and those on steel will be scrapped', '… and is negotiating one with the EU': the like again."""
    word = sentence.lower[i]
    follows = sentence.lower[i + 1 : i + 2]
    if word == "those" and follows not in (["on"], ["against"]):
        return None
    if word == "one" and follows != ["with"]:
        return None
    here = [d for d in known if d.sentence is sentence and d.noun[1] < sentence.tokens[i].start]
    if word == "one" and not here:
        here = [d for d in known if sentence.index - d.sentence.index <= 2][-1:]
    if not here or (here[-1].measure_type in AGREEMENTS) != (word == "one"):
        return None
    return (here[-1].measure_type, here[-1].sanction_type, "")


def _family(draft: Draft) -> str:
    return FAMILIES.get(draft.measure_type, draft.measure_type)
