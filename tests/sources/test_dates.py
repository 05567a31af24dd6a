"""Dates of publication as metadata give them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.dates import BadDate, Published, read_published

DAY = date(2025, 10, 27)


@pytest.mark.parametrize(
    ("value", "day", "at"),
    [
        ("2025-10-27", DAY, None),
        ("20251027", DAY, None),
        (DAY, DAY, None),
        ("2025-300", DAY, None),
        ("2025-W44-1", DAY, None),
        ("2025-10-27T08:30:00Z", DAY, datetime(2025, 10, 27, 8, 30, tzinfo=UTC)),
        ("2025-10-27 08:30", DAY, datetime(2025, 10, 27, 8, 30, tzinfo=UTC)),
        ("2025-10-27T01:30:00.250+08:00", DAY, datetime(2025, 10, 26, 17, 30, 0, 250000, UTC)),
        ("2025-10-27 23:00:00 +0000", DAY, datetime(2025, 10, 27, 23, tzinfo=UTC)),
        (datetime(2025, 10, 27, 8), DAY, datetime(2025, 10, 27, 8, tzinfo=UTC)),  # noqa: DTZ001
        ("2025-10", None, None),
        ("2025", None, None),
        (2025, None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates(value: object, day: date | None, at: datetime | None) -> None:
    assert read_published(value) == Published(day, at)


@pytest.mark.parametrize(
    "value",
    ["27/10/2025", "27 Oct 2025", "2025-13-01", "2025-02-30", "2025-13", "yesterday", "x" * 99,
     "2025-10-27T25:00", "0001-01-01", "9999-12-31T23:59-14:00", "2025-400", 1761523200, 20251027.5,
     True, [], {}],
)  # fmt: skip
def test_bad_dates_say_what_to_write(value: object) -> None:
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        read_published(value)


def test_ways_to_write_one_moment_have_one_key() -> None:
    ways = ("2025-10-27T08:30:00Z", "2025-10-27 10:30+02:00", "20251027T083000Z")
    assert {read_published(way).key for way in ways} == {"2025-10-27T08:30:00Z"}
    assert read_published("2025-10").key is None


@given(st.text(st.sampled_from("0123456789-:TZ+. W/"), max_size=30) | st.text(max_size=20))
def test_any_string_is_a_date_or_a_bad_date(text: str) -> None:
    try:
        found = read_published(text)
    except BadDate:
        return
    assert found.at is None or found.at.tzinfo is UTC
