"""Recognises the news agency whose copy an article is, from its last lines or its byline."""

from __future__ import annotations

import re
from functools import cache

from communique.lexicon.tables import rows, split


@cache
def _agencies() -> dict[str, str]:
    """Every written form of an agency's name, and the agency."""
    return {name: row["agency"] for row in rows("agencies") for name in split(row["names"])}


@cache
def names_pattern() -> str:
    """Return the part of a regular expression that matches any agency's name, longest first."""
    return "|".join(sorted(map(re.escape, _agencies()), key=lambda name: (-len(name), name)))


def agency_named(name: str) -> str:
    """Return the agency that is written as `name`, which `names_pattern` matched."""
    return _agencies()[name]


@cache
def _tails() -> re.Pattern[str]:
    name = rf"(?P<{{}}>{names_pattern()})"
    return re.compile(
        rf"(?:[(\[/][ ]?{name.format('bracketed')}[ ]?[)\]/]"  # … in Beijing. (Reuters)
        rf"|(?:^|[ ])(?:--?|[\u2013-\u2015])[ ]?{name.format('dashed')}"  # … on Monday. – Bernama
        rf"|(?:©|\([cC]\)|Copyright)[ ]?(?:©[ ]?)?(?:[12]\d{{3}}[ ])?(?:by[ ])?(?:[Tt]he[ ])?"
        rf"{name.format('copyright')}(?:\.[ ]All[ ]rights[ ]reserved)?"
        rf"|^(?:Source:[ ])?{name.format('alone')})[\W_]*$"
    )


@cache
def _in_byline() -> re.Pattern[str]:
    """An agency that makes up a whole piece of a byline, or a name of two words within one."""
    long = "|".join(
        sorted(
            (re.escape(name) for name in _agencies() if len(name) > 4 and not name.isupper()),
            key=lambda name: (-len(name), name),
        )
    )
    return re.compile(
        rf"(?:^|[,|/;(•·–—-]|\b[Bb]y|\band)[ ]*(?P<piece>{names_pattern()})"
        rf"[ ]*(?=$|[,|/;)•·–—-]|and\b)"
        rf"|\b(?P<word>{long})\b"
    )


def find_agency(text: str, byline: str | None) -> str | None:
    """Return the agency that the last lines of `text`, or else the byline, name as the author.

    "With inputs from Reuters" names a source, not the author.  Null when two agencies are named.
    """
    for line in _last_lines(text):
        found = _tails().search(line)
        if found and found.lastgroup and not re.search(r"\binputs? from\b", line, re.IGNORECASE):
            return agency_named(found[found.lastgroup])
    if not byline:
        return None
    named = {
        agency_named(found["piece"] or found["word"]) for found in _in_byline().finditer(byline)
    }
    return named.pop() if len(named) == 1 else None


def _last_lines(text: str) -> list[str]:
    """Return the last two lines that hold text, the last one first, each cut to its end."""
    lines = [line for line in text[-600:].split("\n") if line.strip()]
    return [line[-200:] for line in reversed(lines[-2:])]
