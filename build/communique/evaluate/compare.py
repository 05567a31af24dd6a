"""Compares what one article reports with its annotation: the pairs, and a tally for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from communique.evaluate import figures
from communique.evaluate.built import Built, read_built
from communique.evaluate.fields import (
    MEASURE_FIELDS,
    MEETING_FIELDS,
    PARTICIPANT_FIELDS,
    SPEAKER,
    STATEMENT_FIELDS,
    Field,
    is_value,
)
from communique.evaluate.figures import Tally
from communique.evaluate.gold import read_gold
from communique.evaluate.match import (
    Matching,
    candidates,
    match,
    match_all,
    measure_score,
    meeting_score,
    pair_parties,
    same_party,
    same_side,
)
from communique.evaluate.records import Measure, Meeting, Party, Records, Statement
from communique.evaluate.words import overlap

R = TypeVar("R")
Tallies = dict[str, Tally]
# Shares of common words with which two statements are the same: loosely, as a rule, and strictly.
LOOSE, USUAL, STRICT = 0.3, 0.5, 0.8


class Comparison(Struct, frozen=True):
    """One article: both sides, how they pair, and what was right by the name of the figure.

    `annotated` names the columns for which the annotation has a value at all.
    """

    found: Records
    gold: Records
    meetings: Matching
    statements: Matching
    measures: Matching
    tallies: Tallies
    annotated: frozenset[str]


class Compared(Struct, frozen=True):
    """A built folder compared with annotation, by the stem of the article, in that order."""

    built: Built
    articles: dict[str, Comparison]


def compare_folder(folder: Path, gold: Path) -> Compared:
    """Compare a built folder with a folder of annotation; an article not built has found nothing.

    UsageError as of `read_gold` and `read_built`.
    """
    annotated = read_gold(gold)
    built = read_built(folder, annotated)
    return Compared(
        built,
        {
            stem: compare(built.records.get(stem, Records()), records)
            for stem, records in annotated.items()
        },
    )


def compare(found: Records, gold: Records) -> Comparison:
    """Compare the reports of one article with its annotation."""
    meetings = match_all(found.meetings, gold.meetings, meeting_score)
    measures = match_all(found.measures, gold.measures, measure_score)
    statements, statement_tallies = _statements(found.statements, gold.statements)
    tallies = {
        figures.MEETINGS.name: _rows(meetings),
        **_values(MEETING_FIELDS, _records(found.meetings, gold.meetings, meetings)),
        **_participants(found.meetings, gold.meetings, meetings),
        **statement_tallies,
        figures.MEASURES.name: _rows(measures),
        **_values(MEASURE_FIELDS, _records(found.measures, gold.measures, measures)),
        figures.MEASURE_PARTIES.name: _measure_parties(found.measures, gold.measures, measures),
    }
    annotated = frozenset(
        [
            *_given(MEETING_FIELDS, gold.meetings),
            *_given(PARTICIPANT_FIELDS, (p for m in gold.meetings for p in m.participants)),
            *_given(STATEMENT_FIELDS, gold.statements),
            *_given(MEASURE_FIELDS, gold.measures),
        ]
    )
    return Comparison(found, gold, meetings, statements, measures, tallies, annotated)


def _given(fields: Iterable[Field[R]], records: Iterable[R]) -> list[str]:
    records = tuple(records)
    return [
        field.name for field in fields if any(is_value(field.value(record)) for record in records)
    ]


def _rows(matching: Matching) -> Tally:
    return Tally(len(matching.pairs), matching.found, matching.required)


def _records(found: Sequence[R], gold: Sequence[R], matching: Matching) -> list[tuple[R, R]]:
    return [(found[i], gold[j]) for i, j in matching.pairs]


def _values(fields: Iterable[Field[R]], pairs: Sequence[tuple[R, R]]) -> Tallies:
    return {field.name: _asked(field, pairs) for field in fields}


def _asked(field: Field[R], pairs: Iterable[tuple[R, R]]) -> Tally:
    asked = [pair for pair in pairs if field.is_asked(*pair)]
    return Tally.of(sum(field.is_right(*pair) for pair in asked), len(asked))


def _participants(found: Sequence[Meeting], gold: Sequence[Meeting], matching: Matching) -> Tallies:
    """Participants of meetings that matched are right; those of meetings spared do not count."""
    pairs: list[tuple[Party, Party]] = []
    for one, other in _records(found, gold, matching):
        named = pair_parties(one.participants, other.participants, same_party)
        pairs += [(one.participants[i], other.participants[j]) for i, j in named]
    counted = [m for i, m in enumerate(found) if i not in matching.spared]
    return {
        figures.PARTICIPANTS.name: Tally(
            len(pairs),
            sum(len(meeting.participants) for meeting in counted),
            sum(len(meeting.participants) for meeting in gold if not meeting.optional),
        ),
        **_values(PARTICIPANT_FIELDS, pairs),
    }


def _measure_parties(
    found: Sequence[Measure], gold: Sequence[Measure], matching: Matching
) -> Tally:
    right = sum(
        len(pair_parties(*sides, same_side))
        for one, other in _records(found, gold, matching)
        for sides in zip(one.sides, other.sides, strict=True)
    )
    counted = [m for i, m in enumerate(found) if i not in matching.spared]
    return Tally(
        right,
        sum(len(measure.parties) for measure in counted),
        sum(len(measure.parties) for measure in gold if not measure.optional),
    )


def _statements(found: Sequence[Statement], gold: Sequence[Statement]) -> tuple[Matching, Tallies]:
    possible = candidates(found, gold, lambda one, other: overlap(one.words, other.words))

    def matched(
        share: float, some: Iterable[int] | None = None, asked: Iterable[int] | None = None
    ) -> Matching:
        return match(
            (candidate for candidate in possible if candidate[0] >= share),
            range(len(found)) if some is None else some,
            gold,
            range(len(gold)) if asked is None else asked,
        )

    usual = matched(USUAL)
    pairs = _records(found, gold, usual)
    speaker = _asked(SPEAKER, pairs)
    # Quotations are looked for under any label, so that a wrong kind is not counted twice.
    quoted = matched(USUAL, asked=[j for j, g in enumerate(gold) if g.kind != "indirect"])
    direct = matched(USUAL, asked=[j for j, g in enumerate(gold) if g.kind == "direct"])
    called_direct = matched(USUAL, some=[i for i, p in enumerate(found) if p.kind == "direct"])
    return usual, {
        figures.STATEMENTS.name: _rows(usual),
        figures.STATEMENTS_LOOSE.name: _rows(matched(LOOSE)),
        figures.STATEMENTS_STRICT.name: _rows(matched(STRICT)),
        # Where the corpus names no speaker, none can be wrong.
        figures.ATTRIBUTED.name: Tally(
            len(pairs) - speaker.gold + speaker.right, usual.found, usual.required
        ),
        figures.QUOTED.name: Tally.of(len(quoted.pairs), quoted.required),
        figures.DIRECT_RECALL.name: Tally.of(len(direct.pairs), direct.required),
        figures.DIRECT_PRECISION.name: Tally.of(len(called_direct.pairs), called_direct.found),
        figures.DIRECT_SPEAKER.name: _asked(
            SPEAKER, [pair for pair in pairs if pair[1].kind == "direct"]
        ),
        **_values(STATEMENT_FIELDS, pairs),
    }
