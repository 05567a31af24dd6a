"""Reads corrections files; a line that cannot be used becomes a reject and stops nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from communique.core.errors import UsageError
from communique.core.model import Reject
from communique.resolve.corrections.check import check
from communique.resolve.corrections.decision import COLUMNS, Decision
from communique.resolve.corrections.decisions import Decisions
from communique.resolve.corrections.values import BadDecision

# No line of a corrections file is longer than this; a longer cell is a damaged file.
_MOST_CHARACTERS = 100_000


def read_decisions(folders: Sequence[Path]) -> Decisions:
    """Return the decisions in the CSV files of folders (or in single files), with what is wrong.

    UsageError when a path is not there. A file without the right columns and a line that cannot be
    used become rejects `bad_record`.
    """
    decisions: list[Decision] = []
    faults: list[Reject] = []
    for folder in folders:
        if not folder.exists():
            raise UsageError(f"{folder}: no such folder of corrections")
        files = sorted(folder.glob("*.csv")) if folder.is_dir() else [folder]
        for path in files:
            name = f"{folder.name}/{path.name}" if folder.is_dir() else path.name
            for item in read_file(path, name):
                if isinstance(item, Decision):
                    decisions.append(item)
                else:
                    faults.append(item)
    return Decisions(decisions, faults)


def read_file(path: Path, name: str) -> Iterator[Decision | Reject]:
    """Yield the decisions and faults of one file; `name` is the path that rejects give."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield Reject(name, "unreadable", f"corrections cannot be read: {error}; save them as UTF-8")
        return
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, None)
        if header is None or set(header) != set(COLUMNS) or len(header) != len(COLUMNS):
            yield Reject(name, "bad_record", f"the columns must be {','.join(COLUMNS)}", "1")
            return
        yield from _lines(reader, header, name)
    except csv.Error as error:
        detail = f"{error}; correct the quotation marks of this line, later lines were not read"
        yield Reject(name, "bad_record", detail, str(reader.line_num))


def _lines(
    reader: Iterable[list[str]], header: Sequence[str], name: str
) -> Iterator[Decision | Reject]:
    for cells in reader:
        line = int(getattr(reader, "line_num", 0))
        if not any(cell.strip() for cell in cells):
            continue
        try:
            yield _decision(dict(zip(header, cells, strict=False)), len(cells), name, line)
        except BadDecision as error:
            yield Reject(name, "bad_record", f"correction not used: {error}", str(line))


def _decision(cells: dict[str, str], count: int, name: str, line: int) -> Decision:
    if count != len(COLUMNS):
        raise BadDecision(f"the line has {count} cells, not {len(COLUMNS)}")
    if any(len(cell) > _MOST_CHARACTERS for cell in cells.values()):
        raise BadDecision(f"a cell is longer than {_MOST_CHARACTERS} characters")
    cells = {column: cell.strip() for column, cell in cells.items()}
    try:
        day = date.fromisoformat(cells.pop("date"))
    except ValueError:
        raise BadDecision("date is no day of the form 2025-10-27") from None
    made = Decision(**cells, date=day, source_path=name, line=line)
    check(made)
    return made
