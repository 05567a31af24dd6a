"""The measured precision of each construction, which a row carries as its confidence."""

from __future__ import annotations

from functools import cache

from communique.lexicon.tables import rows


@cache
def _measured() -> dict[tuple[str, str], float]:
    return {(r["table_name"], r["rule"]): float(r["precision"]) for r in rows("rule_precision")}


def confidence(table: str, rule: str) -> float:
    """Return the precision of a rule on annotated articles.

    A rule too rare to have been measured takes the value of its table as a whole (rule `*`).
    """
    measured = _measured()
    value = measured.get((table, rule))
    return value if value is not None else measured[table, "*"]
