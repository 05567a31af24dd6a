"""The gate: an article without any word of meeting, saying or trade, and without a quotation, is done.

Most of a large archive is about something else; such an article costs one look at its words.
"""

from __future__ import annotations

import re
from functools import cache

from communique.extract.measures import opening_words as measure_words
from communique.extract.meeting_draft import trigger_words
from communique.lexicon.lexicon import lexicon
from communique.text.quotes import find_quotes
from communique.text.segment import paragraphs

_RUN = re.compile(r"[^\W\d_]+|\d+")


@cache
def opening_words() -> frozenset[str]:
    """Return the first run of letters or digits of every word or phrase without which there is no row.

    Tokens are made of whole runs, so that a text without the run has not the phrase.
    """
    phrases = ["according", *lexicon().cues, *trigger_words(), *measure_words()]
    return frozenset(_RUN.findall(phrase.lower())[0] for phrase in phrases)


def may_report(text: str) -> bool:
    """Tell whether a text can report a meeting, a statement or a measure; False is certain."""
    words = opening_words()
    if any(match[0] in words for match in _RUN.finditer(text.lower())):
        return True
    return bool(find_quotes(text, paragraphs(text)))
