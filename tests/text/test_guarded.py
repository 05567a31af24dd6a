"""An expression that looks for its words first finds what it finds without."""

from __future__ import annotations

import re

import pytest

from communique.text.guarded import Guarded

PATTERNS = [
    (r"\b(?:avert(?:s|ed)?|(?:stav|fend)(?:e|ed|s)?\s+off)\s+(?:\S+\s+){0,5}$", re.I),
    (r"\bdays?\b[^.;:]{0,60}?\b(?:start(?:s|ed)?|from|until)\s+$", re.I),
    (r"\b(?:Section\s+\d{3}|IEEPA)\s+$", 0),
    (r"(?:to(?:day|night)|this (?:morning|evening))\b", re.I),
    (r"\s?(?:-|to|until)\s?", 0),
    (r"\b(?:a|the)\s+(?:[\w-]+\s+)?(?:ban|strike|visit)\b", re.I),
    (r"\b(?:this|that)\s+(?:morning|evening)\b", 0),
]
TEXTS = [
    "The talks averted a strike ",
    "It FENDED OFF a ban on ",
    "a three-day visit that starts ",
    "under Section 301 ",
    "They spoke this Evening and tonight.",
    "The  strike,\nthe day-long\nvisit and that\n\nmorning, this  evening",
    "a a ban the the strike",
    "nothing of the kind",
    "",
]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_guarded_search_finds_what_a_plain_one_finds(pattern, flags):
    plain, guarded = re.compile(pattern, flags), Guarded(pattern, flags)
    for text in TEXTS:
        for end in range(len(text) + 1):
            found, expected = guarded.search(text, 0, end), plain.search(text, 0, end)
            assert (found and found.span()) == (expected and expected.span())
        spans = [m.span() for m in guarded.finditer(text)]
        assert spans == [m.span() for m in plain.finditer(text)]
        assert (guarded.match(text) is None) == (plain.match(text) is None)


def test_the_words_of_an_expression_are_read_from_it():
    assert Guarded(r"\b(?:avert(?:s|ed)?|forestall)\w+", re.I).words == ("avert", "forestall")
    assert Guarded(r"\bunder\s+(?:the\s+)?Act\b").words == ("under act", "under the act")
    assert Guarded(r"(?:is|was)\s+in\b|\w+ down").words == (" down", "is in", "was in")
    assert Guarded(r"\d+\s*%").words == ("",)
