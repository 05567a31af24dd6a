"""Phrases that say by what channel something was said ('told reporters', 'in a post on X')."""

from __future__ import annotations

import ahocorasick_rs
from msgspec import Struct

from communique.lexicon.tables import rows


class Channel(Struct, frozen=True):
    """A channel of the closed list, and its proper name where the phrase gives one."""

    channel: str
    name: str | None


class Channels:
    """All phrases as one automaton; the longest one that starts leftmost wins."""

    def __init__(self) -> None:
        found = {
            r["phrase"]: Channel(r["channel"], r["channel_name"] or None) for r in rows("channels")
        }
        self._phrases = list(found)
        self._channels = list(found.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._phrases, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def find(self, text: str) -> list[tuple[int, int, Channel]]:
        """Return (start, end, channel) of the phrases in lower-case `text`, whole words only."""
        return [
            (start, end, self._channels[number])
            for number, start, end in self._automaton.find_matches_as_indexes(text)
            if not (start and text[start - 1].isalnum())
            and not (end < len(text) and text[end].isalnum())
        ]
