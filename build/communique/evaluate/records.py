"""What one article reports, in the form in which annotation and built rows are compared.

The fields bear the names of the annotation format, so that a file of annotation decodes straight
into these types.  `row_id` and `rule` are empty in annotation.
"""

from __future__ import annotations

from msgspec import Struct


class Party(Struct, frozen=True):
    """A person, country or body that takes part, imposes, is hit or negotiates."""

    name: str | None = None
    person: str | None = None
    office: str | None = None
    country: str | None = None
    organisation: str | None = None
    role: str | None = None

    @property
    def label(self) -> str | None:
        """The name, in whichever of its two fields it was given."""
        return self.name or self.person

    def __str__(self) -> str:
        return self.label or self.country or self.organisation or "unnamed"


class Meeting(Struct, frozen=True):
    """A meeting as one article has it."""

    status: str
    participants: tuple[Party, ...]
    evidence: tuple[str, ...]
    medium: str | None = None
    arity: str | None = None
    setting: str | None = None
    occasion: str | None = None
    place: str | None = None
    place_country: str | None = None
    date: str | None = None
    optional: bool = False
    row_id: str = ""
    rule: str = ""


class Statement(Struct, frozen=True):
    """An utterance; `text` may be given as the pieces of an interrupted quotation."""

    kind: str
    text: str | tuple[str, ...]
    speaker: str | None = None
    speaker_country: str | None = None
    speaker_organisation: str | None = None
    cue: str | None = None
    channel: str | None = None
    date: str | None = None
    optional: bool = False
    row_id: str = ""
    rule: str = ""

    @property
    def words(self) -> str:
        """All that was said, the pieces joined by a space."""
        return self.text if isinstance(self.text, str) else " ".join(self.text)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The pieces as they stand in the article."""
        return (self.text,) if isinstance(self.text, str) else self.text


class Measure(Struct, frozen=True):
    """A trade measure as one article has it."""

    type: str
    status: str
    evidence: tuple[str, ...]
    implementers: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    negotiating_parties: tuple[Party, ...] = ()
    product: str | None = None
    rate_percent: float | None = None
    rate_percent_max: float | None = None
    announced: str | None = None
    effective: str | None = None
    ended: str | None = None
    is_retaliation: bool | None = None
    optional: bool = False
    row_id: str = ""
    rule: str = ""

    @property
    def sides(self) -> tuple[tuple[Party, ...], ...]:
        """The parties by role: implementers, targets, negotiating parties."""
        return (self.implementers, self.targets, self.negotiating_parties)

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties of all roles."""
        return (*self.implementers, *self.targets, *self.negotiating_parties)


class Records(Struct, frozen=True):
    """All that one article reports."""

    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    measures: tuple[Measure, ...] = ()
