"""Finds quotations without marks: 'The minister said:' and the paragraphs in the first person below."""

from __future__ import annotations

import re

from communique.extract.frames import Segment
from communique.text.quotes import is_opening

_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|we|We|our|Our|my|My|us)\b")
_MOST = 8


def block_after(
    text: str, paragraphs: list[tuple[int, int]], segment: Segment
) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs that an announcement at the end of its own one opens.

    They bear no quotation mark, end with a full stop, and run to the last that speaks in the first
    person; without one the words below are the author's.
    """
    found: list[tuple[int, int]] = []
    last = 0
    for low, high in paragraphs[segment.paragraph + 1 : segment.paragraph + 1 + _MOST]:
        if is_opening(text[low]) or text[high - 1] not in ".!?":
            break
        found.append((low, high))
        if _FIRST_PERSON.search(text, low, high):
            last = len(found)
    return found[:last]
