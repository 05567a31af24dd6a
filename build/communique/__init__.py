"""Communiqué: meetings, participants, statements and trade measures from the news.

To work with a built dataset: `load(table)`, `connect()` and `why(id)`, see `communique.dataset`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.dataset import connect, load, why

__version__ = "0.1.0"
__all__ = ["__version__", "connect", "load", "why"]


def __getattr__(name: str) -> object:
    # Imported at first use: the data libraries take a second that `import communique` need not.
    if name in ("connect", "load", "why"):
        from communique import dataset

        return getattr(dataset, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
