"""Turns scores into rows of the table `quality`."""

from __future__ import annotations

from communique.evaluate.scores import Estimate, Score, Scores

Row = dict[str, object]


def quality_rows(scores: Scores) -> list[Row]:
    """Return the rows of `quality`, sorted by table, column and metric.

    Columns: table_name, column_name (null: the rows as such), metric (precision, recall, f1,
    accuracy), value, ci_low, ci_high (shares; 95 % interval), n_gold, n_predicted, corpus. A figure
    for which the corpus has no annotation is left out.
    """
    rows = [
        _row(score, metric, estimate, scores.corpus)
        for score in scores.figures.values()
        if score.figure.table and score.is_annotated
        for metric, estimate in _metrics(score)
    ]
    return sorted(rows, key=lambda r: (r["table_name"], r["column_name"] or "", r["metric"]))


def _metrics(score: Score) -> list[tuple[str, Estimate]]:
    if score.precision is None or score.recall is None:
        return [("accuracy", score.value)]
    return [("precision", score.precision), ("recall", score.recall), ("f1", score.value)]


def _row(score: Score, metric: str, estimate: Estimate, corpus: str) -> Row:
    return {
        "table_name": score.figure.table,
        "column_name": score.figure.column,
        "metric": metric,
        "value": estimate.value,
        "ci_low": estimate.low,
        "ci_high": estimate.high,
        "n_gold": score.n_gold,
        "n_predicted": score.n_predicted,
        "corpus": corpus,
    }
