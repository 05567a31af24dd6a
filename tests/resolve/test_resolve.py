"""From the mentions of many articles to rows: one real-world thing, one row, with every report kept."""

from __future__ import annotations

import hashlib
import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.core import schema
from communique.core.ids import make_id
from communique.core.model import Article, Reject
from communique.extract.engine import extract
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve
from communique.validate import validate_tables

MET = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday."
PLANNED = "French President Emmanuel Macron will meet German Chancellor Friedrich Merz in Berlin on Friday."
CALLED = "French President Emmanuel Macron spoke by phone with German Chancellor Friedrich Merz on Friday."
TARIFF = "The United States imposed a 25% tariff on Canadian steel on Friday."


def article(text: str, published: str = "2025-10-25", outlet: str = "Example News") -> Article:
    return Article(
        make_id("articles", text, published, outlet, None),
        "news.jsonl",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        outlet=outlet,
        published_date=date.fromisoformat(published),
        published_source="metadata",
        language="en",
    )


def tables(*articles: Article) -> dict[str, list[dict[str, object]]]:
    processed = [Processed(a, extract(a)) for a in articles]
    return resolve(processed, [], "0.1.0")


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
        [Processed(one, extract(one))],
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


def ids(made: dict[str, list[dict[str, object]]]) -> set[str]:
    """Return every id that leads somewhere: rows' own, and those that redirect."""
    keys = {"meetings": "meeting_id", "trade_measures": "measure_id", "persons": "person_id"}
    own = {str(r[key]) for table, key in keys.items() for r in made[table]}
    return own | {str(r["old_id"]) for r in made["id_redirects"]}


@given(st.permutations(ARTICLES))
def test_the_order_of_articles_changes_nothing(order):
    made = {n: schema.frame(n, r) for n, r in tables(*order).items()}
    plain = {n: schema.frame(n, r) for n, r in tables(*ARTICLES).items()}
    assert all(made[n].equals(plain[n]) for n in plain)


@given(st.permutations(ARTICLES))
def test_an_id_once_given_resolves_whatever_is_added(order):
    grown = [ids(tables(*order[: n + 1])) for n in range(len(order))]
    for before, after in itertools.pairwise(grown):
        assert before <= after


def test_the_tables_keep_every_promise():
    rows = tables(*ARTICLES)
    frames = {name: schema.frame(name, rows.get(name, ())) for name in schema.tables()}
    assert validate_tables(frames) == []
