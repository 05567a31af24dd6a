"""Writes a decision as a line of a corrections file."""

from __future__ import annotations

import csv
from pathlib import Path

from communique.core.errors import UsageError
from communique.resolve.corrections.check import check
from communique.resolve.corrections.decision import COLUMNS, Decision
from communique.resolve.corrections.values import BadDecision


def checked(decision: Decision) -> Decision:
    """Return a decision that the schema admits; UsageError says what is wrong with another."""
    try:
        check(decision)
    except BadDecision as error:
        raise UsageError(str(error)) from None
    return decision


def appended(folder: Path, decision: Decision) -> Path:
    """Add a decision to `<folder>/<table>.csv`, which is made with its header if it is not there.

    Returns the file. Lines stand in the order in which they were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{decision.table_name}.csv"
    is_new = not path.exists()
    if not is_new:
        content = path.read_bytes()
        if content and not content.endswith(b"\n"):
            path.write_bytes(content + b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerow(str(getattr(decision, column)) for column in COLUMNS)
    return path
