"""Columns that follow from others: the bounds of dates, and whether a measure is in force."""

from __future__ import annotations

from communique.core.edtf import bounds
from communique.resolve.reports import Row

# What a status says about force; the others leave it open.
IN_FORCE = {
    "in_force": True,
    "amended": True,
    "lifted": False,
    "expired": False,
    "struck_down": False,
    "suspended": False,
    "rejected": False,
    "threatened": False,
    "proposed": False,
    "under_investigation": False,
    "under_negotiation": False,
}


def add_bounds(row: Row, *stems: str) -> None:
    """Fill `<stem>_earliest` and `<stem>_latest` from `<stem>_edtf`."""
    for stem in stems:
        value = row[f"{stem}_edtf"]
        first, last = bounds(value if isinstance(value, str) else None)
        row[f"{stem}_earliest"], row[f"{stem}_latest"] = first, last
