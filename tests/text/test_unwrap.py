"""Texts wrapped at a fixed width."""

from __future__ import annotations

import textwrap

from communique.text.unwrap import unwrap

FIRST = (
    "The foreign ministers of the two countries met in Geneva on Monday and agreed that talks on a "
    "new trade treaty would be held in the spring, officials who were there said. It was the first "
    "time that they had spoken since the tariffs were raised."
)
SECOND = (
    "“We will talk about everything that is on the table,” one of them told reporters after the "
    "meeting, which lasted for three hours and was followed by a dinner for both delegations."
)


def test_a_wrapped_text_gets_its_paragraphs_back() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in (FIRST, SECOND))
    assert unwrap(wrapped) == f"{FIRST}\n\n{SECOND}"


def test_a_text_of_whole_paragraphs_stays() -> None:
    for text in (FIRST, f"{FIRST}\n{SECOND}", f"{FIRST}\n\n{SECOND}", ""):
        assert unwrap(text) == text


def test_lines_that_are_sentences_stay() -> None:
    text = "\n\n".join(["The ministers met in Geneva on Monday for talks on trade.\n" * 3] * 3)
    assert unwrap(text) == text


def test_items_of_a_list_stay_lines() -> None:
    items = "- the tariffs on steel that were raised in March of this year,\n- the treaty."
    wrapped = "\n\n".join([textwrap.fill(FIRST, 72), textwrap.fill(SECOND, 72), items])
    assert unwrap(wrapped) == f"{FIRST}\n\n{SECOND}\n\n{items}"
