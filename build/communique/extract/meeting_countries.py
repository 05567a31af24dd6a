"""The country of those who meet, where the text tells it by where they are or whose outlet speaks."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Reference
from communique.extract.group_nouns import country_of as country_of_item
from communique.extract.meeting_draft import VISIT, Draft, identity

_TRAVEL = re.compile(r"\b(?:travel(?:s|l?ed|l?ing)?|fl(?:y|ies|ew|ying)|go(?:es|ing)?|went)\s+to\b")
_NEUTRAL = frozenset({"AUT", "CHE", "OMN", "QAT", "VAT"})
OFFICES_OF_STATE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "foreign_minister",
        "national_security_adviser",
    }
)

_OF_A_STATE = OFFICES_OF_STATE | {
    "trade_minister",
    "finance_minister",
    "defence_minister",
    "interior_minister",
    "other_minister",
    "official",
    "legislator",
}


def at_home(document: Document, left: list[Party], right: list[Party]) -> list[Party]:
    """'The deputy minister of Vietnam also met the Minister of State, Greg Hands': a guest of the outlet's
    own government met its ministers."""
    guests = {identity(p) for p in left}
    if (
        not document.is_official
        or document.home is None
        or document.home in guests
        or None in guests
    ):
        return right
    return _given(right, document.home, lambda p: bool(p.name and p.office))


def _given(parties: list[Party], country: str, fits: Callable[[Party], bool]) -> list[Party]:
    """Give a country to the parties that have none and fit."""
    return [
        msgspec.structs.replace(p, country=country) if identity(p) is None and fits(p) else p
        for p in parties
    ]


def hosts_at_home(parties: list[Party], country: str) -> list[Party]:
    """Give the country that a guest visits to those of its state, told by their office alone."""
    if country in _NEUTRAL:
        return parties
    return _given(parties, country, lambda p: bool(p.office) and p.office_type in _OF_A_STATE)


def of_place(draft: Draft) -> list[Party]:
    """'In Nauru I will meet President Kun': an office of state is of the country where the guest is."""
    country = draft.place[1] if draft.place else None
    if country is None or country in _NEUTRAL or country in draft.countries:
        return draft.parties
    open_ones = [p for p in draft.parties if identity(p) is None]
    if len(draft.countries) != 1 or any(p.office_type not in OFFICES_OF_STATE for p in open_ones):
        return draft.parties
    return _given(draft.parties, country, lambda p: True)


def colleagues(parties: list[Party]) -> list[Party]:
    """'President Peña and Foreign Minister Ramírez': an office without a country is of the other's."""
    known = {identity(p) for p in parties} - {None}
    if len(known) != 1 or len(parties) > 4:
        return parties
    country = next(p.country for p in parties if identity(p))
    return _given(parties, country, lambda p: bool(p.office)) if country else parties


def visited(document: Document, place: Item, visitors: list[Party]) -> list[Party]:
    """'Araghchi arrived in Islamabad for talks': the country in whose capital a guest talks.

    Towns where others use to meet (Geneva, Vienna, Doha) say nothing of who talks there.
    """
    reference = place.reference
    code: str | None = None
    if reference is not None and reference.countries:
        code = reference.countries[0]
    elif place.term is not None and place.term.kind in ("country", "capital", "seat"):
        code = country_of_item(document, place)
    guests = {identity(p) for p in visitors}
    if code is None or code in _NEUTRAL or code in guests or len(guests) != 1:
        return []
    return [Party(country=code, evidence=(Evidence(place.start, place.end),))]


def host_country(document: Document, reference: Reference) -> str | None:
    """'During a visit to Sri Lanka, West met the prime minister': the offices are of the country visited."""
    sentence = document.sentence_at(reference.start)
    if reference.entity is None and not (
        reference.is_definite or reference.possessor or (reference.office or "x")[0].isupper()
    ):
        return None
    words = document.text[sentence.start : reference.start]
    if not (VISIT.search(words) or _TRAVEL.search(words)):
        return None
    for k, chunk in enumerate(sentence.chunks[1:], 1):
        if chunk.end > reference.start:
            break
        code = None
        if chunk.reference is not None and chunk.reference.kind == "country":
            code = chunk.reference.countries[0] if chunk.reference.countries else None
        if code and sentence.chunks[k - 1].symbol in "ti":
            return code
    return None
