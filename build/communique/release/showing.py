"""The commands that show one row: how to cite it, and the evidence behind it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from communique.release.citing import cite
from communique.release.reading import readable

if TYPE_CHECKING:
    from rich.console import Console


def main_cite(
    row_id: str | None, folder: Path, console: Console | None = None, *, form: str = "plain"
) -> int:
    """Print how to cite the dataset in `folder`, or one of its rows, and return 0."""
    with readable(folder):
        text = cite(folder, row_id, form)
    if console:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    else:
        sys.stdout.write(f"{text}\n")
    return 0


def main_why(row_id: str, folder: Path, console: Console | None = None) -> int:
    """Print the evidence of a row, marked in its sentences, and return 0.

    Without a console the lines go to standard output as they are.
    """
    from communique.release.explanation import explain

    with readable(folder):
        lines = list(explain(folder, row_id, brackets=not (console and console.is_terminal)))
    for line in lines:
        if console:
            console.print(line.rich(), highlight=False, soft_wrap=True)
        else:
            sys.stdout.write(f"{line.plain}\n")
    return 0
