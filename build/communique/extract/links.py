"""Links inside an article: which meeting a statement was made at or about, which measures it names."""

from __future__ import annotations

import msgspec

from communique.core.edtf import bounds
from communique.core.model import MeasureMention, MeetingMention, Mentions, StatementMention
from communique.extract.document import Document


def link(document: Document, mentions: Mentions) -> Mentions:
    """Return the mentions with `meeting` and `measures` of statements and meetings filled."""
    statements = tuple(
        msgspec.structs.replace(
            s,
            meeting=_meeting_of(document, s, mentions.meetings),
            measures=_measures_of(document, s.pieces, mentions.measures),
        )
        for s in mentions.statements
    )
    meetings = tuple(
        msgspec.structs.replace(
            m,
            measures=_measures_of(
                document,
                tuple((e.start, e.end) for e in m.evidence if e.column is None),
                mentions.measures,
            ),
        )
        for m in mentions.meetings
    )
    return msgspec.structs.replace(mentions, statements=statements, meetings=meetings)


def _clauses(row: MeetingMention | MeasureMention) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in row.evidence if e.column is None]


def _meeting_of(
    document: Document, statement: StatementMention, meetings: tuple[MeetingMention, ...]
) -> int | None:
    """The meeting in the statement's own sentence, else the only one its speaker was at."""
    begin, end = statement.pieces[0][0], statement.pieces[-1][1]
    sentence = document.sentence_at(statement.sentence_start)
    near = [
        i
        for i, m in enumerate(meetings)
        if any(a < max(end, sentence.end) and begin < b for a, b in _clauses(m))
    ]
    if len(near) == 1:
        return near[0]
    names = {p.name for p in statement.speakers if p.name}
    attended = [
        i
        for i, m in enumerate(meetings)
        if m.status in ("held", "ongoing") and names & {p.name for p in m.parties if p.name}
    ]
    if len(attended) != 1:
        return None
    only = meetings[attended[0]]
    said, met = bounds(statement.date_edtf), bounds(only.date_edtf)
    if said[0] and met[1] and said[0] < met[0]:  # type: ignore[operator]
        return None
    return attended[0] if statement.date_edtf or only.date_edtf is None else None


def _measures_of(
    document: Document,
    pieces: tuple[tuple[int, int], ...],
    measures: tuple[MeasureMention, ...],
) -> tuple[int, ...]:
    """The measures whose naming words stand inside the pieces."""
    found = []
    for i, measure in enumerate(measures):
        nouns = [(e.start, e.end) for e in measure.evidence if e.column == "measure_type"]
        if any(a <= n[0] and n[1] <= b for a, b in pieces for n in nouns):
            found.append(i)
    return tuple(found)
