"""Cuts an article's text into paragraphs, sentences and tokens, all with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex
from msgspec import Struct

from communique.lexicon.tables import word_set

_PARAGRAPH = re.compile(r"[^\n]+")
_TOKEN = re.compile(
    r"""(?!\s)(?:                                       # at a space none of what follows need be tried
      [A-Za-z][a-z]*+(?=[ ,;:)”"\n]) | [a-z]{2,}+(?=\.)  # plain words: the most frequent case first
    | , | \.(?!\.)
    | @\w+                                             # a handle on a social network
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?                # U.S. U.N. a.m.
    | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Adm|Sen|Rep|Gov|Sec|St|Hon|Rev|Amb|Messrs|No)\.(?=\s+\S)
    | (?:Jr|Sr)\.
    | [^\W\d_]\.(?=\s?[^\W\d_]{2}|\s[^\W\d_]\.)        # an initial
    | (?:US|A|C|NZ|HK)?[$€£¥₹]
    | \d+(?:[.,]\d+)*(?:st|nd|rd|th|s|bn|m)?\b
    | [^\W\d_]++['’`](?=s\b|S\b)                       # cut off: the possessive follows
    | [^\W\d_]+(?:(?:['’`](?!(?:s|S|re|ve|ll|d|m)\b)|[-‐‑&])[^\W_]+)*
    | ['’`](?:s|S|re|ve|ll|d|m)\b
    | --|\.\.\.|[^\w\s]
    )""",
    re.VERBOSE,
)
_APOSTROPHES = "'’`"
_POSSESSIVE_ENDS = "'’`sS"
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Lt|Col|Capt|Adm|Sen|Rep|Gov|Sgt|Maj|Hon|Rev|St|Amb)\.$"
)
# "He met Hun Sen. The two …": a name that looks like a title, before a word that opens a sentence.
_NAMED_SEN = re.compile(
    r"[A-Z]\w+ Sen\. (?:The|He|His|She|Her|They|It|In|On|But|At|After|A|This|That)\b"
)
_MAY = re.compile(r"\bMay\.\s+(?=[\"“'‘(]?[A-Z])")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# An old wire habit capitalises the word after "U.S."; these words open no sentence there.
# Characters; the longest sentences of real news, long quotations taken in, stay well below.
_LONGEST = 2000


class Token(Struct, frozen=True, gc=False):
    """A word, number or mark: its text and half-open offsets."""

    text: str
    start: int
    end: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines that hold text, outer spaces left out."""
    spans = []
    for match in _PARAGRAPH.finditer(text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one paragraph, outer spaces left out."""
    part = text[start:end]
    if part.count('"') % 2:
        # a mark that has lost its partner would hide the ends of the sentences behind it
        part = part.replace('"', " ")
    spans: list[tuple[int, int]] = []
    for found in sentencex.get_sentence_boundaries("en", part):
        piece = part[found["start_index"] : found["end_index"]]
        left = found["start_index"] + len(piece) - len(piece.lstrip())
        right = found["start_index"] + len(piece.rstrip())
        if left < right and spans and _is_cut_short(part, spans[-1][1] - start, left):
            spans[-1] = (spans[-1][0], start + right)
        elif left < right:
            spans.append((start + left, start + right))
    if "May." in part:
        spans = [one for span in spans for one in _after_may(text, *span)]
    whole = spans or [(start, end)]
    if end - start <= _LONGEST:
        return whole
    return [piece for span in whole for piece in _bounded(text, *span)]


def _after_may(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut after the month of May, which no abbreviation is: 'in May. Senior officials met …'."""
    for found in _MAY.finditer(text, start, end):
        yield start, found.start() + len("May.")
        start = found.end()
    yield start, end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long to be a sentence, so that no text can make the work on one grow without bound."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end


def _is_cut_short(part: str, end: int, following: int) -> bool:
    """Tell whether a sentence goes on: "U.S." before a word that opens none, or "(D-Wis." in brackets."""
    opened = part.rfind("(", max(0, end - 40), end)
    if opened >= 0 and ")" not in part[opened:end] and ")" in part[following : following + 40]:
        return True
    if _TITLE.search(part, max(0, end - 8), end):
        return _NAMED_SEN.search(part, max(0, end - 24), following + 6) is None
    if not _ABBREVIATION.search(part, max(0, end - 8), end):
        return False
    word = _FIRST_WORD.match(part, following)
    return word is None or word[0].lower() in word_set("no_openers")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a span; a possessive ending is a token of its own."""
    part = text[start:end]
    if "'" not in part and "’" not in part and "`" not in part:
        return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        first, last = match.span()
        if word[-1] not in _POSSESSIVE_ENDS:
            found.append(Token(word, first, last))
        elif word[-1] in _APOSTROPHES and word[0].isalpha():
            found.append(Token(word[:-1], first, last - 1))
            # the possessive mark and its s make one token
            found.append(Token(text[last - 1 : last + 1], last - 1, last + 1))
        elif word in ("s", "S") and first > start and text[first - 1] in _APOSTROPHES:
            continue
        else:
            found.append(Token(word, first, last))
    return found
