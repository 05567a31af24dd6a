"""Measures each construction by itself: how many of the rows that it found are annotated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from communique.evaluate.compare import Compared, Comparison, compare_folder

# The rule that stands for all rows of a table together.
ANY_RULE = "*"


class RulePrecision(Struct, frozen=True, order=True):
    """The precision of one rule: right rows over `n`, the rows that count."""

    table_name: str
    rule: str
    precision: float
    n: int


def rule_precision(folder: Path, gold: Path) -> list[RulePrecision]:
    """Return the precision of each rule on annotated articles, sorted by table and rule.

    Tables are meetings, statements and trade_measures; what is counted are their reports, one per
    article. A row that matches an optional record does not count; the rule `*` is the table as a
    whole. UsageError as of `evaluate`.
    """
    return precision_by_rule(compare_folder(folder, gold))


def precision_by_rule(compared: Compared) -> list[RulePrecision]:
    """Return the same for a comparison that was made before."""
    right: Counter[tuple[str, str]] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    for comparison in compared.articles.values():
        for table, rule, is_right in _verdicts(comparison):
            for key in ((table, rule), (table, ANY_RULE)):
                right[key] += is_right
                counted[key] += 1
    return sorted(RulePrecision(*key, right[key] / n, n) for key, n in counted.items())


def _verdicts(comparison: Comparison) -> Iterator[tuple[str, str, bool]]:
    """Yield table, rule and whether it was right, for each found row that counts."""
    for table, rows, matching in (
        ("meetings", comparison.found.meetings, comparison.meetings),
        ("statements", comparison.found.statements, comparison.statements),
        ("trade_measures", comparison.found.measures, comparison.measures),
    ):
        for index, _ in matching.pairs:
            yield table, rows[index].rule, True
        for index in matching.false:
            yield table, rows[index].rule, False
