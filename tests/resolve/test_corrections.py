"""Corrections: a person's decision comes last, is marked in evidence, and never stops a build."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve.making import PREFIXED, Made, article, problems, tables

from communique.core import schema
from communique.resolve.corrections import COLUMNS, Decision, Decisions, read_decisions

MET = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday."
SAID = " “We agreed on a great deal today,” Macron said."
TARIFF = "The United States imposed a 25% tariff on Canadian steel on Friday."
ONE = article(MET + SAID, outlet="One")
TWO = article(f"{MET} It rained.", "2025-10-26", "Two")
THREE = article(f"{TARIFF} Markets fell.", "2025-10-27", "Three")
CALL = article(
    "Rain fell all day. Late on Friday the two sides got on the line, Paris and Berlin, for an hour.",
    outlet="Four",
)
ALL = (ONE, TWO, THREE, CALL)


def decided(action: str, table: str, row_id: str = "", **cells: str) -> Decision:
    day = date.fromisoformat(cells.pop("date", "2025-12-01"))
    values = {c: cells.get(c, "") for c in ("column_name", "value", "article_id", "excerpt")}
    return Decision(
        action=action,
        table_name=table,
        row_id=row_id,
        author="A. Reader",
        date=day,
        reason="read the texts",
        source="the articles",
        source_path="corrections/x.csv",
        line=int(cells.get("line", "2")),
        **values,
    )


def corrected(*decisions: Decision) -> Made:
    return tables(*ALL, decisions=Decisions(decisions))


def only(made: Made, table: str) -> dict[str, object]:
    (row,) = made[table]
    return row


def marks(made: Made, row_id: object) -> list[dict[str, object]]:
    return [e for e in made["evidence"] if e["row_id"] == row_id and e["extractor"] == "correction"]


PLAIN = tables(*ALL)
MEETING = str(only(PLAIN, "meetings")["meeting_id"])
MEASURE = str(only(PLAIN, "trade_measures")["measure_id"])


def test_a_changed_value_is_that_of_the_row_and_marked_in_evidence():
    made = corrected(decided("change", "meetings", MEETING, column_name="medium", value="video"))
    assert only(made, "meetings")["medium"] == "video"
    (mark,) = marks(made, MEETING)
    assert (mark["column_name"], mark["asserted_value"], mark["is_accepted"]) == (
        "medium",
        "video",
        True,
    )
    assert problems(made) == []


def test_of_two_changes_the_later_counts_and_the_earlier_is_not_accepted():
    made = corrected(
        decided("change", "meetings", MEETING, column_name="medium", value="video", line="3"),
        decided(
            "change",
            "meetings",
            MEETING,
            column_name="medium",
            value="phone",
            date="2025-12-02",
        ),
    )
    assert only(made, "meetings")["medium"] == "phone"
    assert sorted((m["asserted_value"], m["is_accepted"]) for m in marks(made, MEETING)) == [
        ("phone", True),
        ("video", False),
    ]
    assert problems(made) == []


def test_a_changed_date_moves_its_bounds():
    made = corrected(
        decided("change", "meetings", MEETING, column_name="date_edtf", value="2025-10")
    )
    row = only(made, "meetings")
    assert (row["date_earliest"], row["date_latest"]) == (date(2025, 10, 1), date(2025, 10, 31))


def test_a_confirmed_row_is_marked_as_a_whole():
    made = corrected(decided("confirm", "meetings", MEETING))
    (mark,) = marks(made, MEETING)
    assert (mark["column_name"], mark["rule"]) == (None, "correction_confirm")
    assert problems(made) == []


def test_a_rejected_meeting_takes_all_that_hangs_on_it_along():
    made = corrected(decided("reject", "meetings", MEETING))
    assert made["meetings"] == made["participants"] == made["meeting_reports"] == []
    assert {s["meeting_id"] for s in made["statements"]} == {None}
    assert problems(made) == []


def test_a_rejected_participant_is_no_longer_counted():
    gone = next(p for p in PLAIN["participants"] if p["name"] == "Friedrich Merz")
    made = corrected(decided("reject", "participants", str(gone["participant_id"])))
    assert [p["name"] for p in made["participants"]] == ["Emmanuel Macron"]
    row = only(made, "meetings")
    assert (row["participant_count"], row["party_count"]) == (1, 1)
    assert problems(made) == []


def test_a_rejected_statement_is_left_out():
    statement = only(PLAIN, "statements")
    made = corrected(decided("reject", "statements", str(statement["statement_id"])))
    assert made["statements"] == []
    assert problems(made) == []


def test_a_split_makes_two_rows_of_one_and_a_merge_one_of_two():
    made = corrected(decided("split", "meetings", MEETING, value=TWO.article_id))
    assert sorted(int(str(m["article_count"])) for m in made["meetings"]) == [1, 1]
    assert problems(made) == []
    (other,) = {str(m["meeting_id"]) for m in made["meetings"]} - {MEETING}
    again = corrected(
        decided("split", "meetings", MEETING, value=TWO.article_id),
        decided("merge", "meetings", MEETING, value=other, date="2025-12-02"),
    )
    assert only(again, "meetings")["article_count"] == 2
    assert {"old_id": other, "new_id": MEETING, "version": "0.1.0"} in again["id_redirects"]
    assert problems(again) == []


def test_any_id_that_a_row_ever_had_names_it():
    old = next(r["old_id"] for r in PLAIN["id_redirects"] if str(r["old_id"]).startswith("mtg-"))
    made = corrected(decided("change", "meetings", str(old), column_name="medium", value="video"))
    assert only(made, "meetings")["medium"] == "video"


def test_persons_are_merged_and_split():
    persons = {str(p["name"]): str(p["person_id"]) for p in PLAIN["persons"]}
    macron, merz = persons["Emmanuel Macron"], persons["Friedrich Merz"]
    made = corrected(decided("split", "persons", macron, value=TWO.article_id))
    assert len(made["persons"]) == len(PLAIN["persons"]) + 1
    joined = corrected(decided("merge", "persons", macron, value=merz))
    assert len(joined["persons"]) == len(PLAIN["persons"]) - 1
    assert {"old_id": merz, "new_id": macron, "version": "0.1.0"} in joined["id_redirects"]


def test_a_missed_meeting_is_added_with_its_parties():
    value = {
        "status": "held",
        "medium": "phone",
        "parties": [{"country": "FRA"}, {"country": "DEU"}],
    }
    made = corrected(
        decided(
            "add",
            "meetings",
            value=json.dumps(value),
            article_id=CALL.article_id,
            excerpt="the two sides got on the line, Paris and Berlin, for an hour",
        )
    )
    (call,) = [m for m in made["meetings"] if m["medium"] == "phone"]
    assert (call["status"], call["party_count"], call["article_count"]) == ("held", 2, 1)
    assert len(marks(made, call["meeting_id"])) == 1
    assert problems(made) == []


def test_a_missed_event_is_added_and_gives_the_measure_its_status():
    made = corrected(
        decided(
            "add",
            "measure_events",
            MEASURE,
            value='{"event_type": "suspended", "status": "suspended", "date_edtf": "2025-12-01"}',
            article_id=CALL.article_id,
            excerpt="Rain fell all day",
        )
    )
    row = only(made, "trade_measures")
    assert (row["status"], row["is_in_force"]) == ("suspended", False)
    assert [e["sequence"] for e in made["measure_events"]] == [1, 2]
    assert problems(made) == []


def test_a_missed_statement_is_added_with_its_speaker():
    made = corrected(
        decided(
            "add",
            "statements",
            value='{"kind": "indirect", "speakers": [{"name": "Paris", "country": "FRA"}]}',
            article_id=CALL.article_id,
            excerpt="the two sides got on the line, Paris and Berlin, for an hour",
        )
    )
    (added,) = [s for s in made["statements"] if s["kind"] == "indirect"]
    assert added["speaker_name"] == "Paris"
    assert problems(made) == []


def test_a_missed_relation_and_product_are_added():
    other = article("Canada imposed a 25% tariff on American steel on Friday.", "2025-10-28", "Six")
    own = next(r["measure_id"] for r in tables(other)["trade_measures"])
    made = tables(
        *ALL,
        other,
        decisions=Decisions(
            [
                decided(
                    "add",
                    "measure_relations",
                    str(own),
                    value=json.dumps(
                        {"related_measure_id": MEASURE, "relation": "retaliates_against"}
                    ),
                    article_id=other.article_id,
                    excerpt="Canada imposed",
                ),
                decided(
                    "add",
                    "trade_measure_products",
                    MEASURE,
                    value='{"product": "steel bars", "hs_code": "72"}',
                    article_id=THREE.article_id,
                    excerpt="Canadian steel",
                    line="3",
                ),
            ]
        ),
    )
    assert {"retaliates_against"} == {r["relation"] for r in made["measure_relations"]}
    assert "steel bars" in {p["product"] for p in made["trade_measure_products"]}
    assert problems(made) == []


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (decided("reject", "meetings", "mtg-aaaaaaaaaaaa"), "there is no row"),
        (
            decided(
                "change",
                "meetings",
                "mtg-aaaaaaaaaaaa",
                column_name="medium",
                value="phone",
            ),
            "there is no row",
        ),
        (decided("merge", "meetings", MEETING, value="mtg-aaaaaaaaaaaa"), "to merge with"),
        (decided("split", "meetings", MEETING, value="art-aaaaaaaaaaaa"), "none or all"),
        (
            decided(
                "add",
                "meetings",
                value='{"status": "held"}',
                article_id=ONE.article_id,
                excerpt="words that nobody wrote",
            ),
            "does not stand",
        ),
        (
            decided("change", "meetings", MEETING, column_name="place_country", value="QQQ"),
            "no row of countries",
        ),
        (
            decided("change", "trade_measures", MEASURE, column_name="status", value="lifted"),
            "measure_events",
        ),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_reported_and_changes_nothing(decision, says):
    made = corrected(decision)
    (reject,) = made["rejects"]
    assert (reject["reason"], reject["source_position"]) == ("bad_record", "2")
    assert says in str(reject["detail"])
    for name in PLAIN.keys() - {"rejects", "coverage"}:
        assert schema.frame(name, made[name]).equals(schema.frame(name, PLAIN[name]))


def write(folder: Path, *lines: list[str], header: tuple[str, ...] = COLUMNS) -> Path:
    folder.mkdir()
    with (folder / "mine.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return folder


def line(*cells: str) -> list[str]:
    return [*cells[:7], *(cells[7:] or ("A. Reader", "2025-12-01", "read it", "the text"))]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (line("mend", "meetings", MEETING, "", "", "", ""), "no action"),
        (line("change", "meetings", MEETING, "colour", "red", "", ""), "no column"),
        (line("change", "meetings", MEETING, "medium", "pigeon", "", ""), "not one of"),
        (line("change", "meetings", MEETING, "date_edtf", "May", "", ""), "no date"),
        (line("change", "meetings", MEETING, "party_count", "9", "", ""), "follows from"),
        (line("change", "meetings", MEETING, "date_latest", "2025-01-01", "", ""), "date_edtf"),
        (line("change", "meetings", MEETING, "status", "", "", ""), "not be empty"),
        (line("change", "trade_measures", MEASURE, "rate_percent", "nan", "", ""), "rate_percent"),
        (line("reject", "persons", "per-aaaaaaaaaaaa", "", "", "", ""), "not for"),
        (line("reject", "meetings", "here", "", "", "", ""), "no id"),
        (line("add", "meetings", "", "", "[1]", ONE.article_id, "Macron"), "JSON object"),
        (
            line("reject", "meetings", MEETING, "", "", "", "", "", "2025-12-01", "so", "x"),
            "author",
        ),
        (
            line("reject", "meetings", MEETING, "", "", "", "", "A", "yesterday", "so", "x"),
            "date is no day",
        ),
        (["reject", "meetings"], "cells"),
    ],
)
def test_a_line_that_the_schema_refuses_is_a_reject(tmp_path, cells, says):
    decisions = read_decisions([write(tmp_path / "corrections", cells)])
    (reject,) = decisions.rejects()
    assert (reject.source_path, reject.source_position) == ("corrections/mine.csv", "2")
    assert says in reject.detail


def test_a_file_with_other_columns_is_a_reject(tmp_path):
    folder = write(tmp_path / "corrections", ["x"], header=("action",))
    (reject,) = read_decisions([folder]).rejects()
    assert "the columns must be" in reject.detail


def test_lines_are_read_from_every_file_of_every_folder(tmp_path):
    one = write(tmp_path / "one", line("confirm", "meetings", MEETING, "", "", "", ""))
    two = write(tmp_path / "two", line("reject", "meetings", MEETING, "", "", "", ""))
    assert [d.action for d in read_decisions([one, two]).decisions] == ["confirm", "reject"]


CHANGES = [
    (name, str(row[PREFIXED[name]]), column)
    for name in (
        "meetings",
        "participants",
        "statements",
        "trade_measures",
        "measure_events",
        "trade_measure_parties",
        "persons",
    )
    for row in PLAIN[name]
    for column in schema.table(name).columns
]


@st.composite
def changes(draw):
    name, row_id, column = draw(st.sampled_from(CHANGES))
    field = schema.table(name).field(column)
    cells = [*field.enum, "", "7", "2025-10-27", "true", "false", "DEU", "words", MEETING, MEASURE]
    value = draw(st.sampled_from(cells))
    return decided(
        "change",
        name,
        row_id,
        column_name=column,
        value=value,
        line=str(draw(st.integers(2, 100_000))),
    )


@given(st.lists(changes(), min_size=60, max_size=120))
@settings(max_examples=10)
def test_no_changes_of_any_values_break_a_promise(made):
    assert problems(corrected(*made)) == []
