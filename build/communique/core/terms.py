"""Orders that the closed lists of terms imply."""

from __future__ import annotations

from functools import cache

from communique.core.declared import table


@cache
def measure_status_order() -> dict[str, int]:
    """Return status → place in the contract's order, from threatened to rejected.

    Of two events of one day the later in this order gives a measure its status.
    """
    field = next(f for f in table("trade_measures").fields if f.name == "status")
    return {status: place for place, status in enumerate(field.enum or ())}
