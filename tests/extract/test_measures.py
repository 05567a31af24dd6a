"""Trade measures: type, state, parties, rate, and what only sounds like one."""

from __future__ import annotations

import pytest
from extract.reading import imposed, read


@pytest.mark.parametrize(
    ("text", "kind", "status", "parties"),
    [
        (
            "The United States imposed a 25% tariff on steel imports from Canada and Mexico.",
            "import_tariff",
            "in_force",
            ["implementer:USA", "target:CAN", "target:MEX"],
        ),
        (
            "The United States threatened to impose tariffs on Canadian lumber.",
            "import_tariff",
            "threatened",
            ["implementer:USA", "target:CAN"],
        ),
        (
            "The European Union will impose anti-dumping duties of up to 34.4 percent on Chinese "
            "tyres from 1 July.",
            "anti_dumping",
            "announced",
            ["implementer:European Union", "target:CHN"],
        ),
        (
            "China raised its retaliatory tariffs on US goods to 125% from 84%.",
            "import_tariff",
            "amended",
            ["implementer:CHN", "target:USA"],
        ),
        (
            "Washington lifted sanctions on Syria in June.",
            "sanction",
            "lifted",
            ["implementer:USA", "target:SYR"],
        ),
        (
            "India and the EU concluded negotiations on a free trade agreement on Tuesday.",
            "trade_agreement",
            "concluded",
            ["negotiating_party:EU", "negotiating_party:IND"],
        ),
        (
            "Japan and Britain signed a trade agreement in Tokyo.",
            "trade_agreement",
            "signed",
            ["negotiating_party:GBR", "negotiating_party:JPN"],
        ),
        (
            "US sanctions against Rosneft took effect on November 21.",
            "sanction",
            "in_force",
            ["implementer:USA", "target:Rosneft"],
        ),
        (
            "China banned imports of Japanese seafood.",
            "import_ban",
            "in_force",
            ["implementer:CHN", "target:JPN"],
        ),
    ],
)
def test_a_measure_has_type_state_and_parties(text, kind, status, parties):
    assert imposed(text) == [(kind, status, parties)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry gave its sanction to the plan, and the electricity tariff rose 5 percent.",
        "Real Madrid and Chelsea have agreed a trade deal for the striker.",
        "Trade barriers should fall, economists say.",
        "Major firms benefit from reduced tariffs on parts.",
    ],
)
def test_what_only_sounds_like_a_measure_is_none(text):
    assert imposed(text) == []


def test_a_rate_is_a_level_and_the_former_one_stands_beside_it():
    (one,) = read("China raised its tariffs on US goods to 125% from 84%.").measures
    assert (one.rate_percent, one.previous_rate_percent) == (125, 84)


def test_up_to_is_an_upper_end_only():
    (one,) = read(
        "The European Union imposed anti-dumping duties of up to 34.4 percent on Chinese tyres."
    ).measures
    assert (one.rate_percent, one.rate_percent_max) == (None, 34.4)


def test_retaliation_is_where_the_text_says_so():
    (one,) = read("China imposed retaliatory tariffs on US soybeans.").measures
    (other,) = read("China imposed tariffs on US soybeans.").measures
    assert (one.is_retaliation, other.is_retaliation) == (True, None)


def test_firms_are_targets_with_their_country():
    text = "The US imposed sanctions on Russia’s two largest oil companies, Rosneft and Lukoil."
    (one,) = read(text).measures
    assert [(p.country, p.organisation) for p in one.parties if p.role == "target"] == [
        ("RUS", "Rosneft"),
        ("RUS", "Lukoil"),
    ]


def test_a_duty_per_quantity_is_an_amount_and_a_unit_and_no_rate():
    (one,) = read("India set an anti-dumping duty of $50 a tonne on Chinese soda ash.").measures
    assert (one.rate_amount, one.rate_unit, one.rate_percent) == (50, "USD per tonne", None)


def test_the_law_and_the_reason_are_those_that_the_sentence_names():
    (one,) = read(
        "The United States imposed 25 percent tariffs on Mexican trucks under Section 232 of the Trade "
        "Expansion Act of 1962, citing national security."
    ).measures
    assert one.legal_basis == "Section 232 of the Trade Expansion Act of 1962"
    assert one.stated_reason == "national security"


@pytest.mark.parametrize(
    "text",
    [
        "The EU extended its sanctions on Belarus over the past year.",
        "The EU extended its sanctions on Belarus under a new chairman.",
    ],
)
def test_a_span_of_time_is_no_reason_and_a_person_no_law(text):
    (one,) = read(text).measures
    assert (one.stated_reason, one.legal_basis) == (None, None)


def test_a_numbered_package_and_a_scheme_have_names():
    (package,) = read("The EU adopted its 18th package of sanctions against Russia.").measures
    (scheme,) = read(
        "Washington removed India from the Generalized System of Preferences in June."
    ).measures
    assert (package.name, scheme.name) == (
        "18th package of sanctions",
        "Generalized System of Preferences",
    )


def test_deals_with_each_of_two_are_two_and_a_deal_with_both_is_one():
    two = imposed("Brussels signed trade deals with Chile and Peru.")
    one = imposed("Brussels signed a trade deal with Chile and Peru.")
    assert (len(two), len(one)) == (2, 1)


def test_nobody_is_guessed_where_two_could_have_imposed_a_measure():
    text = (
        "The United States imposed tariffs on Chinese steel. China imposed tariffs on US soybeans. "
        "Tariffs on toys followed."
    )
    assert len(imposed(text)) == 2
