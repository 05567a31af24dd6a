"""Topics of a passage, by the vocabulary in `topics.csv`."""

from __future__ import annotations

from functools import cache

from communique.lexicon.finder import Finder
from communique.lexicon.tables import rows


@cache
def _finder() -> tuple[Finder, dict[str, str]]:
    topic_of = {r["term"]: r["topic"] for r in rows("topics")}
    return Finder(topic_of), topic_of


def topics_in(text: str) -> set[str]:
    """Return the topics that a passage names."""
    finder, topic_of = _finder()
    return {topic_of[term] for term, _, _ in finder.whole(text.lower())}
