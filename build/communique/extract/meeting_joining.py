"""Others who were at a meeting told of before: 'Kombo also attended', 'Rabuka told the summit'."""

from __future__ import annotations

from msgspec.structs import replace

from communique.core.model import Party
from communique.extract.meeting_draft import identity
from communique.extract.meeting_parties import distinct
from communique.extract.meeting_reading import Reading

JOINING = {
    "attended": frozenset({"attended", "attend", "joined", "part"}),
    "joined": frozenset({"joined"}),
    "delegation_led": frozenset({"led", "headed"}),
    "attending": frozenset({"attending", "present"}),
    "present_list": frozenset({"attending", "present"}),
}
# How many parties a gathering's first mention must name: others are told of after it.
FEWEST = {"at_summit": 1, "body_meets": 1, "gathering_hosted": 0, "gathering_opened": 0}


def name_leader(reading: Reading, leader: Party, country: str) -> None:
    """Name the party of a country at the meeting told just before: 'The delegation was led by X'."""
    draft = reading.last
    if draft is None or not leader.name or leader.country not in (None, country):
        return
    last = reading.document.sentence_at(draft.last_told).index
    bare = [p for p in draft.parties if p.country == country]
    if reading.sentence.index - last > 3 or len(bare) != 1 or bare[0].name:
        return
    at = draft.parties.index(bare[0])
    draft.parties[at] = replace(leader, country=country, role=bare[0].role, is_host=bare[0].is_host)
    trigger = reading.trigger
    end = max((e.end for e in leader.evidence), default=trigger.end)
    draft.spans.append(
        (reading.chunks[reading.match.start()].start, max(end, trigger.end), reading.rule)
    )


def join(reading: Reading, parties: list[Party]) -> None:
    """Enter parties in the meeting told of just before; do nothing where it cannot be the one meant."""
    draft = reading.last
    if draft is None or not parties:
        return
    if not all(identity(p) or (p.name and reading.mode == "attending") for p in parties):
        return  # whoever was present by name was there, his country told or not
    is_gathering = draft.rule in FEWEST or len(draft.countries) > 2
    is_named = all(p.name for p in parties)
    if not is_gathering and (reading.rule == "told_gathering" or not is_named):
        return
    last = reading.document.sentence_at(draft.last_told).index
    if reading.sentence.index - last > 2 or draft.medium == "phone":
        return
    draft.parties = distinct([*draft.parties, *parties])
    trigger = reading.trigger
    end = max((e.end for p in parties for e in p.evidence), default=trigger.end)
    start = min((e.start for p in parties for e in p.evidence), default=trigger.start)
    draft.spans.append((min(start, trigger.start), max(end, trigger.end), reading.rule))
