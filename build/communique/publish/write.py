"""Publishes a build: all artefacts into a fresh folder, checked there, then put in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from communique.core.errors import BrokenPromise
from communique.publish import parquet
from communique.publish.artefact import artefacts
from communique.publish.atomic import staged
from communique.publish.parquet import Batches

Sources = Mapping[str, pl.DataFrame | Batches]


def publish(tables: Sources, out: Path, *, check: Callable[[Path], Sequence[object]]) -> None:
    """Write `tables` and everything made from them to `out`, all of it or nothing.

    `tables` holds every table of the contract by name, typed and sorted as its schema says, as a
    frame or as frames that follow one another.
    `check` gets the finished folder and returns the problems that it finds there; with any,
    BrokenPromise is raised with all of them and `out` stays as it was. UsageError when `out` must
    not be replaced.
    """
    with staged(out) as folder:
        write_all(tables, folder)
        problems = check(folder)
        if problems:
            raise BrokenPromise(problems)


def write_all(tables: Sources, folder: Path) -> None:
    """Write every artefact into the existing empty `folder`, each after those that it reads.

    What is made from the tables is made from their files, so that no table is held whole.
    """
    parquet.write(tables, folder)
    written = {
        name: pl.scan_parquet(folder / "data" / f"{name}.parquet", glob=False) for name in tables
    }
    for artefact in artefacts():
        if artefact.module != "parquet":
            artefact.write(written, folder)
