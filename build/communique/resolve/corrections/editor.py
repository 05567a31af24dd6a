"""Finds, changes and removes rows of a resolution, and keeps what follows from them in step."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from communique.core.declared import table
from communique.core.model import Evidence
from communique.core.terms import measure_status_order
from communique.resolve.columns import IN_FORCE
from communique.resolve.corrections.added import span_of
from communique.resolve.corrections.decision import KEYS, Decision
from communique.resolve.corrections.values import BadDecision
from communique.resolve.reports import Row

if TYPE_CHECKING:
    from communique.resolve.workspace import Workspace


def current(space: Workspace, row_id: str) -> str:
    """Return the id that a row has now, of any that it ever had."""
    seen: set[str] = set()
    while row_id in space.redirects and row_id not in seen:
        seen.add(row_id)
        row_id = space.redirects[row_id]
    return row_id


def find(space: Workspace, table_name: str, row_id: str) -> Row:
    """Return a row by any id that it ever had; BadDecision when it is gone."""
    wanted, key = current(space, row_id), KEYS[table_name]
    for row in space.tables[table_name]:
        if row[key] == wanted:
            return row
    raise BadDecision(
        f"there is no row {row_id} in {table_name} any more; look it up again or drop the line"
    )


def mark(
    space: Workspace,
    decision: Decision,
    table_name: str,
    row_id: str,
    column: str | None = None,
    asserted: str | None = None,
) -> None:
    """Enter a decision as evidence: at its excerpt, else where the row as a whole stands."""
    if decision.article_id and decision.excerpt:
        article = space.article(decision.article_id)
        if article is None:
            raise BadDecision(f"there is no article {decision.article_id}; look it up again")
        start, end = span_of(article, decision.excerpt)
    else:
        whole = space.evidence.whole(table_name, row_id)
        if whole is None:
            return
        article = space.article(str(whole["article_id"]))
        if article is None:
            return
        start, end = int(str(whole["char_start"])), int(str(whole["char_end"]))
    span = Evidence(start, end, column, asserted, decision.rule)
    space.evidence.add(table_name, row_id, article, span, decision.rule, decision.key)


def remove(space: Workspace, table_name: str, row: Row) -> None:
    """Take a part of a meeting or measure out, with its evidence and the ids that lead to it."""
    key = KEYS[table_name]
    gone = {str(row[key])} | space.evidence.drop(table_name, str(row[key]))
    space.tables[table_name] = [r for r in space.tables[table_name] if r is not row]
    left = {old for old in space.redirects if current(space, old) in gone}
    for old in left:
        del space.redirects[old]


def keep_meeting(space: Workspace, meeting_id: object) -> None:
    """Count the participants of a meeting anew."""
    members = [p for p in space.tables["participants"] if p["meeting_id"] == meeting_id]
    for row in space.tables["meetings"]:
        if row["meeting_id"] == meeting_id:
            row["participant_count"] = len(members)
            row["party_count"] = len({p["country"] or p["organisation"] for p in members} - {None})


def keep_measure(space: Workspace, measure_id: object) -> None:
    """Number the events of a measure anew and take its status from the latest."""
    order = measure_status_order()

    def place(event: Row) -> tuple[object, object, int, str]:
        reported = event["reported_date"] or date.max
        since = event["date_earliest"] or reported
        return since, reported, order[str(event["status"])], str(event["event_id"])

    events = [e for e in space.tables["measure_events"] if e["measure_id"] == measure_id]
    events.sort(key=place)
    for sequence, event in enumerate(events, 1):
        event["sequence"] = sequence
    for row in space.tables["trade_measures"]:
        if row["measure_id"] == measure_id and events:
            row["status"] = events[-1]["status"]
            row["is_in_force"] = IN_FORCE.get(str(row["status"]))


def check_references(space: Workspace, table_name: str, row: Row, column: str) -> None:
    """Raise BadDecision when a column refers to a row that is not there; old ids become current ones."""
    value = row[column]
    if column == "measure_ids":
        row[column] = sorted({str(find(space, "trade_measures", i)["measure_id"]) for i in value})  # type: ignore[attr-defined]
        return
    if column in ("about_countries",):
        for item in value:  # type: ignore[attr-defined]
            _check_country(space, str(item))
        return
    if value is None:
        return
    for foreign in table(table_name).foreign_keys:
        if foreign.fields == (column,):
            if foreign.table == "countries":
                _check_country(space, str(value))
            else:
                row[column] = find(space, foreign.table, str(value))[foreign.to[0]]


def _check_country(space: Workspace, country: str) -> None:
    if all(row["country"] != country for row in space.tables["countries"]):
        raise BadDecision(f"{country!r} is no row of countries")


def persons_once(space: Workspace, meeting_id: object) -> None:
    """Raise BadDecision when a person has two rows in a meeting."""
    found = Counter(
        str(p["person_id"])
        for p in space.tables["participants"]
        if p["meeting_id"] == meeting_id and p["person_id"]
    )
    twice = [person for person, count in found.items() if count > 1]
    if twice:
        raise BadDecision(f"{twice[0]} has a row in {meeting_id} already")
