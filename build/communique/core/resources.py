"""Where the authored files are: in the checkout, or inside the installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds `schemas/`, `sql/`, `seeds/reference/` and `datapackage.json`."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "schemas").is_dir() and (checkout / "seeds" / "reference").is_dir():
        return checkout
    return Path(__file__).resolve().parents[1] / "_data"
