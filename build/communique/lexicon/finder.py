"""Which of many phrases a text holds, whatever their number, in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs


class Finder:
    """Phrases as one automaton; a phrase is found wherever its characters stand, also within words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for number, phrase in enumerate(phrases):
            self._numbers.setdefault(phrase, []).append(number)
        self._phrases = list(self._numbers)
        self._automaton = ahocorasick_rs.AhoCorasick(self._phrases)

    def among(self, text: str) -> list[int]:
        """Return the numbers of the phrases that a text holds, in the order in which they were given."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not found:
            return []
        return sorted(
            n for i in {match[0] for match in found} for n in self._numbers[self._phrases[i]]
        )

    def holds_any(self, text: str) -> bool:
        """Tell whether a text holds any of the phrases."""
        return bool(self._automaton.find_matches_as_indexes(text))

    def places(self, text: str) -> list[tuple[str, int, int]]:
        """Return (phrase, start, end) of all phrases in a text, by their ends; they may overlap."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(self._phrases[number], start, end) for number, start, end in found]

    def whole(self, text: str) -> list[tuple[str, int, int]]:
        """Return (phrase, start, end) of the phrases that stand as words: from the left, the longest first.

        That is what a search for `\\b(?:…)\\b` finds, with the phrases from the longest to the shortest.
        """
        after = 0
        found = []
        for phrase, start, end in sorted(self.places(text), key=lambda p: (p[1], -p[2])):
            if start >= after and _is_edge(text, start) and _is_edge(text, end):
                found.append((phrase, start, end))
                after = end
        return found


def _is_edge(text: str, at: int) -> bool:
    """Tell whether a word starts or ends at a position, as `\\b` does."""
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return (before.isalnum() or before == "_") != (after.isalnum() or after == "_")
