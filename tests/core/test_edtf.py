"""EDTF dates: which strings are dates, and between which days they lie."""

from __future__ import annotations

from datetime import date, timedelta

import edtf as peer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.core import edtf

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-10-27", "2025-10-27", "2025-10-27"),
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-10-20/2025-10-24", "2025-10-20", "2025-10-24"),
        ("2025-04/2025-06", "2025-04-01", "2025-06-30"),
        ("[2025-10-20..2025-10-26]", "2025-10-20", "2025-10-26"),
        ("2025-10-20/..", "2025-10-20", None),
        ("../2025-10-20", None, "2025-10-20"),
        ("[2025-10-20..]", "2025-10-20", None),
        ("2025-09~", "2025-08-17", "2025-10-15"),
    ],
)
def test_bounds_of_a_date(text, first, last):
    assert edtf.bounds(text) == tuple(date.fromisoformat(d) if d else None for d in (first, last))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2025-13", "2025-02-30", "27 October 2025", "2025-10-24/2025-10-20", "[..]"],
)
def test_what_is_no_date_has_no_bounds(text):
    assert not edtf.is_valid(text)
    assert edtf.bounds(text) == (None, None)


def test_no_date_has_no_bounds():
    assert edtf.bounds(None) == (None, None)


@given(DAYS, st.integers(0, 4000))
def test_once_within_has_the_bounds_it_was_made_of(first, days):
    last = min(first + timedelta(days), date(9998, 12, 31))
    assert edtf.bounds(edtf.once_within(first, last)) == (first, last)


@given(st.integers(1000, 9000), st.integers(-30, 30))
def test_a_month_counted_over_the_year_is_valid(year, number):
    assert edtf.is_valid(edtf.month(year, number))


@given(DAYS)
def test_the_edtf_library_accepts_what_we_write(day):
    for text in (edtf.day(day), edtf.once_within(day, day + timedelta(6)), f"{day.year:04d}-01~"):
        assert peer.parse_edtf(text)


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    first, last = edtf.bounds(text)
    assert first is None or last is None or first <= last
