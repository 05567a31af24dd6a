"""What the parts of the attribution stage share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.lexicon.tables import word_set
from communique.text.quotes import Quote

PREPOSITIONS = "fiaonwrzgbty"


@dataclass(slots=True)
class Attribution:
    """An utterance found in a segment, before its speaker is resolved."""

    segment: Segment
    rule: str
    lemma: str | None
    cue_span: tuple[int, int] | None
    speakers: list[Reference]
    pieces: list[tuple[int, int]]
    quotes: list[Quote] = field(default_factory=list)
    audience: tuple[int, int] | None = None
    is_quote_only: bool = False
    polarity: str = "neutral"
    inherits: bool = False


class Content(NamedTuple):
    """What follows a verb of saying: its kind, and the span or the quotations that hold it."""

    kind: str
    span: tuple[int, int]
    quotes: list[Quote] = []  # noqa: RUF012


def _is_person_like(reference: Reference | None) -> bool:
    return reference is not None and not reference.is_possessive


def main_subject(segment: Segment) -> int | None:
    """Return the first party of a segment that no preposition governs."""
    for k, chunk in enumerate(segment.chunks):
        if chunk.symbol == "G" and _is_person_like(segment.reference(k)):
            before = segment.chunks[k - 1].symbol if k else ""
            if not before or before not in PREPOSITIONS:
                return k
    return None


def quotes_among(chunks: Iterable[Item]) -> list[Quote]:
    """Return the quotations among chunks."""
    return [c.value for c in chunks if isinstance(c.value, Quote)]


def quotes_within(segment: Segment, span: tuple[int, int]) -> list[Quote]:
    """Return the quotations of a segment that start inside a span."""
    return [
        c.value
        for c in segment.chunks
        if c.symbol == "S" and isinstance(c.value, Quote) and span[0] <= c.start < span[1]
    ]


def looks_finite(document: Document, segment: Segment, begin: int, end: int) -> bool:
    """Tell whether chunks hold a finite verb: an auxiliary, or a word that may be one after a subject."""
    if document.text[segment.chunks[begin].start : segment.chunks[begin].end].lower() in (
        "speaking",
        "asked",
        "after",
        "according",
        "following",
        "earlier",
        "meanwhile",
        "in",
        "at",
    ) and not any(c.symbol in "," for c in segment.chunks[begin:end]):
        return False
    for k in range(begin, end):
        chunk = segment.chunks[k]
        if chunk.symbol == "x":
            return True
        if chunk.symbol == "_" and k > begin:
            word = segment.word(document.text, k)
            if segment.chunks[k - 1].symbol in "Ghqpv_)#" and (
                word.endswith(("ed", "es"))
                or (word.endswith("s") and segment.chunks[k - 1].symbol in "Gqp")
                or word in word_set("irregular")
            ):
                return True
            if segment.chunks[k - 1].symbol in "hG" and word.isalpha() and not word.endswith("ing"):
                return True
    return False
