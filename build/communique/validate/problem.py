"""A broken promise, in one line that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One broken promise.

    `check` names the promise. `table`, `row_id` (the primary key, its values joined by `|`) and
    `column` say where, as far as it has such a place; `detail` says what is wrong there.
    """

    check: str
    detail: str
    table: str | None = None
    row_id: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = " ".join(part for part in (self.table, self.row_id, self.column) if part)
        return (
            f"{place}: {self.detail} [{self.check}]" if place else f"{self.detail} [{self.check}]"
        )


def short(value: object, length: int = 80) -> str:
    """Return a value as it goes into a line: printable, on one line, cut when long."""
    text = repr(value) if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
