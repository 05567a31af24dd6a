"""Ids: stable, distinct, and of the form that other programs rely on."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from communique.core.ids import PATTERN, PREFIXES, make_id

PARTS = st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers()), max_size=4)


def test_an_id_once_given_stays():
    assert make_id("meetings", "art-aaaaaaaaaaaa", "meetings", 0, 0) == "mtg-sje2pl6dgtvz"


@given(st.sampled_from(sorted(PREFIXES)), PARTS)
def test_every_id_has_its_table_s_prefix_and_twelve_characters(table, parts):
    made = make_id(table, *parts)
    assert re.fullmatch(PATTERN, made)
    assert made.startswith(PREFIXES[table])


def test_a_missing_part_is_no_empty_part():
    assert make_id("articles", None, "a") != make_id("articles", "", "a")


def test_parts_do_not_run_together():
    assert make_id("articles", "ab", "c") != make_id("articles", "a", "bc")
