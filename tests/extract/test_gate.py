"""The gate lets through whatever can give a row, and nothing that has no word for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from extract.reading import read

from communique.core.model import Mentions
from communique.extract import engine
from communique.extract.gate import may_report

TRAPS = Path(__file__).parent / "traps"
GENERAL = Path(__file__).parents[1] / "bench" / "general.txt"


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


def test_a_text_that_is_shut_out_has_no_row(monkeypatch):
    texts = {
        line
        for path in TRAPS.glob("*.yaml")
        for state in yaml.safe_load(path.read_text(encoding="utf-8")).values()
        for one in state or []
        for line in re.split(r"(?<=[.?!”]) (?=[A-Z“])", one["text"])
    }
    shut = sorted(text for text in texts if not may_report(text))
    assert len(shut) > 20
    monkeypatch.setattr(engine, "may_report", lambda text: True)
    for text in shut:
        assert read(text) == Mentions("art-aaaaaaaaaaaa"), text


@pytest.mark.parametrize(
    "text",
    [
        "The report has two parts.",
        "The Daily Express is sold in both towns.",
        "A road of such claims is long.",
        "It was cold, it began in June, and it rained.",
        "Each one was free, and the trade was brisk.",
    ],
)
def test_a_word_of_saying_or_trade_that_is_none_where_it_stands_is_shut_out(text):
    assert not may_report(text)


def test_sentences_on_other_things_are_shut_out():
    # `make bench` measures on them what an article costs in which nothing can be found
    assert [s for s in GENERAL.read_text(encoding="utf-8").splitlines() if may_report(s)] == []
