"""Who leads a delegation and is there for it: 'the Lao delegation, led by X'."""

from __future__ import annotations

import re

import msgspec

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Reference
from communique.extract.meeting_draft import Draft
from communique.extract.meeting_parties import expand

_LED = re.compile(r",?(?P<verb>[J_])y(?P<who>G)")
_LED_AFTER = re.compile(r",?(?:[oia]?[DL],?)?(?:Kx)?(?P<verb>[J_])y(?P<who>G)")


def led(
    document: Document,
    chunks: list[Item],
    match: re.Match[str],
    parties: list[Party],
    earlier: list[Draft],
) -> list[Party]:
    """'The Lao delegation, led by X, met …': X was there for his country."""
    if len(parties) != 1 or parties[0].name or not parties[0].country:
        return parties
    low = match.end("a")
    found = _LED.match("".join(c.symbol for c in chunks[low : match.start("t")]))
    if found is None:
        return parties
    verb, leader = chunks[low + found.start("verb")], chunks[low + found.start("who")].reference
    if document.text[verb.start : verb.end].lower() not in ("led", "headed") or leader is None:
        return parties
    made = expand(document, leader, earlier)
    if len(made) != 1 or made[0].country not in (None, parties[0].country):
        return parties
    return [msgspec.structs.replace(made[0], country=parties[0].country)]


def led_after(
    document: Document,
    chunks: list[Item],
    match: re.Match[str],
    parties: list[Party],
    earlier: list[Draft],
) -> list[Party]:
    """'Received a Polish delegation last week led by Majewski': he was there for his country."""
    if len(parties) != 1 or parties[0].name or "b" not in match.re.groupindex or not match["b"]:
        return parties
    low = match.end("b")
    found = _LED_AFTER.match("".join(c.symbol for c in chunks[low : low + 8]))
    if found is None:
        return parties
    verb, leader = chunks[low + found.start("verb")], chunks[low + found.start("who")].reference
    if document.text[verb.start : verb.end].lower() not in ("led", "headed") or leader is None:
        return parties
    made = expand(document, leader, earlier) or _unknown(leader)
    if len(made) != 1 or (made[0].country and made[0].country != parties[0].country):
        return parties
    body = parties[0]
    return [
        msgspec.structs.replace(
            made[0],
            country=body.country,
            organisation=body.organisation,
            organisation_key=body.organisation_key,
        )
    ]


def _unknown(leader: Reference) -> list[Party]:
    """Return a person whom nothing else tells of as a party."""
    if leader.entity is None:
        return []
    return [Party(name=leader.entity.name, evidence=(Evidence(leader.start, leader.end),))]
