"""Publishes a build: all artefacts into a fresh folder, checked there, then put in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from communique.core.errors import BrokenPromise
from communique.publish.artefact import Tables, artefacts
from communique.publish.atomic import staged


def publish(tables: Tables, out: Path, *, check: Callable[[Path], Sequence[object]]) -> None:
    """Write `tables` and everything made from them to `out`, all of it or nothing.

    `tables` holds every table of the contract by name, typed and sorted as its schema says.
    `check` gets the finished folder and returns the problems that it finds there; with any,
    BrokenPromise is raised with all of them and `out` stays as it was. UsageError when `out` must
    not be replaced.
    """
    with staged(out) as folder:
        write_all(tables, folder)
        problems = check(folder)
        if problems:
            raise BrokenPromise(problems)


def write_all(tables: Tables, folder: Path) -> None:
    """Write every artefact into the existing empty `folder`, each after those that it reads."""
    for artefact in artefacts():
        artefact.write(tables, folder)
