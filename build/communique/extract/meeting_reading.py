"""One match of a construction while it is read: its words, and the parties found in it so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from communique.core.model import Party
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_appositions import named_counterparts, owned
from communique.extract.meeting_draft import Draft


@dataclass(slots=True)
class Reading:
    """A match, how it is to be read, and whom it joins.

    `left` are those who meet, `right` those whom they met; `guests` names the group of the match in
    which the guests of a host stand. `earlier` are the meetings told before in the article.
    """

    document: Document
    sentence: Sentence
    chunks: list[Item]
    match: re.Match[str]
    mode: str
    rule: str
    earlier: list[Draft]
    left: list[Party] = field(default_factory=list)
    right: list[Party] = field(default_factory=list)
    guests: str = "b"

    @property
    def at(self) -> int:
        """The chunk of the word that triggers."""
        return self.match.start("t")

    @property
    def trigger(self) -> Item:
        """The word that triggers."""
        return self.chunks[self.at]

    @property
    def word(self) -> str:
        """The word that triggers, in lower case."""
        return self.text_of(self.trigger)

    @property
    def last(self) -> Draft | None:
        """The meeting told last."""
        return max(self.earlier, key=lambda d: d.last_told, default=None)

    def has(self, group: str) -> bool:
        """Tell whether the construction has a group and the match has filled it."""
        return group in self.match.re.groupindex and self.match[group] is not None

    def text_of(self, chunk: Item) -> str:
        """Return the words of a chunk in lower case."""
        return self.document.text[chunk.start : chunk.end].lower()

    def word_of(self, group: str) -> str:
        """Return the first chunk of a group in lower case."""
        return self.text_of(self.chunks[self.match.start(group)])

    def references(self, group: str) -> list[Reference]:
        """Return the references of a group, lists that are none cut to what they are."""
        if not self.has(group):
            return []
        chunks, told = self.chunks, self.match[group]
        low, high = self.match.span(group)
        if low and "," in told and "&" not in told and chunks[low - 1].symbol in "_zi":
            # "Before leaving Riyadh, Sharif had talks with …": no list
            low = high - told[::-1].index(",")
        last = told.rpartition(",")[2]
        is_subject = high < len(chunks) and chunks[high].symbol == "x"
        if group == "b" and "," in told and "&" not in last and is_subject:
            high -= (
                len(last) + 1
            )  # "talks with Xi of China, the closest North Korea has to an ally"
        found = [
            owned(self.document, chunks, k)
            for k in range(low, high)
            if isinstance(chunks[k].value, Reference)
            # "Putin's aide": the aide was there, not Putin
            and not (k + 2 < high and chunks[k + 1].symbol == "s")
        ]
        return named_counterparts(self.document, found)
