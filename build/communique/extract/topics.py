"""Topics of a passage, by the vocabulary in `topics.csv`."""

from __future__ import annotations

import re
from functools import cache

from communique.lexicon.tables import rows


@cache
def _matcher() -> tuple[re.Pattern[str], dict[str, str]]:
    topic_of = {r["term"]: r["topic"] for r in rows("topics")}
    longest_first = sorted(topic_of, key=lambda t: (-len(t), t))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), topic_of


def topics_in(text: str) -> set[str]:
    """Return the topics that a passage names."""
    pattern, topic_of = _matcher()
    return {topic_of[m[0]] for m in pattern.finditer(text.lower())}
