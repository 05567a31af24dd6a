"""The gate lets through whatever can give a row, and nothing that has no word for it."""

from __future__ import annotations

import pytest
from extract.reading import read

from communique.core.model import Mentions
from communique.extract.gate import may_report


@pytest.mark.parametrize(
    "text",
    [
        "Rain is likely in the north. Snow above 900 metres. Wind: light.",
        "Cod 4.20, haddock 3.90, plaice 2.75; lemon sole none.",
        "",
    ],
)
def test_a_text_without_a_word_of_meeting_saying_or_trade_is_done_at_once(text):
    assert not may_report(text)
    assert read(text) == Mentions("art-aaaaaaaaaaaa")


@pytest.mark.parametrize(
    "text",
    [
        "Macron met Merz.",
        "MACRON MET MERZ.",
        "Lula co-chaired it.",
        "Exports fell, according to the ministry.",
        "“Nobody is here today,” read the board.",
        "A board: 'nobody is here today'.",
        "Tariffs on tea.",
        "Chile halted shipments of copper.",
        "It was,said the envoy,a start.",
    ],
)
def test_a_text_with_one_goes_on(text):
    assert may_report(text)
