"""Day and place of a saying, told from day and place of the meeting that is spoken of."""

from __future__ import annotations

import re

from communique.extract.document import Document, Item


def is_of_saying(document: Document, chunks: list[Item], k: int, trigger: int) -> bool:
    """Tell whether the day or place at chunk `k` is that of a verb of saying: '…, the ministry said on
    Monday', 'told reporters in Oslo that they would meet'; not 'he said at talks on Monday'."""
    verb = k - 1
    while verb > 0 and verb > k - 5 and chunks[verb].symbol in "oaivGULD":
        verb -= 1
    if verb >= 0 and verb != trigger and _says(document, chunks, verb):
        return trigger < verb or not _is_occasion(chunks, k, trigger)
    for verb in range(k + 1, trigger):
        if chunks[verb].symbol in "MHVJZRWI;":
            return False
        if chunks[verb].symbol in "_x" and _says(document, chunks, verb):
            return not _is_occasion(chunks, verb, trigger)
    return False


def _says(document: Document, chunks: list[Item], k: int) -> bool:
    """Tell whether a chunk is a verb of saying, or of agreeing on what is to come."""
    chunk = chunks[k]
    if chunk.symbol in "MHVJZRWBIY" or (k and chunks[k - 1].symbol in "ydmAQfs"):
        return False  # "spoke by phone on Monday", "Monday's report"
    word = document.text[chunk.start : chunk.end].lower()
    following = chunks[k + 1].symbol if k + 1 < len(chunks) else "."
    if word == "phone" and following in "ZE":
        return False  # "a phone conversation"
    return word in document.lexicon.cues


def _is_occasion(chunks: list[Item], left: int, trigger: int) -> bool:
    """Tell 'said on Monday at a meeting with …' and 'told him on Monday that …, at talks in …' from 'said
    on Monday that a meeting …': there day and place are those of the meeting too."""
    symbols = "".join(c.symbol for c in chunks[left + 1 : trigger])
    if re.search(r"[iazo](?:fi)?[dmAQ_#sG]{0,5}$", symbols) is None:
        return False
    return "k" not in symbols or "G" in [c.symbol for c in chunks[max(0, left - 2) : left + 1]]
