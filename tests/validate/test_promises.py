"""Each promise of the contract, broken once: exactly that one is reported, at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from validate import tiny
from validate.tiny import Row, frames, rows

from communique.core import schema
from communique.core.ids import make_id
from communique.validate import Problem, validate_tables
from communique.validate.checks import checks
from communique.validate.frames import check_frame
from communique.validate.run import check_file

Rows = dict[str, list[Row]]
Change = Callable[[Rows], object]


def found(change: Change) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the problems after a change of the tiny tables: check, table, row and column of each."""
    filled = rows()
    change(filled)
    return [(p.check, p.table, p.row_id, p.column) for p in validate_tables(frames(filled))]


def setting(table: str, **values: object) -> Change:
    """Return the change that gives the first row of a table other values."""
    return lambda filled: filled[table][0].update(values)


def span(words: str, **values: object) -> Change:
    """Return the change that gives the evidence with these words other values."""

    def change(filled: Rows) -> None:
        next(each for each in filled["evidence"] if each["excerpt"] == words).update(values)

    return change


def dropping(table: str, number: int = 0) -> Change:
    """Return the change that drops a row."""
    return lambda filled: filled[table].pop(number)


def without_span(words: str) -> Change:
    """Return the change that drops the evidence with these words."""

    def change(filled: Rows) -> None:
        filled["evidence"] = [each for each in filled["evidence"] if each["excerpt"] != words]

    return change


def adding(table: str, **values: object) -> Change:
    """Return the change that adds a copy of the first row of a table, with other values."""
    return lambda filled: filled[table].append({**filled[table][0], **values})


def without_day(filled: Rows) -> None:
    """Take the day of publication from the article, but not from what reports it."""
    filled["articles"][0].update(published_date=None, published_source="none")
    filled["coverage"][0].update(date=None)


def evidence_id(words: str) -> str:
    return next(str(row["evidence_id"]) for row in rows()["evidence"] if row["excerpt"] == words)


def test_whole_tables_have_no_problems() -> None:
    assert validate_tables(frames(rows())) == []


def test_empty_tables_have_no_problems() -> None:
    assert validate_tables(frames({})) == []


M, S, T, A = tiny.MEETING, tiny.STATEMENT, tiny.MEASURE, tiny.ARTICLE
COVERAGE = "coverage_counts_articles_and_rejects"
ABSENT = make_id("persons", "absent")
PROMISES: list[tuple[str, Change, list[tuple[str, str | None, str | None, str | None]]]] = [
    (
        "a value must not be null",
        setting("meetings", arity=None),
        [("required", "meetings", M, "arity")],
    ),
    (
        "an id has its prefix",
        adding("persons", person_id="org-aaaaaaaaaaaa"),
        [("values", "persons", "org-aaaaaaaaaaaa", "person_id")],
    ),
    (
        "a country has three capitals",
        adding("countries", country="In"),
        [("values", "countries", "In", "country")],
    ),
    (
        "a number is within its bounds",
        setting("meetings", confidence=1.5),
        [("values", "meetings", M, "confidence")],
    ),
    (
        "a number is finite",
        setting("measure_reports", rate_percent=float("nan")),
        [("values", "measure_reports", "rep-cccccccccccc", "rate_percent")],
    ),
    (
        "a date is EDTF",
        setting("measure_events", date_edtf="2025-13"),
        [("dates", "measure_events", tiny.EVENT, "date_edtf")],
    ),
    (
        "bounds are those of the date",
        setting("meeting_reports", date_latest=date(2025, 10, 31)),
        [("dates", "meeting_reports", "rep-aaaaaaaaaaaa", "date_latest")],
    ),
    (
        "no date has no bounds",
        setting("measure_events", date_earliest=date(2025, 1, 1)),
        [("dates", "measure_events", tiny.EVENT, "date_earliest")],
    ),
    (
        "a primary key is unique",
        adding("persons", name="Ana L."),
        [("primary_key", "persons", tiny.LIMA, None)],
    ),
    (
        "a unique key is unique, nulls counted as equal",
        adding("quality"),
        [("unique_key", "quality", None, None)],
    ),
    (
        "a foreign key leads to a row",
        setting("participants", person_id=ABSENT),
        [("foreign_key", "participants", tiny.WITH_LIMA, "person_id")],
    ),
    (
        "a foreign key to the same table leads to a row",
        setting("meetings", parent_meeting_id="mtg-zzzzzzzzzzzz"),
        [("foreign_key", "meetings", M, "parent_meeting_id")],
    ),
    (
        "a table that is named is one",
        setting("quality", table_name="meeting"),
        [("names", "quality", None, "table_name")],
    ),
    (
        "a column that is named is one of its table",
        setting("quality", column_name="mood"),
        [("names", "quality", None, "column_name")],
    ),
    (
        "an excerpt is the text of its span",
        span("on Monday", excerpt="on Tuesda"),
        [("evidence", "evidence", evidence_id("on Monday"), "excerpt")],
    ),
    (
        "only listed licences may be redistributed",
        setting("articles", licence="CC-BY-NC-4.0"),
        [("licences", "articles", A, "is_redistributable")],
    ),
    (
        "an article count is that of the reports",
        setting("meetings", article_count=3),
        [("counts_and_days_are_those_of_the_reports", "meetings", M, "article_count")],
    ),
    (
        "there are not more sources than articles",
        setting("meetings", source_count=3),
        [("counts_and_days_are_those_of_the_reports", "meetings", M, "source_count")],
    ),
    (
        "the first day is that of the reports",
        setting("trade_measures", first_reported_date=date(2025, 10, 1)),
        [("counts_and_days_are_those_of_the_reports", "trade_measures", T, "first_reported_date")],
    ),
    (
        "a report has the day of its article",
        without_day,
        [
            (
                "reports_carry_the_day_of_their_article",
                table,
                report,
                "reported_date",
            )
            for table, report in (
                ("measure_reports", "rep-cccccccccccc"),
                ("meeting_reports", "rep-aaaaaaaaaaaa"),
            )
        ],
    ),
    (
        "a participant count is that of the rows",
        setting("meetings", participant_count=1),
        [("participant_count_is_that_of_the_rows", "meetings", M, "participant_count")],
    ),
    (
        "what was lifted is not in force",
        setting("trade_measures", is_in_force=True),
        [("in_force_follows_status", "trade_measures", T, "is_in_force")],
    ),
    (
        "a status is that of an event",
        setting("trade_measures", status="expired"),
        [("status_is_that_of_an_event", "trade_measures", T, "status")],
    ),
    (
        "a range runs upward",
        setting("trade_measures", rate_percent_max=10.0),
        [("ranges_run_upward", "trade_measures", T, "rate_percent_max")],
    ),
    (
        "a membership ends after it began",
        setting("country_groups", left=date(1990, 1, 1)),
        [("ranges_run_upward", "country_groups", "G20|IND", "left")],
    ),
    (
        "a report has evidence in its article",
        without_span("Lima met Berg"),
        [("every_report_has_a_whole_row_span", "meetings", M, None)],
    ),
    (
        "a participant has evidence",
        without_span("Ana Lima"),
        [("every_part_has_a_whole_row_span", "participants", tiny.WITH_LIMA, None)],
    ),
    (
        "a party has evidence of the row as a whole, not of a column only",
        span("The United States", column_name="country"),
        [("every_part_has_a_whole_row_span", "trade_measure_parties", tiny.PARTY, None)],
    ),
    (
        "an event has evidence",
        without_span("lifted"),
        [("every_part_has_a_whole_row_span", "measure_events", tiny.EVENT, None)],
    ),
    (
        "evidence lies where the row is reported",
        span("lifted", article_id=tiny.OTHER, excerpt="met", char_start=5, char_end=8),
        [
            (
                "evidence_lies_in_a_reporting_article",
                "evidence",
                evidence_id("lifted"),
                "article_id",
            )
        ],
    ),
    (
        "evidence shows a row",
        span("50 %", row_id="mea-zzzzzzzzzzzz"),
        [
            ("evidence_lies_in_a_reporting_article", "evidence", evidence_id("50 %"), "article_id"),
            ("evidence_shows_a_row", "evidence", evidence_id("50 %"), "row_id"),
        ],
    ),
    (
        "a statement has evidence of its words",
        without_span("The tariff will go,"),
        [("every_statement_has_its_spans", "statements", S, None)],
    ),
    (
        "a statement has evidence of its cue",
        without_span("said"),
        [("every_statement_has_its_spans", "statements", S, "cue")],
    ),
    (
        "a statement has evidence of its speaker",
        without_span("Berg"),
        [("every_statement_has_its_spans", "statements", S, "speaker_name")],
    ),
    (
        "the text of a statement can be read again",
        setting("statements", text="The tariff will stay,"),
        [("statement_text_is_that_of_its_spans", "statements", S, "text")],
    ),
    (
        "events are numbered from one",
        setting("measure_events", sequence=2),
        [("numbers_run_from_one", "measure_events", T, "sequence")],
    ),
    (
        "speakers are numbered from one",
        setting("statement_speakers", ordinal=2),
        [("numbers_run_from_one", "statement_speakers", S, "ordinal")],
    ),
    (
        "the speaker is among the speakers",
        setting("statements", person_id=tiny.LIMA),
        [("the_speaker_is_among_the_speakers", "statements", S, "person_id")],
    ),
    (
        "a person is in a meeting once",
        setting("participants", person_id=tiny.BERG),
        [("a_person_is_in_a_meeting_once", "participants", tiny.WITH_LIMA, "person_id")],
    ),
    (
        "a statement repeats no other of its article",
        setting("statements", is_repeat_of=S),
        [("nothing_refers_to_itself", "statements", S, "is_repeat_of")],
    ),
    (
        "the head of a cluster is no duplicate",
        lambda filled: [each.update(duplicate_of=A) for each in filled["articles"]],
        [
            ("nothing_refers_to_itself", "articles", A, "duplicate_of"),
            ("nothing_refers_to_itself", "articles", tiny.OTHER, "duplicate_of"),
        ],
    ),
    (
        "a text has the digest that its article says",
        setting("articles", text_sha256="0" * 64),
        [("texts_match_their_articles", "article_texts", A, "text")],
    ),
    (
        "a text has the length that its article says",
        setting("articles", text_chars=3),
        [("texts_match_their_articles", "article_texts", A, "text")],
    ),
    (
        "a redirect leads to a row, also over others",
        setting("id_redirects", new_id="mtg-zzzzzzzzzzzz"),
        [
            ("redirects_lead_to_a_row", "id_redirects", "mtg-bbbbbbbbbbbb", "new_id"),
            ("redirects_lead_to_a_row", "id_redirects", "mtg-cccccccccccc", "new_id"),
        ],
    ),
    (
        "redirects in a circle lead nowhere",
        setting("id_redirects", new_id="mtg-cccccccccccc"),
        [
            ("redirects_lead_to_a_row", "id_redirects", "mtg-bbbbbbbbbbbb", "new_id"),
            ("redirects_lead_to_a_row", "id_redirects", "mtg-cccccccccccc", "new_id"),
        ],
    ),
    (
        "no row bears a redirected id",
        adding("id_redirects", old_id=T),
        [("redirects_lead_to_a_row", "id_redirects", T, "old_id")],
    ),
    (
        "a statement's meeting is reported by its article",
        dropping("meeting_reports"),
        [
            ("counts_and_days_are_those_of_the_reports", "meetings", M, "article_count"),
            *(
                ("evidence_lies_in_a_reporting_article", "evidence", evidence_id(words), place)
                for words, place in (
                    ("Ana Lima of India met Tomas Berg", "article_id"),
                    ("met", "article_id"),
                    ("on Monday", "article_id"),
                    ("Ana Lima", "article_id"),
                    ("Tomas Berg", "article_id"),
                )
            ),
            ("the_meeting_of_a_statement_is_in_its_article", "statements", S, "meeting_id"),
        ],
    ),
    (
        "coverage counts the articles",
        setting("coverage", article_count=5),
        [
            (
                "coverage_counts_articles_and_rejects",
                "coverage",
                "Herald|2025-10-28",
                "article_count",
            )
        ],
    ),
    (
        "coverage counts the rejects",
        lambda filled: filled.update(
            rejects=[{"source_path": "x", "reason": "empty", "detail": "no text"}]
        ),
        [(COVERAGE, "coverage", "|", "reject_count")],
    ),
    (
        "an id in a list is that of a row",
        setting("statements", measure_ids=["mea-zzzzzzzzzzzz"]),
        [("lists_refer_to_rows", "statements", S, "measure_ids")],
    ),
    (
        "a country in a list is that of a row",
        setting("statements", about_countries=["FRA"]),
        [("lists_refer_to_rows", "statements", S, "about_countries")],
    ),
    (
        "a day of publication has a source",
        setting("articles", published_source="none"),
        [("publication_has_a_source_exactly_when_dated", "articles", A, "published_source")],
    ),
    (
        "an accepted value is that of the row",
        span("50 %", asserted_value="25"),
        [("accepted_values_are_those_of_the_row", "trade_measures", T, "rate_percent")],
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [each[1:] for each in PROMISES], ids=[each[0] for each in PROMISES]
)
def test_a_broken_promise_is_found(
    change: Change, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert found(change) == expected


def test_every_check_in_sql_is_broken_by_a_case_above() -> None:
    broken = {check for _, _, expected in PROMISES for check, _, _, _ in expected}
    assert {check.name for check in checks()} - broken == set()


def test_every_check_in_sql_states_its_promise_and_reads_tables() -> None:
    for check in checks():
        assert check.promise.endswith(".") and check.tables, check.name


def test_evidence_that_a_row_does_not_carry_may_differ() -> None:
    assert found(span("50 %", asserted_value="25", is_accepted=False)) == []


def test_a_corrected_text_need_not_be_that_of_the_spans() -> None:
    def change(filled: Rows) -> None:
        filled["statements"][0]["text"] = "The tariff will go"
        span("The tariff will go,", extractor="correction")(filled)

    assert found(change) == []


def test_all_problems_are_listed_at_once() -> None:
    def change(filled: Rows) -> None:
        filled["meetings"][0].update(confidence=2.0, arity=None, date_edtf="soon")
        filled["participants"][1].update(country="FRA")

    assert {(table, column) for _, table, _, column in found(change)} >= {
        ("meetings", "confidence"),
        ("meetings", "arity"),
        ("meetings", "date_edtf"),
        ("participants", "country"),
    }


def test_a_missing_and_an_unknown_table_are_reported() -> None:
    tables = frames(rows())
    del tables["changes"]
    tables["moods"] = pl.DataFrame()
    assert [str(problem) for problem in validate_tables(tables)] == [
        "changes: is missing [tables]",
        "moods: is no table of the schemas [tables]",
    ]


def test_rows_out_of_order_between_two_slices_are_reported(tmp_path: Path) -> None:
    digits = "234567abcdefghijklmnopqrstuvwxyz"

    def row(number: int) -> dict[str, object]:
        own = "".join(digits[number >> at & 31] for at in (10, 5, 0)).rjust(12, "2")
        return {"old_id": f"mtg-{own}", "new_id": "mtg-aaaaaaaaaaaa", "version": "0.1.0"}

    half = [schema.frame("id_redirects", map(row, numbers)) for numbers in ([1, 3], [2, 4])]
    for slices, count in ((half, 1), ([half[0].head(1), half[1]], 0)):
        path = tmp_path / "id_redirects.parquet"
        pl.concat(slices).write_parquet(path)
        found = check_file("id_redirects", path, slices[0].height)
        assert [each.check for each in found] == ["order"] * count


def test_rows_out_of_order_are_reported() -> None:
    tables = frames(rows())
    tables["persons"] = tables["persons"].reverse()
    assert [str(problem) for problem in validate_tables(tables)] == [
        "persons: its rows are not sorted by person_id [order]"
    ]


def test_columns_and_types_that_are_not_those_of_the_schema_are_reported() -> None:
    tables = frames(rows())
    declared = "schemas/coverage.schema.json"
    coverage = tables["coverage"].drop("relevant_count")
    tables["coverage"] = coverage.with_columns(mood=pl.lit("good"))
    tables["meetings"] = tables["meetings"].with_columns(pl.col("party_count").cast(pl.Int32))
    assert sorted(str(problem) for problem in validate_tables(tables)) == [
        f"coverage mood: is in the table but not in {declared} [columns]",
        f"coverage relevant_count: is in {declared} but not in the table [columns]",
        "meetings party_count: has the type Int32, expected Int64 [types]",
    ]


def test_a_term_outside_its_list_is_reported_where_terms_are_plain_strings() -> None:
    tables = frames(rows())
    tables["meetings"] = tables["meetings"].with_columns(status=pl.lit("helt"))
    problems = validate_tables(tables)
    assert (problems[0].check, problems[0].row_id, problems[0].column) == ("terms", M, "status")
    assert problems[0].detail.startswith("'helt' is not one of held, ongoing")


def test_lists_that_are_null_unsorted_or_doubled_are_reported() -> None:
    lists = [None, ["b", "a"], ["a", "a"], [""], [None], ["a", "b"]]
    person_ids = [make_id("persons", number) for number in range(len(lists))]
    data = schema.frame("persons", [{"person_id": key, "name": "A"} for key in sorted(person_ids)])
    broken = data.with_columns(name_variants=pl.Series(lists, dtype=pl.List(pl.String)))
    found = [(p.row_id, p.column) for p in check_frame("persons", broken)]
    assert sorted(found) == [(key, "name_variants") for key in sorted(person_ids)[:-1]]


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem("dates", "is 'soon'", "meetings", M, "date_edtf")
    assert str(problem) == f"meetings {M} date_edtf: is 'soon' [dates]"
    assert str(Problem("files", "SHA256SUMS: is missing")) == "SHA256SUMS: is missing [files]"
