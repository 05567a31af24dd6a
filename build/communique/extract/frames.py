"""The frame of a paragraph: its chunks with every quotation folded into one `S`, cut into segments.

A segment is a sentence as a reader sees it from outside the quotation marks: what is quoted may hold
many sentences and still be one constituent of the sentence that reports it.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from communique.extract.document import Document, Item, Reference, lower_words
from communique.text.quotes import Quote

_END_MARKS = ".?!"


class Segment(Struct, gc=False):
    """A sentence outside quotation marks: its chunks and character span."""

    paragraph: int
    start: int
    end: int
    chunks: list[Item]
    opens_paragraph: bool = False
    _words: list[str] = []

    def words(self, text: str) -> list[str]:
        """Return the lower-case texts of the chunks, made when first asked for."""
        if not self._words:
            self._words = lower_words(text, self.chunks)
        return self._words

    def word(self, text: str, i: int) -> str:
        """Return the lower-case text of chunk `i`, '' beyond the ends."""
        words = self._words or self.words(text)
        return words[i] if 0 <= i < len(words) else ""

    def reference(self, i: int) -> Reference | None:
        """Return the party reference at chunk `i`, if it is one."""
        if not 0 <= i < len(self.chunks):
            return None
        value = self.chunks[i].value
        return value if isinstance(value, Reference) else None


def make_segments(document: Document) -> list[Segment]:
    """Return the segments of all paragraphs in order."""
    by_paragraph: dict[int, list[Item]] = {}
    ends: dict[int, list[int]] = {}
    for sentence in document.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).extend(sentence.chunks)
        ends.setdefault(sentence.paragraph, []).append(sentence.end)
    segments: list[Segment] = []
    for number, (low, high) in enumerate(document.paragraphs):
        chunks = by_paragraph.get(number)
        if not chunks:
            continue
        quotes = [q for q in document.quotes if q.start < high and q.end > low]
        if quotes:
            folded = _fold_quotes(chunks, quotes, low, high)
            segments += _cut(document, number, folded, ends[number], quotes)
        else:
            segments += _cut_plainly(number, chunks, frozenset(ends[number]))
    return segments


def _cut_plainly(number: int, chunks: list[Item], ends: frozenset[int]) -> list[Segment]:
    """Return the segments of a paragraph without quotations: its sentences."""
    cuts = [i for i, chunk in enumerate(chunks, 1) if chunk.end in ends]
    if not cuts or cuts[-1] < len(chunks):
        cuts.append(len(chunks))
    parts = [chunks[low:high] for low, high in pairwise((0, *cuts))]
    return [
        Segment(number, part[0].start, part[-1].end, part, not position)
        for position, part in enumerate(parts)
    ]


def _fold_quotes(chunks: list[Item], quotes: list[Quote], low: int, high: int) -> list[Item]:
    folded: list[Item] = []
    position = 0
    for quote in quotes:
        start, end = max(quote.start, low), min(quote.end, high)
        while position < len(chunks) and chunks[position].start < start:
            folded.append(chunks[position])
            position += 1
        while position < len(chunks) and chunks[position].start < end:
            position += 1
        folded.append(Item("S", start, end, 0, 0, quote))
    return folded + chunks[position:]


def _cut(
    document: Document, number: int, chunks: list[Item], ends: list[int], quotes: list[Quote]
) -> list[Segment]:
    cuts = {e for e in ends if not any(q.start < e < q.end for q in quotes)}
    segments: list[Segment] = []
    current: list[Item] = []
    for i, chunk in enumerate(chunks):
        current.append(chunk)
        is_end = chunk.end in cuts
        if (
            is_end
            and chunk.symbol == "S"
            and not (i + 1 < len(chunks) and chunks[i + 1].symbol == "S")
            and (_is_attributed_after(document, chunks, i + 1) or _is_signed_after(chunks, i + 1))
        ):
            is_end = False
        elif not is_end and chunk.symbol == "S" and i + 1 < len(chunks):
            # “… .” She left: a quotation that ends a sentence ends its segment
            inner = document.text[chunk.start : chunk.end].rstrip("”\"’'")
            after = chunks[i + 1]
            is_end = (
                inner[-1:] in _END_MARKS
                and after.symbol in "GPX_dhqSCKAF"
                and (document.text[after.start].isupper() or after.symbol == "S")
                and (after.symbol == "S" or not _is_attributed_after(document, chunks, i + 1))
            )
        if is_end or i + 1 == len(chunks):
            segments.append(
                Segment(number, current[0].start, current[-1].end, current, not segments)
            )
            current = []
    return segments


def _is_attributed_after(document: Document, chunks: list[Item], i: int) -> bool:
    """Tell whether a short attribution ('Rubio said.') follows a quotation that ends with its own mark."""
    for k in range(i, min(i + 4, len(chunks))):
        if chunks[k].symbol in "_":
            word = document.text[chunks[k].start : chunks[k].end].lower()
            cue = document.lexicon.cues.get(word)
            if cue and "quote" in cue.takes:
                after = chunks[k + 1] if k + 1 < len(chunks) else None
                return after is None or after.symbol in ".,ozai"
            return False
    return False


def _is_signed_after(chunks: list[Item], i: int) -> bool:
    """Tell whether a dash and a name, and nothing more, follow a quotation."""
    rest = chunks[i:]
    return (
        len(rest) in (2, 3)
        and rest[0].symbol == "-"
        and rest[1].symbol in "GX"
        and (len(rest) == 2 or rest[2].symbol == ".")
    )
