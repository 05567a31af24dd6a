"""Measures a built dataset against articles that people have annotated.

`evaluate` gives the figures, `quality_rows` the rows of the table `quality`, `rule_precision` the
precision of each construction, `main_evaluate` the command.  What each figure means:
docs/evaluation.md.
"""

from __future__ import annotations

from communique.evaluate.cluster_articles import known_articles
from communique.evaluate.cluster_report import print_clusters
from communique.evaluate.command import main_evaluate
from communique.evaluate.quality import quality_rows
from communique.evaluate.rules import RulePrecision, rule_precision
from communique.evaluate.scores import Scores, evaluate

__all__ = [
    "RulePrecision",
    "Scores",
    "evaluate",
    "known_articles",
    "main_evaluate",
    "print_clusters",
    "quality_rows",
    "rule_precision",
]
