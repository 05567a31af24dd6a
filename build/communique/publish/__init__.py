"""From validated tables to files: one artefact per module, published together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.publish.write import publish, write_all

__all__ = ["publish", "write_all"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from communique.publish import write

    return getattr(write, name)
