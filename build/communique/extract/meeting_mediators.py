"""Who brings others together: 'Oman hosted talks between …', 'talks mediated by Qatar'."""

from __future__ import annotations

import re

from communique.core.model import Party
from communique.extract.document import Document, Item, Reference
from communique.extract.meeting_draft import Draft, identity
from communique.extract.meeting_parties import expand, with_role
from communique.lexicon.tables import word_set

_BY = re.compile(r"[^GSZ;:]{0,9}?(?P<verb>[HJ_])y(?P<who>G(?:(?:,|,?&)G){0,3})")


def mediator_of(
    document: Document, chunks: list[Item], trigger: int, parties: list[Party], earlier: list[Draft]
) -> list[Party]:
    """'Oman hosted talks between A and B': the subject of a verb of mediation is present too."""
    for k in range(trigger - 1, max(0, trigger - 7), -1):
        word = document.text[chunks[k].start : chunks[k].end].lower()
        if word not in word_set("mediation"):
            continue
        owner = chunks[k - 1].reference
        if owner is None and word.endswith("ing"):
            owner = _at_home(chunks, k, trigger)
        if owner is None:
            return []
        role = "host" if word.startswith("host") else "mediator"
        found = [with_role(p, role) for p in expand(document, owner, earlier)]
        return [p for p in found if identity(p) not in {identity(q) for q in parties}]
    return []


def _at_home(chunks: list[Item], verb: int, trigger: int) -> Reference | None:
    """'The role Jordan has played, including hosting talks between A and B in Amman': Jordan's."""
    lands = {
        (c.reference.countries[0] if c.reference and c.reference.countries else None)
        or (c.term.country if c.term else None)
        for c in chunks[trigger + 1 : trigger + 12]
        if c.symbol == "L"
    }
    for k in range(verb - 1, max(-1, verb - 16), -1):
        told = chunks[k].reference
        if chunks[k].symbol == "G" and told is not None and told.kind == "country":
            return told if told.countries and told.countries[0] in lands else None
    return None


def mediated_by(
    document: Document, chunks: list[Item], trigger: int, parties: list[Party], earlier: list[Draft]
) -> list[Party]:
    """'Talks mediated by Qatar and Turkey', 'a summit …, hosted by Erdogan': they are present too."""
    symbols = "".join(c.symbol for c in chunks[trigger + 1 : trigger + 16])
    found = _BY.search(symbols)
    if found is None:
        return []
    verb = chunks[trigger + 1 + found.start("verb")]
    word = document.text[verb.start : verb.end].lower()
    if word not in word_set("mediation"):
        return []
    role = "host" if "host" in word else "mediator"
    low, high = (trigger + 1 + n for n in found.span("who"))
    who = [c.reference for c in chunks[low:high] if c.reference is not None]
    made = [with_role(p, role) for r in who for p in expand(document, r, earlier)]
    return [p for p in made if identity(p) not in {identity(q) for q in parties}]
