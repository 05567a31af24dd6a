"""Visits that an article tells of."""

from __future__ import annotations

import pytest
from extract.reading import article

from communique.extract.engine import annotate
from communique.extract.visits import find_visits


def visited(text, published="2025-10-27", **more):
    found = find_visits(annotate(article(text, published, **more)))
    return [
        (
            v.visitor.entity.name if v.visitor.entity else v.visitor.countries,
            v.place[0] if v.place else None,
            v.date.edtf if v.date else None,
        )
        for v in found
    ]


@pytest.mark.parametrize(
    ("text", "visit"),
    [
        ("Foreign Minister Penny Wong visited Tonga from 3 to 6 March.", ("Penny Wong", "Tonga")),
        ("During his visit to Tonga, Foreign Minister Ana Lee dined.", ("Ana Lee", "Tonga")),
        ("The visit by Trade Minister Don Farrell to Chile was short.", ("Don Farrell", "Chile")),
        ("Trade Minister Don Farrell's three-day trip to Lima began.", ("Don Farrell", "Lima")),
        ("Trade Minister Don Farrell flew to Lima on Sunday.", ("Don Farrell", "Lima")),
    ],
)
def test_a_visit_has_its_visitor_and_place(text, visit):
    assert [v[:2] for v in visited(text)] == [visit]


def test_the_days_of_a_visit_are_its_date_and_the_day_of_an_arrival_is_not():
    text = (
        "Foreign Minister Penny Wong visited Tonga from 3 to 6 March. Wong flew to Fiji on 7 March."
    )
    assert [v[2] for v in visited(text)] == ["2025-03-03/2025-03-06", None]


def test_a_visit_here_leads_to_the_place_of_the_dateline():
    text = "Trade Minister Don Farrell's visit here is his first."
    assert visited(text, dateline_place="Lima") == [("Don Farrell", "Lima", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Penny Wong did not visit Tonga.",
        "Foreign Minister Penny Wong visited Tonga's parliament.",
        "Trade Minister Don Farrell cancelled a trip to Lima.",
    ],
)
def test_what_is_no_visit_to_a_country_is_passed_over(text):
    assert visited(text) == []
