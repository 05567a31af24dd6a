"""Checks a decision by itself, against the schema, before any row is looked at."""

from __future__ import annotations

import json
import re

from communique.core.ids import PATTERN
from communique.resolve.corrections.decision import ACTIONS, MAY, PARTS, Decision
from communique.resolve.corrections.values import BadDecision, changeable, read_value

_ID = re.compile(PATTERN)


def check(decision: Decision) -> None:
    """Raise BadDecision when a decision is not one that can be carried out on any rows."""
    if decision.action not in ACTIONS:
        raise BadDecision(f"{decision.action!r} is no action; there are {', '.join(ACTIONS)}")
    if decision.table_name not in MAY[decision.action]:
        raise BadDecision(
            f"{decision.action} is not for {decision.table_name!r}; "
            f"it is for {', '.join(MAY[decision.action])}"
        )
    for column in ("author", "reason", "source"):
        if not getattr(decision, column).strip():
            raise BadDecision(f"{column} is empty; say who decided, why, and on what ground")
    if decision.row_id and not _ID.match(decision.row_id):
        raise BadDecision(f"{decision.row_id!r} is no id")
    needs_row = decision.action != "add" or decision.table_name in PARTS
    if needs_row and not decision.row_id:
        what = "the meeting or measure it belongs to" if decision.action == "add" else "the row"
        raise BadDecision(f"row_id is empty; give the id of {what}")
    _check_value(decision)


def _check_value(decision: Decision) -> None:
    action, value = decision.action, decision.value
    if action == "change" or (action == "confirm" and decision.column_name):
        read_value(changeable(decision.table_name, decision.column_name), value)
    if action in ("merge", "split"):
        items = [item for item in value.split("|") if item]
        if not items or not all(_ID.match(item) for item in items):
            what = "the other row" if action == "merge" else "the articles or mentions that leave"
            raise BadDecision(f"value is {value!r}; give the id of {what}")
        if action == "merge" and len(items) > 1:
            raise BadDecision("value has several ids; write one line for each pair")
    if action == "add":
        values(decision)
        if not decision.excerpt or not decision.article_id:
            raise BadDecision("article_id or excerpt is empty; say where the words stand")


def values(decision: Decision) -> dict[str, object]:
    """Return the values of an added row; BadDecision when they are no JSON object."""
    try:
        made = json.loads(decision.value)
    except ValueError as error:
        raise BadDecision(f"value is no JSON: {error}") from None
    if not isinstance(made, dict):
        raise BadDecision('value is no JSON object; write {"column": value}')
    return made
