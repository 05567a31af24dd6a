"""A small dataset of invented news, consistent in all its keys and spans, to test publishing with.

A tariff of the USA on India is threatened, imposed and lifted; China threatens a control that never
comes. Ana Lima (IND) meets Tomas Berg (USA), calls him, and is to host the EU. Five articles
report, one a copy of another, and two differ on the day of the meeting.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import polars as pl

from communique.core import schema
from communique.core.ids import make_id

Row = dict[str, Any]


def article_id(key: str) -> str:
    return make_id("articles", key)


TARIFF_TEXT = """\
WASHINGTON, Aug 28 - The United States imposed a 50 per cent tariff on Indian jewellery \
on August 27, four weeks after it threatened the duty on July 30.

"We regret this step & will answer it," said Ana Lima, India's trade minister."""
MEETING_TEXT = """\
Indian trade minister Ana Lima met US trade representative Tomas Berg in Kuala Lumpur on Monday \
on the sidelines of the East Asia Summit.

"The tariff will go when the talks are done," Berg promised reporters <script>alert(1)</script>.

China on October 9 threatened to control exports of rare earths to the United States."""
OTHER_TEXT = "Ana Lima of India met Tomas Berg of the United States in Kuala Lumpur on Tuesday."
LIFTED_TEXT = """\
The United States lifted its tariff on Indian jewellery on Thursday, ten days after Lima and Berg \
spoke by phone on January 5.

Lima will host the European Union's trade commissioner Eva Novak in Delhi in February."""

ARTICLES = (
    ("tariff", "The Herald", None, date(2025, 8, 28), "Tariff imposed", TARIFF_TEXT, None),
    (
        "meeting",
        "Daily Courier",
        None,
        date(2025, 10, 28),
        "Lima <b>meets</b> Berg",
        MEETING_TEXT,
        None,
    ),
    ("copy", "The Mirror", None, date(2025, 10, 28), "Lima meets Berg", MEETING_TEXT, "meeting"),
    ("other", "Evening Post", None, date(2025, 10, 29), "Talks in Malaysia", OTHER_TEXT, None),
    ("lifted", "The Herald", None, date(2026, 1, 15), "Tariff lifted", LIFTED_TEXT, None),
)
TEXTS = {key: text for key, _, _, _, _, text, _ in ARTICLES}

HELD, CALL, PLANNED = (make_id("meetings", key) for key in ("held", "call", "planned"))
TARIFF, CONTROL = (make_id("trade_measures", key) for key in ("tariff", "control"))
LIMA, BERG, NOVAK = (make_id("persons", key) for key in ("lima", "berg", "novak"))
REGRET, PROMISE, REPEAT = (make_id("statements", key) for key in ("regret", "promise", "repeat"))
OLDEST_MEETING, OLD_MEETING = (make_id("meetings", key) for key in ("oldest", "old"))


def articles() -> list[Row]:
    return [
        {
            "article_id": article_id(key),
            "source_path": f"{key}.md",
            "url": f"https://news.example/{key}",
            "outlet": outlet,
            "agency": agency,
            "title": title,
            "published_date": published,
            "published_source": "metadata",
            "language": "en",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text_chars": len(text),
            "word_count": len(text.split()),
            "duplicate_of": article_id(head) if head else None,
            "is_redistributable": False,
        }
        for key, outlet, agency, published, title, text, head in ARTICLES
    ]


def meeting(meeting_id: str, status: str, edtf: str, first: date, last: date, **more: Any) -> Row:
    return {
        "meeting_id": meeting_id,
        "status": status,
        "arity": "bilateral",
        "medium": "in_person",
        "setting": "standalone",
        "level": "minister",
        "date_edtf": edtf,
        "date_earliest": first,
        "date_latest": last,
        "date_anchor": "publication",
        "topics": ["trade"],
        "party_count": 2,
        "participant_count": 2,
        "measure_ids": [],
        "article_count": 1,
        "source_count": 1,
        "confidence": 0.9,
        **more,
    }


MEETINGS = [
    meeting(
        HELD,
        "held",
        "2025-10-27",
        date(2025, 10, 27),
        date(2025, 10, 27),
        setting="sidelines",
        occasion="East Asia Summit",
        place_name="Kuala Lumpur",
        place_country="MYS",
        first_reported_date=date(2025, 10, 28),
        last_reported_date=date(2025, 10, 29),
        article_count=3,
        source_count=2,
    ),
    meeting(
        CALL,
        "held",
        "2026-01-05",
        date(2026, 1, 5),
        date(2026, 1, 5),
        medium="phone",
        measure_ids=[TARIFF],
        first_reported_date=date(2026, 1, 15),
        last_reported_date=date(2026, 1, 15),
    ),
    meeting(
        PLANNED,
        "scheduled",
        "2026-02",
        date(2026, 2, 1),
        date(2026, 2, 28),
        place_name="Delhi",
        place_country="IND",
        first_reported_date=date(2026, 1, 15),
        last_reported_date=date(2026, 1, 15),
    ),
]
MEETING_REPORTS = [
    (HELD, "meeting", "2025-10-27", date(2025, 10, 27)),
    (HELD, "copy", "2025-10-27", date(2025, 10, 27)),
    (HELD, "other", "2025-10-28", date(2025, 10, 28)),
    (CALL, "lifted", "2026-01-05", date(2026, 1, 5)),
    (PLANNED, "lifted", "2026-02", date(2026, 2, 1)),
]


def meeting_reports() -> list[Row]:
    rows = []
    for meeting_id, key, edtf, first in MEETING_REPORTS:
        principal = next(each for each in MEETINGS if each["meeting_id"] == meeting_id)
        published = next(each[3] for each in ARTICLES if each[0] == key)
        copied = ("status", "arity", "medium", "level", "date_anchor", "topics", "confidence")
        rows.append(
            {
                "report_id": make_id("meeting_reports", meeting_id, key),
                "meeting_id": meeting_id,
                "article_id": article_id(key),
                "reported_date": published,
                **{name: principal[name] for name in copied},
                "setting": "unknown" if key == "other" else principal["setting"],
                "place_name": principal.get("place_name"),
                "place_country": principal.get("place_country"),
                "date_edtf": edtf,
                "date_earliest": first,
                "date_latest": principal["date_latest"] if key != "other" else first,
                "rule": "met",
            }
        )
    return rows


def participant(meeting_id: str, person_id: str, name: str, country: str, **more: Any) -> Row:
    return {
        "participant_id": make_id("participants", meeting_id, person_id),
        "meeting_id": meeting_id,
        "person_id": person_id,
        "name": name,
        "office": "trade minister",
        "office_type": "trade_minister",
        "is_former_office": False,
        "country": country,
        "role": "participant",
        "is_host": False,
        **more,
    }


PARTICIPANTS = [
    participant(HELD, LIMA, "Ana Lima", "IND"),
    participant(HELD, BERG, "Tomas Berg", "USA", office="trade representative"),
    participant(CALL, LIMA, "Ana Lima", "IND"),
    participant(CALL, BERG, "Tomas Berg", "USA", office="trade representative"),
    participant(PLANNED, LIMA, "Ana Lima", "IND", role="host", is_host=True),
    participant(PLANNED, NOVAK, "Eva Novak", "EUU", office="trade commissioner", role="visitor"),
]
PERSONS = [
    (LIMA, "Ana Lima", "Lima", "IND"),
    (BERG, "Tomas Berg", "Berg", "USA"),
    (NOVAK, "Eva Novak", "Novak", "EUU"),
]


def statement(statement_id: str, key: str, person: str, words: str, **more: Any) -> Row:
    _, name, _, country = next(each for each in PERSONS if each[0] == person)
    return {
        "statement_id": statement_id,
        "article_id": article_id(key),
        "kind": "direct",
        "speaker_ref": "explicit",
        "person_id": person,
        "speaker_name": name,
        "speaker_office_type": "trade_minister",
        "speaker_country": country,
        "text": words,
        "text_clean": words,
        "channel": "unknown",
        "measure_ids": [TARIFF],
        "confidence": 0.95,
        "rule": "quote_cue_speaker",
        **more,
    }


STATEMENTS = [
    statement(
        REGRET,
        "tariff",
        LIMA,
        "We regret this step & will answer it,",
        cue="say",
        about_countries=["USA"],
    ),
    statement(
        PROMISE,
        "meeting",
        BERG,
        "The tariff will go when the talks are done,",
        cue="promise",
        audience="reporters",
        meeting_id=HELD,
        about_countries=["IND"],
    ),
    statement(
        REPEAT,
        "copy",
        BERG,
        "The tariff will go when the talks are done,",
        cue="promise",
        audience="reporters",
        meeting_id=HELD,
        about_countries=["IND"],
        is_repeat_of=PROMISE,
    ),
]


def measure(measure_id: str, measure_type: str, status: str, **more: Any) -> Row:
    return {
        "measure_id": measure_id,
        "measure_type": measure_type,
        "sanction_types": [],
        "direction": "restrictive",
        "flow": "inward",
        "status": status,
        "target_scope": "listed",
        "is_retaliation": False,
        "article_count": 1,
        "source_count": 1,
        "confidence": 0.8,
        **more,
    }


MEASURES = [
    measure(
        TARIFF,
        "import_tariff",
        "lifted",
        gta_intervention_type_id=47,
        flow="inward",
        is_in_force=False,
        product="Indian jewellery",
        rate_percent=50.0,
        effective_edtf="2025-08-27",
        effective_earliest=date(2025, 8, 27),
        effective_latest=date(2025, 8, 27),
        ended_edtf="2026-01-15",
        ended_earliest=date(2026, 1, 15),
        ended_latest=date(2026, 1, 15),
        first_reported_date=date(2025, 8, 28),
        last_reported_date=date(2026, 1, 15),
        article_count=2,
    ),
    measure(
        CONTROL,
        "export_control",
        "threatened",
        gta_intervention_type_id=None,
        mast_chapter="P",
        flow="outward",
        is_in_force=False,
        product="rare earths",
        first_reported_date=date(2025, 10, 28),
        last_reported_date=date(2025, 10, 28),
    ),
]
MEASURE_EVENTS = [
    (TARIFF, 1, "threatened", "threatened", date(2025, 7, 30), date(2025, 8, 28)),
    (TARIFF, 2, "entered_into_force", "in_force", date(2025, 8, 27), date(2025, 8, 28)),
    (TARIFF, 3, "lifted", "lifted", date(2026, 1, 15), date(2026, 1, 15)),
    (CONTROL, 1, "threatened", "threatened", date(2025, 10, 9), date(2025, 10, 28)),
]
MEASURE_PARTIES = [
    (TARIFF, "implementer", "USA"),
    (TARIFF, "target", "IND"),
    (CONTROL, "implementer", "CHN"),
    (CONTROL, "target", "USA"),
]
MEASURE_PRODUCTS = [
    (TARIFF, "Indian jewellery", "7113"),
    (CONTROL, "rare earths", "2805"),
]

MET = "Indian trade minister Ana Lima met US trade representative Tomas Berg"
MET_OTHER = "Ana Lima of India met Tomas Berg of the United States"
SPOKE = "Lima and Berg spoke by phone on January 5"
WILL_HOST = "Lima will host the European Union's trade commissioner Eva Novak in Delhi"
REGRET_WORDS = "We regret this step & will answer it,"
PROMISE_WORDS = "The tariff will go when the talks are done,"
IMPOSED = "The United States imposed a 50 per cent tariff on Indian jewellery"
LIFTED = "The United States lifted its tariff on Indian jewellery"
THREATENED = "China on October 9 threatened to control exports of rare earths to the United States"

# table, row, column, article, excerpt, value
EVIDENCE = [
    ("meetings", HELD, None, "meeting", MET, None),
    ("meetings", HELD, "date_edtf", "meeting", "on Monday", "2025-10-27"),
    ("meetings", HELD, None, "copy", MET, None),
    ("meetings", HELD, None, "other", MET_OTHER, None),
    ("meetings", CALL, None, "lifted", SPOKE, None),
    ("meetings", PLANNED, None, "lifted", WILL_HOST, None),
    ("statements", REGRET, None, "tariff", REGRET_WORDS, None),
    ("statements", REGRET, "cue", "tariff", "said", "say"),
    ("statements", REGRET, "speaker_name", "tariff", "Ana Lima", "Ana Lima"),
    ("statements", PROMISE, None, "meeting", PROMISE_WORDS, None),
    ("statements", PROMISE, "cue", "meeting", "promised", "promise"),
    ("statements", PROMISE, "speaker_name", "meeting", "Berg", "Tomas Berg"),
    ("statements", REPEAT, None, "copy", PROMISE_WORDS, None),
    ("statements", REPEAT, "cue", "copy", "promised", "promise"),
    ("statements", REPEAT, "speaker_name", "copy", "Berg", "Tomas Berg"),
    ("trade_measures", TARIFF, None, "tariff", IMPOSED, None),
    ("trade_measures", TARIFF, "rate_percent", "tariff", "50 per cent", "50"),
    ("trade_measures", TARIFF, None, "lifted", LIFTED, None),
    ("trade_measures", CONTROL, None, "meeting", THREATENED, None),
]


def evidence() -> list[Row]:
    spans: list[tuple[str, str, str | None, str, str, str | None]] = [*EVIDENCE]
    for person in PARTICIPANTS:
        for meeting_id, key, _, _ in MEETING_REPORTS:
            if meeting_id == person["meeting_id"]:
                name = person["name"]
                word = name if name in TEXTS[key] else name.split()[-1]
                spans.append(("participants", person["participant_id"], None, key, word, None))
    for measure_id, number, key, words in (
        (TARIFF, 1, "tariff", "threatened the duty on July 30"),
        (TARIFF, 2, "tariff", "imposed a 50 per cent tariff"),
        (TARIFF, 3, "lifted", "lifted its tariff"),
        (CONTROL, 1, "meeting", "threatened to control exports"),
    ):
        event_id = make_id("measure_events", measure_id, number)
        spans.append(("measure_events", event_id, None, key, words, None))
    for measure_id, role, key, words in (
        (TARIFF, "implementer", "tariff", "The United States"),
        (TARIFF, "implementer", "lifted", "The United States"),
        (TARIFF, "target", "tariff", "Indian"),
        (TARIFF, "target", "lifted", "Indian"),
        (CONTROL, "implementer", "meeting", "China"),
        (CONTROL, "target", "meeting", "the United States"),
    ):
        party_id = make_id("trade_measure_parties", measure_id, role)
        spans.append(("trade_measure_parties", party_id, None, key, words, None))
    rows = []
    for table, row_id, column, key, excerpt, value in spans:
        start = TEXTS[key].index(excerpt)
        rows.append(
            {
                "evidence_id": make_id("evidence", table, row_id, column, key, start),
                "table_name": table,
                "row_id": row_id,
                "column_name": column,
                "article_id": article_id(key),
                "char_start": start,
                "char_end": start + len(excerpt),
                "excerpt": excerpt,
                "asserted_value": value,
                "is_accepted": True,
                "rule": "met",
                "extractor": "rules",
            }
        )
    return rows


def measure_reports() -> list[Row]:
    rows = []
    for measure_id, key, status in (
        (TARIFF, "tariff", "in_force"),
        (TARIFF, "lifted", "lifted"),
        (CONTROL, "meeting", "threatened"),
    ):
        principal = next(each for each in MEASURES if each["measure_id"] == measure_id)
        rows.append(
            {
                "report_id": make_id("measure_reports", measure_id, key),
                "measure_id": measure_id,
                "article_id": article_id(key),
                "reported_date": next(each[3] for each in ARTICLES if each[0] == key),
                "measure_type": principal["measure_type"],
                "status": status,
                "product": principal["product"],
                "rate_percent": principal.get("rate_percent") if key == "tariff" else None,
                "is_retaliation": False,
                "confidence": principal["confidence"],
                "rule": "imposed",
            }
        )
    return rows


def rows() -> dict[str, list[Row]]:
    """Return the rows of every table that has any."""
    return {
        "articles": articles(),
        "article_texts": [
            {"article_id": article_id(key), "text": text} for key, text in TEXTS.items()
        ],
        "meetings": MEETINGS,
        "meeting_reports": meeting_reports(),
        "participants": PARTICIPANTS,
        "persons": [
            {"person_id": key, "name": name, "family_name": family, "country": country}
            | {"name_variants": []}
            for key, name, family, country in PERSONS
        ],
        "statements": STATEMENTS,
        "statement_speakers": [
            {
                "statement_id": each["statement_id"],
                "ordinal": 1,
                "person_id": each["person_id"],
                "name": each["speaker_name"],
                "country": each["speaker_country"],
            }
            for each in STATEMENTS
        ],
        "trade_measures": MEASURES,
        "measure_reports": measure_reports(),
        "measure_events": [
            {
                "event_id": make_id("measure_events", measure_id, sequence),
                "measure_id": measure_id,
                "sequence": sequence,
                "event_type": event_type,
                "status": status,
                "date_edtf": day.isoformat(),
                "date_earliest": day,
                "date_latest": day,
                "reported_date": reported,
                "rate_percent": 50.0 if (measure_id, sequence) == (TARIFF, 2) else None,
            }
            for measure_id, sequence, event_type, status, day, reported in MEASURE_EVENTS
        ],
        "trade_measure_parties": [
            {
                "party_id": make_id("trade_measure_parties", measure_id, role),
                "measure_id": measure_id,
                "role": role,
                "country": country,
            }
            for measure_id, role, country in MEASURE_PARTIES
        ],
        "trade_measure_products": [
            {"measure_id": key, "product": product, "hs_code": code, "is_excluded": False}
            for key, product, code in MEASURE_PRODUCTS
        ],
        "evidence": evidence(),
        "countries": [
            {"country": code, "name": name}
            for code, name in (
                ("CHN", "China"),
                ("EUU", "European Union"),
                ("FRA", "France"),
                ("GBR", "United Kingdom"),
                ("IND", "India"),
                ("MYS", "Malaysia"),
                ("USA", "United States"),
            )
        ],
        "country_groups": [
            {"group_id": "EU", "country": "FRA", "joined": date(1958, 1, 1), "left": None},
            {
                "group_id": "EU",
                "country": "GBR",
                "joined": date(1973, 1, 1),
                "left": date(2020, 1, 31),
            },
        ],
        "coverage": [
            {
                "outlet": outlet,
                "date": published,
                "article_count": 1,
                "relevant_count": 1,
                "reject_count": int(key == "tariff"),
            }
            for key, outlet, _, published, _, _, _ in ARTICLES
        ],
        "rejects": [
            {
                "source_path": "bad/<img src=x>.md",
                "reason": "bad_date",
                "detail": "published: '31 June 2025' is no date; write YYYY-MM-DD",
                "outlet": "The Herald",
                "published_date": date(2025, 8, 28),
            }
        ],
        "id_redirects": [
            {"old_id": OLDEST_MEETING, "new_id": OLD_MEETING, "version": "0.0.1"},
            {"old_id": OLD_MEETING, "new_id": HELD, "version": "0.0.2"},
        ],
        "quality": [
            {
                "table_name": "meetings",
                "column_name": None,
                "metric": metric,
                "value": value,
                "ci_low": value - 0.05,
                "ci_high": value + 0.05,
                "n_gold": 100,
                "n_predicted": 90,
                "corpus": "dev",
            }
            for metric, value in (("precision", 0.9), ("recall", 0.8), ("f1", 0.85))
        ],
    }


def tables() -> dict[str, pl.DataFrame]:
    """Return every table of the contract as frames, typed and sorted by their keys."""
    filled = rows()
    return {name: schema.frame(name, filled.get(name, [])) for name in schema.tables()}
