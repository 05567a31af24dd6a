"""Reads the date of publication that the metadata give."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-?W\d{2}-?\d")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})")
_FIRST_YEAR = 1500


class Published(Struct, frozen=True):
    """`day` as the source writes it, `at` in UTC when it gives a time; a month has neither.

    `key` is the one form of all ways to write the same, for the article's id.
    """

    day: date | None = None
    at: datetime | None = None

    @property
    def key(self) -> str | None:
        if self.at:
            return self.at.isoformat().replace("+00:00", "Z")
        return self.day.isoformat() if self.day else None


class BadDate(ValueError):
    """What stands for a date is none; the message says what is expected."""


def read_published(value: object) -> Published:
    """Return the date that `value` (string, date or datetime) gives; raise BadDate.

    A time without an offset is taken as UTC, as archives store it; the day is the one that is
    written, before conversion.  A year, or a year and month, is a valid date of no day.
    """
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return Published(_checked(value))
    if value is None:
        return Published()
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000:
        text = f"{value:04}"  # `"published": 2025` in JSON
    else:
        raise BadDate(f"{str(value)[:40]} is not a date; write YYYY-MM-DD")
    return _parsed(text) if text else Published()


def _parsed(text: str) -> Published:
    partial = _PARTIAL.fullmatch(text)
    if partial:
        _built(int(partial[1]), int(partial[2] or 1), 1, text)
        return Published()
    ordinal = _ORDINAL.fullmatch(text)
    try:
        if ordinal:
            return Published(_checked(_of_year(int(ordinal[1]), int(ordinal[2]))))
        if _DAY.fullmatch(text):
            return Published(_checked(date.fromisoformat(text)))
        return _moment(datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z")))
    except BadDate:
        raise
    except ValueError as error:
        shown = text if len(text) <= 40 else text[:39] + "…"
        reason = f" ({error})" if "out of range" in str(error) or "must be in" in str(error) else ""
        raise BadDate(
            f"{shown!r} is not an ISO 8601 date{reason}; write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
        ) from None


def _of_year(year: int, number: int) -> date:
    found = date(year, 1, 1) + timedelta(days=number - 1)
    if found.year != year:
        raise ValueError(f"day {number} is out of range for {year}")
    return found


def _moment(moment: datetime) -> Published:
    day = _checked(moment.date())
    try:
        at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        raise BadDate(f"{moment} is out of range; write YYYY-MM-DD") from None
    return Published(day, at)


def _built(year: int, month: int, day: int, text: str) -> date:
    try:
        return _checked(date(year, month, day))
    except ValueError as error:
        raise BadDate(f"{text!r} is not a date ({error}); write YYYY-MM-DD") from None


def _checked(day: date) -> date:
    if day.year < _FIRST_YEAR:
        raise BadDate(f"{day} is too early for news; write YYYY-MM-DD")
    return day
