"""The schemas are the contract, and every form that is derived from them says the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import duckdb
import pandera.errors
import polars as pl
import pytest
from frictionless import Package, Schema

from communique.core import schema
from communique.core.ids import PATTERN, PREFIXES, make_id
from communique.core.resources import root
from communique.core.targets import SQL_TYPES

# The names of the contract, written out: a column that is renamed or dropped fails here.
COLUMNS = {
    "meetings": """meeting_id status arity medium setting level occasion parent_meeting_id
        place_name place_country date_edtf date_earliest date_latest date_anchor topics party_count
        participant_count measure_ids first_reported_date last_reported_date article_count
        source_count confidence""",
    "meeting_reports": """report_id meeting_id article_id reported_date status arity medium setting
        level occasion place_name place_country date_edtf date_earliest date_latest date_anchor
        topics confidence rule""",
    "participants": """participant_id meeting_id person_id name office office_type is_former_office
        country organisation_id organisation role is_host""",
    "statements": """statement_id article_id kind speaker_ref person_id speaker_name speaker_office
        speaker_office_type speaker_country speaker_organisation organisation_id text text_clean cue
        audience channel channel_name date_edtf date_earliest date_latest place_name meeting_id
        measure_ids about_countries is_repeat_of confidence rule""",
    "statement_speakers": "statement_id ordinal person_id name country organisation_id",
    "trade_measures": """measure_id measure_type sanction_types gta_intervention_type_id
        mast_chapter direction flow status is_in_force name product target_scope rate_percent
        rate_percent_max previous_rate_percent is_additional_rate rate_amount rate_unit
        value_amount value_currency value_kind announced_edtf announced_earliest announced_latest
        effective_edtf effective_earliest effective_latest ended_edtf ended_earliest ended_latest
        suspended_until_edtf suspended_until_earliest suspended_until_latest legal_basis
        stated_reason is_retaliation first_reported_date last_reported_date article_count
        source_count confidence""",
    "measure_reports": """report_id measure_id article_id reported_date measure_type status product
        rate_percent rate_percent_max announced_edtf announced_earliest announced_latest
        effective_edtf effective_earliest effective_latest ended_edtf ended_earliest ended_latest
        is_retaliation confidence rule""",
    "measure_events": """event_id measure_id sequence event_type status date_edtf date_earliest
        date_latest reported_date rate_percent""",
    "trade_measure_parties": """party_id measure_id role country organisation_id organisation
        person_id name""",
    "trade_measure_products": "measure_id product hs_code is_excluded rate_percent",
    "measure_relations": "measure_id related_measure_id relation",
    "persons": "person_id name family_name name_variants country wikidata_id source",
    "organisations": """organisation_id name name_variants organisation_type country wikidata_id
        source""",
    "countries": """country name iso2 m49 cow_code gw_code gta_jurisdiction_id valid_from valid_to
        source""",
    "country_groups": "group_id country joined left source",
    "articles": """article_id source_path source_position url outlet agency title byline
        dateline_place dateline_date published_at published_date published_source language licence
        text_sha256 text_chars word_count duplicate_of is_redistributable""",
    "article_texts": "article_id text",
    "coverage": "outlet date article_count relevant_count reject_count",
    "evidence": """evidence_id table_name row_id column_name article_id char_start char_end excerpt
        asserted_value is_accepted rule extractor""",
    "rejects": "source_path source_position reason detail outlet published_date",
    "id_redirects": "old_id new_id version",
    "changes": "table_name row_id op columns reason replaced_by",
    "quality": """table_name column_name metric value ci_low ci_high n_gold n_predicted corpus""",
}
STATUS = """threatened proposed under_investigation under_negotiation announced concluded signed
    ratified in_force amended suspended delayed exempted lifted expired struck_down rejected"""
MEETING_STATUS = """held ongoing scheduled proposed conditional postponed cancelled declined denied
    rumoured"""
ARITY = "bilateral trilateral multilateral unknown"
MEDIUM = "in_person phone video written unknown"
SETTING = """standalone summit sidelines state_visit working_visit negotiation_round
    delegation_talks mediation unknown"""
LEVEL = "leader minister official envoy mixed unknown"
ANCHOR = "in_text publication dateline none"
OFFICES = """head_of_state head_of_government deputy_head foreign_minister trade_minister
    finance_minister defence_minister interior_minister other_minister legislator ambassador envoy
    national_security_adviser central_banker military intelligence spokesperson official
    organisation_head royal party_leader other unknown"""
MEASURES = """import_tariff anti_dumping anti_subsidy safeguard anti_circumvention import_licensing
    import_quota import_ban tariff_quota minimum_import_price internal_tax export_control export_ban
    export_quota export_tax subsidy procurement local_content sps tbt fdi_restriction
    capital_control port_restriction sanction trade_agreement trade_truce preference
    purchase_commitment movement_restriction other"""
TERMS = {
    "meetings.status": MEETING_STATUS,
    "meeting_reports.status": MEETING_STATUS,
    "meetings.arity": ARITY,
    "meeting_reports.arity": ARITY,
    "meetings.medium": MEDIUM,
    "meeting_reports.medium": MEDIUM,
    "meetings.setting": SETTING,
    "meeting_reports.setting": SETTING,
    "meetings.level": LEVEL,
    "meeting_reports.level": LEVEL,
    "meetings.date_anchor": ANCHOR,
    "meeting_reports.date_anchor": ANCHOR,
    "participants.office_type": OFFICES,
    "statements.speaker_office_type": OFFICES,
    "participants.role": "participant host visitor mediator chair",
    "statements.kind": "direct mixed indirect",
    "statements.speaker_ref": "explicit anaphoric implicit",
    "statements.channel": """press_conference interview speech written_statement readout social_post
        tv_radio phone court_filing leak unknown""",
    "trade_measures.measure_type": MEASURES,
    "measure_reports.measure_type": MEASURES,
    "trade_measures.sanction_types": "arms military trade financial travel other",
    "trade_measures.mast_chapter": "A B C D E F G H I J K L M N O P",
    "trade_measures.direction": "restrictive liberalising unclear",
    "trade_measures.flow": "inward outward both unknown",
    "trade_measures.status": STATUS,
    "measure_reports.status": STATUS,
    "measure_events.status": STATUS,
    "trade_measures.target_scope": "listed all all_except entities unknown",
    "trade_measures.value_kind": "trade_covered budget purchase frozen_assets other",
    "measure_events.event_type": """threatened proposed investigation_opened negotiation_opened
        announced concluded signed ratified entered_into_force rate_raised rate_cut scope_changed
        exemption_granted delayed suspended resumed lifted expired struck_down rejected""",
    "trade_measure_parties.role": "implementer target negotiating_party exempted",
    "measure_relations.relation": """retaliates_against exempts_from amends replaces part_of
        threatens_change_to""",
    "organisations.organisation_type": """intergovernmental government_body firm bloc
        non_state_actor media other""",
    "articles.published_source": "metadata text none",
    "rejects.reason": """unreadable not_text empty too_long not_english bad_front_matter bad_record
        bad_date duplicate unsupported_format truncated""",
    "changes.op": "add modify delete",
    "changes.reason": "new_source extractor_change correction merge split retraction",
    "quality.metric": "precision recall f1 accuracy",
}
# What the annotated articles measure.
MEASURED = {
    "meetings": "status arity medium setting place_name date_edtf",
    "meeting_reports": "status arity medium setting place_name date_edtf",
    "participants": "name country organisation",
    "statements": "kind speaker_name text date_edtf",
    "trade_measures": "measure_type status rate_percent",
    "measure_reports": "measure_type status rate_percent",
}
ALL = sorted(COLUMNS)


def descriptor(name: str) -> dict[str, object]:
    path = root() / "schemas" / f"{name}.schema.json"
    content: dict[str, object] = json.loads(path.read_text("utf-8"))
    return content


def test_there_is_a_schema_for_each_table_of_the_contract_and_no_other() -> None:
    assert sorted(path.name for path in schema.schema_files()) == [
        f"{name}.schema.json" for name in ALL
    ]
    assert sorted(schema.tables()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_columns_are_those_of_the_contract_in_its_order(name: str) -> None:
    assert list(schema.table(name).columns) == COLUMNS[name].split()


def test_closed_lists_are_those_of_the_contract_in_its_order() -> None:
    found = {
        f"{name}.{field.name}": list(field.enum)
        for name in ALL
        for field in schema.table(name).fields
        if field.enum
    }
    assert found == {column: terms.split() for column, terms in TERMS.items()}


def test_measured_columns_are_those_that_annotation_measures() -> None:
    found = {
        name: [field.name for field in schema.table(name).fields if field.measured] for name in ALL
    }
    assert {name: columns for name, columns in found.items() if columns} == {
        name: columns.split() for name, columns in MEASURED.items()
    }


@pytest.mark.parametrize("name", ALL)
def test_everything_is_described(name: str) -> None:
    table = schema.table(name)
    assert table.description.startswith("One row per ")
    for field in table.fields:
        assert field.title and len(field.description) > 20 and field.description.endswith(".")
        assert [category.value for category in field.categories] == list(field.enum)
        assert all(c.label and c.description.endswith(".") for c in field.categories), field.name


@pytest.mark.parametrize("name", ALL)
def test_schemas_have_the_form_of_a_table_schema_of_version_two(name: str) -> None:
    declared = descriptor(name)
    assert declared["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert declared["name"] == name
    assert declared["fieldsMatch"] == "equal"
    assert declared["missingValues"] == [""]
    for key in ("primaryKey", "uniqueKeys", "foreignKeys"):
        assert isinstance(declared.get(key, []), list)
    assert Schema.from_descriptor(declared).field_names == COLUMNS[name].split()


@pytest.mark.parametrize("name", ALL)
def test_patterns_match_whole_values(name: str) -> None:
    for field in schema.table(name).fields:
        if field.pattern:
            assert field.pattern.startswith("^") and field.pattern.endswith("$"), field.name


@pytest.mark.parametrize("name", ALL)
def test_each_edtf_column_is_followed_by_its_bounds(name: str) -> None:
    types = {field.name: field.type for field in schema.table(name).fields}
    names = list(types)
    for position, column in enumerate(names):
        if column.endswith("_edtf"):
            stem = column.removesuffix("_edtf")
            assert names[position + 1 : position + 3] == [f"{stem}_earliest", f"{stem}_latest"]
            assert [types[each] for each in names[position : position + 3]] == [
                "string",
                "date",
                "date",
            ]


@pytest.mark.parametrize("table", sorted(PREFIXES))
def test_the_pattern_of_a_key_fits_the_ids_of_its_table(table: str) -> None:
    key = schema.table(table).field(schema.table(table).primary_key[0])
    made = make_id(table, "x")
    assert key.pattern is not None
    assert re.fullmatch(key.pattern, made)
    others = [make_id(other, "x") for other in PREFIXES if PREFIXES[other] != PREFIXES[table]]
    assert not any(re.fullmatch(key.pattern, other) for other in others)
    assert schema.table("id_redirects").field("old_id").pattern == PATTERN


def test_tables_without_a_primary_key_are_those_whose_key_may_be_null() -> None:
    without = {name for name in ALL if not schema.table(name).primary_key}
    assert without == {"coverage", "country_groups", "quality", "rejects"}
    assert schema.table("coverage").sort_key == ("outlet", "date")
    assert schema.table("rejects").sort_key == schema.table("rejects").columns


def test_parents_come_before_children() -> None:
    order = schema.tables()
    for name in order:
        for key in schema.table(name).foreign_keys:
            assert order.index(key.table) <= order.index(name), (name, key)


def test_foreign_keys_lead_to_primary_keys() -> None:
    for name in ALL:
        for key in schema.table(name).foreign_keys:
            assert key.to == schema.table(key.table).primary_key


@pytest.mark.parametrize("name", ALL)
def test_polars_pandera_and_duckdb_have_the_declared_columns(name: str) -> None:
    declared = schema.table(name)
    dtypes = schema.polars_schema(name)
    model = schema.pandera_model(name)
    connection = duckdb.connect()
    for statement in schema.duckdb_ddl(name):
        connection.execute(statement)
    created = connection.execute(
        "select column_name, data_type, comment, not is_nullable from duckdb_columns() "
        "where table_name = $name order by column_index",
        {"name": name},
    ).fetchall()
    comment = connection.execute("select comment from duckdb_tables()").fetchone()
    assert list(dtypes) == list(model.columns) == list(declared.columns)
    assert comment == (declared.description,)
    for field, (column, sql_type, words, is_required) in zip(declared.fields, created, strict=True):
        assert (column, sql_type, words) == (field.name, SQL_TYPES[field.type], field.description)
        key = field.name in declared.primary_key
        assert is_required == (field.required or field.type == "list" or key), field.name
        if field.enum and field.type == "string":
            assert dtypes[field.name] == pl.Enum(field.enum)
    constraints = connection.execute(
        "select constraint_column_names from duckdb_constraints() "
        "where constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert [tuple(row[0]) for row in constraints] == [key for key in [declared.primary_key] if key]


@pytest.mark.parametrize("name", ALL)
def test_an_empty_frame_has_the_declared_types_and_passes(name: str) -> None:
    empty = schema.frame(name, [])
    assert empty.schema == schema.polars_schema(name)
    schema.pandera_model(name).validate(empty, lazy=True)


def test_the_descriptor_has_every_table_with_the_words_of_its_schema() -> None:
    content = json.loads((root() / "datapackage.json").read_text("utf-8"))
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (content["name"], content["version"]) == ("communique", "0.1.0")
    assert content["contributors"] == [{"title": "The Communiqué authors", "roles": ["creator"]}]
    assert content["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in content["resources"]:
        name = resource["name"]
        table = schema.table(name)
        assert resource == {
            "name": name,
            "type": "table",
            "title": table.title,
            "description": table.description,
            "path": f"data/{name}.parquet",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": f"schemas/{name}.schema.json",
        }
    assert len(Package(str(root() / "datapackage.json")).resources) == len(ALL)


def test_importing_the_schemas_loads_no_data_library() -> None:
    code = (
        "import sys; from communique.core import schema; schema.table('meetings'); "
        "print(sorted({'polars', 'pandera', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    )
    build = str(root() / "build")
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": build}, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_frame_is_typed_sorted_and_tidied() -> None:
    made = schema.frame(
        "organisations",
        [
            {"organisation_id": "org-b", "name": "B", "name_variants": ["z", "a", "z"]},
            {"organisation_id": "org-a", "name": "A", "country": "", "organisation_type": "firm"},
        ],
    )
    assert made.select("organisation_id", "name_variants", "organisation_type").rows() == [
        ("org-a", [], "firm"),
        ("org-b", ["a", "z"], None),
    ]
    assert made["country"].to_list() == [None, None]


def test_a_frame_without_a_primary_key_is_sorted_by_whole_rows() -> None:
    rows = [
        {"source_path": "b", "reason": "empty", "detail": "2"},
        {"source_path": "a", "reason": "unreadable", "detail": "1"},
        {"source_path": "a", "reason": "bad_date", "detail": "3"},
    ]
    made = schema.frame("rejects", rows)
    assert made["detail"].to_list() == ["3", "1", "2"]
    assert made.equals(schema.frame("rejects", reversed(rows)))


def test_terms_in_a_key_are_sorted_by_their_letters() -> None:
    relations = ("retaliates_against", "amends", "part_of")
    rows = [{"measure_id": "a", "related_measure_id": "b", "relation": each} for each in relations]
    assert schema.frame("measure_relations", rows)["relation"].to_list() == sorted(relations)


def test_a_datetime_is_turned_to_utc() -> None:
    moment = datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    made = schema.frame("articles", [{"article_id": "a", "published_at": moment}])
    assert made["published_at"].to_list() == [datetime(2024, 12, 31, 23, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("meetings", {"meeting_id": "m", "status": "helt"}, "meetings m, column status: 'helt' is"),
        ("meetings", {"party_count": "2"}, "column party_count: '2' is not a whole number"),
        ("meetings", {"party_count": True}, "column party_count: True is not a whole number"),
        ("meetings", {"confidence": "high"}, "column confidence: 'high' is not a number"),
        ("meetings", {"topics": "trade"}, "column topics: 'trade' is not a list of strings"),
        ("meetings", {"topics": ["a", None]}, "column topics: None in a list is not a string"),
        ("trade_measures", {"sanction_types": ["oil"]}, "'oil' in a list is not one of arms"),
        ("meetings", {"date_earliest": "2025-01-01"}, "column date_earliest: '2025-01-01' is not"),
        ("meetings", {"date_earliest": datetime(2025, 1, 1)}, "is not a date without time"),  # noqa: DTZ001
        ("articles", {"published_at": datetime(2025, 1, 1)}, "is not a datetime with a time zone"),  # noqa: DTZ001
        ("participants", {"is_host": "yes"}, "column is_host: 'yes' is not true or false"),
        ("persons", {"name": 3}, "column name: 3 is not a string"),
        ("persons", {"nmae": "Ana"}, "row 1 has columns that schemas/persons.schema.json does not"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    table: str, row: dict[str, object], message: str
) -> None:
    with pytest.raises(schema.ValueDoesNotFit, match=re.escape(message)):
        schema.frame(table, [row])


def test_the_model_reports_all_that_is_wrong_at_once() -> None:
    made = schema.frame(
        "country_groups",
        [
            {"group_id": "EU", "country": "FRA", "joined": date(1958, 1, 1)},
            {"group_id": "EU", "country": "fr"},
            {"country": "DEU"},
        ],
    )
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        schema.pandera_model("country_groups").validate(made, lazy=True)
    assert sorted(caught.value.failure_cases["column"].to_list()) == ["country", "group_id"]


def test_the_digest_of_the_schemas_has_the_form_of_a_sha256() -> None:
    assert re.fullmatch("[0-9a-f]{64}", schema.schema_sha256())
