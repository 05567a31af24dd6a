"""Looking first for the words of dates misses no date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.core.resources import root
from communique.extract import date_expressions
from communique.extract.patterns import constructions

PASSAGES = [
    *(text for c in constructions("meetings") for text in (c.match, c.no_match)),
    *(
        path.read_text(encoding="utf-8")
        for folder in (root() / "seeds" / "articles", Path(__file__).parents[1] / "extract")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".py", ".yaml")
    ),
]


def test_every_line_of_the_tests_and_seeds_gives_the_dates_of_a_full_search():
    full = date_expressions._DATE
    for line in (line for passage in PASSAGES for line in passage.splitlines()):
        found = [m.span() for m in date_expressions._matches(line, 0, len(line))]
        assert found == [m.span() for m in full.finditer(line)], line
        assert all(date_expressions.may_open_date(line, start) for start, _ in found), line


@pytest.mark.parametrize(
    "text",
    ["in mid-2019", "Mid-October", "MONDAY", "on 3rd of May", "two days ago", "1999-12-31"],
)
def test_dates_in_odd_spellings_are_found(text):
    assert date_expressions._matches(text, 0, len(text))


def test_a_part_of_a_text_is_searched_by_itself():
    text = "They met on 27 October 2025 in Kuala Lumpur " + "and talked " * 40 + "until Tuesday."
    day = re.search("October", text)
    assert day is not None
    assert [m[0] for m in date_expressions._matches(text, 0, len(text))] == [
        "27 October 2025",
        "Tuesday",
    ]
    assert [m[0] for m in date_expressions._matches(text, day.start(), day.end())] == ["October"]
