"""Cuts from an article the paragraphs that hold given spans, as HTML with the spans marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

# A longer paragraph is cut to this many code points on each side of its marks.
CONTEXT = 280

Span = tuple[int, int]


def passages(text: str, spans: Iterable[Span]) -> list[str]:
    """Return one HTML fragment per paragraph of `text` that holds spans, in order of the text.

    Spans are half-open, in code points; overlapping ones become one mark, and one that runs over
    paragraphs is marked in each. Everything of the text is escaped.
    """
    by_paragraph: dict[Span, list[Span]] = {}
    for start, end in merged(spans):
        for bounds in paragraphs(text, start, end):
            piece = (max(start, bounds[0]), min(end, bounds[1]))
            by_paragraph.setdefault(bounds, []).append(piece)
    return [marked(text, bounds, pieces) for bounds, pieces in sorted(by_paragraph.items())]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the union of the spans, in order; empty spans vanish."""
    union: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the bounds of the lines of `text` that a span touches, lines without text left out."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end - 1))
    last = len(text) if last < 0 else last
    found, at = [], first
    for line in text[first:last].split("\n"):
        if line.strip() and at < end and at + len(line) > start:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def marked(text: str, bounds: Span, spans: list[Span]) -> str:
    """Return one paragraph as escaped HTML with its spans in `<mark>`, cut where it is long."""
    low, high = bounds
    if high - low > 3 * CONTEXT:
        low = after_space(text, max(low, spans[0][0] - CONTEXT), low)
        high = before_space(text, min(high, spans[-1][1] + CONTEXT), high)
    parts = ["" if low == bounds[0] else "… "]
    at = low
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    parts += [escape(text[at:high]), "" if high == bounds[1] else " …"]
    return "".join(parts)


def after_space(text: str, at: int, low: int) -> int:
    """Move a cut back to the start of its word, not before `low`."""
    return at if at == low else max(text.rfind(" ", low, at) + 1, low)


def before_space(text: str, at: int, high: int) -> int:
    """Move a cut on to the end of its word, not past `high`."""
    space = text.find(" ", at, high)
    return high if space < 0 else space
