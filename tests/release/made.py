"""Versions of the sample dataset for tests: in memory, or published as folders."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from publish import sample

from communique.core import schema
from communique.core.ids import make_id
from communique.publish import write_all
from communique.release.snapshot import Snapshot, snapshot_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Edit = Callable[[Rows], None]

SPLIT_OFF = make_id("meetings", "split off")
LIFTED_ON = date(2026, 1, 15)
SIXTH = sample.article_id("sixth")
MENDED = sample.article_id("lifted, mended")


def rows(*edits: Edit) -> Rows:
    """The rows of the sample, edited."""
    found = copy.deepcopy(sample.rows())
    for edit in edits:
        edit(found)
    return found


def snapshot(*edits: Edit, version: str = "1.0.0") -> Snapshot:
    """A version of the edited sample."""
    made = rows(*edits)
    tables = {name: schema.frame(name, made.get(name, [])) for name in schema.tables()}
    return snapshot_of(tables, {"version": version, "created": "2026-01-01T00:00:00Z"})


def folder(path: Path, *edits: Edit) -> Path:
    """The edited sample, published into a folder."""
    made = rows(*edits)
    path.mkdir(parents=True)
    write_all({name: schema.frame(name, made.get(name, [])) for name in schema.tables()}, path)
    return path


def input_files(folder: Path) -> None:
    """Files of the names that the sample, and its sixth article, were read from."""
    folder.mkdir()
    for name in (*sample.TEXTS, "sixth"):
        (folder / f"{name}.md").write_text(f"{name}\n")


def row(rows: Rows, table: str, row_id: str) -> Row:
    """One row by the value of its first column."""
    return next(each for each in rows[table] if next(iter(each.values())) == row_id)


def drop(rows: Rows, table: str, **where: object) -> None:
    """Drop the rows of a table whose columns have the given values."""
    rows[table] = [
        each for each in rows[table] if any(each.get(c) != value for c, value in where.items())
    ]


def other_reading(rows: Rows) -> None:
    """Nothing but one value is read otherwise."""
    row(rows, "statements", sample.REGRET)["channel"] = "interview"


def corrected(rows: Rows) -> None:
    """A person corrects one value, which leaves a span of its own."""
    row(rows, "statements", sample.REGRET)["channel"] = "interview"
    span = next(each for each in rows["evidence"] if each["row_id"] == sample.REGRET)
    rows["evidence"].append(
        {
            **span,
            "evidence_id": make_id("evidence", "correction"),
            "column_name": "channel",
            "asserted_value": "interview",
            "extractor": "correction",
        }
    )


def another_article(rows: Rows) -> None:
    """One more outlet reports the meeting that was held."""
    text = sample.OTHER_TEXT + " They spoke for an hour."
    day = date(2025, 10, 30)
    rows["articles"].append(
        {
            **row(rows, "articles", sample.article_id("other")),
            "article_id": SIXTH,
            "source_path": "sixth.md",
            "url": "https://news.example/sixth",
            "outlet": "The Gazette",
            "published_date": day,
            "text_sha256": sha256(text),
            "text_chars": len(text),
            "word_count": len(text.split()),
        }
    )
    rows["article_texts"].append({"article_id": SIXTH, "text": text})
    report = next(
        each for each in rows["meeting_reports"] if each["article_id"] == sample.article_id("other")
    )
    rows["meeting_reports"].append(
        {
            **report,
            "report_id": make_id("meeting_reports", "sixth"),
            "article_id": SIXTH,
            "reported_date": day,
        }
    )
    rows["evidence"] += [
        {**each, "evidence_id": make_id("evidence", "sixth", number), "article_id": SIXTH}
        for number, each in enumerate(rows["evidence"])
        if each["article_id"] == sample.article_id("other")
    ]
    rows["coverage"].append(
        {
            "outlet": "The Gazette",
            "date": day,
            "article_count": 1,
            "relevant_count": 1,
            "reject_count": 0,
        }
    )
    row(rows, "meetings", sample.HELD).update(
        article_count=4, source_count=3, last_reported_date=day
    )


def without_call(rows: Rows) -> None:
    """The call is no longer found, though its article is there."""
    people = [each["participant_id"] for each in rows["participants"] if is_call(each)]
    rows["participants"] = [each for each in rows["participants"] if not is_call(each)]
    rows["meetings"] = [each for each in rows["meetings"] if not is_call(each)]
    rows["meeting_reports"] = [each for each in rows["meeting_reports"] if not is_call(each)]
    rows["evidence"] = [
        each for each in rows["evidence"] if each["row_id"] not in (sample.CALL, *people)
    ]


def is_call(each: Row) -> bool:
    """Tell whether a row is of the call."""
    return bool(each["meeting_id"] == sample.CALL)


def call_merged(rows: Rows) -> None:
    """The call is found to be the meeting that was planned."""
    people = {
        each["participant_id"]: each["person_id"] for each in rows["participants"] if is_call(each)
    }
    without_call(rows)
    rows["id_redirects"].append({"old_id": sample.CALL, "new_id": sample.PLANNED, "version": None})
    lima = next(each for each, person in people.items() if person == sample.LIMA)
    kept = make_id("participants", sample.PLANNED, sample.LIMA)
    rows["id_redirects"].append({"old_id": lima, "new_id": kept, "version": None})


def held_split(rows: Rows) -> None:
    """What one article reports is found to be a meeting of its own."""
    other = sample.article_id("other")
    split_off = {**row(rows, "meetings", sample.HELD), "meeting_id": SPLIT_OFF}
    split_off.update(article_count=1, source_count=1, date_edtf="2025-10-28")
    rows["meetings"].append(split_off)
    row(rows, "meetings", sample.HELD).update(article_count=2, source_count=1)
    for table in ("meeting_reports", "evidence"):
        for each in rows[table]:
            column = "row_id" if table == "evidence" else "meeting_id"
            if each["article_id"] == other and each[column] == sample.HELD:
                each[column] = SPLIT_OFF


def withdrawn(rows: Rows) -> None:
    """The article about the call and the planned meeting is withdrawn."""
    gone = sample.article_id("lifted")
    for table in ("articles", "article_texts", "meeting_reports", "measure_reports", "evidence"):
        drop(rows, table, article_id=gone)
    for meeting in (sample.CALL, sample.PLANNED):
        drop(rows, "meetings", meeting_id=meeting)
        drop(rows, "participants", meeting_id=meeting)


def withdrawn_whole(rows: Rows) -> None:
    """The same, with all that must go with it for the dataset to be whole."""
    withdrawn(rows)
    gone = sample.article_id("lifted")
    lifted = make_id("measure_events", sample.TARIFF, 3)
    drop(rows, "measure_events", event_id=lifted)
    drop(rows, "persons", person_id=sample.NOVAK)
    rows["coverage"] = [each for each in rows["coverage"] if each["date"] != LIFTED_ON]
    row(rows, "trade_measures", sample.TARIFF).update(
        status="in_force",
        is_in_force=True,
        ended_edtf=None,
        ended_earliest=None,
        ended_latest=None,
        article_count=1,
        last_reported_date=date(2025, 8, 28),
    )
    assert gone not in {each["article_id"] for each in rows["evidence"]}


def article_mended(rows: Rows) -> None:
    """The outlet mends a word of an article, so that the article and its rows get other ids."""
    gone = sample.article_id("lifted")
    text = sample.LIFTED_TEXT.replace("on Thursday", "last Thursday")
    moved = {gone: MENDED}
    for meeting in (sample.CALL, sample.PLANNED):
        moved[meeting] = make_id("meetings", meeting, "mended")
    for each in rows["participants"]:
        if each["meeting_id"] in moved:
            moved[each["participant_id"]] = make_id("participants", each["participant_id"], "m")
    for each in rows["evidence"]:
        if each["article_id"] == gone:
            moved[each["evidence_id"]] = make_id("evidence", each["evidence_id"], "mended")
            start = text.find(each["excerpt"])
            each.update(char_start=start, char_end=start + len(each["excerpt"]))
    for table in ("meeting_reports", "measure_reports"):
        for each in rows[table]:
            if each["article_id"] == gone:
                moved[each["report_id"]] = make_id(table, each["report_id"], "mended")
    for table in rows.values():
        for each in table:
            for column, value in each.items():
                if isinstance(value, str) and value in moved:
                    each[column] = moved[value]
    row(rows, "articles", MENDED).update(
        text_sha256=sha256(text), text_chars=len(text), word_count=len(text.split())
    )
    row(rows, "article_texts", MENDED)["text"] = text


def sha256(text: str) -> str:
    """SHA-256 of a text."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()
