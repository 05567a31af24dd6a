"""Engines run the extractor over tasks: processes of this machine, or a Spark cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from communique.engines.task import Batch
from communique.sources.limits import Limits


class Engine(Protocol):
    """Whatever completes tasks."""

    def run(self, batches: Iterable[Batch], limits: Limits, folder: Path) -> Iterator[Batch]:
        """Yield each batch with all its tasks complete, in order; `folder` is for what is spilled."""
        ...


__all__ = ["Batch", "Engine"]
