"""The first and last day that an EDTF date allows, as texts that are only compared.

Every month ends on a day 31 here: the ends serve to order dates and to find them equal, and need no
calendar.  A range that lasted and a range that holds one unknown day are the same span, `~` is
passed over, and the seasons 21 to 23 are three months each.
"""

from __future__ import annotations

import re

Span = tuple[str, str]

_MARKS = str.maketrans("", "", "~?%[]")
_SEASON = re.compile(r"(\d{4})-2([123])")
_AFTER_ALL = "9999-12-31"
# What completes a year and a month to the first or the last day, by the length of what is given.
_FIRST = {4: "-01-01", 7: "-01"}
_LAST = {4: "-12-31", 7: "-31"}
_DAY = 10


def span(edtf: str | None) -> Span | None:
    """Return the first and last day of a date, None when there is no date."""
    if not edtf:
        return None
    bare = edtf.translate(_MARKS)
    if season := _SEASON.fullmatch(bare):
        year, quarter = season[1], int(season[2])
        return f"{year}-{quarter * 3:02d}-01", f"{year}-{quarter * 3 + 2:02d}-31"
    low, _, high = bare.partition("/" if "/" in bare else "..")
    return _first_day(low), _last_day(high or low)


def _first_day(text: str) -> str:
    return (text + _FIRST.get(len(text), ""))[:_DAY]


def _last_day(text: str) -> str:
    return _AFTER_ALL if text == ".." else text + _LAST.get(len(text), "")


def same_span(one: str | None, other: str | None) -> bool:
    """Return whether two dates allow the same days."""
    return span(one) == span(other)


def clash(one: str | None, other: str | None) -> bool:
    """Return whether two dates have no day in common; false when one is missing."""
    left, right = span(one), span(other)
    if left is None or right is None:
        return False
    return left[1] < right[0] or right[1] < left[0]
