"""Carries out one decision on the finished rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.core.declared import table
from communique.core.ids import make_id
from communique.resolve.columns import IN_FORCE, add_bounds
from communique.resolve.corrections.check import values
from communique.resolve.corrections.decision import CLUSTERED, KEYS, PARTS, PRINCIPAL, Decision
from communique.resolve.corrections.editor import (
    check_references,
    find,
    keep_measure,
    keep_meeting,
    mark,
    persons_once,
    remove,
)
from communique.resolve.corrections.values import BadDecision, changeable, read_value
from communique.resolve.evidence import written
from communique.resolve.reports import Row

if TYPE_CHECKING:
    from communique.resolve.workspace import Workspace

# A measure of such a status cannot be in force; of such a one it is.
_NEVER = frozenset(
    "threatened proposed under_investigation under_negotiation concluded suspended lifted expired "
    "struck_down rejected".split()
)
_ALWAYS = frozenset(("in_force", "amended"))


def apply(space: Workspace, decision: Decision) -> None:
    """Carry out a decision; BadDecision when it cannot be, with every row as it was before."""
    actions: dict[str, Callable[[Workspace, Decision], None]] = {
        "confirm": _confirm,
        "reject": _reject,
        "change": _change,
        "merge": _joined,
        "split": _joined,
        "add": _add,
    }
    actions[decision.action](space, decision)


def _joined(space: Workspace, decision: Decision) -> None:
    """A merge or split is done when clusters are made; here it is entered as evidence."""
    if decision.table_name in CLUSTERED[:2]:
        row = find(space, decision.table_name, decision.row_id)
        mark(space, decision, decision.table_name, str(row[KEYS[decision.table_name]]))


def _confirm(space: Workspace, decision: Decision) -> None:
    if decision.column_name:
        _change(space, decision)
        return
    row = find(space, decision.table_name, decision.row_id)
    mark(space, decision, decision.table_name, str(row[KEYS[decision.table_name]]))


def _reject(space: Workspace, decision: Decision) -> None:
    if decision.table_name in PRINCIPAL:
        return  # left out with its mentions, before rows were made
    row = find(space, decision.table_name, decision.row_id)
    remove(space, decision.table_name, row)
    _keep(space, decision.table_name, row)


def _change(space: Workspace, decision: Decision) -> None:
    name, column = decision.table_name, decision.column_name
    row = find(space, name, decision.row_id)
    value = read_value(changeable(name, column), decision.value)
    before = dict(row)
    speakers = [dict(s) for s in space.tables["statement_speakers"]] if name == "statements" else []
    try:
        row[column] = value
        check_references(space, name, row, column)
        _follow(space, name, row, column)
        mark(
            space,
            decision,
            name,
            str(row[KEYS[name]]),
            column,
            None if row[column] is None else written(row[column]),
        )
    except BadDecision:
        row.clear()
        row.update(before)
        if name == "statements":
            space.tables["statement_speakers"] = speakers
        raise
    _keep(space, name, row)


def _follow(space: Workspace, name: str, row: Row, column: str) -> None:
    """Set the columns that follow from a changed one; BadDecision when it contradicts another."""
    if column.endswith("_edtf"):
        add_bounds(row, column.removesuffix("_edtf"))
    if name == "participants":
        row["is_host"] = row["role"] == "host"
        persons_once(space, row["meeting_id"])
    if name == "meetings" and row["parent_meeting_id"] == row["meeting_id"]:
        raise BadDecision("a meeting is no parent of itself")
    if name == "trade_measures":
        _follow_measure(space, row, column)
    if name == "statements":
        _follow_statement(space, row, column)


def _follow_measure(space: Workspace, row: Row, column: str) -> None:
    status = str(row["status"])
    if column == "status":
        events = [e for e in space.tables["measure_events"] if e["measure_id"] == row["measure_id"]]
        if events and all(e["status"] != status for e in events):
            raise BadDecision(
                "the status is that of the latest event; add, change or reject a row of measure_events"
            )
        row["is_in_force"] = IN_FORCE.get(status)
    if (row["is_in_force"] is True and status in _NEVER) or (
        row["is_in_force"] is False and status in _ALWAYS
    ):
        raise BadDecision(f"is_in_force contradicts the status {status}")
    low, high = row["rate_percent"], row["rate_percent_max"]
    if isinstance(low, float) and isinstance(high, float) and high < low:
        raise BadDecision(f"rate_percent_max {high:g} is below rate_percent {low:g}")


def _follow_statement(space: Workspace, row: Row, column: str) -> None:
    statement_id, article_id = row["statement_id"], row["article_id"]
    if column == "meeting_id" and row["meeting_id"]:
        reports = space.tables["meeting_reports"]
        if not any(
            r["meeting_id"] == row["meeting_id"] and r["article_id"] == article_id for r in reports
        ):
            raise BadDecision(f"{article_id} does not report {row['meeting_id']}")
    if column == "is_repeat_of" and row["is_repeat_of"]:
        first = find(space, "statements", str(row["is_repeat_of"]))
        if first["article_id"] == article_id:
            raise BadDecision("is_repeat_of is a statement of the same article")
    if column == "text":
        row["text_clean"] = row["text"]
    names = {
        "person_id": "person_id",
        "speaker_name": "name",
        "speaker_country": "country",
        "organisation_id": "organisation_id",
    }
    if column in names:
        own = [s for s in space.tables["statement_speakers"] if s["statement_id"] == statement_id]
        if len(own) > 1:
            if column == "person_id" and all(s["person_id"] != row["person_id"] for s in own):
                raise BadDecision("the statement has several speakers, and this person is none")
        elif own:
            own[0][names[column]] = row[column]
        else:
            space.tables["statement_speakers"].append(
                {"statement_id": statement_id, "ordinal": 1}
                | {to: row[source] for source, to in names.items()}
            )


def _add(space: Workspace, decision: Decision) -> None:
    name = decision.table_name
    if name in PRINCIPAL:
        return  # read with its article, as a mention
    owner = PARTS[name]
    parent = find(space, "meetings" if owner == "meeting_id" else "trade_measures", decision.row_id)
    declared = table(name)
    said = values(decision)
    row: Row = dict.fromkeys(declared.columns)
    for column, value in said.items():
        if column not in declared.columns or column in (owner, KEYS.get(name)):
            raise BadDecision(f"{name}: a new row takes no value for {column!r}")
        row[column] = read_value(declared.field(column), _cell(value))
        check_references(space, name, row, column)
    row[owner] = parent[owner]
    _default(space, decision, row)
    missing = [f.name for f in declared.fields if f.required and row[f.name] is None]
    if missing:
        raise BadDecision(f"value lacks {', '.join(missing)}")
    key = declared.primary_key
    if key and any(all(r[k] == row[k] for k in key) for r in space.tables[name]):
        raise BadDecision("there is such a row already")
    if name == "measure_relations" and row["measure_id"] == row["related_measure_id"]:
        raise BadDecision("a measure is not related to itself")
    if name in KEYS:
        mark(space, decision, name, str(row[KEYS[name]]))
    else:
        mark(space, decision, "trade_measures", str(row["measure_id"]))
    space.tables[name].append(row)
    try:
        if name == "participants":
            persons_once(space, row["meeting_id"])
    except BadDecision:
        remove(space, name, row)
        raise
    _keep(space, name, row)


def _default(space: Workspace, decision: Decision, row: Row) -> None:
    name = decision.table_name
    if name in KEYS:
        row[KEYS[name]] = make_id(name, "correction", decision.key)
    if name == "participants":
        row["role"] = row["role"] or "participant"
        row["is_host"] = row["role"] == "host"
    if name == "measure_events":
        add_bounds(row, "date")
        article = space.article(decision.article_id)
        row["reported_date"] = article.published_date if article else None
        row["sequence"] = 1
    if name == "trade_measure_products" and row["is_excluded"] is None:
        row["is_excluded"] = False


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _keep(space: Workspace, name: str, row: Row) -> None:
    if name == "participants":
        keep_meeting(space, row["meeting_id"])
    if name == "measure_events":
        keep_measure(space, row["measure_id"])
