"""Links inside an article: which meeting a statement was made at or about, which measures it names."""

from __future__ import annotations

import re

import msgspec

from communique.core.edtf import bounds
from communique.core.model import (
    Evidence,
    MeasureMention,
    MeetingMention,
    Mentions,
    StatementMention,
)
from communique.extract.document import Document
from communique.extract.statement_dates import date_statements
from communique.text.guarded import Guarded

_TODAY = Guarded(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.I)


def link(document: Document, mentions: Mentions) -> Mentions:
    """Return the mentions with `meeting` and `measures` of statements and meetings filled."""
    dated = date_statements(document, mentions.statements, mentions.meetings)
    statements = tuple(_linked(document, s, mentions) for s in dated)
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


def _linked(
    document: Document, statement: StatementMention, mentions: Mentions
) -> StatementMention:
    meeting = _meeting_of(document, statement, mentions.meetings)
    made = msgspec.structs.replace(
        statement,
        meeting=meeting,
        measures=_measures_of(document, statement.pieces, mentions.measures),
    )
    if meeting is None or made.date_edtf or made.kind != "direct":
        return made
    # Who says "this morning" of a meeting speaks on the day of that meeting.
    same_day, met = _TODAY.search(statement.text), mentions.meetings[meeting].date_edtf
    if not same_day or not met or len(met) != len("2000-01-01"):
        return made
    start = statement.pieces[0][0] + same_day.start()
    span = Evidence(start, start + len(same_day[0]), "date_edtf", met, statement.rule)
    return msgspec.structs.replace(made, date_edtf=met, evidence=(*made.evidence, span))


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
    about = _spoken_of(document, statement, meetings, attended, names)
    if len(about) == 1:
        return about[0]
    if len(attended) != 1:
        return None
    only = meetings[attended[0]]
    said, met = bounds(statement.date_edtf), bounds(only.date_edtf)
    if said[0] and met[0] and said[0] < met[0]:
        return None
    return attended[0] if statement.date_edtf or only.date_edtf is None else None


def _spoken_of(
    document: Document,
    statement: StatementMention,
    meetings: tuple[MeetingMention, ...],
    attended: list[int],
    speakers: set[str],
) -> list[int]:
    """Of several meetings that a speaker was at, those whose other party the words name; the place
    decides between two with the same people."""
    if not attended:
        return []
    named = {
        r.entity.name
        for sentence in document.sentences
        for r in sentence.references
        if r.entity and any(a <= r.start < b for a, b in statement.pieces)
    } - speakers
    found = [i for i in attended if named & {p.name for p in meetings[i].parties}]
    here = [i for i in found if (place := meetings[i].place_name) and place in statement.text]
    return here or found


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
