"""The reference tables on persons, offices, bodies, events, names, verbs of saying and channels."""

from __future__ import annotations

import csv
import re
from functools import cache

import pytest

from communique.core.resources import root

COLUMNS = {
    "offices.csv": "office plural office_type country organisation_key is_abbreviation "
    "exception_type exception_countries note source",
    "organisations.csv": "organisation_key name name_variants organisation_type country "
    "wikidata_id note source",
    "persons.csv": "person_key name family_name short_names name_variants given_name_sex country "
    "wikidata_id note source",
    "person_offices.csv": "person_key office office_type country organisation_key valid_from "
    "valid_to note source",
    "events.csv": "event_key name variants kind group_id note source",
    "given_names.csv": "name sex source",
    "verbs_of_saying.csv": "lemma forms takes object polarity note source",
    "channels.csv": "phrase channel channel_name source",
}
KEYS = {
    "offices.csv": ("office",),
    "organisations.csv": ("organisation_key",),
    "persons.csv": ("person_key",),
    "person_offices.csv": ("person_key", "office", "country", "valid_from"),
    "events.csv": ("event_key",),
    "given_names.csv": ("name",),
    "verbs_of_saying.csv": ("lemma",),
    "channels.csv": ("phrase",),
}
LISTS = {
    "offices.csv": ("exception_countries",),
    "organisations.csv": ("name_variants",),
    "persons.csv": ("name_variants", "short_names"),
    "events.csv": ("variants",),
    "verbs_of_saying.csv": ("forms", "takes"),
}
OFFICE_TYPES = set(
    "head_of_state head_of_government deputy_head foreign_minister trade_minister finance_minister "
    "defence_minister interior_minister other_minister legislator ambassador envoy "
    "national_security_adviser central_banker military intelligence spokesperson official "
    "organisation_head royal party_leader other unknown".split()
)
ORGANISATION_TYPES = set(
    "intergovernmental government_body firm bloc non_state_actor media other".split()
)
CHANNELS = set(
    "press_conference interview speech written_statement readout social_post tv_radio phone "
    "court_filing leak unknown".split()
)
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    path = root() / "seeds" / "reference" / name
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def row(name: str, key: str) -> dict[str, str]:
    column = KEYS[name][0]
    return next(r for r in table(name) if r[column] == key)


def offices_of(person_key: str) -> list[dict[str, str]]:
    return [r for r in table("person_offices.csv") if r["person_key"] == person_key]


@pytest.mark.parametrize("name", COLUMNS)
def test_table_has_its_columns_a_source_everywhere_and_no_stray_space(name: str) -> None:
    assert list(table(name)[0]) == COLUMNS[name].split()
    for r in table(name):
        assert r["source"], r
        assert all(v == v.strip() and "\n" not in v and "  " not in v for v in r.values()), r


@pytest.mark.parametrize("name", COLUMNS)
def test_file_ends_lines_with_lf_only(name: str) -> None:
    raw = (root() / "seeds" / "reference" / name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("name", COLUMNS)
def test_keys_are_unique_and_rows_are_sorted(name: str) -> None:
    keys = [tuple(r[c] for c in KEYS[name]) for r in table(name)]
    assert len(keys) == len(set(keys))
    first = [r[next(iter(r))] for r in table(name)]
    assert first == sorted(first)


@pytest.mark.parametrize("name", LISTS)
def test_lists_in_cells_are_distinct_and_without_empty_items(name: str) -> None:
    for r in table(name):
        for column in LISTS[name]:
            items = r[column].split("|") if r[column] else []
            assert all(items), r
            assert len(items) == len(set(items)), r


@pytest.mark.parametrize(
    ("name", "column", "allowed"),
    [
        ("offices.csv", "office_type", OFFICE_TYPES),
        ("person_offices.csv", "office_type", OFFICE_TYPES),
        ("organisations.csv", "organisation_type", ORGANISATION_TYPES),
        ("channels.csv", "channel", CHANNELS),
        ("events.csv", "kind", set("summit forum assembly conference round treaty_body".split())),
        ("given_names.csv", "sex", {"m", "f", "u"}),
        ("persons.csv", "given_name_sex", {"m", "f", ""}),
        ("verbs_of_saying.csv", "object", {"none", "audience", "either"}),
        ("verbs_of_saying.csv", "polarity", {"neutral", "deny", "doubt"}),
        ("offices.csv", "is_abbreviation", {"true", "false"}),
    ],
)
def test_closed_lists_are_kept(name: str, column: str, allowed: set[str]) -> None:
    assert {r[column] for r in table(name)} <= allowed


@pytest.mark.parametrize(
    "name", ["offices.csv", "organisations.csv", "persons.csv", "person_offices.csv"]
)
def test_countries_are_three_capital_letters(name: str) -> None:
    assert {r["country"] for r in table(name) if not re.fullmatch("([A-Z]{3})?", r["country"])} == (
        set()
    )


def test_organisation_keys_resolve() -> None:
    known = {r["organisation_key"] for r in table("organisations.csv")}
    for name in ("offices.csv", "person_offices.csv"):
        assert {r["organisation_key"] for r in table(name)} - known == {""}


def test_every_tenure_belongs_to_a_listed_person() -> None:
    known = {r["person_key"] for r in table("persons.csv")}
    assert {r["person_key"] for r in table("person_offices.csv")} <= known


def test_tenures_do_not_end_before_they_begin() -> None:
    for r in table("person_offices.csv"):
        for column in ("valid_from", "valid_to"):
            assert not r[column] or DATE.fullmatch(r[column]), r
        if r["valid_from"] and r["valid_to"]:
            width = min(len(r["valid_from"]), len(r["valid_to"]))
            assert r["valid_from"][:width] <= r["valid_to"][:width], r


def test_no_name_or_variant_stands_for_two_persons_of_one_country() -> None:
    seen: dict[tuple[str, str], str] = {}
    for r in table("persons.csv"):
        for text in {r["name"], *filter(None, r["name_variants"].split("|"))}:
            assert seen.setdefault((text, r["country"]), r["person_key"]) == r["person_key"], text


@pytest.mark.parametrize("name", ["organisations.csv", "events.csv"])
def test_no_name_or_variant_stands_for_two_bodies_or_events(name: str) -> None:
    column = "name_variants" if name == "organisations.csv" else "variants"
    seen: dict[str, str] = {}
    for r in table(name):
        key = r[KEYS[name][0]]
        for text in {r["name"], *filter(None, r[column].split("|"))}:
            assert seen.setdefault(text, key) == key, text


def test_wikidata_ids_are_well_formed_and_belong_to_one_row() -> None:
    ids = [
        r["wikidata_id"]
        for name in ("persons.csv", "organisations.csv")
        for r in table(name)
        if r["wikidata_id"]
    ]
    assert all(re.fullmatch(r"Q[1-9]\d*", i) for i in ids)
    assert len(ids) == len(set(ids))


def test_verb_forms_hold_the_lemma_and_no_mental_verbs() -> None:
    for r in table("verbs_of_saying.csv"):
        assert r["lemma"] in r["forms"].split("|")
        assert set(r["takes"].split("|")) <= {"that", "quote", "to", "as", "np", "on"}
    assert not {"believe", "hope", "think", "want"} & {
        r["lemma"] for r in table("verbs_of_saying.csv")
    }


def test_texts_that_are_matched_in_lower_case_are_in_lower_case() -> None:
    assert all(r["office"] == r["office"].lower() for r in table("offices.csv"))
    assert all(r["phrase"] == r["phrase"].lower() for r in table("channels.csv"))


@pytest.mark.parametrize(
    ("office", "office_type", "country", "organisation"),
    [
        ("taoiseach", "head_of_government", "IRL", ""),
        ("external affairs minister", "foreign_minister", "IND", ""),
        ("chancellor of the exchequer", "finance_minister", "GBR", ""),
        (
            "us trade representative",
            "trade_minister",
            "USA",
            "office-of-the-united-states-trade-representative",
        ),
        ("treasury secretary", "finance_minister", "USA", ""),
        ("fed chair", "central_banker", "USA", "federal-reserve"),
        ("european commission president", "organisation_head", "EUU", "european-commission"),
        ("un secretary-general", "organisation_head", "", "united-nations"),
        ("foreign minister", "foreign_minister", "", ""),
    ],
)
def test_offices_say_what_their_title_implies(
    office: str, office_type: str, country: str, organisation: str
) -> None:
    found = row("offices.csv", office)
    assert (found["office_type"], found["country"], found["organisation_key"]) == (
        office_type,
        country,
        organisation,
    )


@pytest.mark.parametrize(
    ("office", "plural"),
    [
        ("secretary of state", "secretaries of state"),
        ("attorney general", "attorneys general"),
        ("spokesman", "spokesmen"),
        ("chargé d'affaires", "chargés d'affaires"),
    ],
)
def test_irregular_plurals_are_given(office: str, plural: str) -> None:
    assert row("offices.csv", office)["plural"] == plural


@pytest.mark.parametrize(
    ("variant", "person", "country"),
    [
        ("S Jaishankar", "s-jaishankar", "IND"),
        ("@SecRubio", "marco-rubio", "USA"),
        ("Motegi Toshimitsu", "toshimitsu-motegi", "JPN"),
        ("Mohamad Haji Hasan", "mohamad-hasan", "MYS"),
        ("MBS", "mohammed-bin-salman", "SAU"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky", "UKR"),
        ("Sergey Lavrov", "sergei-lavrov", "RUS"),
    ],
)
def test_variants_lead_to_the_person(variant: str, person: str, country: str) -> None:
    found = row("persons.csv", person)
    assert variant in found["name_variants"].split("|")
    assert found["country"] == country


@pytest.mark.parametrize(
    ("person", "office_type", "day"),
    [
        ("anthony-albanese", "head_of_government", "2025-10-27"),
        ("christopher-luxon", "head_of_government", "2025-10-27"),
        ("donald-trump", "head_of_state", "2018-06-12"),
        ("sergei-lavrov", "foreign_minister", "2015-01-01"),
        ("ngozi-okonjo-iweala", "organisation_head", "2022-06-17"),
        ("robert-lighthizer", "trade_minister", "2019-05-10"),
        ("maros-sefcovic", "trade_minister", "2025-07-27"),
    ],
)
def test_persons_held_their_office_on_the_day(person: str, office_type: str, day: str) -> None:
    assert any(
        o["office_type"] == office_type
        and o["valid_from"]
        and o["valid_from"] <= day
        and (not o["valid_to"] or day[: len(o["valid_to"])] <= o["valid_to"])
        for o in offices_of(person)
    )


def test_the_group_of_an_event_is_one_that_the_group_tables_know():
    known = {r["group_id"] for n in ("country_groups.csv", "group_terms.csv") for r in table(n)}
    assert {r["group_id"] for r in table("events.csv")} <= known | {""}
