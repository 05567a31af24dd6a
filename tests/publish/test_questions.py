"""The queries of docs/questions.md, run as they stand, and what they answer about the sample."""

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from publish import sample

QUESTIONS = Path(__file__).parents[2] / "docs" / "questions.md"


def queries() -> list[tuple[str, str]]:
    """Every question with its query, in order."""
    found = []
    for section in QUESTIONS.read_text("utf-8").split("\n## ")[1:]:
        title = section.split("\n", 1)[0]
        found += [(title, sql) for sql in re.findall(r"```sql\n(.*?)```", section, re.DOTALL)]
    return found


def answer(database: duckdb.DuckDBPyConnection, words: str, number: int = 0) -> list[tuple]:
    """What the numbered query under the heading with these words returns."""
    return database.execute([sql for title, sql in queries() if words in title][number]).fetchall()


@pytest.mark.parametrize(("title", "sql"), queries())
def test_every_documented_query_runs(
    database: duckdb.DuckDBPyConnection, title: str, sql: str
) -> None:
    assert database.execute(sql).fetchall() is not None


def test_who_met_whom_in_the_90_days_before_a_measure_was_lifted(
    database: duckdb.DuckDBPyConnection,
) -> None:
    met = answer(database, "90 days before")
    assert [(row[2], row[3], {row[4], row[6]}, row[8]) for row in met] == [
        (date(2026, 1, 15), date(2025, 10, 27), {"Ana Lima", "Tomas Berg"}, "in_person"),
        (date(2026, 1, 15), date(2026, 1, 5), {"Ana Lima", "Tomas Berg"}, "phone"),
    ]


def test_what_share_of_threats_was_carried_out_and_how_fast(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert answer(database, "share of threats") == [(2, 1, 50.0, 28.0, 28, 28)]


def test_what_was_in_force_on_a_day_by_hs_chapter(database: duckdb.DuckDBPyConnection) -> None:
    assert answer(database, "in force on a day") == [("71", 1, ["import_tariff"], ["USA"], 50.0, 0)]


def test_what_officials_said_before_and_after(database: duckdb.DuckDBPyConnection) -> None:
    said = answer(database, "before and after")
    assert [(row[0], row[3], row[4]) for row in said] == [
        ("after", "Ana Lima", "say"),
        ("after", "Tomas Berg", "promise"),
    ]


def test_where_outlets_disagree_a_copy_counts_with_its_original(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert [row[1:7] for row in answer(database, "disagree")] == [
        (sample.HELD, "date_edtf", "2025-10-27", True, 1, ["Daily Courier"]),
        (sample.HELD, "date_edtf", "2025-10-28", False, 1, ["Evening Post"]),
    ]


def test_a_status_that_changed_with_time_is_no_disagreement_of_one_day(
    database: duckdb.DuckDBPyConnection,
) -> None:
    by_column = database.execute(
        "select value from disagreements where column_name = 'status' order by value"
    ).fetchall()
    assert by_column == [("in_force",), ("lifted",)]
    assert answer(database, "disagree", 1) == []


def test_dyad_months_have_the_coverage_to_set_them_against(
    database: duckdb.DuckDBPyConnection,
) -> None:
    months = answer(database, "month by month")
    assert [row[:8] for row in months] == [
        # month, held, statements, threats, restrictions, reliefs, articles, outlets
        (date(2025, 7, 1), 0, 0, 1, 0, 0, 0, 0),
        (date(2025, 8, 1), 0, 1, 0, 1, 0, 1, 1),
        (date(2025, 10, 1), 1, 1, 0, 0, 0, 3, 3),
        (date(2026, 1, 1), 1, 0, 0, 0, 1, 1, 1),
    ]


def test_the_eu_is_replaced_by_its_members_on_the_day(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert [row[3:] for row in answer(database, "member states")] == [("FRA", "IND", "EU")]


def test_a_country_has_a_timeline_of_all_three_kinds(
    database: duckdb.DuckDBPyConnection,
) -> None:
    timeline = answer(database, "one country's file")
    assert [(row[0], row[2], row[3], row[4]) for row in timeline] == [
        (date(2025, 7, 30), "measure", "threatened", ["target"]),
        (date(2025, 8, 27), "measure", "entered_into_force", ["target"]),
        (date(2025, 8, 28), "statement", "say", ["speaker"]),
        (date(2025, 10, 27), "meeting", "held", ["participant"]),
        (date(2025, 10, 28), "statement", "promise", ["subject"]),
        (date(2026, 1, 5), "meeting", "held", ["participant"]),
        (date(2026, 1, 15), "measure", "lifted", ["target"]),
        (date(2026, 2, 1), "meeting", "scheduled", ["host"]),
    ]
