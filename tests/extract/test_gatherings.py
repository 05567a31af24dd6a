"""Summits around an article's meetings."""

from __future__ import annotations

import pytest
from extract.reading import article

from communique.extract.engine import annotate
from communique.extract.gatherings import find_gatherings


def gathered(text, **more):
    found = find_gatherings(annotate(article(text, "2025-10-27", **more)))
    return [(g.name[0], g.place[0] if g.place else None, g.is_lead) for g in found]


def test_a_summit_at_which_something_was_done_has_its_name_and_place():
    text = "Peru's Jose Jeri spoke at a summit of Andean leaders in Quito."
    assert gathered(text) == [("summit of Andean leaders", "Quito", True)]


def test_a_summit_held_on_a_day_is_found_wherever_the_article_names_it():
    text = "They met. They dined. They talked. They praised the Quad Leaders' Summit held today."
    assert [name for name, _, _ in gathered(text)] == ["Quad Leaders' Summit"]


@pytest.mark.parametrize(
    "text",
    [
        "The two spoke at their summit in Quito.",
        "Officials prepared the NATO summit.",
        "He spoke at the bilateral summit.",
    ],
)
def test_a_summit_of_two_and_one_only_spoken_of_are_passed_over(text):
    assert gathered(text) == []
