"""The figures that are measured: what each counts and which table and column it is about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from communique.evaluate.fields import FIELDS

Kind = Literal["rows", "values", "share"]


class Tally(NamedTuple):
    """Counts of one figure: right ones, found ones that count, annotated ones that count.

    Of values and shares, both latter are the number of those that were asked for.
    """

    right: int
    found: int
    gold: int

    @classmethod
    def of(cls, right: int, asked: int) -> Tally:
        """Return the tally of a figure with one denominator."""
        return cls(right, asked, asked)


class Figure(Struct, frozen=True):
    """A figure: rows (precision, recall, F1), values (accuracy) or a share of something.

    `table` is null for a figure that is printed but has no place in the table `quality`.
    """

    name: str
    kind: Kind
    title: str
    table: str | None = None
    column: str | None = None


MEETINGS = Figure("meetings", "rows", "meetings", "meetings")
PARTICIPANTS = Figure("participants", "rows", "participants", "participants")
STATEMENTS_LOOSE = Figure("statements.at_30", "rows", "statements, 30 % of the words")
STATEMENTS = Figure("statements", "rows", "statements, half of the words", "statements")
STATEMENTS_STRICT = Figure(
    "statements.text", "rows", "statements, 80 % of the words", "statements", "text"
)
ATTRIBUTED = Figure(
    "statements.attributed", "rows", "statements with their speaker", "statements", "speaker_name"
)
QUOTED = Figure("quoted.recall", "share", "quotations found")
DIRECT_SPEAKER = Figure("direct.speaker", "share", "direct quotations, speaker right")
DIRECT_RECALL = Figure("direct.recall", "share", "direct quotations found")
DIRECT_PRECISION = Figure("direct.precision", "share", "direct quotations right")
MEASURES = Figure("trade_measures", "rows", "trade measures", "trade_measures")
MEASURE_PARTIES = Figure(
    "trade_measure_parties", "rows", "parties of measures", "trade_measure_parties"
)

_ROWS = (
    MEETINGS,
    PARTICIPANTS,
    STATEMENTS,
    STATEMENTS_LOOSE,
    STATEMENTS_STRICT,
    ATTRIBUTED,
    QUOTED,
    DIRECT_RECALL,
    DIRECT_PRECISION,
    DIRECT_SPEAKER,
    MEASURES,
    MEASURE_PARTIES,
)
_VALUES = tuple(
    Figure(field.name, "values", f"{field.table} {field.column}", field.table, field.column)
    for field in FIELDS
)
FIGURES: tuple[Figure, ...] = _ROWS + _VALUES
