"""When two wordings mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.evaluate.words import (
    overlap,
    same_body,
    same_person,
    same_place,
    touch,
    words,
)


def test_words_have_neither_case_nor_accents_nor_punctuation() -> None:
    assert words("Erdoğan’s U.S. “visit”") == ("erdogan", "s", "u", "s", "visit")
    assert words(None) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rubio", "Marco Rubio", True),
        ("President Donald J. Trump", "Donald Trump", True),
        ("A. Merkel", "Angela Merkel", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Jens Berg", "Jan Berg", True),
        ("Xi Jinping", "Xi", True),
        ("Prime Minister", "Prime Minister", False),
        (None, "Xi Jinping", False),
    ],
)
def test_same_person(one: str | None, other: str, same: bool) -> None:
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the European Commission", "European Commission", True),
        ("Ministry of Commerce", "Commerce Ministry", True),
        ("foreign ministry", "Japanese foreign ministry", True),
        ("foreign ministry", "finance ministry", False),
        ("the", "the", False),
        (None, None, False),
    ],
)
def test_same_body(one: str | None, other: str | None, same: bool) -> None:
    assert same_body(one, other) is same


def test_a_place_may_be_named_with_less() -> None:
    assert same_place("Geneva", "Geneva, Switzerland")
    assert not same_place("Geneva", "Bern, Switzerland")
    assert not same_place(None, None)


def test_overlap_counts_repeated_words() -> None:
    assert overlap("no no no", "no no yes") == 2 / 4
    assert overlap("", "") == 0


@given(st.text(), st.text())
def test_overlap_is_a_share_and_has_no_order(one: str, other: str) -> None:
    assert 0 <= overlap(one, other) == overlap(other, one) <= 1


def test_evidence_touches_when_one_holds_the_other_or_most_of_its_words() -> None:
    assert touch(["Lima met Berg in Oslo"], ["met Berg"])
    assert touch(["Lima and Berg met in Oslo"], ["Lima met Berg in Oslo on Monday"])
    assert not touch(["Lima met Berg"], ["a tariff on steel"])
    assert not touch([], ["Lima met Berg"])
