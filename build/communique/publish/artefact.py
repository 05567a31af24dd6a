"""What a published file is: a title, a name, a media type, and the function that writes it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import polars as pl

# A table in memory, or one that is read from its file as far as it is needed.
Table = pl.DataFrame | pl.LazyFrame
Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Artefact:
    """One kind of file in `dist/`.

    `write(tables, folder)` writes it below `folder`; `after` names the modules whose files it
    reads.
    """

    module: str
    title: str
    file_name: str
    mime_type: str
    after: tuple[str, ...]
    write: Callable[[Tables, Path], None]


def height(table: Table) -> int:
    """Return the number of rows of a table."""
    return int(table.lazy().select(pl.len()).collect().item())


@cache
def artefacts() -> tuple[Artefact, ...]:
    """Return every artefact in the order in which they are written.

    A module of this package with `TITLE`, `FILE_NAME`, `MIME_TYPE`, `AFTER` and `write` is an
    artefact, so a new one is a new file. An `AFTER` of `("*",)` puts it behind all others.
    """
    found: dict[str, Artefact] = {}
    package = importlib.import_module(__package__)
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{__package__}.{info.name}")
        if hasattr(module, "FILE_NAME"):
            found[info.name] = Artefact(
                info.name,
                module.TITLE,
                module.FILE_NAME,
                module.MIME_TYPE,
                module.AFTER,
                module.write,
            )
    graph = TopologicalSorter(
        {
            name: [
                other
                for other, its in sorted(found.items())
                if other in artefact.after
                or ("*" in artefact.after and other != name and "*" not in its.after)
            ]
            for name, artefact in sorted(found.items())
        }
    )
    return tuple(found[name] for name in graph.static_order())
