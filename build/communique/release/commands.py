"""The commands of releases, each a function that prints to a console and returns an exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique.core.errors import UsageError
from communique.publish.parquet import COMPRESSION_LEVEL
from communique.release.changes import Changes, diff, values_changed
from communique.release.publication import Released, release
from communique.release.reasons import Change
from communique.release.reproduction import Build, reproduce

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console

ROWS_SHOWN = 40
VALUE_SHOWN = 60
PRINCIPAL = frozenset(("meetings", "participants", "statements", "trade_measures"))


def main_diff(
    old: str,
    new: str,
    console: Console,
    *,
    json_out: Path | None = None,
    parquet_out: Path | None = None,
    values_out: Path | None = None,
    rows: int = ROWS_SHOWN,
) -> int:
    """Print what changed from `old` to `new` and return 0.

    `rows` bounds the changed rows that are listed. `json_out` takes everything with old and new
    values, `parquet_out` the table `changes` of the contract, `values_out` a Parquet file with one
    row per changed value. UsageError when a version cannot be read or a file not be written.
    """
    changes = diff(old, new)
    print_changes(changes, console, rows)
    if json_out is not None:
        text = json.dumps(changes.as_json(), ensure_ascii=False, indent=1) + "\n"
        written(json_out, lambda path: path.write_text(text, "utf-8", newline="\n"))
    for path, frame in ((parquet_out, changes.frame), (values_out, changes.values)):
        if path is not None:
            write_parquet(frame, path)
    return 0


def main_release(
    version: str,
    dist: Path,
    releases: Path,
    console: Console,
    *,
    inputs: Sequence[Path] = (),
    corrections: Sequence[Path] = (),
    withdraw: bool = False,
) -> int:
    """Publish the build in `dist` as `version` in `releases`, print what that is, and return 0.

    `inputs` are the paths that `dist` was built from, `corrections` the folders of decisions, all
    relative to the working directory. UsageError
    and BrokenPromise as of `release`.
    """
    made = release(
        version, dist, releases, inputs=inputs, corrections=corrections, withdraw=withdraw
    )
    print_release(made, console)
    return 0


def main_reproduce(
    version: str, releases: Path, build: Build, console: Console, *, keep: Path | None = None
) -> int:
    """Build a release again, print what is not the same, and return 1 if anything is, else 0.

    `build(paths, corrections, out)` builds a dataset as `communique build` does; the recorded
    inputs are read in the working directory. Folder and archives are left in `keep` where that is
    given.
    """
    result = reproduce(version, releases, build, keep=keep)
    by_name = {name: (recorded, found) for name, recorded, found in result.compared}
    for name in result.different:
        recorded, found = (short(each) for each in by_name[name])
        console.print(f"{name}: recorded {recorded}, found {found}", markup=False, highlight=False)
    for note in result.notes:
        console.print(f"note: {note}", markup=False, highlight=False)
    same = len(result.compared) - len(result.different)
    console.print(
        f"{version}: {same} of {len(result.compared)} files and tables are the same",
        markup=False,
        highlight=False,
    )
    return 1 if result.different else 0


def print_changes(changes: Changes, console: Console, rows: int) -> None:
    """Print changes of declarations, the numbers of changed rows, and the first of these."""
    from rich.table import Table
    from rich.text import Text

    console.print(f"{changes.old_version} → {changes.new_version}", highlight=False)
    for each in changes.schemas:
        console.print(f"schema, {each.level}: {each}", markup=False, highlight=False)
    if not changes.rows:
        console.print("no row differs")
        return
    counts = Table("table", "change", "reason", box=None)
    counts.add_column("rows", justify="right")
    for (table, op, reason), number in sorted(changes.counts.items()):
        counts.add_row(table, op, reason, str(number))
    console.print(counts)
    shown = Table("table", "row", "change", "reason", "values", box=None, title="rows")
    # What most readers come for first, then the rest by table.
    ordered = sorted(changes.rows, key=lambda change: change.table not in PRINCIPAL)
    for change in ordered[:rows]:
        # As Text, so that a bracket in a value is not read as a mark of the table's own.
        cells = (change.table, change.row_id, change.op, change.reason, values_words(change))
        shown.add_row(*(Text(cell) for cell in cells))
    if rows > 0:
        console.print(shown)
    if len(changes.rows) > rows > 0:
        console.print(
            f"the first {rows} of {len(changes.rows)} changed rows; --json or --parquet has all"
        )


def values_words(change: Change) -> str:
    """Return the changed values of a row in words."""
    if change.op == "delete":
        return f"now {change.replaced_by}" if change.replaced_by else ""
    if change.op == "add":
        return ""
    parts = (
        f"{column}: {shortened(old)} → {shortened(new)}"
        for column, old, new in values_changed(change)
    )
    return "\n".join(parts)


def shortened(value: object) -> str:
    """Return a value as it goes into a line."""
    text = "null" if value is None else " ".join(str(value).split())
    return text if len(text) <= VALUE_SHOWN else text[: VALUE_SHOWN - 1] + "…"


def print_release(made: Released, console: Console) -> None:
    """Print what was published, and how far it is from the release before."""
    prepared = made.prepared
    lines = [f"released {made.version}: {made.folder}"]
    lines += [f"  {path}" for path in made.archives]
    if prepared.before is None:
        lines.append("the first release; there is none to compare it with")
    elif prepared.needed is not None and prepared.changes is not None:
        lines.append(
            f"{len(prepared.changes.rows)} rows changed since {prepared.before.version}; "
            f"a {made.declared} step, {prepared.needed.level} was needed"
            + (f": {prepared.needed.because()}" if prepared.needed.reasons else "")
        )
    if prepared.withheld.texts or prepared.withheld.cells:
        lines.append(
            f"left out {prepared.withheld.texts} texts and cut {prepared.withheld.cells} cells of "
            "articles that may not be redistributed"
        )
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame, the same bytes for the same rows."""
    written(
        path,
        lambda target: frame.write_parquet(
            target, compression="zstd", compression_level=COMPRESSION_LEVEL, statistics="full"
        ),
    )


def written(path: Path, write: Callable[[Path], object]) -> None:
    """Call `write` with the path; UsageError when the system refuses."""
    try:
        write(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None


def short(digest: str | None) -> str:
    """Return the start of a digest, or that there is none."""
    return "nothing" if digest is None else digest[:12]
