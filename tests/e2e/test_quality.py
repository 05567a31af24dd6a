"""The figures of the accepted run are kept: none falls below the noise of what was measured then."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from communique.cli import main
from communique.evaluate import evaluate, quality_rows
from communique.lexicon.tables import rows

ROOT = Path(__file__).parents[2]


def test_no_figure_falls_below_the_accepted_one_by_more_than_its_noise(tmp_path):
    out = tmp_path / "dist"
    assert main(["build", str(ROOT / "seeds" / "articles"), "-o", str(out), "--workers", "1"]) == 0
    now = {
        (r["table_name"], r["column_name"] or "", r["metric"]): float(str(r["value"]))
        for r in quality_rows(evaluate(out, ROOT / "seeds" / "gold"))
    }
    accepted = rows("quality")
    assert accepted
    fallen = [
        (key, now.get(key), row["ci_low"])
        for row in accepted
        if (key := (row["table_name"], row["column_name"], row["metric"]))
        and now.get(key, 0.0) < float(row["ci_low"]) - 0.005
    ]
    assert fallen == []
    assert pl.read_parquet(out / "data" / "quality.parquet").height == len(accepted)
