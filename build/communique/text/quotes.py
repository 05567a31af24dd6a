"""Finds quotations: curly and straight marks, single quotes against apostrophes, quotations that run
over paragraphs, and ones that nobody closed."""

from __future__ import annotations

import re

from msgspec import Struct

_OPENERS = {"“": "”", '"': '"', "„": "“”", "«": "»", "‘": "’", "'": "'"}
_BEFORE_OPEN = set(" \t\n([{—–―-/,:;“\"‘'…")
_AFTER_CLOSE = set(" \t\n)]}—–―-/,:;.?!”\"’'…")
# Old typewriting and the wires set double apostrophes or accents for double quotation marks; what closes
# them has come down as one of several.
_PAIRS = {"''": ("''",), "``": ("''", "``", "\u2033", "”", '"')}
_Found = tuple[int, int, str, int]
# A closing mark that opens a paragraph was typed for an opening one.
_TURNED = {"”": "“"}
_OPENING = re.compile(f"[{''.join(_OPENERS)}{''.join(_TURNED)}`]")


class Quote(Struct, frozen=True):
    """One quotation: `start`/`end` take in the marks, `pieces` are the inner spans (one a paragraph)."""

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    is_single: bool = False
    is_closed: bool = True


def is_opening(char: str) -> bool:
    """Tell whether a character is a mark that may open a quotation."""
    return char in _OPENERS or char in _TURNED


def _can_open(text: str, i: int, low: int, high: int, length: int = 1) -> bool:
    after = text[i + length] if i + length < high else " "
    return (i == low or text[i - 1] in _BEFORE_OPEN) and not after.isspace()


def _can_close(text: str, i: int, high: int) -> bool:
    after = text[i + 1] if i + 1 < high else " "
    return not text[i - 1].isspace() and (after in _AFTER_CLOSE or not after.isalnum())


def _closing_single(text: str, start: int, high: int, mark: str) -> int | None:
    """Return where a single-quoted run ends: an apostrophe inside a word or of a plural is none."""
    candidate = None
    for i in range(start, min(high, start + 1500)):
        char = text[i]
        if char == "‘" and mark == "’":
            break
        if char != mark or not _can_close(text, i, high):
            continue
        before, after = text[i - 1], text[i + 1] if i + 1 < high else "\n"
        if not before.isalnum() or after in ',.;:?!)\n”"':
            return i
        if before not in "sS":
            return i
        candidate = candidate if candidate is not None else i
    return candidate


def _in_paragraph(text: str, low: int, high: int) -> list[_Found]:
    """Return (position of the opening mark, of the closing mark or `high`, mark, length of the closing mark).

    The length is 0 where nothing closes the quotation.
    """
    found: list[_Found] = []
    i = low
    while opening := _OPENING.search(text, i, high):
        i = opening.start()
        char = text[i] if i > low else _TURNED.get(text[i], text[i])
        if text[i : i + 2] in _PAIRS and _can_open(text, i, low, high, 2):
            last, length = _closing_pair(text, i + 2, high, _PAIRS[text[i : i + 2]])
            found.append((i, last, text[i : i + 2], length))
            i = last + length
            continue
        closers = _OPENERS.get(char)
        if closers is None or not _can_open(text, i, low, high):
            i += 1
            continue
        if char in "‘'":
            following = text[i + 1 : i + 3]
            is_elision = following[:1].isdigit() or (char == "'" and following[:2] in ("s ", "em"))
            end = None if is_elision else _closing_single(text, i + 1, high, closers)
            if end is None:
                i += 1
                continue
            found.append((i, end, char, 1))
            i = end + 1
            continue
        end = _closing_double(text, i + 1, high, closers, char)
        found.append((i, high if end is None else end, char, int(end is not None)))
        i = high if end is None else end + 1
    return found


def _closing_pair(text: str, start: int, high: int, closers: tuple[str, ...]) -> tuple[int, int]:
    """Return where a quotation between double accents or apostrophes ends, and its mark's length."""
    ends = []
    for mark in closers:
        i = text.find(mark, start, high)
        while i > 0:
            after = text[i + len(mark)] if i + len(mark) < high else " "
            if not text[i - 1].isspace() and after in _AFTER_CLOSE:
                ends.append((i, len(mark)))
                break
            i = text.find(mark, i + len(mark), high)
    return min(ends, default=(high, 0))


def _closing_double(text: str, start: int, high: int, closers: str, opener: str) -> int | None:
    # Typists mix the two kinds, so a straight mark may close a curly one and the other way round.
    allowed = set(closers) | ({'"'} if opener == "“" else {"”"} if opener == '"' else set())
    for i in range(start, high):
        if text[i] in allowed and (
            text[i] != '"' or _can_close(text, i, high) or not _can_open(text, i, start, high)
        ):
            return i
    return None


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> list[Quote]:
    """Return the quotations of a text in order.

    A quotation left open at the end of a paragraph goes on when the next one starts with an opening
    mark of the same kind; otherwise it ends with its paragraph and `is_closed` is False.
    """
    quotes: list[Quote] = []
    running: list[tuple[int, int]] = []
    running_start, running_mark = 0, ""
    for low, high in paragraphs:
        found = _in_paragraph(text, low, high)
        continues = bool(running) and bool(found) and found[0][0] == low
        if running and not (continues and found[0][2] == running_mark):
            quotes.append(Quote(running_start, running[-1][1], tuple(running), False, False))
            running = []
        for start, end, mark, closing in found:
            piece = (start + len(mark), end)
            if piece[0] >= piece[1]:
                continue
            if running:
                pieces = (*running, piece)
                first = running_start
            else:
                pieces, first = (piece,), start
            if closing:
                quotes.append(Quote(first, end + closing, pieces, mark in "‘'", True))
                running = []
            else:
                running, running_start, running_mark = list(pieces), first, mark
    if running:
        quotes.append(Quote(running_start, running[-1][1], tuple(running), False, False))
    return quotes
