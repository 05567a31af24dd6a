"""Who said what: every order of quotation, verb of saying and speaker."""

from __future__ import annotations

import pytest
from extract.reading import article, read, said
from hypothesis import given
from hypothesis import strategies as st

from communique.extract.engine import extract

LAVROV = "Russian Foreign Minister Sergei Lavrov left Geneva."


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            f'{LAVROV} "We will talk again," Lavrov said.',
            [("Sergei Lavrov", "direct", "We will talk again,")],
        ),
        (
            "'This is an outrage,' said Anita Anand, the Canadian foreign minister.",
            [("Anita Anand", "direct", "This is an outrage,")],
        ),
        (
            f'{LAVROV} Lavrov said: "We will talk again."',
            [("Sergei Lavrov", "direct", "We will talk again.")],
        ),
        (
            f'{LAVROV} "The talks," Lavrov said, "were useful and frank."',
            [("Sergei Lavrov", "direct", "The talks, were useful and frank.")],
        ),
        (
            f'{LAVROV} "We will talk again," he said. "There is no other way out."',
            [("Sergei Lavrov", "direct", "We will talk again, There is no other way out.")],
        ),
        (
            f"{LAVROV}\n“We will talk again,” Lavrov said.\n“There is no other way out.”",
            [("Sergei Lavrov", "direct", "We will talk again, There is no other way out.")],
        ),
        (
            f"{LAVROV}\nLavrov said: “We will talk again.\n“There is no other way out.”",
            [("Sergei Lavrov", "direct", "We will talk again. There is no other way out.")],
        ),
        (
            'Chinese Foreign Ministry spokeswoman Mao Ning said on Monday that Beijing "firmly '
            'opposes" the new tariffs.',
            [("Mao Ning", "mixed", 'Beijing "firmly opposes" the new tariffs')],
        ),
        (
            "Canadian Prime Minister Mark Carney, speaking in Ottawa, said he would not respond.",
            [("Mark Carney", "indirect", "he would not respond")],
        ),
        (
            "The tariffs are illegal, according to the European Commission.",
            [("European Commission", "indirect", "The tariffs are illegal")],
        ),
        (
            "According to the European Commission, the tariffs are illegal.",
            [("European Commission", "indirect", "the tariffs are illegal")],
        ),
        (
            "Exports fell by a third last year, Indian Commerce Minister Piyush Goyal said.",
            [("Piyush Goyal", "indirect", "Exports fell by a third last year")],
        ),
        (
            "German Chancellor Friedrich Merz urged the United States to drop the duties and warned "
            "that Europe would respond.",
            [
                ("Friedrich Merz", "indirect", "to drop the duties"),
                ("Friedrich Merz", "indirect", "Europe would respond"),
            ],
        ),
        (
            "South Korea's presidential office said Lee had been told by Trump that the tariffs "
            "would fall.",
            [
                (
                    "South Korea's presidential office",
                    "indirect",
                    "Lee had been told by Trump that the tariffs would fall",
                )
            ],
        ),
    ],
)
def test_an_utterance_is_one_statement_with_its_speaker(text, statements):
    assert said(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        f"{LAVROV} Lavrov did not say when the talks would resume.",
        f"{LAVROV} He is expected to say that the deal is off.",
        f"{LAVROV} Lavrov will announce that the deal is off.",
        "The call was long and the report noted nothing.",
        "The workers' rights and the '90s boom are history.",
    ],
)
def test_what_nobody_said_is_no_statement(text):
    assert said(text) == []


def test_a_statement_has_the_spans_of_words_cue_and_speaker():
    text = f"{LAVROV} “We will talk again,” he said."
    (one,) = read(text).statements
    spans = {(e.column, text[e.start : e.end]) for e in one.evidence}
    assert spans == {
        (None, "We will talk again,"),
        ("cue", "said"),
        ("speaker_name", "he"),
        ("speaker_name", "Russian Foreign Minister Sergei Lavrov"),
    }


def test_inserted_words_stay_in_the_text_and_leave_the_clean_one():
    (one,) = read(f"{LAVROV} “They (the Swiss) were [good] hosts,” he said.").statements
    assert one.text == "They (the Swiss) were [good] hosts,"
    assert one.text_clean == "They were hosts,"


def test_audience_and_date_and_channel_are_as_worded():
    (one,) = read(f"{LAVROV} “We will talk again,” Lavrov told reporters on Saturday.").statements
    assert (one.audience, one.date_edtf, one.cue) == ("reporters", "2025-10-25", "tell")


def test_no_date_is_given_where_the_text_gives_none():
    (one,) = read(f"{LAVROV} “We will talk again,” Lavrov said.").statements
    assert one.date_edtf is None


@given(st.text(alphabet="\"'“”‘’ \nABCabc.,said(){}[]", max_size=400))
def test_marks_in_any_order_raise_nothing_and_spans_hold(text):
    for one in extract(article(text)).statements:
        for start, end in one.pieces:
            assert 0 <= start < end <= len(text)
        assert one.text == " ".join(text[a:b] for a, b in one.pieces)
