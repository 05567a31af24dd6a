"""A meeting while its mentions are gathered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from communique.core.model import Party
from communique.extract.dates import DateMention
from communique.extract.document import Item, Sentence
from communique.lexicon.tables import rows

# Statuses of a meeting still to come, and media that have no place.
AHEAD = ("scheduled", "proposed", "conditional", "postponed")
REMOTE = ("phone", "video", "written")
VISIT = re.compile(r"\b(?:visit(?:s|ed|ing)?|trip|tour|arrived)\b", re.I)


@dataclass(slots=True)
class Draft:
    """A meeting while its mentions are gathered."""

    sentence: Sentence
    trigger: Item
    rule: str
    parties: list[Party]
    status: str
    medium: str = "unknown"
    setting: str = "unknown"
    date: DateMention | None = None
    place: tuple[str, str | None, int, int] | None = None
    occasion: tuple[str, int, int] | None = None
    is_definite: bool = False
    is_authors: bool = False
    is_additional: bool = False
    ordinal: str | None = None
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def countries(self) -> set[str]:
        """The countries and bodies present."""
        return {k for p in self.parties if (k := identity(p))}

    @property
    def last_told(self) -> int:
        """Where the mention that the article gives last begins."""
        return max(start for start, _, _ in self.spans)


def identity(p: Party) -> str | None:
    """Return what a party stands for at the table: a country, else a body."""
    return p.country or p.organisation or p.organisation_key


@cache
def trigger_words() -> dict[str, str]:
    """Return word → symbol of the words of meeting (`meeting_words.csv`)."""
    return {r["word"]: r["symbol"] for r in rows("meeting_words")}
