"""Dates in the Extended Date/Time Format (ISO 8601-2, levels 0 and 1) and their bounds.

Used forms: day, month, year; `a/b` lasted from a to b; `[a..b]` once, somewhere within; open ends
`a/..` and `../b`; a trailing `~` widens the bounds by half the unit on each side.
Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")
_RANGE = re.compile(r"\[(.*?)\.\.(.*?)\]|([^/]*)/([^/]*)")
# Half of a year and of a month in days; half of a day rounds to none.
_HALF_YEAR, _HALF_MONTH = 183, 15


def _simple(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a day, month or year, or None when it is not one."""
    match = _SIMPLE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(g) if g else None for g in match.groups()[:3])
    try:
        if year is None:
            return None
        if month is None:
            first, last, half = date(year, 1, 1), date(year, 12, 31), _HALF_YEAR
        elif day is None:
            last_day = calendar.monthrange(year, month)[1]
            first, last, half = date(year, month, 1), date(year, month, last_day), _HALF_MONTH
        else:
            first = last = date(year, month, day)
            half = 0
        if match[4]:
            first, last = first - timedelta(half), last + timedelta(half)
    except (ValueError, OverflowError):
        return None
    return first, last


def _parse(edtf: str) -> tuple[date | None, date | None] | None:
    if (plain := _simple(edtf)) is not None:
        return plain
    match = _RANGE.fullmatch(edtf)
    if not match:
        return None
    is_set = match[1] is not None or match[2] is not None
    low, high = (match[1], match[2]) if is_set else (match[3], match[4])
    open_end = "" if is_set else ".."
    first = None if low == open_end else _simple(low)
    last = None if high == open_end else _simple(high)
    if (first is None and low != open_end) or (last is None and high != open_end):
        return None
    if first is None and last is None:
        return None
    if first and last and first[0] > last[1]:
        return None
    return (first[0] if first else None), (last[1] if last else None)


def is_valid(edtf: str) -> bool:
    """Tell whether a string is a date of the forms that the dataset uses."""
    return _parse(edtf) is not None


def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the earliest and latest day that an EDTF date admits; None where null, open or invalid."""
    return (_parse(edtf) or (None, None)) if edtf else (None, None)


def day(value: date) -> str:
    """Write a day."""
    return value.isoformat()


def month(year: int, number: int) -> str:
    """Write a month; `number` may run over the year's ends (0 is December of the year before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{year:04d}-{number:02d}"


def once_within(first: date, last: date) -> str:
    """Write 'once, on some day from first to last'."""
    return f"[{first.isoformat()}..{last.isoformat()}]"
