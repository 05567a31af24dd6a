"""Loads constructions: regular expressions over chunk symbols, kept as data with their examples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import yaml
from msgspec import Struct

from communique.core.resources import root


class Construction(Struct, frozen=True):
    """A named pattern, how its groups are to be read, and a sentence it must and must not match.

    `needs` are sets of symbols: a sentence that has none of one of them cannot match. `order` matches
    the sentences that have some of them in the order in which the pattern takes them; others cannot match.
    """

    name: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    order: re.Pattern[str]
    mode: str
    match: str
    no_match: str


@lru_cache(maxsize=1 << 12)
def possible(family: str, symbols: frozenset[str]) -> tuple[Construction, ...]:
    """Return the constructions of a family that can match a sentence of these symbols, in their order."""
    return tuple(
        c for c in constructions(family) if not any(need.isdisjoint(symbols) for need in c.needs)
    )


def _needs(parsed: Iterable[tuple[Any, Any]]) -> set[frozenset[str]]:
    """Return sets of symbols, of each of which a string must hold one to match a parsed expression."""
    found: set[frozenset[str]] = set()
    for kind, value in parsed:
        if kind is kinds.LITERAL:
            found.add(frozenset(chr(value)))
        elif kind is kinds.IN and all(k is kinds.LITERAL for k, _ in value):
            found.add(frozenset(chr(v) for _, v in value))
        elif kind is kinds.SUBPATTERN:
            found |= _needs(value[3])
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT) and value[0]:
            found |= _needs(value[2])
        elif kind is kinds.BRANCH:
            ways = [sorted(_needs(way), key=lambda n: (len(n), sorted(n))) for way in value[1]]
            if all(ways):
                found.add(frozenset().union(*(way[0] for way in ways)))
    return found


def _in_order(parsed: Iterable[tuple[Any, Any]]) -> str:
    """Return an expression for what a parsed one takes in any case, in its order, with anything between."""
    found = ""
    for kind, value in parsed:
        chars = ""
        if kind is kinds.LITERAL:
            chars = re.escape(chr(value))
        elif kind is kinds.IN and all(k is kinds.LITERAL for k, _ in value):
            chars = "".join(re.escape(chr(v)) for _, v in value)
        elif kind is kinds.SUBPATTERN:
            found += _in_order(value[3])
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT) and value[0]:
            found += _in_order(value[2])
        found += f"[^{chars}]*+[{chars}]" if chars else ""
    return found


@cache
def constructions(family: str) -> tuple[Construction, ...]:
    """Return the constructions of `seeds/reference/patterns/<family>.yaml` in their order."""
    path = root() / "seeds" / "reference" / "patterns" / f"{family}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    macros: dict[str, str] = data["macros"]
    made = []
    for entry in data["patterns"]:
        pattern = entry["pattern"]
        for _ in range(3):
            for name, body in macros.items():
                pattern = pattern.replace("{" + name + "}", f"(?:{body})")
        parsed = parser.parse(pattern)
        made.append(
            Construction(
                entry["name"],
                re.compile(pattern),
                tuple(_needs(parsed)),
                re.compile(_in_order(parsed)),
                entry["mode"],
                entry["match"],
                entry["no_match"],
            )
        )
    return tuple(made)
