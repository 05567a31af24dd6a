"""Who leads a delegation and is there for it: 'the Lao delegation, led by X'."""

from __future__ import annotations

import re

import msgspec

from communique.core.model import Evidence, Party
from communique.extract.document import symbols_of
from communique.extract.meeting_parties import expand
from communique.extract.meeting_reading import Reading

# After the delegation, an adjunct may stand before the verb: 'received a team last week led by X'.
_LED_BY = re.compile(r",?(?:[oia]?[DL],?)?(?:Kx)?(?P<verb>[J_])y(?P<who>G)")
_LEADS = ("led", "headed")


def with_leader(reading: Reading, group: str, parties: list[Party]) -> list[Party]:
    """Return the parties of a group, a delegation replaced by the person who leads it there."""
    if len(parties) != 1 or parties[0].name or not reading.has(group):
        return parties
    delegation, low = parties[0], reading.match.end(group)
    found = _LED_BY.match(symbols_of(reading.chunks[low : low + 8]))
    if found is None:
        return parties
    leader = reading.chunks[low + found.start("who")].reference
    verb = reading.chunks[low + found.start("verb")]
    if leader is None or reading.text_of(verb) not in _LEADS:
        return parties
    made = expand(reading.document, leader, reading.earlier)
    if not made and leader.entity is not None:
        # a person whom nothing else tells of as a party
        made = [Party(name=leader.entity.name, evidence=(Evidence(leader.start, leader.end),))]
    if len(made) != 1 or made[0].country not in (None, delegation.country):
        return parties
    return [
        msgspec.structs.replace(
            made[0],
            country=delegation.country,
            organisation=delegation.organisation,
            organisation_key=delegation.organisation_key,
        )
    ]
