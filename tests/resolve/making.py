"""Makes articles and resolves them, for the tests of this folder."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

from communique.core import schema
from communique.core.ids import make_id
from communique.core.model import Article
from communique.extract.engine import extract
from communique.resolve.corrections import Decisions
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve
from communique.validate import Problem, validate_tables

Made = dict[str, list[dict[str, object]]]
PREFIXED = {
    "meetings": "meeting_id",
    "meeting_reports": "report_id",
    "participants": "participant_id",
    "statements": "statement_id",
    "trade_measures": "measure_id",
    "measure_reports": "report_id",
    "measure_events": "event_id",
    "trade_measure_parties": "party_id",
    "persons": "person_id",
    "organisations": "organisation_id",
    "articles": "article_id",
    "evidence": "evidence_id",
}


@cache
def article(
    text: str, published: str | None = "2025-10-25", outlet: str = "Example News"
) -> Article:
    return Article(
        make_id("articles", text, published, outlet, None),
        "news.jsonl",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        outlet=outlet,
        published_date=date.fromisoformat(published) if published else None,
        published_source="metadata" if published else "none",
        language="en",
    )


@cache
def processed(one: Article) -> Processed:
    return Processed(one, extract(one))


def tables(*articles: Article, decisions: Decisions | None = None) -> Made:
    made = resolve([processed(one) for one in articles], [], "0.1.0", decisions)
    return {name: made.get(name, []) for name in schema.tables()}


def problems(made: Made) -> list[Problem]:
    frames = {name: schema.frame(name, made.get(name, ())) for name in schema.tables()}
    return validate_tables(frames)


def ids(made: Made) -> set[str]:
    """Return every id that a row bears."""
    return {str(row[key]) for name, key in PREFIXED.items() for row in made[name]}


def leads(made: Made) -> dict[str, str]:
    """Return every id that leads to a row, with the row that it leads to."""
    return {one: one for one in ids(made)} | {
        str(row["old_id"]): str(row["new_id"]) for row in made["id_redirects"]
    }
