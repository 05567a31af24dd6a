"""Gives a capital run of unknown kind before a verb of saying its standing: who says must be a party."""

from __future__ import annotations

from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.extract.names import register
from communique.lexicon.tables import word_set

_LEADS = ",&ckS-:;("


def name_bare_speakers(document: Document, segment: Segment) -> None:
    """Turn 'Airbnb' in 'Airbnb said' and 'Airbnb, an online site, said' into a reference.

    A family name of a known person stands for a person, everything else for a body.
    """
    chunks = segment.chunks
    for k, chunk in enumerate(chunks):
        if chunk.symbol != "X" or (k and chunks[k - 1].symbol not in _LEADS):
            continue
        if _says(document, segment, k + 1):
            segment.chunks[k] = _referring(document, chunk)


def _says(document: Document, segment: Segment, j: int) -> bool:
    chunks = segment.chunks
    if j < len(chunks) and chunks[j].symbol == ",":
        closing = next((m for m in range(j + 1, min(j + 12, len(chunks))) if chunks[m].symbol == ","), 0)
        if not closing or chunks[j + 1].symbol != "d":
            return False
        j = closing + 1
    while j < len(chunks) and chunks[j].symbol in "vmx":
        j += 1
    return segment.word(document.text, j) in word_set("surely_saying")


def _referring(document: Document, chunk: Item) -> Item:
    words = document.text[chunk.start : chunk.end]
    span = chunk.start, chunk.end, chunk.start, chunk.end
    if chunk.last - chunk.first == 1 and words in document.lexicon.surnames:
        sentence = document.sentence_at(chunk.start)
        entity = register(document, Item("P", *span[:2], chunk.first, chunk.last), sentence)
        reference = Reference("person", *span, entity)
    else:
        reference = Reference("body", *span, organisation=words)
    return Item("G", chunk.start, chunk.end, chunk.first, chunk.last, reference)
