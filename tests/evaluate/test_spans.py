"""The spans of EDTF dates."""

from __future__ import annotations

import pytest

from communique.evaluate.spans import clash, same_span, span


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-10-27", ("2025-10-27", "2025-10-27")),
        ("2025-10", ("2025-10-01", "2025-10-31")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2025-09~", ("2025-09-01", "2025-09-31")),
        ("2025-10-20/2025-10-24", ("2025-10-20", "2025-10-24")),
        ("[2025-10-20..2025-10-24]", ("2025-10-20", "2025-10-24")),
        ("2024/..", ("2024-01-01", "9999-12-31")),
        ("2025-21", ("2025-03-01", "2025-05-31")),
        (None, None),
        ("", None),
    ],
)
def test_span(edtf: str | None, expected: tuple[str, str] | None) -> None:
    assert span(edtf) == expected


def test_a_week_is_the_same_written_as_lasting_or_as_one_day_within() -> None:
    assert same_span("2025-10-20/2025-10-24", "[2025-10-20..2025-10-24]")
    assert not same_span("2025-10", None)


def test_dates_clash_only_without_a_common_day() -> None:
    assert clash("2025-10-27", "2025-10-28")
    assert not clash("2025-10-27", "2025-10")
    assert not clash("2025-10-27", "2020/..")
    assert not clash("2025-10-27", None)
