"""One article that keeps every promise, for tests that break one of them at a time."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import polars as pl

from communique.core import schema

Row = dict[str, Any]

TEXT = (
    "Ana Lima of India met Tomas Berg of the United States on Monday 🇮🇳. "
    "“The tariff will go,” said Berg. The United States lifted its 50 % tariff."
)
OTHER_TEXT = "Lima met Berg."
ARTICLE, OTHER = "art-aaaaaaaaaaaa", "art-bbbbbbbbbbbb"
MEETING, MEASURE, EVENT = "mtg-aaaaaaaaaaaa", "mea-aaaaaaaaaaaa", "mev-aaaaaaaaaaaa"
LIMA, BERG = "per-aaaaaaaaaaaa", "per-bbbbbbbbbbbb"
WITH_LIMA, WITH_BERG = "par-aaaaaaaaaaaa", "par-bbbbbbbbbbbb"
STATEMENT, PARTY = "sta-aaaaaaaaaaaa", "mpa-aaaaaaaaaaaa"
NEWS_DAY, MEETING_DAY = date(2025, 10, 28), date(2025, 10, 27)

# table, row, column, article, words, value
SPANS = [
    ("meetings", MEETING, None, ARTICLE, "Ana Lima of India met Tomas Berg", None),
    ("meetings", MEETING, "status", ARTICLE, "met", "held"),
    ("meetings", MEETING, "date_edtf", ARTICLE, "on Monday", "2025-10-27"),
    ("meetings", MEETING, None, OTHER, "Lima met Berg", None),
    ("participants", WITH_LIMA, None, ARTICLE, "Ana Lima", None),
    ("participants", WITH_BERG, None, ARTICLE, "Tomas Berg", None),
    ("statements", STATEMENT, None, ARTICLE, "The tariff will go,", None),
    ("statements", STATEMENT, "cue", ARTICLE, "said", "say"),
    ("statements", STATEMENT, "speaker_name", ARTICLE, "Berg", "Tomas Berg"),
    ("trade_measures", MEASURE, None, ARTICLE, "The United States lifted its 50 % tariff", None),
    ("trade_measures", MEASURE, "rate_percent", ARTICLE, "50 %", "50"),
    ("trade_measure_parties", PARTY, None, ARTICLE, "The United States", None),
    ("measure_events", EVENT, None, ARTICLE, "lifted", None),
]


def evidence() -> list[Row]:
    rows = []
    for number, (table, row_id, column, article, words, value) in enumerate(SPANS):
        start = {ARTICLE: TEXT, OTHER: OTHER_TEXT}[article].index(words)
        rows.append(
            {
                "evidence_id": f"evi-{'abcdefghijklmnop'[number] * 12}",
                "table_name": table,
                "row_id": row_id,
                "column_name": column,
                "article_id": article,
                "char_start": start,
                "char_end": start + len(words),
                "excerpt": words,
                "asserted_value": value,
                "is_accepted": True,
                "rule": "met",
                "extractor": "rules",
            }
        )
    return rows


def article(article_id: str, text: str, outlet: str) -> Row:
    return {
        "article_id": article_id,
        "source_path": f"{outlet}.md",
        "outlet": outlet,
        "published_date": NEWS_DAY,
        "published_source": "metadata",
        "licence": "CC0-1.0",
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text_chars": len(text),
        "word_count": len(text.split()),
        "is_redistributable": True,
    }


def rows() -> dict[str, list[Row]]:
    """Return the rows of every table that has any; each call makes them anew."""
    day = {"date_edtf": "2025-10-27", "date_earliest": MEETING_DAY, "date_latest": MEETING_DAY}
    terms = {
        "status": "held",
        "arity": "bilateral",
        "medium": "in_person",
        "setting": "standalone",
        "level": "minister",
        "date_anchor": "publication",
        "confidence": 0.9,
    }
    reported = {"first_reported_date": NEWS_DAY, "last_reported_date": NEWS_DAY}
    measure = {"measure_type": "import_tariff", "status": "lifted", "confidence": 0.8}
    return {
        "countries": [{"country": c, "name": n} for c, n in (("IND", "India"), ("USA", "America"))],
        "country_groups": [
            {"group_id": "G20", "country": "IND", "joined": date(1999, 9, 26)},
            {"group_id": "G20", "country": "USA"},
        ],
        "persons": [
            {"person_id": LIMA, "name": "Ana Lima", "country": "IND"},
            {"person_id": BERG, "name": "Tomas Berg", "country": "USA"},
        ],
        "articles": [article(ARTICLE, TEXT, "Herald"), article(OTHER, OTHER_TEXT, "Post")],
        "article_texts": [
            {"article_id": ARTICLE, "text": TEXT},
            {"article_id": OTHER, "text": OTHER_TEXT},
        ],
        "coverage": [
            {"outlet": o, "date": NEWS_DAY, "article_count": 1, "relevant_count": 1}
            | {"reject_count": 0}
            for o in ("Herald", "Post")
        ],
        "meetings": [
            {"meeting_id": MEETING, **terms, **day, **reported, "party_count": 2}
            | {"participant_count": 2, "article_count": 2, "source_count": 2, "topics": ["tariffs"]}
        ],
        "meeting_reports": [
            {"report_id": "rep-aaaaaaaaaaaa", "meeting_id": MEETING, "article_id": ARTICLE}
            | {"reported_date": NEWS_DAY, "rule": "met", **terms, **day},
            {"report_id": "rep-bbbbbbbbbbbb", "meeting_id": MEETING, "article_id": OTHER}
            | {"reported_date": NEWS_DAY, "rule": "met", **terms},
        ],
        "participants": [
            {"participant_id": key, "meeting_id": MEETING, "person_id": person, "name": name}
            | {"country": country, "role": "participant", "is_host": False}
            for key, person, name, country in (
                (WITH_LIMA, LIMA, "Ana Lima", "IND"),
                (WITH_BERG, BERG, "Tomas Berg", "USA"),
            )
        ],
        "trade_measures": [
            {"measure_id": MEASURE, **measure, **reported, "direction": "liberalising"}
            | {"flow": "inward", "is_in_force": False, "target_scope": "unknown"}
            | {"rate_percent": 50.0, "article_count": 1, "source_count": 1}
        ],
        "measure_reports": [
            {"report_id": "rep-cccccccccccc", "measure_id": MEASURE, "article_id": ARTICLE}
            | {"reported_date": NEWS_DAY, "rule": "lifted", "rate_percent": 50.0, **measure}
        ],
        "measure_events": [
            {"event_id": EVENT, "measure_id": MEASURE, "sequence": 1, "event_type": "lifted"}
            | {"status": "lifted", "reported_date": NEWS_DAY}
        ],
        "trade_measure_parties": [
            {"party_id": PARTY, "measure_id": MEASURE, "role": "implementer", "country": "USA"}
        ],
        "trade_measure_products": [
            {"measure_id": MEASURE, "product": "goods", "is_excluded": False}
        ],
        "statements": [
            {"statement_id": STATEMENT, "article_id": ARTICLE, "kind": "direct"}
            | {"speaker_ref": "explicit", "person_id": BERG, "speaker_name": "Tomas Berg"}
            | {"speaker_country": "USA", "text": "The tariff will go,", "cue": "say"}
            | {"text_clean": "The tariff will go,", "channel": "unknown", "meeting_id": MEETING}
            | {"measure_ids": [MEASURE], "about_countries": ["IND"]}
            | {"confidence": 0.9, "rule": "quote"}
        ],
        "statement_speakers": [
            {"statement_id": STATEMENT, "ordinal": 1, "person_id": BERG, "name": "Tomas Berg"}
            | {"country": "USA"}
        ],
        "evidence": evidence(),
        "id_redirects": [
            {"old_id": "mtg-bbbbbbbbbbbb", "new_id": MEETING, "version": "0.1.0"},
            {"old_id": "mtg-cccccccccccc", "new_id": "mtg-bbbbbbbbbbbb", "version": "0.1.0"},
        ],
        "quality": [
            {"table_name": "meetings", "column_name": column, "metric": "f1", "value": 0.8}
            | {"ci_low": 0.7, "ci_high": 0.9, "n_gold": 10, "n_predicted": 9, "corpus": "tiny"}
            for column in (None, "status")
        ],
    }


def frames(filled: dict[str, list[Row]]) -> dict[str, pl.DataFrame]:
    """Return every table of the contract as a frame, empty where `filled` has no rows."""
    return {name: schema.frame(name, filled.get(name, [])) for name in schema.tables()}
