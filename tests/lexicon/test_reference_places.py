"""The reference tables of countries, places, groups, topics, products, measures and currencies."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from communique.lexicon.tables import Row, rows

HEADERS = {
    "countries": (
        "country",
        "name",
        "iso2",
        "m49",
        "cow_code",
        "gw_code",
        "gta_jurisdiction_id",
        "valid_from",
        "valid_to",
        "source",
    ),
    "country_terms": ("term", "country", "kind", "note", "source"),
    "places": ("place", "country", "kind", "note", "source"),
    "country_groups": ("group_id", "country", "joined", "left", "source"),
    "group_terms": ("term", "group_id", "country", "kind", "source"),
    "topics": ("topic", "term", "source"),
    "hs_products": ("term", "hs_code", "note", "source"),
    "measure_types": (
        "measure_type",
        "gta_intervention_type_id",
        "mast_chapter",
        "label",
        "source",
    ),
    "currencies": ("term", "currency", "source"),
}
# The columns that identify a row: a term has one meaning within its table.
KEYS = {
    "countries": ("country",),
    "country_terms": ("term",),
    "places": ("place",),
    "country_groups": ("group_id", "country", "joined"),
    "group_terms": ("term",),
    "topics": ("term",),
    "hs_products": ("term",),
    "measure_types": ("measure_type",),
    "currencies": ("term",),
}
FLAGS = {
    "also_eu",
    "ambiguous",
    "city",
    "common_word",
    "disputed",
    "given_name",
    "prefix",
    "surname",
    "us_state",
}
MEASURE_TYPES = (
    "import_tariff anti_dumping anti_subsidy safeguard anti_circumvention import_licensing "
    "import_quota import_ban tariff_quota minimum_import_price internal_tax export_control "
    "export_ban export_quota export_tax subsidy procurement local_content sps tbt fdi_restriction "
    "capital_control port_restriction sanction trade_agreement trade_truce preference "
    "purchase_commitment movement_restriction other"
).split()


def codes() -> set[str]:
    return {row["country"] for row in rows("countries")}


def country_of(term: str, kind: str) -> set[str]:
    found = (r for r in rows("country_terms") if r["term"] == term and r["kind"] == kind)
    return {row["country"] for row in found}


def spells(group: str, country: str) -> list[tuple[str, str]]:
    found = (r for r in rows("country_groups") if r["group_id"] == group)
    return [(row["joined"], row["left"]) for row in found if row["country"] == country]


def members(group: str, day: str) -> set[str]:
    return {
        row["country"]
        for row in rows("country_groups")
        if row["group_id"] == group
        and row["joined"] <= day
        and (row["left"] == "" or row["left"] > day)
    }


def one(table: str, column: str, value: str) -> Row:
    (row,) = [row for row in rows(table) if row[column] == value]
    return row


@pytest.mark.parametrize("table", HEADERS)
def test_table_has_its_columns_and_a_source_on_every_row(table: str) -> None:
    assert rows(table)
    for row in rows(table):
        assert tuple(row) == HEADERS[table]
        assert row["source"], row
        assert all(cell == cell.strip() and "’" not in cell for cell in row.values()), row


@pytest.mark.parametrize("table", HEADERS)
def test_table_is_sorted_and_has_no_duplicates(table: str) -> None:
    listed = [tuple(row.values()) for row in rows(table)]
    assert listed == sorted(listed)
    keys = [tuple(row[column] for column in KEYS[table]) for row in rows(table)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("table", ["country_terms", "places", "country_groups", "group_terms"])
def test_countries_named_elsewhere_are_in_the_table_of_countries(table: str) -> None:
    optional = table in ("places", "group_terms")
    named = {row["country"] for row in rows(table)} - ({""} if optional else set())
    assert named - codes() == set()


def test_codes_have_the_form_of_their_scheme() -> None:
    for row in rows("countries"):
        assert re.fullmatch(r"[A-Z]{3}", row["country"]), row
        assert re.fullmatch(r"[A-Z]{2}", row["iso2"]), row
        assert re.fullmatch(r"(\d{3})?", row["m49"]), row
        for column in ("cow_code", "gw_code", "gta_jurisdiction_id"):
            assert re.fullmatch(r"\d*", row[column]), row


@pytest.mark.parametrize(
    ("table", "columns"),
    [("countries", ("valid_from", "valid_to")), ("country_groups", ("joined", "left"))],
)
def test_dates_are_days_and_in_order(table: str, columns: tuple[str, str]) -> None:
    for row in rows(table):
        first, last = (date.fromisoformat(row[c]) if row[c] else None for c in columns)
        assert first is None or last is None or first < last, row


def test_all_of_iso_3166_and_the_historical_codes_are_there() -> None:
    assert len(codes()) == 249 + 7
    assert {"EUU", "XKX", "SUN", "YUG", "SCG", "CSK", "DDR"} <= codes()


def test_kinds_and_notes_come_from_closed_lists() -> None:
    kinds = {row["kind"] for row in rows("country_terms")}
    assert kinds == {"name", "adjective", "demonym", "capital", "seat"}
    assert {row["kind"] for row in rows("group_terms")} == {"name", "adjective"}
    place_kinds = {"city", "building", "resort", "region", "island", "airport"}
    assert {row["kind"] for row in rows("places")} == place_kinds | {"us_state", "province"}
    for row in (*rows("country_terms"), *rows("places")):
        for token in filter(None, row["note"].split("|")):
            dated = re.fullmatch(r"(?:until|from|before)=(?:([A-Z]{3}):)?(\d{4}-\d\d-\d\d)", token)
            assert token in FLAGS or dated, row
            if dated:
                assert dated[1] is None or dated[1] in codes(), row
                date.fromisoformat(dated[2])


def test_a_country_term_has_a_capital_letter() -> None:
    assert [r["term"] for r in rows("country_terms") if r["term"].islower()] == []


def test_every_country_has_a_term_of_its_own() -> None:
    named = {row["country"] for row in rows("country_terms") if row["kind"] == "name"}
    assert codes() - named == {"EUU"}  # the Union's names are in group_terms
    assert {r["group_id"] for r in rows("group_terms") if r["country"] == "EUU"} >= {"EU"}


@pytest.mark.parametrize(
    ("term", "kind", "country"),
    [
        ("U.S.", "name", "USA"),
        ("Britain", "name", "GBR"),
        ("Zaire", "name", "COD"),
        ("Burma", "name", "MMR"),
        ("West Germany", "name", "DEU"),
        ("East Germany", "name", "DDR"),
        ("Ceylon", "name", "LKA"),
        ("Ivory Coast", "name", "CIV"),
        ("North Korean", "adjective", "PRK"),
        ("Emirati", "adjective", "ARE"),
        ("Nigerien", "adjective", "NER"),
        ("Nigerian", "adjective", "NGA"),
        ("Spaniards", "demonym", "ESP"),
        ("Peking", "capital", "CHN"),
        ("Bonn", "capital", "DEU"),
        ("Kremlin", "seat", "RUS"),
        ("Élysée", "seat", "FRA"),
        ("Blue House", "seat", "KOR"),
    ],
)
def test_news_terms_mean_their_country(term: str, kind: str, country: str) -> None:
    assert country_of(term, kind) == {country}


def test_moscow_speaks_for_the_soviet_union_until_its_end() -> None:
    (moscow,) = [r for r in rows("country_terms") if r["term"] == "Moscow"]
    assert "before=SUN:1991-12-25" in moscow["note"].split("|")
    assert one("countries", "country", "SUN")["valid_to"] == "1991-12-25"


def test_global_trade_alert_keeps_its_own_number_for_some_countries() -> None:
    ids = {row["country"]: row["gta_jurisdiction_id"] for row in rows("countries")}
    assert (ids["IND"], ids["FRA"], ids["ITA"], ids["EUU"]) == ("699", "251", "381", "1049")


def test_codes_of_political_science_differ_where_the_schemes_do() -> None:
    germany, yemen = one("countries", "country", "DEU"), one("countries", "country", "YEM")
    assert (germany["cow_code"], germany["gw_code"]) == ("255", "260")
    assert (yemen["cow_code"], yemen["gw_code"]) == ("679", "678")


def test_membership_of_the_european_union_over_time() -> None:
    assert spells("EU", "GBR") == [("1973-01-01", "2020-01-31")]
    assert len(members("EU", "1958-01-01")) == 6
    assert len(members("EU", "1995-01-01")) == 15
    assert len(members("EU", "2019-06-30")) == 28
    assert len(members("EU", "2025-01-01")) == 27


@pytest.mark.parametrize(
    ("group", "day", "count"),
    [
        ("ASEAN", "2025-10-25", 10),
        ("ASEAN", "2025-10-26", 11),
        ("NATO", "2024-03-07", 32),
        ("G7", "2000-01-01", 7),
        ("G8", "2013-06-17", 8),
        ("G20", "2020-01-01", 20),
        ("BRICS", "2023-01-01", 5),
        ("BRICS", "2025-01-06", 10),
        ("GCC", "1990-01-01", 6),
        ("OECD", "2022-01-01", 38),
        ("CPTPP", "2025-01-01", 12),
        ("APEC", "2000-01-01", 21),
        ("USMCA", "2021-01-01", 3),
        ("NAFTA", "2021-01-01", 0),
        ("SCO", "2025-01-01", 10),
        ("P5", "1960-01-01", 5),
        ("P5", "1992-01-01", 5),
        ("EURO_AREA", "2023-01-01", 20),
    ],
)
def test_groups_have_their_number_of_members(group: str, day: str, count: int) -> None:
    assert len(members(group, day)) == count


def test_members_who_left_opec_left_on_the_first_of_january() -> None:
    assert [left for _, left in spells("OPEC", "QAT")] == ["2019-01-01"]
    assert [left for _, left in spells("OPEC", "AGO")] == ["2024-01-01"]


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Davos", "CHE"),
        ("Camp David", "USA"),
        ("Mar-a-Lago", "USA"),
        ("Sharm el-Sheikh", "EGY"),
        ("Punta del Este", "URY"),
        ("Sentosa", "SGP"),
        ("Kananaskis", "CAN"),
        ("Busan", "KOR"),
        ("Tianjin", "CHN"),
        ("Crimea", "UKR"),
        ("Kashmir", ""),
        ("Gaza", "PSE"),
        ("South China Sea", ""),
    ],
)
def test_places_of_diplomacy_lie_in_their_country(place: str, country: str) -> None:
    assert one("places", "place", place)["country"] == country


def test_places_are_many_and_hold_all_us_states() -> None:
    assert len(rows("places")) >= 2000
    states = {row["place"] for row in rows("places") if row["kind"] == "us_state"}
    assert {"Georgia", "New York", "Texas", "Wyoming"} <= states


def test_measure_types_are_those_of_the_contract() -> None:
    assert {row["measure_type"] for row in rows("measure_types")} == set(MEASURE_TYPES)
    found = {r["measure_type"]: r["gta_intervention_type_id"] for r in rows("measure_types")}
    assert (found["import_tariff"], found["anti_dumping"], found["sps"]) == ("47", "51", "46")
    for row in rows("measure_types"):
        assert re.fullmatch(r"[A-P]?", row["mast_chapter"]), row


def test_products_are_lower_case_with_a_chapter_heading_or_subheading() -> None:
    for row in rows("hs_products"):
        assert row["term"] == row["term"].lower(), row
        assert re.fullmatch(r"(?:\d\d|\d{4}|\d{6})?", row["hs_code"]), row
        assert row["hs_code"][:2] in {"", *(f"{n:02}" for n in range(1, 98) if n != 77)}, row


@pytest.mark.parametrize(
    ("product", "code"),
    [
        ("steel", "72"),
        ("aluminum", "76"),
        ("cars", "8703"),
        ("soybeans", "1201"),
        ("lng", "271111"),
    ],
)
def test_products_have_their_code(product: str, code: str) -> None:
    assert one("hs_products", "term", product)["hs_code"] == code


def test_topics_are_snake_case_and_their_terms_lower_case() -> None:
    for row in rows("topics"):
        assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", row["topic"]), row
        assert row["term"] == row["term"].lower(), row


def test_a_currency_term_has_one_meaning_in_any_case() -> None:
    meanings: dict[str, set[str]] = {}
    for row in rows("currencies"):
        assert re.fullmatch(r"[A-Z]{3}", row["currency"]), row
        meanings.setdefault(row["term"].lower(), set()).add(row["currency"])
    assert {term: found for term, found in meanings.items() if len(found) > 1} == {}
    assert one("currencies", "term", "dlrs")["currency"] == "USD"
    assert one("currencies", "term", "marks")["currency"] == "DEM"
