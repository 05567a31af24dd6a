"""What the views and macros say about the sample."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from publish import sample
from publish.memory import database_of

from communique.core.ids import make_id
from communique.publish.sqlfiles import parse, sql_objects

SQL = Path(__file__).parents[2] / "sql"
FILES = sorted([*SQL.glob("views/*.sql"), *SQL.glob("macros/*.sql")])
PROMISED = {
    "meetings_overview", "meeting_dyads", "who_met_whom", "country_timeline",
    "statements_overview", "measures_overview", "measure_dyads", "measure_history",
    "disagreements", "row_articles", "plover_events", "quality_overview", "dyad_months",
    "measures_in_force", "measure_states", "why", "resolve_id",
}  # fmt: skip


def test_every_promised_view_and_macro_is_there() -> None:
    assert {each.name for each in sql_objects()} >= PROMISED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_statement_with_explicit_columns(path: Path) -> None:
    found = parse(path.read_text("utf-8"), path.name)
    assert path.stem.removesuffix("_table") == found.name
    assert found.comment.startswith(("One row", "The current id"))
    assert len(duckdb.extract_statements(found.statement)) == 1
    assert not re.search(r"select\s+(distinct\s+)?\*|\.\*", found.statement)


def test_a_file_without_a_comment_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"views/x\.sql: expected comment lines"):
        parse("create or replace view x as\nselect 1 as a;", "views/x.sql")


def test_each_view_has_its_grain_as_comment(database: duckdb.DuckDBPyConnection) -> None:
    comments = database.execute("select comment from duckdb_views() where not internal").fetchall()
    assert len(comments) == len([each for each in sql_objects() if each.kind == "view"])
    assert all(comment.startswith("One row per") for (comment,) in comments)


def test_one_row_names_all_participants(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute(
        "select participants, countries, host_countries from meetings_overview "
        "where meeting_id = $id",
        {"id": sample.PLANNED},
    ).fetchall() == [
        (
            "Eva Novak (trade commissioner); Ana Lima (trade minister)",
            ["EUU", "IND"],
            ["IND"],
        )
    ]


def test_a_dyad_keeps_the_group_it_can_be_expanded_by(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.execute(
        "select country_a, country_b, group_a, group_b, is_held from meeting_dyads "
        "order by date_earliest"
    ).fetchall() == [
        ("IND", "USA", None, None, True),
        ("IND", "USA", None, None, True),
        ("EUU", "IND", "EU", None, False),
    ]


def test_a_body_named_as_a_group_is_a_party_of_that_group() -> None:
    union = "org-aaaaaaaaaaaa"
    rows = sample.rows()
    rows["organisations"] = [
        {"organisation_id": union, "name": "European Union", "name_variants": ["EU"]}
    ]
    rows["participants"] = [
        {**each, "country": None, "organisation_id": union} if each["country"] == "EUU" else each
        for each in sample.PARTICIPANTS
    ]
    rows["organisations"][0]["organisation_type"] = "bloc"
    with database_of(rows) as database:
        assert database.execute(
            "select country_a, group_a, country_b from meeting_dyads where status = 'scheduled'"
        ).fetchall() == [("EUU", "EU", "IND")]


def test_history_gives_days_from_threat_to_force_to_end(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.execute(
        "select event_type, previous_status, days_since_previous, days_since_threat, is_latest "
        "from measure_history where measure_id = $id order by sequence",
        {"id": sample.TARIFF},
    ).fetchall() == [
        ("threatened", None, None, 0, False),
        ("entered_into_force", "threatened", 28, 28, False),
        ("lifted", "in_force", 141, 169, True),
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-07-29", []),
        ("2025-07-30", [("threatened", 1)]),
        ("2025-08-27", [("in_force", 2)]),
        ("2026-01-15", [("lifted", 3)]),
    ],
)
def test_the_state_of_a_measure_on_a_day_is_that_of_its_last_event(
    database: duckdb.DuckDBPyConnection, day: str, state: list[tuple[str, int]]
) -> None:
    assert (
        database.execute(
            "select status, event_count from measure_states(cast($day as date)) "
            "where measure_id = $id",
            {"day": day, "id": sample.TARIFF},
        ).fetchall()
        == state
    )


def test_a_measure_has_its_sides_and_chapters_in_one_row(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.execute(
        "select implementers, targets, hs_chapters, first_threatened, last_event_type "
        "from measures_overview where measure_id = $id",
        {"id": sample.TARIFF},
    ).fetchall() == [(["USA"], ["IND"], ["71"], date(2025, 7, 30), "lifted")]
    assert database.execute(
        "select implementer, target, relation from measure_dyads order by implementer"
    ).fetchall() == [("CHN", "USA", "implementer_target"), ("USA", "IND", "implementer_target")]


@pytest.mark.parametrize(
    ("day", "measures"),
    [
        ("2025-08-26", []),
        ("2025-08-27", [sample.TARIFF]),
        ("2026-01-14", [sample.TARIFF]),
        ("2026-01-15", []),
    ],
)
def test_a_measure_is_in_force_from_its_first_to_before_its_last_day(
    database: duckdb.DuckDBPyConnection, day: str, measures: list[str]
) -> None:
    found = database.execute(
        "select measure_id from measures_in_force(cast($day as date))", {"day": day}
    ).fetchall()
    assert [measure_id for (measure_id,) in found] == measures


def measure_and_events(
    events: list[tuple[str, str, date | None]], **dates: date
) -> dict[str, list[dict[str, Any]]]:
    """One measure with these events (type, status, day), and dates such as effective=…"""
    bounds = {f"{name}_{end}": day for name, day in dates.items() for end in ("earliest", "latest")}
    last = events[-1][1] if events else "in_force"
    return {
        "trade_measures": [sample.measure(sample.TARIFF, "import_tariff", last, **bounds)],
        "measure_events": [
            {
                "event_id": make_id("measure_events", number),
                "measure_id": sample.TARIFF,
                "sequence": number,
                "event_type": event_type,
                "status": status,
                "date_earliest": day,
                "date_latest": day,
                "reported_date": date(2025, 3, 1),
            }
            for number, (event_type, status, day) in enumerate(events, 1)
        ],
    }


ANNOUNCED = ("announced", "announced", date(2025, 1, 1))
IN_FORCE = ("entered_into_force", "in_force", date(2025, 2, 1))


@pytest.mark.parametrize(
    ("events", "dates", "day", "basis"),
    [
        pytest.param([ANNOUNCED], {}, date(2025, 6, 1), None, id="announced without a date"),
        pytest.param(
            [ANNOUNCED], {"effective": date(2025, 2, 1)}, date(2025, 1, 31), None, id="not yet"
        ),
        pytest.param(
            [ANNOUNCED], {"effective": date(2025, 2, 1)}, date(2025, 2, 1), "planned", id="planned"
        ),
        pytest.param(
            [("threatened", "threatened", date(2025, 1, 1))],
            {"effective": date(2025, 2, 1)},
            date(2025, 3, 1),
            None,
            id="a threat with a date is no measure in force",
        ),
        pytest.param(
            [ANNOUNCED, ("rejected", "rejected", date(2025, 1, 20))],
            {"effective": date(2025, 2, 1)},
            date(2025, 3, 1),
            None,
            id="dropped before its day",
        ),
        pytest.param([ANNOUNCED, IN_FORCE], {}, date(2025, 2, 1), "reported", id="reported"),
        pytest.param(
            [IN_FORCE, ("suspended", "suspended", date(2025, 4, 1))],
            {"suspended_until": date(2025, 7, 1)},
            date(2025, 6, 30),
            None,
            id="suspended",
        ),
        pytest.param(
            [IN_FORCE, ("suspended", "suspended", date(2025, 4, 1))],
            {"suspended_until": date(2025, 7, 1)},
            date(2025, 7, 1),
            "planned",
            id="its suspension over",
        ),
        pytest.param(
            [IN_FORCE, ("rate_cut", "amended", date(2025, 4, 1))],
            {},
            date(2025, 5, 1),
            "reported",
            id="amended is in force",
        ),
        pytest.param(
            [IN_FORCE], {"ended": date(2025, 6, 1)}, date(2025, 6, 1), None, id="planned end"
        ),
        pytest.param(
            [("entered_into_force", "in_force", None)],
            {},
            date(2025, 3, 1),
            "reported",
            id="undated, from the day it was reported",
        ),
        pytest.param([], {"effective": date(2025, 2, 1)}, date(2025, 2, 2), "planned", id="bare"),
    ],
)
def test_in_force_follows_events_and_then_announced_dates(
    events: list[tuple[str, str, date | None]],
    dates: dict[str, date],
    day: date,
    basis: str | None,
) -> None:
    with database_of(measure_and_events(events, **dates)) as database:
        found = database.execute(
            "select basis from measures_in_force(cast($day as date))", {"day": day}
        ).fetchall()
    assert found == ([] if basis is None else [(basis,)])


def test_a_measure_counts_once_per_chapter_and_spares_what_is_excluded() -> None:
    rows = measure_and_events([IN_FORCE])
    rows["trade_measure_products"] = [
        {"measure_id": sample.TARIFF, "product": product, "hs_code": code, "is_excluded": excluded}
        for product, code, excluded in (
            ("rings", "7113", False),
            ("pearls", "7101", False),
            ("shirts", "61", False),
            ("steel", "72", True),
            ("toys", None, False),
        )
    ]
    with database_of(rows) as database:
        found = database.execute(
            "select hs_chapter, products from measures_in_force(date '2025-05-01')"
        ).fetchall()
    assert found == [(None, ["toys"]), ("61", ["shirts"]), ("71", ["pearls", "rings"])]


def test_plover_records_keep_modes_auxiliaries_and_direction(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.execute(
        "select date, event, mode, context, source, recipient, quad_code from plover_events "
        "order by date, event"
    ).fetchall() == [
        (date(2025, 7, 30), "THREATEN", ["restrict"], [], ["USA"], ["IND"], 3),
        (date(2025, 8, 27), "SANCTION", ["sever"], [], ["USA"], ["IND"], 4),
        (date(2025, 10, 9), "THREATEN", ["restrict"], [], ["CHN"], ["USA"], 3),
        (
            date(2025, 10, 27),
            "CONSULT",
            ["third-party", "multilateral"],
            [],
            ["IND", "USA"],
            [],
            1,
        ),
        (date(2025, 10, 28), "AGREE", [], [], ["USA"], ["IND"], 1),
        (date(2026, 1, 5), "CONSULT", ["phone"], [], ["IND", "USA"], [], 1),
        (date(2026, 1, 15), "RETREAT", [], [], ["USA"], ["IND"], 2),
        (date(2026, 2, 1), "CONSULT", ["visit"], ["future"], ["EUU"], ["IND"], 1),
    ]


def test_an_old_id_leads_to_the_row_of_today_and_its_evidence(
    database: duckdb.DuckDBPyConnection,
) -> None:
    old = {"id": sample.OLDEST_MEETING}
    assert database.execute("select resolve_id($id)", old).fetchall() == [(sample.HELD,)]
    assert database.execute("select current_id from resolve_id($id)", old).fetchall() == [
        (sample.HELD,)
    ]
    outlets = database.execute(
        "select distinct outlet from why($id) order by outlet", old
    ).fetchall()
    assert outlets == [("Daily Courier",), ("Evening Post",), ("The Mirror",)]


def test_redirects_in_a_circle_end() -> None:
    one, other = sample.OLD_MEETING, sample.OLDEST_MEETING
    circle = [
        {"old_id": one, "new_id": other, "version": "0.0.1"},
        {"old_id": other, "new_id": one, "version": "0.0.2"},
    ]
    with database_of({"id_redirects": circle}) as database:
        (found,) = database.execute("select resolve_id($id)", {"id": one}).fetchone() or ("",)
    assert found in (one, other)


@pytest.mark.parametrize(
    ("status", "context"),
    [
        ("held", ["historical"]),
        ("scheduled", ["future"]),
        ("proposed", ["future", "hypothetical"]),
        ("conditional", ["hypothetical"]),
        ("cancelled", ["negation"]),
        ("denied", ["negation"]),
    ],
)
def test_the_status_of_a_meeting_gives_its_plover_auxiliaries(
    status: str, context: list[str]
) -> None:
    rows = {
        "meetings": [
            sample.meeting(
                sample.HELD,
                status,
                "2020-01-01",
                date(2020, 1, 1),
                date(2020, 1, 1),
                first_reported_date=date(2025, 1, 1),
            )
        ],
        "participants": sample.PARTICIPANTS,
    }
    with database_of(rows) as database:
        assert database.execute("select event, context from plover_events").fetchall() == [
            ("CONSULT", context)
        ]


def test_rows_lead_to_articles(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute(
        "select url, span_count from row_articles where row_id = $id order by url",
        {"id": sample.HELD},
    ).fetchall() == [
        ("https://news.example/copy", 1),
        ("https://news.example/meeting", 2),
        ("https://news.example/other", 1),
    ]


def test_quality_stands_in_one_row_per_column(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute(
        'select table_name, column_name, "precision", recall, f1, n_gold from quality_overview'
    ).fetchall() == [("meetings", None, 0.9, 0.8, 0.85, 100)]


def test_a_statement_stands_with_its_speaker_and_article(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.execute(
        "select speaker, speaker_countries, outlet, published_date from statements_overview "
        "where statement_id = $id",
        {"id": sample.PROMISE},
    ).fetchall() == [("Tomas Berg", ["USA"], "Daily Courier", date(2025, 10, 28))]
