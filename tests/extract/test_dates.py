"""Date expressions against the day of the report."""

from __future__ import annotations

from datetime import date

import pytest

from communique.extract.dates import find_dates

MONDAY = date(2025, 10, 27)


def found(text, base=MONDAY, is_future=False):
    return [
        (text[d.start : d.end], d.edtf)
        for d in find_dates(text, 0, len(text), base, "publication", is_future)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Monday", "2025-10-27"),
        ("on Saturday", "2025-10-25"),
        ("yesterday", "2025-10-26"),
        ("last night", "2025-10-26"),
        ("tomorrow", "2025-10-28"),
        ("last week", "[2025-10-20..2025-10-26]"),
        ("last month", "2025-09"),
        ("next month", "2025-11"),
        ("last year", "2024"),
        ("in September", "2025-09"),
        ("in December", "2024-12"),
        ("on October 3", "2025-10-03"),
        ("on 3 October 2019", "2019-10-03"),
        ("from 20 to 24 October", "2025-10-20/2025-10-24"),
        ("in May 2019", "2019-05"),
        ("since 2006", "2006"),
        ("two weeks ago", "[2025-10-13..2025-10-19]"),
        ("in early May", "[2025-05-01..2025-05-10]"),
        ("on 2025-08-27", "2025-08-27"),
    ],
)
def test_a_date_is_counted_from_the_day_of_publication(text, value):
    assert [v for _, v in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("on Thursday", "2025-10-30"), ("next Friday", "2025-10-31"), ("in March", "2026-03")],
)
def test_what_lies_ahead_is_counted_forward(text, value):
    assert [v for _, v in found(text, is_future=True)] == [value]


@pytest.mark.parametrize("text", ["on Monday", "in September", "last week", "yesterday"])
def test_without_a_day_to_count_from_nothing_is_guessed(text):
    assert [v for _, v in found(text, base=None)] == [None]


def test_a_written_year_needs_no_day_to_count_from():
    assert [v for _, v in found("on 27 October 2025", base=None)] == ["2025-10-27"]


@pytest.mark.parametrize("text", ["they may go", "a march through town", "25 per cent"])
def test_what_only_looks_like_a_date_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from Friday to Sunday", "2025-10-24/2025-10-26"),
        ("on Saturday and Sunday", "2025-10-25/2025-10-26"),
        ("from September 29 to October 2", "2025-09-29/2025-10-02"),
        ("30 May - 2 June 2019", "2019-05-30/2019-06-02"),
        ("between Friday and Sunday", "[2025-10-24..2025-10-26]"),
        ("March 18 through 20", "2025-03-18/2025-03-20"),
        ("a three-day visit to Oslo that began on Friday", "2025-10-24/2025-10-26"),
        ("a two-day summit ending Sunday", "2025-10-25/2025-10-26"),
    ],
)
def test_what_lasts_has_its_first_and_last_day(text, value):
    assert [v for _, v in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("moved from Saturday to Sunday", ["2025-10-25", "2025-10-26"]),
        ("on Friday and Sunday", ["2025-10-24", "2025-10-26"]),
        ("a visit on Friday", ["2025-10-24"]),
    ],
)
def test_two_days_with_nothing_between_them_do_not_last(text, values):
    assert [v for _, v in found(text)] == values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a day earlier", "2025-10-22"),
        ("The same day", "2025-10-23"),
        ("The following day", "2025-10-24"),
        ("a day later", "2025-10-24"),
    ],
)
def test_a_day_is_counted_from_the_day_named_last(words, value):
    assert found(f"They met on October 23. {words}, they dined.")[1][1] == value


def test_a_day_counted_from_none_stays_open():
    assert found("They had met a day earlier.") == [("a day earlier", None)]


def test_the_day_before_another_doing_is_no_date_of_its_own():
    assert found("He left the day before the talks.") == []
