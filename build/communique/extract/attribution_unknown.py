"""Gives a capital run of unknown kind before a verb of saying its standing: who says must be a party."""

from __future__ import annotations

from communique.extract.document import Document, Item, Reference
from communique.extract.frames import Segment
from communique.extract.names import register
from communique.lexicon.tables import word_set

_LEADS = ",&ckS-:;("
_LONGEST_APPOSITION = 24


def name_bare_speakers(document: Document, segment: Segment) -> None:
    """Turn 'Airbnb' in 'Airbnb said', 'Airbnb, an online site, said' into a reference.

    A name of two words, and a family name of a known person, stand for a person; other single words
    stand for a body.
    """
    _split_reports(document, segment)
    chunks = segment.chunks
    for k, chunk in [(k, chunk) for k, chunk in enumerate(chunks) if chunk.symbol == "X"]:
        before = k - 1 if k and segment.word(document.text, k - 1) == "the" else k
        if before and chunks[before - 1].symbol not in _LEADS:
            continue
        verb, is_person = _verb_after(document, segment, k + 1)
        if segment.word(document.text, verb) in word_set("surely_saying"):
            is_person = before == k and (is_person or chunk.last - chunk.first > 1)
            chunks[k] = referring(document, chunk, is_person)


def _split_reports(document: Document, segment: Segment) -> None:
    """'The Nikkei reports that …': what looks like the paper's reports is the paper and a verb."""
    chunks, text = segment.chunks, document.text
    is_told = text.find(" reports", segment.start, segment.end) >= 0
    for k in range(len(chunks) - 1, -1, -1) if is_told else ():
        chunk, reference = chunks[k], segment.reference(k)
        if reference is None or reference.noun_kind != "document" or k + 1 >= len(chunks):
            continue
        if (
            not text[chunk.start : chunk.end].endswith(" reports")
            or chunks[k + 1].symbol not in "k:,S"
        ):
            continue
        cut = chunk.end - len("reports")
        span = chunk.start, cut - 1, chunk.start, cut - 1
        words = text[chunk.start : cut - 1].removeprefix("The ").removeprefix("the ")
        paper = Reference("body", *span, organisation=words)
        chunks[k : k + 1] = [
            Item("G", chunk.start, cut - 1, chunk.first, chunk.last - 1, paper),
            Item("_", cut, chunk.end, chunk.last - 1, chunk.last),
        ]


def _verb_after(document: Document, segment: Segment, j: int) -> tuple[int, bool]:
    """Return where the verb of a subject may stand, brackets and apposition left out; a person's?"""
    chunks, text = segment.chunks, document.text
    is_person = False
    if j < len(chunks) and chunks[j].symbol == "(":
        j = next((m + 1 for m in range(j, min(j + 7, len(chunks))) if chunks[m].symbol == ")"), j)
    if j + 1 < len(chunks) and chunks[j].symbol == ",":
        is_person = segment.word(text, j + 1) == "who" or chunks[j + 1].symbol == "#"
        if segment.word(text, j + 1) == "who" and _core(segment, text, j + 2):
            return j + 2, True
        is_participle = segment.word(text, j + 1).endswith("ing")
        if chunks[j + 1].symbol in "dp#mf" or is_participle:
            limit = min(j + _LONGEST_APPOSITION, len(chunks))
            commas = [m for m in range(j + 1, limit) if chunks[m].symbol == ","]
            j = next((m + 1 for m in commas if _core(segment, text, m + 1)), j)
    while j < len(chunks) and chunks[j].symbol in "vmx":
        j += 1
    return j, is_person


def _core(segment: Segment, text: str, j: int) -> bool:
    return segment.word(text, j) in word_set("surely_saying")


def referring(document: Document, chunk: Item, is_person: bool) -> Item:
    """Return a chunk that refers to the person or the body of a capital run."""
    words = document.text[chunk.start : chunk.end]
    span = chunk.start, chunk.end, chunk.start, chunk.end
    head = document.lexicon.name_heads.get(words.split()[-1])
    if (is_person or words in document.lexicon.surnames) and not head:
        sentence = document.sentence_at(chunk.start)
        entity = register(document, Item("P", *span[:2], chunk.first, chunk.last), sentence)
        reference = Reference("person", *span, entity)
    else:
        reference = Reference("body", *span, organisation=words)
    return Item("G", chunk.start, chunk.end, chunk.first, chunk.last, reference)
