"""Meetings: who met whom, whether it took place, and what only looks like one."""

from __future__ import annotations

import pytest
from extract.reading import article, met, read

from communique.extract.engine import extract


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin.",
            "held",
        ),
        (
            "French President Emmanuel Macron is due to meet German Chancellor Friedrich Merz.",
            "scheduled",
        ),
        (
            "French President Emmanuel Macron refused to meet German Chancellor Friedrich Merz.",
            "declined",
        ),
        (
            "The Kremlin denied that Russian President Vladimir Putin had met Ukrainian President "
            "Volodymyr Zelensky.",
            "denied",
        ),
        (
            "A meeting between French President Emmanuel Macron and German Chancellor Friedrich "
            "Merz was cancelled.",
            "cancelled",
        ),
        ("Talks between Kenya and Somalia scheduled for Monday were postponed.", "postponed"),
        (
            "French President Emmanuel Macron offered to meet German Chancellor Friedrich Merz.",
            "proposed",
        ),
        ("Ethiopia and Eritrea are holding talks in Djibouti.", "ongoing"),
    ],
)
def test_tense_and_modality_give_the_status(text, status):
    assert [s for s, _ in met(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Chinese President Xi Jinping has yet to meet Japanese Prime Minister Sanae Takaichi.",
        "Steel exports met demand in Japan and South Korea.",
        "The Japanese minister entered the meeting room with Chinese papers.",
        "The minister met farmers in Lyon.",
        "China called on the United States to lift tariffs.",
        "French President Emmanuel Macron met French Prime Minister Sebastien Lecornu in Paris.",
    ],
)
def test_what_only_looks_like_a_meeting_of_states_is_none(text):
    assert met(text) == []


def test_separate_talks_are_one_meeting_each():
    found = met(
        "Israeli Prime Minister Benjamin Netanyahu held separate talks with the foreign ministers "
        "of Germany, France and Britain."
    )
    assert found == [
        ("held", ["Benjamin Netanyahu", "DEU"]),
        ("held", ["Benjamin Netanyahu", "FRA"]),
        ("held", ["Benjamin Netanyahu", "GBR"]),
    ]


def test_those_who_met_together_had_one_meeting():
    found = met(
        "British Foreign Secretary Yvette Cooper, Canadian Foreign Minister Anita Anand and "
        "Australian Foreign Minister Penny Wong met in Toronto."
    )
    assert found == [("held", ["Yvette Cooper", "Anita Anand", "Penny Wong"])]


def test_an_apposition_is_no_second_person():
    found = met(
        "Dmitry Peskov, spokesman for Russian President Vladimir Putin, said the president would "
        "meet Indian Prime Minister Narendra Modi in December."
    )
    assert found == [("scheduled", ["Vladimir Putin", "Narendra Modi"])]


def test_mentions_of_one_meeting_are_one_row_with_all_its_evidence():
    text = (
        "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
        "The Macron-Merz meeting took two hours."
    )
    (one,) = read(text).meetings
    assert [text[e.start : e.end] for e in one.evidence if e.column is None] == [
        text[:90],
        text[91:],
    ]
    assert (one.date_edtf, one.place_name, one.arity) == ("2025-10-24", "Berlin", "bilateral")


def test_the_same_people_on_two_days_met_twice():
    text = (
        "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
        "In September, Macron and Merz had met in Paris."
    )
    assert [(m.date_edtf, m.place_name) for m in read(text).meetings] == [
        ("2025-10-24", "Berlin"),
        ("2025-09", "Paris"),
    ]


def test_a_date_of_the_subordinate_clause_is_not_the_meeting_s():
    text = (
        "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday, "
        "a month after the two leaders spoke in Paris."
    )
    assert [(m.date_edtf, m.place_name) for m in read(text).meetings] == [
        ("2025-10-24", "Berlin"),
        (None, "Paris"),
    ]


def test_a_phone_call_is_by_phone():
    text = (
        "Egyptian President Abdel Fattah al-Sisi spoke by phone with Turkish President Recep Tayyip "
        "Erdogan on Sunday."
    )
    (one,) = read(text).meetings
    assert (one.medium, one.date_edtf) == ("phone", "2025-10-26")
    assert [p.name for p in one.parties] == ["Abdel Fattah al-Sisi", "Recep Tayyip Erdogan"]


def test_without_a_date_of_the_article_nothing_is_guessed():
    text = "French President Emmanuel Macron met German Chancellor Friedrich Merz on Friday."
    (one,) = read(text, published=None).meetings
    assert (one.date_edtf, one.date_anchor) == (None, "none")


def test_a_place_after_a_meeting_noun_is_the_meeting_s_and_one_after_its_subject_is_not():
    held = (
        "Indian Foreign Minister Vikram Rao and Kenyan Foreign Minister Amina Otieno discussed trade at a "
        "meeting on the sidelines of the summit in Nairobi."
    )
    spoken_of = (
        "Indian Foreign Minister Vikram Rao and Kenyan Foreign Minister Amina Otieno discussed the "
        "fighting in Sudan."
    )
    assert [m.place_name for m in read(held).meetings] == ["Nairobi"]
    assert [m.place_name for m in read(spoken_of).meetings] == [None]


def test_pronouns_of_a_briefing_name_nobody() -> None:
    briefing = (
        "MR. KIRBY:  Good afternoon, everybody.\n\n"
        "Q    Thanks, John. Will he meet French President Emmanuel Macron?\n\n"
        "MR. KIRBY:  They have talked. We met with the Germans.\n\n"
        "Q    And did she speak with Polish President Andrzej Duda?\n\n"
        "MR. KIRBY:  US President Joe Biden met Chinese President Xi Jinping in Bali."
    )
    found = extract(article(briefing, "2022-11-20", outlet="The White House")).meetings
    assert [sorted(p.name or "" for p in m.parties) for m in found] == [["Joe Biden", "Xi Jinping"]]


def test_a_place_after_the_noun_of_the_same_meeting_is_its_place() -> None:
    found = read(
        "Kenyan Foreign Minister Musalia Mudavadi and Ghanaian Foreign Minister Samuel Okudzeto Ablakwa "
        "discussed trade and visas at a meeting in Addis Ababa on Monday, two months after they spoke "
        "in Geneva.",
        "2025-10-27",
    ).meetings
    assert (found[0].place_name, found[0].date_edtf, found[0].medium) == (
        "Addis Ababa",
        "2025-10-27",
        "in_person",
    )


def test_separate_meetings_leave_their_days_open() -> None:
    found = read(
        "Kenyan Foreign Minister Musalia Mudavadi met Ghanaian Foreign Minister Samuel Okudzeto Ablakwa "
        "on the sidelines of the African Union summit in Addis Ababa on Monday. Mudavadi also held talks "
        "with Malian Foreign Minister Abdoulaye Diop and Zambian Foreign Minister Mulambo Haimbe in "
        "separate meetings in Addis Ababa.",
        "2025-10-27",
    ).meetings
    assert [(m.date_edtf, m.setting, m.place_name) for m in found[1:]] == [
        (None, "unknown", "Addis Ababa"),
        (None, "unknown", "Addis Ababa"),
    ]


def test_whom_a_visitor_met_before_tells_no_country_of_another() -> None:
    found = read(
        "Finnish Prime Minister Ana Lee held talks with Turkish President Recep Tayyip Erdogan on Monday."
        " Ana Lee also met with President Ivo Novak on Tuesday."
    )
    countries = {p.name: p.country for m in found.meetings for p in m.parties}
    assert countries.get("Ivo Novak") is None
