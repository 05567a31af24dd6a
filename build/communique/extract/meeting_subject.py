"""Who holds 'talks with X': the possessor, the subject of the clause, or who is sent to them."""

from __future__ import annotations

import re

from communique.core.model import Party
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_appositions import owned
from communique.extract.meeting_draft import Draft
from communique.extract.meeting_parties import expand, parties_of
from communique.extract.parties import party, resolve

_SAYS_THAT = frozenset("said says say added announced".split())
_LIST = re.compile(r"G(?:,G)+,?&G")


def sentence_subject(
    document: Document,
    sentence: Sentence,
    chunks: list[Item],
    trigger: int,
    earlier: list[Draft],
    right: list[Party],
) -> list[Party]:
    """Return who holds 'talks with X': the possessor, else the subject of the clause."""
    text = document.text
    for k in range(trigger - 1, max(-1, trigger - 6), -1):
        if chunks[k].symbol == "Q" and text[chunks[k].start : chunks[k].end].lower() in (
            "his",
            "her",
        ):
            pronoun = Reference(
                "pronoun",
                chunks[k].start,
                chunks[k].end,
                words={"his": "he", "her": "she"}[text[chunks[k].start : chunks[k].end].lower()],
            )
            resolved = None if document.is_transcript else resolve(document, pronoun)
            names = {p.name for p in right}
            if resolved is not None and resolved.entity is not None:
                if resolved.entity.name not in names:
                    return [party(document, resolved)]
            elif not document.is_transcript and chunks[0].symbol == "G":
                opens = chunks[0].reference  # "The Chinese minister said after his meeting with …"
                if opens is not None and opens.kind == "unnamed" and opens.office:
                    return expand(document, opens, earlier)
            return []
        owner = chunks[k - 1].reference if chunks[k].symbol == "s" and k else None
        if owner is not None:
            return expand(document, owner, earlier)
    names = {p.name for p in right if p.name}
    candidates = []
    for k in range(trigger):
        value = chunks[k].value
        if chunks[k].symbol == "G" and isinstance(value, Reference) and not value.is_possessive:
            before = chunks[k - 1].symbol if k else ""
            owns = k + 2 < len(chunks) and chunks[k + 1].symbol == "s" and k + 2 < trigger
            if owns and chunks[k + 2].reference is not None:
                continue  # "Moon's envoys … met": the envoys did, not Moon
            if document.is_quoted(chunks[k].start):
                continue
            if _only_says(document, chunks, k, trigger):
                continue
            if document.is_transcript and k + 1 < len(chunks) and chunks[k + 1].symbol == ":":
                continue  # "MR. KIRBY:" says who speaks
            if before not in "fiaonwrgzbty" or not before:
                candidates.append((k, owned(document, chunks, k)))
    if not candidates:
        if chunks[0].symbol == "L" and isinstance(chunks[0].value, Reference):
            return []
        # "After talks with X, Y said": the subject follows
        for k in range(trigger + 1, len(chunks) - 1):
            value = chunks[k].value
            if (
                chunks[k].symbol == "G"
                and chunks[k - 1].symbol == ","
                and isinstance(value, Reference)
                and value.kind in ("person", "pronoun")
            ):
                return [p for p in expand(document, value, earlier) if p.name not in names]
        return []
    controlled = _controlled(chunks, trigger) or _antecedent(chunks, trigger)
    if controlled is not None:
        return [p for p in expand(document, controlled, earlier) if p.name not in names]
    people = [c for c in candidates if c[1].kind in ("person", "pronoun", "unnamed")]
    chosen = people[0] if people else candidates[0]
    group = [chosen[1]]
    k = chosen[0]
    listed = _listed(chunks, k, trigger)
    while (
        k + 2 < trigger
        and chunks[k + 1].symbol in ("&," if listed else "&")
        and isinstance(chunks[k + 2].value, Reference)
    ):
        k += 2
        group.append(chunks[k].value)  # type: ignore[arg-type]
    found = parties_of(document, group, earlier)
    at = chosen[0]
    if not found and at + 3 < trigger and chunks[at + 2].symbol == "y":
        # "A delegation led by Gros is in Tokyo for talks": it is of the country of him who leads it
        leader = chunks[at + 3].reference
        found = expand(document, leader, earlier) if leader is not None else []
    return [p for p in found if p.name is None or p.name not in names]


def _only_says(document: Document, chunks: list[Item], k: int, trigger: int) -> bool:
    """'They said Lukman would fly to Riyadh to confer with …': Lukman confers, not they."""
    if k + 3 >= trigger or chunks[k + 1].symbol != "_":
        return False
    says = document.text[chunks[k + 1].start : chunks[k + 1].end].lower() in _SAYS_THAT
    at = k + 3 if chunks[k + 2].symbol == "k" else k + 2
    return says and chunks[at].symbol == "G" and chunks[at].reference is not None


def _listed(chunks: list[Item], k: int, trigger: int) -> bool:
    """Tell whether a list 'A, B and C' opens at `k`, rather than 'A, B's brother, …'."""
    symbols = "".join(c.symbol for c in chunks[k:trigger])
    return _LIST.match(symbols) is not None


def _antecedent(chunks: list[Item], trigger: int) -> Reference | None:
    """'They heard from Jeffrey, who flew on to Ankara to confer with Akar': Jeffrey did."""
    for k in range(trigger - 1, 1, -1):
        if chunks[k].symbol in ",;:G":
            return None
        if chunks[k].symbol == "K":
            break
    else:
        return None
    at = k - 2 if chunks[k - 1].symbol == "," else k - 1
    reference = chunks[at].reference
    is_one = reference is not None and not (at >= 2 and chunks[at - 1].symbol == "&")
    return reference if is_one and reference is not None and reference.kind == "person" else None


def _controlled(chunks: list[Item], trigger: int) -> Reference | None:
    """'Trump named Rubio to carry on talks with Brazil': Rubio carries them on, not Trump."""
    for k in range(trigger - 1, max(1, trigger - 6), -1):
        if chunks[k].symbol == "t" and chunks[k - 1].reference is not None and k >= 3:
            verb, subject = chunks[k - 2], chunks[k - 3]
            if verb.symbol == "_" and subject.reference is not None:
                return chunks[k - 1].reference
    return None
