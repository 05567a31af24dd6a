"""From the mentions of many articles to rows: one real-world thing, one row, with every report kept."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from resolve.making import article, ids, leads, problems, processed, tables

from communique.core import schema
from communique.core.model import Article, Reject
from communique.resolve.meeting_parents import parents
from communique.resolve.resolve import resolve

MET = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday."
PLANNED = "French President Emmanuel Macron will meet German Chancellor Friedrich Merz in Berlin on Friday."
CALLED = "French President Emmanuel Macron spoke by phone with German Chancellor Friedrich Merz on Friday."
TARIFF = "The United States imposed a 25% tariff on Canadian steel on Friday."


def test_reports_of_one_meeting_are_one_row_with_each_report_beside_it():
    made = tables(
        article(MET, outlet="One"),
        article(f"{MET} It rained.", outlet="Two"),
        article(f"{MET} The sun shone.", published="2025-10-26", outlet="Three"),
    )
    (meeting,) = made["meetings"]
    assert (meeting["article_count"], meeting["source_count"]) == (3, 3)
    assert len(made["meeting_reports"]) == 3
    assert {p["name"] for p in made["participants"]} == {"Emmanuel Macron", "Friedrich Merz"}
    assert len(made["participants"]) == 2


def test_a_planned_meeting_and_the_same_one_held_are_one_row_whose_status_moved():
    made = tables(article(PLANNED, "2025-10-22"), article(MET, "2025-10-25"))
    (meeting,) = made["meetings"]
    assert meeting["status"] == "held"
    assert sorted(str(r["status"]) for r in made["meeting_reports"]) == ["held", "scheduled"]


def test_a_report_of_the_day_before_is_of_another_meeting():
    undated = "French President Emmanuel Macron spoke with German Chancellor Friedrich Merz."
    on_the_day = (
        "French President Emmanuel Macron spoke with German Chancellor Friedrich Merz on Friday."
    )
    made = tables(article(undated, "2025-10-23", "One"), article(on_the_day, "2025-10-24", "Two"))
    assert len(made["meetings"]) == 2


def test_a_meeting_and_a_call_of_the_same_day_are_two():
    assert len(tables(article(MET, outlet="One"), article(CALLED, outlet="Two"))["meetings"]) == 2


def test_the_same_people_a_month_apart_met_twice():
    assert len(tables(article(MET, "2025-10-25"), article(MET, "2025-11-29"))["meetings"]) == 2


def test_a_measure_that_two_outlets_report_is_one_measure_and_one_event():
    made = tables(article(TARIFF, outlet="One"), article(f"{TARIFF} Markets fell.", outlet="Two"))
    assert len(made["trade_measures"]) == 1
    assert len(made["measure_reports"]) == 2
    assert [e["event_type"] for e in made["measure_events"]] == ["entered_into_force"]


def test_copies_of_one_text_count_as_one_source():
    body = " ".join(
        f"{MET[:-1]} for the {n} time since the two leaders began to work on that plan."
        for n in "abcdef"
    )
    made = tables(article(body, outlet="One"), article(f"{body} Read more.", outlet="Two"))
    assert {m["source_count"] for m in made["meetings"]} == {1}
    assert [a["duplicate_of"] is None for a in made["articles"]].count(True) == 1


def test_a_repeated_article_is_dropped_and_said_so():
    one = article(MET)
    again = Article(
        **{f: getattr(one, f) for f in one.__struct_fields__ if f != "source_path"},
        source_path="b.json",
    )
    made = tables(one, again)
    assert len(made["articles"]) == 1
    (reject,) = made["rejects"]
    assert reject["reason"] == "duplicate"


def test_the_same_words_in_another_article_point_to_the_first():
    said = " “We agreed on a great deal today,” Macron said."
    made = tables(article(MET + said, "2025-10-25"), article(f"{MET} He left.{said}", "2025-10-26"))
    repeats = [
        s["is_repeat_of"] for s in sorted(made["statements"], key=lambda s: str(s["is_repeat_of"]))
    ]
    assert [r is None for r in repeats].count(True) == 1


def test_rejects_count_into_the_coverage_of_their_outlet_and_day():
    one = article(MET)
    made = resolve(
        [processed(one)],
        [Reject("x.txt", "empty", "no text; add some", None, one.outlet, one.published_date)],
        "0.1.0",
    )
    (cell,) = made["coverage"]
    assert (cell["article_count"], cell["relevant_count"], cell["reject_count"]) == (1, 1, 1)


ARTICLES = [
    article(MET, "2025-10-25", "One"),
    article(f"{MET} It rained.", "2025-10-26", "Two"),
    article(PLANNED, "2025-10-21", "One"),
    article(TARIFF, "2025-10-25", "Three"),
    article(f"{TARIFF} Markets fell.", "2025-10-27", "One"),
    article("Japan and Britain signed a trade agreement in Tokyo.", "2024-03-01", "Two"),
]


@given(st.permutations(ARTICLES))
def test_the_order_of_articles_changes_nothing(order):
    made = {n: schema.frame(n, r) for n, r in tables(*order).items()}
    plain = {n: schema.frame(n, r) for n, r in tables(*ARTICLES).items()}
    assert all(made[n].equals(plain[n]) for n in plain)


@given(st.permutations(ARTICLES))
def test_an_id_once_given_resolves_whatever_is_added(order):
    grown = [tables(*order[: n + 1]) for n in range(len(order))]
    for before, after in itertools.pairwise(grown):
        assert leads(before).keys() <= leads(after).keys()


UNRELATED = [
    article("Japan and Britain signed a trade agreement in Tokyo.", "2024-03-01", "Two"),
    article(
        "Brazilian President Luiz Inacio Lula da Silva met Argentine President Javier Milei in "
        "Brasilia on Monday.",
        "2025-10-28",
        "Four",
    ),
    article("India imposed a ban on rice exports on Friday.", "2025-10-25", "Five"),
]


@given(st.permutations(ARTICLES), st.integers(0, len(ARTICLES)))
def test_ids_of_unrelated_rows_are_untouched_by_what_is_added_or_removed(order, count):
    alone, among = tables(*UNRELATED), tables(*order[:count], *UNRELATED)
    own = {one.article_id for one in UNRELATED}
    shown = {str(e["row_id"]) for e in among["evidence"] if e["article_id"] in own}
    assert {str(e["row_id"]) for e in alone["evidence"]} == shown
    assert ids(alone) <= ids(among)


def test_the_tables_keep_every_promise():
    assert problems(tables(*ARTICLES)) == []


def test_copies_of_one_reading_do_not_outvote_two_outlets():
    body = " ".join(
        f"The two sides spent the {n} hour on the price of gas and on the bridge over the river."
        for n in ("first", "second", "third", "fourth")
    )
    spoken = f"{MET.replace('Berlin', 'Potsdam')} {body}"
    made = tables(
        article(spoken, outlet="One"),
        article(f"{spoken} Read on.", outlet="Two"),
        article(f"{spoken} Photo below.", outlet="Three"),
        article(MET, outlet="Four"),
        article(f"{MET} It rained.", outlet="Five"),
    )
    (meeting,) = made["meetings"]
    assert (meeting["place_name"], meeting["article_count"], meeting["source_count"]) == (
        "Berlin",
        5,
        3,
    )


def row(meeting_id: str, setting: str, arity: str, first: str, last: str) -> dict[str, object]:
    return {
        "meeting_id": meeting_id,
        "occasion": "G20 summit",
        "setting": setting,
        "arity": arity,
        "date_earliest": date.fromisoformat(first),
        "date_latest": date.fromisoformat(last),
        "parent_meeting_id": None,
    }


def test_talks_on_the_margins_have_the_summit_of_that_year_as_their_parent():
    summit = row("mtg-1", "summit", "multilateral", "2025-11-22", "2025-11-23")
    earlier = row("mtg-2", "summit", "multilateral", "2024-11-18", "2024-11-19")
    eve = row("mtg-3", "sidelines", "bilateral", "2025-11-21", "2025-11-21")
    later = row("mtg-4", "standalone", "bilateral", "2025-12-02", "2025-12-02")
    parents([summit, earlier, eve, later])
    assert [r["parent_meeting_id"] for r in (summit, earlier, eve, later)] == [
        None,
        None,
        "mtg-1",
        None,
    ]


def ledger(*told: tuple[str, str]) -> list[tuple[str, str]]:
    made = tables(*(article(text, day, f"Outlet {n}") for n, (text, day) in enumerate(told)))
    assert len(made["trade_measures"]) == 1
    return [
        (str(e["event_type"]), str(e["reported_date"]))
        for e in sorted(made["measure_events"], key=lambda e: int(str(e["sequence"])))
    ]


def test_a_measure_is_one_ledger_over_months_with_one_event_for_each_change():
    assert ledger(
        ("The United States threatened to impose a 25% tariff on Canadian steel.", "2025-01-20"),
        ("The United States announced a 25% tariff on Canadian steel on Monday.", "2025-02-10"),
        ("The United States imposed a 25% tariff on Canadian steel on Wednesday.", "2025-03-12"),
        ("The United States imposed a 25% tariff on Canadian steel on March 12.", "2025-03-13"),
        ("The United States suspended its 25% tariff on Canadian steel on Friday.", "2025-06-20"),
        ("The United States lifted its 25% tariff on Canadian steel on Monday.", "2025-09-01"),
    ) == [
        ("threatened", "2025-01-20"),
        ("announced", "2025-02-10"),
        ("entered_into_force", "2025-03-12"),
        ("suspended", "2025-06-20"),
        ("lifted", "2025-09-01"),
    ]


def test_a_raised_rate_is_an_event_and_the_rate_of_the_row():
    made = tables(
        article(
            "The United States imposed a 25% tariff on Canadian steel on Wednesday.", "2025-03-12"
        ),
        article(
            "The United States raised its tariff on Canadian steel to 50% on Wednesday.",
            "2025-06-04",
        ),
    )
    (measure,) = made["trade_measures"]
    assert (measure["rate_percent"], measure["previous_rate_percent"]) == (50.0, 25.0)
    assert [e["event_type"] for e in made["measure_events"]] == [
        "entered_into_force",
        "rate_raised",
    ]


def test_another_product_or_rate_is_another_measure():
    made = tables(
        article(TARIFF, outlet="One"),
        article(
            "The United States imposed a 25% tariff on Canadian lumber on Friday.", outlet="Two"
        ),
        article(
            "The United States imposed a 10% tariff on Canadian steel on Friday.", outlet="Three"
        ),
    )
    assert len(made["trade_measures"]) == 3


def test_retaliation_in_one_article_is_a_relation():
    made = tables(
        article(
            "The United States imposed a 25% tariff on Canadian steel on Friday. In retaliation, Canada "
            "imposed a 25% tariff on American whiskey on Friday."
        )
    )
    assert [r["relation"] for r in made["measure_relations"]] == ["retaliates_against"]
