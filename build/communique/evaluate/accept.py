"""Writes the figures of an accepted run into the reference tables that the build reads.

`quality.csv` becomes the table `quality`; `rule_precision.csv` gives every row its confidence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from communique.evaluate.quality import quality_rows
from communique.evaluate.rules import RulePrecision
from communique.evaluate.scores import Scores

QUALITY = ("table_name column_name metric value ci_low ci_high n_gold n_predicted corpus").split()
PRECISION = "table_name rule precision n source".split()
# The precision of a rule that found fewer rows than this says more of chance than of the rule.
LEAST_ROWS = 10


def accept(scores: Scores, rules: Sequence[RulePrecision], folder: Path) -> None:
    """Write `quality.csv` and `rule_precision.csv` into `folder` (seeds/reference)."""
    _write(folder / "quality.csv", QUALITY, map(_rounded, quality_rows(scores)))
    kept = [r for r in rules if r.rule == "*" or r.n >= LEAST_ROWS]
    _write(
        folder / "rule_precision.csv",
        PRECISION,
        [
            {
                "table_name": r.table_name,
                "rule": r.rule,
                "precision": f"{r.precision:.3f}",
                "n": r.n,
                "source": scores.corpus,
            }
            for r in sorted(kept, key=lambda r: (r.table_name, r.rule))
        ],
    )


def _rounded(row: Mapping[str, object]) -> dict[str, object]:
    return {k: f"{v:.4f}" if isinstance(v, float) else v for k, v in row.items()}


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({c: "" if row[c] is None else row[c] for c in columns} for row in rows)
