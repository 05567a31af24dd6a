"""The rows of participants: one per person or unnamed party in a meeting, over all its reports."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.model import Evidence, Party
from communique.resolve.meetings import party_key
from communique.resolve.reports import MeetingReport, Row
from communique.resolve.workspace import Workspace


class Member(Struct, frozen=True):
    """A party as one report has it; its id is the row's if no other report names the party."""

    report: MeetingReport
    party: Party
    mention_id: str


def participants(space: Workspace, meeting_id: str, group: list[MeetingReport]) -> list[Row]:
    """Return the participants of a meeting, entering their evidence and redirects."""
    found: defaultdict[str, list[Member]] = defaultdict(list)
    for report in group:
        named = {p.country for p in report.mention.parties if p.name}
        for index, party in enumerate(report.mention.parties):
            key = (
                party_key(report.number, party, space.persons)
                or f"{report.mention_id}:{party.office}"
            )
            if not party.name:
                # It stays beside a named one of its country when the same text lists both.
                key = f"unnamed:{key}:{party.office if party.country in named else ''}"
            found[key].append(Member(report, party, report.part_id("participants", index)))
    _join_unnamed(found)
    made = []
    for key in sorted(found, key=lambda k: found[k][0].report.order):
        made.append(_participant(space, meeting_id, found[key]))
    return made


def _join_unnamed(found: dict[str, list[Member]]) -> None:
    """Let a bare country or body step back for the person of it whom another article names."""
    people: dict[str, str] = {}
    for key in sorted(found):
        party = found[key][0].party
        if party.name and party.country:
            people.setdefault(party.country, key)
    for key in sorted(found):
        party = found[key][0].party
        substitute = people.get(party.country or "")
        if not party.name and key.endswith(":") and substitute:
            found[substitute] += found.pop(key)


def _participant(space: Workspace, meeting_id: str, members: list[Member]) -> Row:
    members = sorted(members, key=lambda m: (not m.party.name, m.report.order))
    first = min(members, key=lambda m: (m.report.order, m.mention_id))
    participant_id = first.mention_id
    space.redirect((m.mention_id for m in members), participant_id)
    parties = [m.party for m in members]
    fullest = max(parties, key=lambda p: len((p.name or "").split()))
    holder = _in_office(members)
    body = next((p for p in parties if p.organisation), None)
    role = next((p.role for p in parties if p.role != "participant"), "participant")
    row: Row = {
        "participant_id": participant_id,
        "meeting_id": meeting_id,
        "person_id": space.persons.id_of(members[0].report.number, members[0].party.name),
        "name": fullest.name,
        "office": holder.office,
        "office_type": holder.office_type,
        "is_former_office": holder.is_former_office,
        "country": next((p.country for p in parties if p.country), None),
        "organisation_id": space.bodies.id_of(body.organisation_key) if body else None,
        "organisation": body.organisation if body else None,
        "role": role,
        "is_host": role == "host",
    }
    for member in members:
        _show(space, participant_id, str(row["person_id"]), member)
    return row


def _in_office(members: list[Member]) -> Party:
    """Return the party with the office that was held when the meeting was.

    A later article calls by another office, or a former one, who was minister then: the report next
    to the day of the meeting counts, and one that gives the office as held before one that does not.
    """
    with_office = [m for m in members if m.party.office]
    if not with_office:
        return members[0].party
    days = [d for m in members if (d := bounds(m.report.mention.date_edtf)[0])]

    def distance(member: Member) -> tuple[bool, int]:
        published = member.report.article.published_date
        held = min(days, default=None)
        apart = abs(published - held).days if published and held else date.max.toordinal()
        return bool(member.party.is_former_office), apart

    return min(with_office, key=distance).party


def _show(space: Workspace, participant_id: str, person_id: str, member: Member) -> None:
    article, party = member.report.article, member.party
    rule = member.report.mention.rule
    for span in party.evidence:
        space.evidence.add("participants", participant_id, article, span, rule, member.mention_id)
    if party.name and party.person_key and party.evidence:
        # Who it is comes from the reference table, not from this text.
        at = party.evidence[0]
        known = Evidence(at.start, at.end, "person_id", person_id, "reference")
        space.evidence.add(
            "participants", participant_id, article, known, "reference", member.mention_id
        )
