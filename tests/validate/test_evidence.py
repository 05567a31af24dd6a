"""Spans are re-read in code points; a release's cut excerpts as far as they go, absent texts not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validate import tiny

from communique.core import schema
from communique.validate.database import connect
from communique.validate.evidence import Reread, reread

ARTICLE = tiny.ARTICLE


def read(
    text: str | None, start: int, end: int, excerpt: str, *, is_redistributable: bool = True
) -> Reread:
    """Return what comes of re-reading one span."""
    evidence: dict[str, Any] = {
        "evidence_id": "evi-aaaaaaaaaaaa",
        "table_name": "meetings",
        "row_id": tiny.MEETING,
        "article_id": ARTICLE,
        "char_start": start,
        "char_end": end,
        "excerpt": excerpt,
    }
    texts = [] if text is None else [{"article_id": ARTICLE, "text": text}]
    article = {"article_id": ARTICLE, "is_redistributable": is_redistributable}
    tables = {
        "articles": schema.frame("articles", [article]),
        "article_texts": schema.frame("article_texts", texts),
        "evidence": schema.frame("evidence", [evidence]),
    }
    with connect(tables) as connection:
        return reread(connection)


def details(result: Reread) -> list[str]:
    return [problem.detail for problem in result.problems]


@pytest.mark.parametrize(
    "text",
    ["🤦🏼‍♂️ met 🇮🇳", "e\u0301te\u0301 a\u0308", "a\r\nb\u2028c\td", "“Čeština’s ” 漢字"],
    ids=["emoji", "combining marks", "line ends", "quotation marks"],
)
def test_every_span_of_a_text_is_read_in_code_points(text: str) -> None:
    for start in range(len(text)):
        for end in (start + 1, len(text)):
            assert details(read(text, start, end, text[start:end])) == []


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1).filter(lambda text: "\x00" not in text), st.data())
def test_any_span_of_any_text_is_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert read(text, start, end, text[start:end]).problems == ()


def test_a_span_one_point_off_is_found() -> None:
    assert details(read("🇮🇳 met", 2, 5, "met")) == ["is 'met', but the text at 2:5 reads ' me'"]


def test_a_span_beyond_the_text_is_found() -> None:
    assert details(read("met", 0, 4, "met")) == [
        "the span 0:4 ends beyond the text, which has 3 code points"
    ]


def test_an_absent_text_is_counted_and_its_lengths_are_compared() -> None:
    assert read(None, 0, 3, "met") == Reread(0, 1, ())
    assert read("met", 0, 3, "met") == Reread(1, 0, ())
    assert details(read(None, 0, 4, "met")) == ["has 3 code points, but the span 0:4 has 4"]


def test_a_cut_excerpt_is_the_start_of_its_span() -> None:
    text = "a" * 200 + "b" * 200
    cut = text[:300] + "…"
    assert details(read(text, 0, 400, cut, is_redistributable=False)) == []
    assert details(read(None, 0, 400, cut, is_redistributable=False)) == []
    wrong = "c" + text[1:300] + "…"
    assert len(details(read(text, 0, 400, wrong, is_redistributable=False))) == 1


def test_excerpts_are_cut_only_where_the_text_may_not_be_passed_on() -> None:
    text = "a" * 400
    assert len(details(read(text, 0, 400, text[:300] + "…"))) == 1
    assert len(details(read(text, 0, 400, text[:200] + "…", is_redistributable=False))) == 1
