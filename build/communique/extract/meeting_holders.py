"""Names for those who meet by their office alone: 'the leaders of the United States and Mexico'."""

from __future__ import annotations

from msgspec.structs import replace

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Reference
from communique.extract.meeting_draft import Draft
from communique.extract.parties import LEADING, country_of

# The plural offices of which a country has one holder at a time, and the types of their holders.
_OFFICES = {
    "leaders": LEADING,
    "presidents": frozenset({"head_of_state"}),
    "prime ministers": frozenset({"head_of_government"}),
    "premiers": frozenset({"head_of_government"}),
    "foreign ministers": frozenset({"foreign_minister"}),
    "trade ministers": frozenset({"trade_minister"}),
    "finance ministers": frozenset({"finance_minister"}),
    "defence ministers": frozenset({"defence_minister"}),
    "defense ministers": frozenset({"defence_minister"}),
    "interior ministers": frozenset({"interior_minister"}),
}


def name_holders(document: Document, drafts: list[Draft]) -> None:
    """Name a party told as one of several holders of an office, where the article names one for it.

    'The leaders of Canada and Mexico met … Canadian Prime Minister Justin Trudeau said …': none where
    it names two who may be meant, or says that he was one in the past.
    """
    if not any(p.name is None and _wanted(p) for d in drafts for p in d.parties):
        return
    holders = _holders(document)
    for draft in drafts:
        named = {p.name for p in draft.parties if p.name}
        for n, one in enumerate(draft.parties):
            wanted = _wanted(one) if one.name is None else frozenset()
            fitting = {
                name: reference
                for (country, office_type), people in holders.items()
                if country == one.country and office_type in wanted
                for name, reference in people.items()
            }
            if len(fitting) != 1:
                continue
            name, reference = next(iter(fitting.items()))
            if name not in named:
                shown = Evidence(reference.start, reference.end)
                draft.parties[n] = replace(one, name=name, evidence=(*one.evidence, shown))


def _wanted(party: Party) -> frozenset[str]:
    if not party.country or not party.office:
        return frozenset()
    return _OFFICES.get(party.office.lower(), frozenset())


def _holders(document: Document) -> dict[tuple[str, str], dict[str, Reference]]:
    """Return the people whom an article names with an office of state, by country and type of office."""
    found: dict[tuple[str, str], dict[str, Reference]] = {}
    for sentence in document.sentences:
        for one in sentence.references:
            if one.entity is None or not one.office or one.is_former or one.office_type is None:
                continue
            country = country_of(document, one.entity)
            if country is not None:
                people = found.setdefault((country, one.office_type), {})
                people.setdefault(one.entity.name, one)
    return found
