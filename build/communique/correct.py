"""The command `correct`: shows a row with its evidence, checks a decision, writes it as a line."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import polars as pl

from communique.core.errors import UsageError
from communique.release.citing import cited_row
from communique.release.explanation import explain
from communique.release.reading import read
from communique.resolve.corrections import KEYS, Decision, appended, checked

if TYPE_CHECKING:
    from rich.console import Console


def main_correct(options: argparse.Namespace, console: Console) -> int:
    """Show the row of `options.row_id`, what the decision would do, and write it when told to.

    Returns 0 when the line was written, 1 when the answer was no. UsageError when the decision is
    not one that the schema admits, or there is no such row.
    """
    decision = checked(decision_of(options))
    for line in explain(options.dist, options.row_id, brackets=not console.is_terminal):
        console.print(line.rich(), soft_wrap=True)
    console.print()
    console.print(_says(decision, options), soft_wrap=True, markup=False)
    if not options.yes and input("write this correction? [y/N] ").strip().lower() not in (
        "y",
        "yes",
    ):
        console.print("nothing was written")
        return 1
    path = appended(options.corrections, decision)
    console.print(f"written to {path}; build with --corrections {options.corrections}")
    return 0


def decision_of(options: argparse.Namespace) -> Decision:
    """Return the decision that the options speak of, the row under the id that it has now."""
    row = cited_row(options.dist, options.row_id)
    action, column, value = _action(options)
    table, row_id, article = row.table, row.row_id, options.article
    if action == "add":
        if row.table != "articles":
            raise UsageError(f"{options.row_id}: to add a row, give the article that reports it")
        table, row_id, article = options.add, options.of, row.row_id
    return Decision(
        action,
        table,
        row_id,
        column,
        value,
        article,
        options.excerpt,
        options.author,
        _day(options.date),
        options.reason,
        options.source,
    )


def _action(options: argparse.Namespace) -> tuple[str, str, str]:
    """Return action, column and value."""
    if options.confirm:
        return "confirm", "", ""
    if options.reject:
        return "reject", "", ""
    if options.set is not None:
        column, sign, value = options.set.partition("=")
        if not sign:
            raise UsageError(f"--set {options.set!r}: write COLUMN=VALUE")
        return "change", column.strip(), value.strip()
    if options.merge is not None:
        return "merge", "", cited_row(options.dist, options.merge).row_id
    if options.split is not None:
        return "split", "", "|".join(i.strip() for i in options.split.split(",") if i.strip())
    return "add", "", options.value


def _day(text: str) -> date:
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--date {text!r}: write a day as 2025-10-27") from None


def _says(decision: Decision, options: argparse.Namespace) -> str:
    """Return in one line what the decision would do."""
    if decision.action == "change":
        found = (
            read(options.dist, decision.table_name)
            .filter(pl.col(KEYS[decision.table_name]) == decision.row_id)
            .select(decision.column_name)
            .collect()
        )
        return f"change {decision.column_name}: {found.item()} → {decision.value or 'null'}"
    if decision.action == "merge":
        return f"merge with {decision.value}: {cited_row(options.dist, decision.value).says}"
    if decision.action == "split":
        return f"split off {decision.value.replace('|', ', ')}"
    if decision.action == "add":
        return f"add to {decision.table_name}: {decision.value}"
    return f"{decision.action} this row"
