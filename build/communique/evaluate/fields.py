"""The columns whose values are compared in rows that matched: when one is asked for, when right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Generic, TypeVar

from communique.evaluate.records import Measure, Meeting, Party, Statement
from communique.evaluate.spans import same_span
from communique.evaluate.words import same_body, same_person, same_place

R = TypeVar("R")
# In annotation, a speaker whom the corpus does not name: the words count, the speaker does not.
UNNAMED_IN_CORPUS = "*"
UNKNOWN = "unknown"
JOINT = re.compile(r", | and |; ")
RATE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Field(Generic[R]):
    """A column, its value in a record, and two questions about a found and an annotated record."""

    table: str
    column: str
    value: Callable[[R], object]
    is_asked: Callable[[R, R], bool]
    is_right: Callable[[R, R], bool]

    @property
    def name(self) -> str:
        """Table and column, joined by a dot."""
        return f"{self.table}.{self.column}"


def is_value(value: object) -> bool:
    """Return whether an annotated value says something."""
    return value not in (None, UNKNOWN, UNNAMED_IN_CORPUS)


def _always(found: object, gold: object) -> bool:
    return True


def _term(table: str, column: str, attribute: str | None = None) -> Field[R]:
    """A closed term that every record has."""
    get = attrgetter(attribute or column)
    return Field(table, column, get, _always, lambda found, gold: bool(get(found) == get(gold)))


def _either(
    table: str, column: str, attribute: str, same: Callable[[str | None, str | None], bool]
) -> Field[R]:
    """A value that is asked for when one side has it, so that one made up counts as wrong."""
    get = attrgetter(attribute)
    return Field(
        table,
        column,
        get,
        lambda found, gold: bool(get(found) or get(gold)),
        lambda found, gold: same(get(found), get(gold)),
    )


def _given(table: str, column: str, attribute: str | None = None) -> Field[R]:
    """A value that is asked for where the annotation has it."""
    get = attrgetter(attribute or column)
    return Field(
        table,
        column,
        get,
        lambda _, gold: is_value(get(gold)),
        lambda found, gold: bool(get(found) == get(gold)),
    )


def _rate(column: str) -> Field[Measure]:
    get = attrgetter(column)

    def is_right(found: Measure, gold: Measure) -> bool:
        one, other = get(found), get(gold)
        return one is not None and other is not None and abs(one - other) < RATE_TOLERANCE

    return Field(
        "trade_measures",
        column,
        get,
        lambda found, gold: get(found) is not None or get(gold) is not None,
        is_right,
    )


def has_speaker(found: Statement, gold: Statement) -> bool:
    """Return whether the annotation says who speaks."""
    return gold.speaker != UNNAMED_IN_CORPUS


def same_speaker(found: Statement, gold: Statement) -> bool:
    """Return whether the speaker is right: null for null, of joint speakers any or all.

    A body that the annotation writes as the speaker may stand as the organisation.
    """
    if not gold.speaker:
        return not found.speaker
    names = (gold.speaker, *JOINT.split(gold.speaker))
    if any(same_person(found.speaker, name) for name in names):
        return True
    return not found.speaker and same_body(found.speaker_organisation, gold.speaker)


MEETING_FIELDS: tuple[Field[Meeting], ...] = (
    _term("meetings", "status"),
    _term("meetings", "medium"),
    _term("meetings", "arity"),
    _term("meetings", "setting"),
    _either("meetings", "date_edtf", "date", same_span),
    _either("meetings", "place_name", "place", same_place),
    _given("meetings", "place_country"),
)
PARTICIPANT_FIELDS: tuple[Field[Party], ...] = (
    _given("participants", "country"),
    _given("participants", "role"),
)
SPEAKER: Field[Statement] = Field(
    "statements", "speaker_name", attrgetter("speaker"), has_speaker, same_speaker
)
STATEMENT_FIELDS: tuple[Field[Statement], ...] = (
    SPEAKER,
    _term("statements", "kind"),
    _either("statements", "date_edtf", "date", same_span),
    _given("statements", "speaker_country"),
    _given("statements", "cue"),
    _given("statements", "channel"),
)
MEASURE_FIELDS: tuple[Field[Measure], ...] = (
    _term("trade_measures", "measure_type", "type"),
    _term("trade_measures", "status"),
    _rate("rate_percent"),
    _rate("rate_percent_max"),
    _either("trade_measures", "announced_edtf", "announced", same_span),
    _either("trade_measures", "effective_edtf", "effective", same_span),
    _either("trade_measures", "ended_edtf", "ended", same_span),
    Field(
        "trade_measures",
        "is_retaliation",
        attrgetter("is_retaliation"),
        lambda found, gold: bool(found.is_retaliation or gold.is_retaliation),
        lambda found, gold: bool(found.is_retaliation) == bool(gold.is_retaliation),
    ),
)
FIELDS: tuple[Field[Meeting] | Field[Party] | Field[Statement] | Field[Measure], ...] = (
    *MEETING_FIELDS,
    *PARTICIPANT_FIELDS,
    *STATEMENT_FIELDS,
    *MEASURE_FIELDS,
)
