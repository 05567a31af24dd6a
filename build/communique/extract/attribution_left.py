"""What an attribution at the end of its sentence reports: the quotation or clause before it."""

from __future__ import annotations

from communique.extract.attribution_shared import looks_finite
from communique.extract.document import Document
from communique.extract.frames import Segment
from communique.lexicon.tables import word_set


def is_title(document: Document, segment: Segment, k: int) -> bool:
    """'In his book, “The Long Way Home,” …': what stands behind such a word is a title or a name."""
    j = k - 1
    while j > 0 and segment.chunks[j].symbol in ",":
        j -= 1
    return segment.word(document.text, j) in word_set("titled")


def quotes_before(document: Document, segment: Segment, first: int) -> list[int]:
    """Return the chunk numbers of the quotation(s) that stand right before an attribution."""
    k = first - 1
    while k >= 0 and segment.chunks[k].symbol in ",-.":
        k -= 1
    if k > 0 and segment.chunks[k].symbol == "S" and is_title(document, segment, k):
        return []
    return [k] if k >= 0 and segment.chunks[k].symbol == "S" else []


def stands_alone(segment: Segment, quote: int, first: int) -> bool:
    """A quotation inside a longer clause ('… was "wrong", he said') is no quotation by itself."""
    lead = [c.symbol for c in segment.chunks[:quote]]
    if lead and lead[-1] == "," and len(lead) < 9 and lead[0] in "zwiaontf":
        # "As for the deal, “…,” she said": a short adjunct before it belongs to the reporter
        return not any(s in "x,hq" for s in lead[:-1])
    return all(s in "c&,-v.S(" for s in lead) or (len(lead) <= 2 and lead[-1] in ":,")


def left_clause(
    document: Document,
    segment: Segment,
    first: int,
    i: int,
    after: int,
    following: list[int],
    inverted: bool,
    inherits: bool,
) -> tuple[int, int] | None:
    """Return the span of a clause that a trailing attribution ends: 'Talks go on, the ministry said.'"""
    if inherits or first < 2:
        return None
    chunks = segment.chunks
    if chunks[first - 1].symbol not in ",S" and chunks[first - 1].symbol != "-":
        return None
    begin = 0
    while begin < first and chunks[begin].symbol in "&c,":
        begin += 1
    end = first - 1 if chunks[first - 1].symbol in ",-" else first
    if end - begin < 2 or _is_preamble(document, segment, 0, end):
        return None
    quoted = any(c.symbol == "S" and c.end - c.start > 14 for c in chunks[begin:end])
    if not quoted and not looks_finite(document, segment, begin, end):
        return None
    return chunks[begin].start, chunks[end - 1].end


def _is_preamble(document: Document, segment: Segment, begin: int, end: int) -> bool:
    """'When prices fell, he stressed …', 'Recognising the risk, they noted …': no utterance."""
    chunks, text = segment.chunks, document.text
    while begin < end and (
        chunks[begin].symbol in "-#.,&" or segment.word(text, begin) in ("but", "yet", "so")
    ):
        begin += 1
    if begin == end:
        return True
    last = max((k for k in range(begin, end) if chunks[k].symbol == ","), default=begin)
    if segment.word(text, begin) in word_set("subordinators"):
        return last == begin or not looks_finite(document, segment, last + 1, end)
    is_participle = chunks[begin].symbol in "_X" and segment.word(text, begin).endswith("ing")
    return is_participle and not any(c.symbol == "x" for c in chunks[begin:end])


def parenthetical_of(
    document: Document, segment: Segment, first: int, after: int
) -> list[tuple[int, int]]:
    """'It was, Albanese said, a good meeting': the two parts around an attribution between commas."""
    chunks = segment.chunks
    if first < 2 or after + 2 >= len(chunks) or chunks[first - 1].symbol != ",":
        return []
    if chunks[after].symbol != "," or any(c.symbol == "S" for c in chunks):
        return []
    end = len(chunks)
    while end > after + 1 and chunks[end - 1].symbol in ".,;":
        end -= 1
    whole = chunks[: first - 1] + chunks[after + 1 : end]
    if end - after < 3 or not any(c.symbol == "x" for c in whole):
        return []
    return [
        (chunks[0].start, chunks[first - 2].end),
        (chunks[after + 1].start, chunks[end - 1].end),
    ]


def is_adjunct_only(document: Document, segment: Segment, after: int) -> bool:
    """Tell whether nothing but day, place or the like follows an attribution."""
    rest = segment.chunks[after:]
    return not rest or rest[0].symbol in "iaonztw.,v" or rest[0].symbol in "_L#"
