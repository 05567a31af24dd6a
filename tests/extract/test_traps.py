"""Trap sentences: what an expert reader finds in prose that is made to mislead the extractor.

The files in `traps/` hold the sentences.  A value written `a|b` accepts either, `*` accepts anything;
records under `may` are optional.  `closed` traps are read rightly and must stay so.  `open` traps are
read wrongly today; when one is mended its test fails, and the entry moves to `closed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from extract.reading import article

from communique.core.model import Mentions
from communique.extract.engine import extract
from communique.text.dateline import find_dateline

FOLDER = Path(__file__).parent / "traps"
FAMILIES = ("statements", "meetings", "measures", "names", "dates")
_TITLES = re.compile(r"^(?:(?:Sheikh|Sir|Dr|Mr|Ms|King|Queen|Pope|Emperor|President)\.?\s+)+")
_UNION = ("EU", "European Union", "European Commission")


def entries(state: str) -> Iterator[Any]:
    """Yield the traps of one list (`open` or `closed`) of all families as parameters."""
    for family in FAMILIES:
        loaded = yaml.safe_load((FOLDER / f"{family}.yaml").read_text(encoding="utf-8"))
        seen: dict[str, int] = {}
        for one in loaded[state] or []:
            seen[one["name"]] = seen.get(one["name"], 0) + 1
            yield pytest.param(family, one, id=f"{family}/{one['name']}-{seen[one['name']]}")


def read_trap(one: dict[str, Any]) -> Mentions:
    """Return what the extractor finds in a trap, its dateline read as in a build."""
    text, published = one["text"], one.get("published")
    day = date.fromisoformat(published) if published else None
    line = find_dateline(text, day)
    if line is None:
        return extract(article(text, published))
    more = {"dateline_place": line.place, "dateline_date": line.date, "dateline_end": line.end}
    return extract(article(text, published, **more))


def fits(wanted: Any, found: object) -> bool:
    """Tell whether a value is the one wanted, or one of several (`a|b`), or any (`*`)."""
    if wanted in (None, "*") or not isinstance(wanted, str):
        return bool(wanted == "*" or wanted == found)
    return str(found).casefold() in {w.casefold() for w in wanted.split("|")}


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,;")


def _called(party: Any) -> set[str]:
    """Return what an expectation may call a party: its name, else its country or body."""
    name = getattr(party, "name", None)
    if name:
        return {_TITLES.sub("", name)}
    body = party.organisation
    union = {"EUU"} if body in _UNION or party.organisation_key in _UNION else set()
    found = {party.country, body, party.organisation_key, *union} - {None}
    return found | {re.sub(r"^[Tt]he ", "", f) for f in found}


def same_parties(wanted: list[str] | str, found: list[Any]) -> bool:
    """Tell whether the parties are those wanted, one for one, in any order."""
    if wanted == "*":
        return True
    left = list(found)
    for who in wanted:
        names = "|".join(_TITLES.sub("", w) for w in who.split("|"))
        hit = next((p for p in left if any(fits(names, c) for c in _called(p))), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def is_statement(wanted: list[str | None], found: Any) -> bool:
    """Tell whether a statement has the speaker, kind and words wanted (final marks aside)."""
    who, kind, text = wanted
    if (kind, _plain(str(text))) != (found.kind, _plain(found.text)):
        return False
    if who is None:
        return all(s.name is None for s in found.speakers)
    names = [w.split(" and ") for w in str(who).split("|")]
    return any(same_parties(n, list(found.speakers)) for n in [*names, [who]])


def is_meeting(wanted: dict[str, Any], found: Any) -> bool:
    """Tell whether a meeting is the one wanted, in all that the expectation names."""
    values = {
        "status": found.status,
        "date": found.date_edtf,
        "place": found.place_name,
        "medium": found.medium,
        "arity": found.arity,
        "setting": found.setting,
        "occasion": found.occasion,
    }
    return same_parties(wanted["parties"], list(found.parties)) and all(
        fits(wanted[key], value) for key, value in values.items() if key in wanted
    )


def is_measure(wanted: dict[str, Any], found: Any) -> bool:
    """Tell whether a measure is the one wanted, in all that the expectation names."""
    roles = {"implementers": "implementer", "targets": "target", "parties": "negotiating_party"}
    values = {
        "type": found.measure_type,
        "status": found.status,
        "rate": found.rate_percent,
        "rate_max": found.rate_percent_max,
        "product": found.product,
        "retaliation": found.is_retaliation,
        "announced": found.announced_edtf,
        "effective": found.effective_edtf,
    }
    sides = (
        same_parties(wanted.get(key, []), [p for p in found.parties if p.role == role])
        for key, role in roles.items()
    )
    return all(sides) and all(fits(wanted[k], v) for k, v in values.items() if k in wanted)


def is_read(one: dict[str, Any], found: tuple[Any, ...], test: Any) -> bool:
    """Tell whether the records found are those expected, and beyond them only optional ones."""
    left = list(found)
    for wanted in one["expect"]:
        hit = next((f for f in left if test(wanted, f)), None)
        if hit is None:
            return False
        left.remove(hit)
    return all(any(test(w, f) for w in one.get("may", [])) for f in left)


def persons(mentions: Mentions) -> list[tuple[str, str | None]]:
    """Return (name, country) of all persons who meet or speak, each once."""
    parties = [p for m in mentions.meetings for p in m.parties]
    parties += [s for m in mentions.statements for s in m.speakers]
    return sorted({(_TITLES.sub("", p.name), p.country) for p in parties if p.name}, key=str)


def dates(mentions: Mentions, column: str) -> list[str]:
    """Return the dates of one kind, `null` where a record has none."""
    if column == "meeting":
        values = [m.date_edtf for m in mentions.meetings]
    elif column == "statement":
        values = [m.date_edtf for m in mentions.statements]
    else:
        values = [getattr(m, f"{column}_edtf") for m in mentions.measures]
    return sorted(str(v or "null") for v in values)


def passes(family: str, one: dict[str, Any]) -> bool:
    """Tell whether the extractor reads a trap as its expectation says."""
    mentions = read_trap(one)
    if family == "statements":
        return is_read(one, mentions.statements, is_statement)
    if family == "meetings":
        return is_read(one, mentions.meetings, is_meeting)
    if family == "measures":
        return is_read(one, mentions.measures, is_measure)
    if family == "names":
        found = persons(mentions)
        return len(found) == len(one["expect"]) and all(
            any(fits(name, n) and fits(country, c) for n, c in found)
            for name, country in one["expect"]
        )
    wanted: dict[str, list[str]] = {}
    for column, value in one["expect"]:
        wanted.setdefault(column, []).append(str(value or "null"))
    return all(dates(mentions, column) == sorted(v) for column, v in wanted.items())


def describe(family: str, one: dict[str, Any]) -> str:
    """Return what was found, for the message of a failing test."""
    mentions = read_trap(one)
    found = getattr(mentions, family, None)
    return f"{one['text']}\nexpected: {one['expect']}\nfound: {found or persons(mentions)}"


@pytest.mark.parametrize(("family", "one"), list(entries("closed")))
def test_a_closed_trap_is_read_rightly(family: str, one: dict[str, Any]) -> None:
    assert passes(family, one), describe(family, one)


@pytest.mark.parametrize(("family", "one"), list(entries("open")))
def test_an_open_trap_is_still_open(family: str, one: dict[str, Any]) -> None:
    assert not passes(family, one), "read rightly now: move this entry from `open` to `closed`"
