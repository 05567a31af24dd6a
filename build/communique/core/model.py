"""What flows through the build: articles, rejects, and the mentions found in one article.

Everything here is frozen and serialises to JSON through msgspec, so that the work on one article
can run in any process and be stored.  Offsets are half-open, in code points of `Article.text`.
Field names and terms are those of the tables in `schemas/`.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class TextFacts(Struct, frozen=True, array_like=True):
    """What is asked of a text after it was read, so that it need not be read again.

    Its code points, its words, and a sample of its runs of words (four bytes each, little-endian).
    """

    chars: int
    words: int
    runs: bytes


class Article(Struct, frozen=True):
    """One news article after normalisation.

    `text` is the body only (title and metadata apart): NFC, LF line ends, no control characters.
    `published_at` is UTC and null for a bare date; `published_source` is metadata, text or none.
    """

    article_id: str
    source_path: str
    text: str
    text_sha256: str
    source_position: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    dateline_date: date | None = None
    dateline_end: int = 0
    published_at: datetime | None = None
    published_date: date | None = None
    published_source: str = "none"
    language: str | None = None
    licence: str | None = None
    is_redistributable: bool = False
    facts: TextFacts | None = None


class Reject(Struct, frozen=True):
    """An input, or a part of one, that was not used: reason from the closed list, detail to act on."""

    source_path: str
    reason: str
    detail: str
    source_position: str | None = None
    outlet: str | None = None
    published_date: date | None = None


class Evidence(Struct, frozen=True):
    """A span that shows a row (`column` null) or one value of it, as this article words it."""

    start: int
    end: int
    column: str | None = None
    value: str | None = None
    rule: str = ""


class Party(Struct, frozen=True):
    """A person, or an unnamed country or body, that takes part in a meeting or speaks.

    `person_key` and `organisation_key` are keys of the reference tables, null when not listed.
    """

    name: str | None = None
    person_key: str | None = None
    office: str | None = None
    office_type: str | None = None
    is_former_office: bool | None = None
    country: str | None = None
    organisation: str | None = None
    organisation_key: str | None = None
    role: str = "participant"
    is_host: bool = False
    evidence: tuple[Evidence, ...] = ()


class MeetingMention(Struct, frozen=True):
    """One real-world meeting as one article has it, all its mentions there merged."""

    sentence_start: int
    ordinal: int
    status: str
    arity: str
    medium: str
    setting: str
    level: str
    parties: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    occasion: str | None = None
    place_name: str | None = None
    place_country: str | None = None
    date_edtf: str | None = None
    date_anchor: str = "none"
    topics: tuple[str, ...] = ()
    measures: tuple[int, ...] = ()


class StatementMention(Struct, frozen=True):
    """One utterance; `pieces` are the spans of its words, `meeting`/`measures` index the mentions."""

    sentence_start: int
    ordinal: int
    kind: str
    speaker_ref: str
    speakers: tuple[Party, ...]
    pieces: tuple[tuple[int, int], ...]
    text: str
    text_clean: str
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    cue: str | None = None
    audience: str | None = None
    channel: str = "unknown"
    channel_name: str | None = None
    date_edtf: str | None = None
    place_name: str | None = None
    meeting: int | None = None
    measures: tuple[int, ...] = ()
    about_countries: tuple[str, ...] = ()


class MeasureParty(Struct, frozen=True):
    """A government, body, firm or person on one side of a measure."""

    role: str
    country: str | None = None
    organisation: str | None = None
    organisation_key: str | None = None
    name: str | None = None
    person_key: str | None = None
    evidence: tuple[Evidence, ...] = ()


class MeasureProduct(Struct, frozen=True):
    """A product, or a group of products, that a measure covers or spares."""

    product: str
    hs_code: str | None = None
    is_excluded: bool = False
    rate_percent: float | None = None


class MeasureEvent(Struct, frozen=True):
    """One change of a measure's state."""

    event_type: str
    status: str
    date_edtf: str | None = None
    rate_percent: float | None = None
    evidence: tuple[Evidence, ...] = ()


class MeasureMention(Struct, frozen=True):
    """One trade measure as one article has it, all its mentions there merged."""

    sentence_start: int
    ordinal: int
    measure_type: str
    status: str
    parties: tuple[MeasureParty, ...]
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    events: tuple[MeasureEvent, ...] = ()
    products: tuple[MeasureProduct, ...] = ()
    sanction_types: tuple[str, ...] = ()
    direction: str = "unclear"
    flow: str = "unknown"
    name: str | None = None
    product: str | None = None
    target_scope: str = "unknown"
    rate_percent: float | None = None
    rate_percent_max: float | None = None
    previous_rate_percent: float | None = None
    is_additional_rate: bool | None = None
    rate_amount: float | None = None
    rate_unit: str | None = None
    value_amount: float | None = None
    value_currency: str | None = None
    value_kind: str | None = None
    announced_edtf: str | None = None
    effective_edtf: str | None = None
    ended_edtf: str | None = None
    suspended_until_edtf: str | None = None
    legal_basis: str | None = None
    stated_reason: str | None = None
    is_retaliation: bool | None = None
    relations: tuple[tuple[int, str], ...] = ()


class Mentions(Struct, frozen=True):
    """All that one article says: the output of an extractor."""

    article_id: str
    meetings: tuple[MeetingMention, ...] = ()
    statements: tuple[StatementMention, ...] = ()
    measures: tuple[MeasureMention, ...] = ()
