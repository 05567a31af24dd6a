"""Loads constructions: regular expressions over chunk symbols, kept as data with their examples."""

from __future__ import annotations

import re
from functools import cache

import yaml
from msgspec import Struct

from communique.core.resources import root

_TRIGGERS = re.compile(r"\(\?P<t>(\w|\[\w+\])\)")


class Construction(Struct, frozen=True):
    """A named pattern, how its groups are to be read, and a sentence it must and must not match.

    `triggers` are the symbols of its group `t`: a sentence without any of them cannot match.
    """

    name: str
    pattern: re.Pattern[str]
    triggers: frozenset[str]
    mode: str
    match: str
    no_match: str


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
        made.append(
            Construction(
                entry["name"],
                re.compile(pattern),
                frozenset(_TRIGGERS.findall(pattern)[0].strip("[]")),
                entry["mode"],
                entry["match"],
                entry["no_match"],
            )
        )
    return tuple(made)
