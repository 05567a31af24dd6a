"""When and where an utterance was made: what its attribution, its speaker and the news say of it."""

from __future__ import annotations

import pytest
from extract.reading import article, read

from communique.extract.engine import extract

FIDAN = "Turkish Foreign Minister Hakan Fidan"


def _dates(text: str, published: str | None = "2025-10-27") -> list[str | None]:
    return [s.date_edtf for s in read(text, published).statements]


def _places(text: str) -> list[str | None]:
    return [s.place_name for s in read(text).statements]


def test_a_day_before_the_subject_dates_the_statement():
    text = f"In a speech on Friday in the harbour town, {FIDAN} said the strait would stay open."
    assert _dates(text) == ["2025-10-24"]


def test_a_second_verb_shares_the_day_of_the_first():
    text = f"{FIDAN} said on Saturday that the strait was open and added that no fee was due."
    assert _dates(text) == ["2025-10-25", "2025-10-25"]


def test_a_later_statement_of_the_same_speaker_goes_on_from_a_dated_one():
    text = (
        f"{FIDAN} said on Saturday that the strait was open.\n\nShips had waited for a week.\n\n"
        "“No fee was ever due,” Fidan said."
    )
    assert _dates(text) == ["2025-10-25", "2025-10-25"]


@pytest.mark.parametrize(
    "clause",
    [
        "Fidan has said the strait is no market.",
        "Fidan had earlier said the strait was no market.",
        "Fidan once said the strait was no market.",
        "Fidan says the strait is no market.",
    ],
)
def test_what_was_said_at_another_time_takes_no_day_from_the_chain(clause):
    text = f"{FIDAN} said on Saturday that the strait was open. {clause}"
    assert _dates(text)[-1] is None


def test_the_sentence_before_dates_what_its_subject_said():
    text = f"{FIDAN} closed the strait on Saturday. He said the mines came first."
    assert _dates(text) == ["2025-10-25"]


def test_a_meeting_dates_what_those_who_met_said():
    text = (
        f"{FIDAN} met his Greek counterpart George Gerapetritis in Athens on Friday."
        "\n\n“The sea is wide enough,” Gerapetritis said."
    )
    assert _dates(text) == ["2025-10-24"]


def test_who_tells_of_an_event_of_the_day_of_publication_speaks_on_that_day():
    text = "Two tankers collided off Izmir on Monday, the Turkish transport ministry said."
    assert _dates(text) == ["2025-10-27"]


def test_a_day_ahead_is_not_the_day_of_the_statement():
    assert _dates(f"{FIDAN} said the strait would open on Friday.") == [None]


def test_the_date_of_a_noun_is_not_the_day_of_the_statement():
    text = f"The Oct. 20 collision, which {FIDAN} said cost ten lives, is under study."
    assert _dates(text) == [None]


def test_a_month_dates_a_statement_when_it_stands_at_its_verb():
    assert _dates("“The strait is ours,” Hakan Fidan said in August.") == ["2025-08"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"“The strait is open,” {FIDAN} told reporters in Ankara on Tuesday.", "Ankara"),
        (f"Speaking in Geneva on Friday, {FIDAN} said the strait was open.", "Geneva"),
        (f"{FIDAN} said on a visit to Tokyo that the strait was open.", "Tokyo"),
        (f"At a briefing at the White House, {FIDAN} said the strait was open.", "White House"),
        (f"{FIDAN} said the war in Syria was over.", None),
        ("Officials in Beijing said the strait was open.", None),
        ("“It is open,” said Ada Kaya, a pilot in Izmir.", None),
        (f"{FIDAN} told a Colorado Springs crowd that the strait was open.", None),
    ],
)
def test_the_place_is_where_the_text_says_it_was_said(text, place):
    assert _places(text) == [place]


def test_here_is_the_place_of_the_dateline():
    text = f"“The strait is open,” {FIDAN} told reporters here on Monday."
    (one,) = extract(article(text, "2025-10-27", dateline_place="Izmir")).statements
    assert one.place_name == "Izmir"
