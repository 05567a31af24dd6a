"""A tiny built folder and its annotation, written out so that every figure can be counted by hand.

Two annotated articles, "one" and "two"; a third, "gone", is annotated but was not built.
Meetings: of three required, one is found (with the wrong status and two of its three participants),
one is spared as optional, one found row is false. Statements: of three required, two are found, one
of them with the wrong speaker. Measures: both required are found, one with the wrong rate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

Row = dict[str, Any]

TEXT_ONE = (
    "Ana Lima met Tomas Berg and Eva Novak in Oslo on Monday. Lima had seen voters at home. "
    'The U.S. has a 25 percent tariff on steel. "We will not accept this duty," Lima said.'
)
TEXT_TWO = (
    "Berg is to call Lima. He said that the talks would go on until summer. "
    "Canada banned imports of timber from Norway."
)

PARTICIPANTS = [
    {"name": "Ana Lima", "country": "IND", "role": "participant"},
    {"name": "Tomas Berg", "country": "USA", "role": "participant"},
    {"name": "Eva Novak", "country": None, "organisation": "European Union", "role": "host"},
]
GOLD: dict[str, Row] = {
    "one": {
        "id": "one",
        "meetings": [
            {
                "status": "held",
                "medium": "in_person",
                "arity": "trilateral",
                "setting": "unknown",
                "place": "Oslo",
                "place_country": "NOR",
                "date": "2025-10-27",
                "participants": PARTICIPANTS,
                "evidence": ["Ana Lima met Tomas Berg and Eva Novak in Oslo"],
                "optional": False,
            },
            {
                "status": "held",
                "medium": "in_person",
                "arity": "unknown",
                "setting": "unknown",
                "participants": [{"name": "Ana Lima", "country": "IND"}],
                "evidence": ["Lima had seen voters at home"],
                "optional": True,
            },
        ],
        "statements": [
            {
                "kind": "direct",
                "speaker": "Ana Lima",
                "speaker_country": "IND",
                "cue": "say",
                "channel": "unknown",
                "text": ["We will not", "accept this duty"],
                "optional": False,
            },
        ],
        "measures": [
            {
                "type": "import_tariff",
                "status": "in_force",
                "implementers": [{"country": "USA", "organisation": None}],
                "targets": [],
                "negotiating_parties": [],
                "product": "steel",
                "rate_percent": 25,
                "evidence": ["a 25 percent tariff on steel"],
                "is_retaliation": False,
                "optional": False,
            },
        ],
    },
    "two": {
        "id": "two",
        "meetings": [
            {
                "status": "scheduled",
                "medium": "phone",
                "arity": "bilateral",
                "setting": "standalone",
                "participants": PARTICIPANTS[:2],
                "evidence": ["Berg is to call Lima"],
                "optional": False,
            },
        ],
        "statements": [
            {
                "kind": "indirect",
                "speaker": "Tomas Berg",
                "cue": "say",
                "text": "the talks would go on until summer",
                "date": "2025-10-27",
                "optional": False,
            },
        ],
        "measures": [
            {
                "type": "import_ban",
                "status": "in_force",
                "implementers": [{"country": "CAN", "organisation": None}],
                "targets": [{"country": "NOR", "organisation": None, "person": None}],
                "negotiating_parties": [],
                "product": "timber",
                "evidence": ["Canada banned imports of timber from Norway"],
                "optional": False,
            },
        ],
    },
    "gone": {
        "id": "gone",
        "meetings": [
            {
                "status": "held",
                "participants": PARTICIPANTS[:2],
                "evidence": ["Lima met Berg"],
                "optional": False,
            },
        ],
        "statements": [
            {"kind": "direct", "speaker": None, "text": "It is over", "optional": False},
        ],
        "measures": [],
    },
}

TEXT, FLAG, NUMBER = pl.String, pl.Boolean, pl.Float64
COLUMNS: dict[str, dict[str, Any]] = {
    "articles": dict.fromkeys(["article_id", "source_path"], TEXT),
    "article_texts": dict.fromkeys(["article_id", "text"], TEXT),
    "evidence": dict.fromkeys(
        ["table_name", "row_id", "column_name", "article_id", "excerpt"], TEXT
    ),
    "meeting_reports": dict.fromkeys(
        "meeting_id article_id status arity medium setting occasion place_name place_country "
        "date_edtf rule".split(),
        TEXT,
    ),
    "participants": dict.fromkeys(
        "participant_id meeting_id name office country organisation role".split(), TEXT
    ),
    "statements": dict.fromkeys(
        "statement_id article_id kind speaker_name speaker_country speaker_organisation text cue "
        "channel date_edtf rule".split(),
        TEXT,
    ),
    "measure_reports": {
        **dict.fromkeys("measure_id article_id measure_type status product".split(), TEXT),
        "rate_percent": NUMBER,
        "rate_percent_max": NUMBER,
        **dict.fromkeys("announced_edtf effective_edtf ended_edtf".split(), TEXT),
        "is_retaliation": FLAG,
        "rule": TEXT,
    },
    "trade_measure_parties": dict.fromkeys(
        "party_id measure_id role country organisation name".split(), TEXT
    ),
}


def meeting(key: str, article: str, rule: str, **values: object) -> Row:
    return {
        "meeting_id": key,
        "article_id": article,
        "status": "held",
        "arity": "bilateral",
        "medium": "in_person",
        "setting": "unknown",
        "rule": rule,
        **values,
    }


def participant(key: str, meeting_id: str, name: str, country: str) -> Row:
    return {
        "participant_id": key,
        "meeting_id": meeting_id,
        "name": name,
        "country": country,
        "role": "participant",
    }


def span(table: str, row: str, article: str, excerpt: str, column: str | None = None) -> Row:
    return {
        "table_name": table,
        "row_id": row,
        "column_name": column,
        "article_id": article,
        "excerpt": excerpt,
    }


def statement(key: str, article: str, kind: str, speaker: str | None, text: str) -> Row:
    return {
        "statement_id": key,
        "article_id": article,
        "kind": kind,
        "speaker_name": speaker,
        "text": text,
        "cue": "say",
        "channel": "unknown",
        "rule": "quote_said",
    }


TABLES: dict[str, list[Row]] = {
    "articles": [
        {"article_id": "a1", "source_path": "news/one.md"},
        {"article_id": "a2", "source_path": "news/two.txt"},
        {"article_id": "a9", "source_path": "news/other.md"},
    ],
    "article_texts": [
        {"article_id": "a1", "text": TEXT_ONE},
        {"article_id": "a2", "text": TEXT_TWO},
    ],
    "meeting_reports": [
        meeting("m1", "a1", "met", status="proposed", place_name="Oslo", date_edtf="2025-10-27"),
        meeting("m2", "a1", "saw"),
        meeting("m3", "a2", "met"),
        meeting("m9", "a9", "met"),
    ],
    "participants": [
        participant("p1", "m1", "Ana Lima", "IND"),
        participant("p2", "m1", "Berg", "USA"),
        # Named in another article only, so it does not count in "one".
        participant("p3", "m1", "Carl Dean", "CAN"),
        participant("p4", "m2", "Lima", "IND"),
        participant("p5", "m3", "Olaf Nord", "NOR"),
        participant("p6", "m9", "Ana Lima", "IND"),
    ],
    "statements": [
        statement("s1", "a1", "direct", "Lima", "We will not accept this duty"),
        statement("s2", "a2", "indirect", "Ana Lima", "that the talks would go on until summer"),
        statement("s3", "a2", "indirect", "Berg", "something else entirely"),
    ],
    "measure_reports": [
        {
            "measure_id": "x1",
            "article_id": "a1",
            "measure_type": "import_tariff",
            "status": "in_force",
            "product": "steel",
            "rate_percent": 20.0,
            "rule": "tariff_on",
        },
        {
            "measure_id": "x2",
            "article_id": "a2",
            # Of a family near that of import_ban, so the two may be the same measure.
            "measure_type": "sanction",
            "status": "in_force",
            "product": "timber",
            "rule": "banned",
        },
    ],
    "trade_measure_parties": [
        {"party_id": "y1", "measure_id": "x1", "role": "implementer", "country": "USA"},
        {"party_id": "y2", "measure_id": "x2", "role": "implementer", "country": "CAN"},
        {"party_id": "y3", "measure_id": "x2", "role": "target", "country": "NOR"},
        {"party_id": "y4", "measure_id": "x2", "role": "exempted", "country": "SWE"},
    ],
    "evidence": [
        span("meetings", "m1", "a1", "Ana Lima met Tomas Berg"),
        span("meetings", "m1", "a1", "Lima had seen voters at home", column="status"),
        span("meetings", "m2", "a1", "Lima had seen voters"),
        span("participants", "p1", "a1", "Ana Lima"),
        span("participants", "p3", "a9", "Carl Dean"),
        span("trade_measures", "x1", "a1", "25 percent tariff"),
    ],
}


def write_gold(folder: Path, gold: Mapping[str, Row] = GOLD) -> Path:
    folder.mkdir(parents=True)
    for stem, content in gold.items():
        (folder / f"{stem}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def write_built(folder: Path, tables: Mapping[str, Sequence[Row]] = TABLES) -> Path:
    (folder / "data").mkdir(parents=True)
    for name, rows in tables.items():
        full = [{column: row.get(column) for column in COLUMNS[name]} for row in rows]
        frame = pl.DataFrame(full, schema=COLUMNS[name])
        frame.write_parquet(folder / "data" / f"{name}.parquet")
    return folder
