"""Joins the lines of a text that was wrapped at a fixed width: a line is a paragraph again."""

from __future__ import annotations

import re

_WIDEST = 100
_NARROWEST = 45
_FEWEST = 4  # lines that another line of the same paragraph follows
_ITEM = re.compile(r"[-*•·–—]\s|\(?\w{1,3}[.)]\s|[>|#]")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*$")


def unwrap(text: str) -> str:
    """Return `text` (normalised) with the lines of each paragraph joined, if it is wrapped.

    It is when paragraphs are parted by empty lines, no line is wider than a hundred characters, and
    the lines inside paragraphs are of about one width and mostly end within a sentence.  Any other
    text is returned as it is.  Items of lists stay lines of their own.
    """
    if "\n\n" not in text or text.count("\n") < 2 * _FEWEST - 2:
        return text
    blocks = [block.split("\n") for block in text.split("\n\n")]
    if not _is_wrapped(blocks):
        return text
    return "\n\n".join(_joined(lines) for lines in blocks)


def _is_wrapped(blocks: list[list[str]]) -> bool:
    inner = [line for lines in blocks for line in lines[:-1]]
    if len(inner) < _FEWEST or max(len(line) for lines in blocks for line in lines) > _WIDEST:
        return False
    width = max(map(len, inner))
    if width < _NARROWEST:
        return False
    full = sum(len(line) >= 0.75 * width for line in inner)
    ended = sum(bool(_SENTENCE_END.search(line)) for line in inner)
    return full >= 0.8 * len(inner) and ended <= 0.35 * len(inner)


def _joined(lines: list[str]) -> str:
    joined: list[str] = []
    for line in lines:
        if joined and not _ITEM.match(line.lstrip()):
            joined[-1] = f"{joined[-1]} {line.lstrip()}"
        else:
            joined.append(line)
    return "\n".join(joined)
