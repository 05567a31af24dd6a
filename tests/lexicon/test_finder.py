"""Phrases are found all at once, in the order in which they were given."""

from __future__ import annotations

from communique.lexicon.finder import Finder


def test_the_phrases_of_a_text_come_in_the_order_of_the_table():
    finder = Finder(["will not", "will", "may", "ill", "will"])
    assert finder.among("he will not go") == [0, 1, 3, 4]
    assert finder.among("it rains") == []


def test_places_of_phrases_are_those_of_characters():
    assert Finder(["may", "day"]).places("– Maybe on May Day, a day off".lower()) == [
        ("may", 2, 5),
        ("may", 11, 14),
        ("day", 15, 18),
        ("day", 22, 25),
    ]


def test_a_text_that_holds_any_is_told_from_one_that_holds_none():
    finder = Finder(["steel", "rice"])
    assert finder.holds_any("licensed rice mills")
    assert not finder.holds_any("tea")


def test_whole_words_are_those_of_a_search_for_the_longest_first():
    finder = Finder(["steel", "steel bars", "bar", "e-bar"])
    assert finder.whole("steel bars, stainless-steel e-bar barns") == [
        ("steel bars", 0, 10),
        ("steel", 22, 27),
        ("e-bar", 28, 33),
    ]
    assert finder.whole("steel barsteel") == [("steel", 0, 5)]
    assert finder.whole("_steel bars_ bar") == [("bar", 13, 16)]
