"""Every construction in the pattern files finds its example and passes over its counter-example."""

from __future__ import annotations

import re

import pytest
from extract.reading import read
from hypothesis import given
from hypothesis import strategies as st

from communique.extract.patterns import constructions

FAMILY = constructions("meetings")


@pytest.mark.parametrize("one", FAMILY, ids=lambda c: c.name)
def test_a_construction_finds_its_example(one):
    rules = {e.rule for m in read(one.match).meetings for e in m.evidence}
    assert one.name in rules, rules


@pytest.mark.parametrize("one", FAMILY, ids=lambda c: c.name)
def test_a_construction_passes_over_its_counter_example(one):
    assert read(one.no_match).meetings == ()


@pytest.mark.parametrize("one", FAMILY, ids=lambda c: c.name)
def test_a_word_that_only_stands_beside_others_triggers_nothing_but_in_modes_that_name_it(one):
    # `meetings.opening_words` leaves such words out, so that their sentences are passed over
    triggers = set(re.findall(r"\(\?P<t>\[?(\w+)", one.pattern.pattern)[0])
    named = {
        "attended",
        "joined",
        "attending",
        "present_list",
        "chaired",
        "chairs_with",
        "delegation_led",
        "convener",
    }
    assert triggers.isdisjoint("Juebj_") or one.mode in named


@given(st.text('GMVZEJHLDKwtxv_,&"', max_size=30))
def test_what_a_construction_matches_has_its_symbols_in_its_order(symbols):
    for one in FAMILY:
        if one.pattern.search(symbols):
            assert one.order.match(symbols), one.name
