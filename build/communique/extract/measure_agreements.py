"""The parties of trade agreements and truces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.core.model import MeetingMention, Party
from communique.extract.document import Document, Reference
from communique.extract.measure_clause import Clause, Draft, Side, action_words, distinct
from communique.extract.measure_groups import group_end
from communique.extract.measure_sides import side_of, voice
from communique.extract.measure_subject import joint_subject
from communique.extract.meeting_parties import resolve_set

# 'a Vietnam-Israel Free Trade Agreement' in one token
_COMPOUND = re.compile(r"[A-Z][\w.]*(?:\s[A-Z]\w+)?[-–][A-Z][\w.]*(?:\s[A-Z]\w+)?")

_BLAMING = frozenset({"accused", "accuses", "accusing", "sued", "reminded"})


def agreement_parties(
    clause: Clause,
    start: int,
    verb: int | None,
    side: str,
    draft: Draft,
    meetings: Sequence[MeetingMention],
) -> None:
    """Enter the parties of an agreement: of its noun group, after with or between, and the subject."""
    document, chunks = clause.document, clause.chunks
    found: list[Reference] = []
    for k in range(start, clause.first):
        reference = clause.reference(k)
        if reference is not None:
            found.append(reference)
        elif chunks[k].symbol == "X":
            draft.sides += _hyphenated(document, chunks[k].start, chunks[k].end)
        elif chunks[k].symbol == "A" and clause.country(k):
            span = (chunks[k].start, chunks[k].end)
            draft.sides.append(
                Side("negotiating_party", clause.country(k), None, None, None, None, span)
            )
    if chunks[clause.first].symbol == "X":
        draft.sides += _hyphenated(document, chunks[clause.first].start, draft.noun[0])
    compound = _COMPOUND.search(document.text, chunks[start].start, draft.noun[0])
    if compound and not found and not draft.sides:
        draft.sides += _hyphenated(document, *compound.span())
    k = clause.last + 1
    while k < len(chunks) and k - clause.last < 5 and chunks[k].symbol not in "wb,.;:":
        k += 1
    is_with_list = k < len(chunks) and chunks[k].symbol == "w" and not found
    if k < len(chunks) and chunks[k].symbol in "wb":
        end = group_end(clause, k + 1)
        if chunks[k].symbol == "b" and end + 1 < len(chunks) and chunks[end].symbol == "&":
            end = (
                end + 2 if clause.reference(end + 1) else end
            )  # 'between A and B could take years'
        found += [r for j in range(k + 1, end) if (r := clause.reference(j))]
    is_pair = k < len(chunks) and chunks[k].symbol == "b" and len(found) > 1
    found += _signatories(clause)
    is_left = verb is not None and side == "left" and not is_pair
    for j in range(verb + 1, start) if verb is not None and is_left else ():
        reference = clause.reference(j)
        if reference is not None and chunks[j - 1].symbol in "wb":
            found.append(reference)  # 'talks with the EU on a pact'
    if verb is not None and is_left:
        is_bystander = clause.word(verb).startswith("oppos")
        subject = [] if is_bystander else joint_subject(clause, verb)
        found += subject
    elif len(found) < 2 or (is_with_list and not draft.sides and start > 0):
        for j in range(start - 1, -1, -1):
            reference = clause.reference(j)
            before = chunks[j - 1].symbol if j else ""
            if reference is not None and (not before or before not in "fiaonrzgb"):
                found += [reference]
                if clause.word(j - 1) in _BLAMING and (other := clause.reference(j - 2)):
                    found.append(other)  # 'Washington accused Tokyo of breaking a pact'
                if j >= 2 and chunks[j - 1].symbol in "&," and clause.reference(j - 2):
                    found.append(clause.reference(j - 2))  # type: ignore[arg-type]
                break
    home = voice(document)
    is_with = any(
        chunks[j - 1].symbol == "w" and found and clause.reference(j) is found[0]
        for j in range(1, len(chunks))
    )
    if home and is_with and len(found) == 1 and found[0].countries[:1] not in ((), (home,)):
        draft.sides.append(Side("negotiating_party", home, None, None, None, None, draft.noun))
    for reference in found:
        if reference.kind == "set" or (reference.kind == "pronoun" and reference.is_plural):
            members = resolve_set(document, reference, []) or _last_meeting(reference, meetings)
            for one in members:
                draft.sides.append(
                    Side(
                        "negotiating_party",
                        one.country,
                        one.organisation,
                        one.organisation_key,
                        None,
                        None,
                        (reference.start, reference.end),
                    )
                )
            continue
        if "-" in reference.words and (
            joined := _hyphenated(document, reference.start, reference.end)
        ):
            draft.sides += joined  # 'the Mercosur-European Union negotiations'
            continue
        made = side_of(document, reference, "negotiating_party")
        if made:
            made.organisation = made.organisation if made.country in (None, "EUU") else None
            draft.sides.append(made)
    draft.sides = distinct(draft.sides)


def _signatories(clause: Clause) -> list[Reference]:
    """'The pact that India and Oman signed last year': the subject of the clause on the pact."""
    k = clause.last + 1
    k += clause.word(k) in ("that", "which")
    found: list[Reference] = []
    while (reference := clause.reference(k)) is not None:
        found.append(reference)
        k += 1
        if clause.chunks[k : k + 1] and clause.chunks[k].symbol in "&," and clause.reference(k + 1):
            k += 1
    while k < len(clause.chunks) and clause.chunks[k].symbol in "xv":
        k += 1
    is_made = action_words().get(clause.word(k)) in ("sign", "agree", "conclude", "ratify")
    return found if len(found) > 1 and is_made else []


def _hyphenated(document: Document, start: int, end: int) -> list[Side]:
    """'The Japan-Mongolia FTA': the countries that a compound in capitals names."""
    made = []
    parts = [
        (m[0], start + m.start()) for m in re.finditer(r"[^\W\d][\w.]*", document.text[start:end])
    ]
    for first, after, known in document.lexicon.terms.find([p for p, _ in parts]):
        if known.kind == "group" and not known.country:
            span = (parts[first][1], parts[after - 1][1] + len(parts[after - 1][0]))
            made.append(Side("negotiating_party", None, known.name, known.key, None, None, span))
        elif known.country and known.kind in ("country", "group", "adjective"):
            span = (parts[first][1], parts[after - 1][1] + len(parts[after - 1][0]))
            made.append(Side("negotiating_party", known.country, None, None, None, None, span))
    return made if len(made) > 1 else []


def _last_meeting(reference: Reference, meetings: Sequence[MeetingMention]) -> list[Party]:
    """'The two sides': the countries of the two-party meeting that the article spoke of last."""
    spoken_of = [
        (span.start, i)
        for i, meeting in enumerate(meetings)
        for span in meeting.evidence
        if span.column is None and span.end <= reference.start and meeting.arity == "bilateral"
    ]
    if not spoken_of:
        return []
    parties = meetings[max(spoken_of)[1]].parties
    return [Party(country=p.country, organisation=p.organisation) for p in parties]
