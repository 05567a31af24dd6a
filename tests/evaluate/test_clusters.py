"""Figures of clusters, and that identity over the made articles keeps to its goal."""

from __future__ import annotations

import pytest

from communique.engines.local import extract_all
from communique.evaluate.cluster_articles import known_articles
from communique.evaluate.cluster_report import cluster_scores
from communique.evaluate.clusters import cluster_score, mixed
from communique.pipeline import make_tables

RIGHT = {"1": "a", "2": "a", "3": "a", "4": "b", "5": "b", "6": "c"}


def test_the_right_clusters_have_full_figures():
    score = cluster_score(RIGHT, {item: f"row-{thing}" for item, thing in RIGHT.items()})
    assert (score.pair_precision, score.pair_recall) == (1.0, 1.0)
    assert (score.cubed_precision, score.cubed_recall) == (1.0, 1.0)


def test_a_wrong_merge_costs_precision_and_a_split_costs_recall():
    found = {"1": "x", "2": "x", "3": "y", "4": "y", "5": "y", "6": "z"}
    score = cluster_score(RIGHT, found)
    assert (score.pair_precision, score.pair_recall) == (0.5, 0.5)
    # By hand: items 1 and 2 1, item 3 1/3, items 4 and 5 2/3, item 6 1.
    assert score.cubed_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert score.cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert mixed(RIGHT, found) == ["together: a, b", "in 2 parts: a"]


def test_items_that_were_not_found_count_as_lost():
    score = cluster_score(RIGHT, {"1": "x", "2": "x"})
    assert (score.items, score.lost, score.pair_recall) == (2, 4, 1.0)


def test_identity_reaches_its_goal_on_the_made_articles():
    known = known_articles()
    tables = make_tables(extract_all(known.articles), [])
    for kind, score in cluster_scores(tables, known).items():
        assert score.pair_precision >= 0.98, kind
        assert score.pair_recall >= 0.90, kind
        assert score.lost <= 0.05 * (score.items + score.lost), kind
    assert tables["measure_events"].height == pytest.approx(sum(known.changes.values()), rel=0.05)
