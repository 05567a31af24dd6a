"""Others who were at a meeting told of before: 'Kombo also attended', 'Rabuka told the summit'."""

from __future__ import annotations

from communique.core.model import Party
from communique.extract.meeting_draft import identity
from communique.extract.meeting_parties import distinct
from communique.extract.meeting_reading import Reading

JOINING = {
    "attended": frozenset({"attended", "attend", "joined", "part"}),
    "joined": frozenset({"joined"}),
    "attending": frozenset({"attending", "present"}),
    "present_list": frozenset({"attending", "present"}),
}
# How many parties a gathering's first mention must name: others are told of after it.
FEWEST = {"at_summit": 1, "body_meets": 1, "gathering_hosted": 0, "gathering_opened": 0}


def join(reading: Reading, parties: list[Party]) -> None:
    """Enter parties in the meeting told of just before; do nothing where it cannot be the one meant."""
    draft = reading.last
    if draft is None or not parties or not all(identity(p) for p in parties):
        return
    is_gathering = draft.rule in FEWEST
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
