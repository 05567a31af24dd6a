"""The figures of the sample, counted by hand from `sample.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate import sample

from communique.evaluate import evaluate
from communique.evaluate.scores import Score, Scores, corpus_name


@pytest.fixture
def scores(built: Path, gold: Path) -> Scores:
    return evaluate(built, gold)


def rows(score: Score) -> tuple[float | None, float | None, int, int]:
    assert score.precision is not None
    assert score.recall is not None
    return score.precision.value, score.recall.value, score.n_predicted, score.n_gold


@pytest.mark.parametrize(
    ("figure", "right", "found", "required"),
    [
        # m1 pairs, m2 pairs with the optional one, m3 is false; "two" and "gone" are missed.
        ("meetings", 1, 2, 3),
        # Lima and Berg of m1; Nord of m3 is false, Lima of m2 does not count.
        ("participants", 2, 3, 7),
        # s1 and s2 pair, s3 is false; that of "gone" is missed.
        ("statements", 2, 3, 3),
        # s2 shares 7 of 8 words.
        ("statements.text", 2, 3, 3),
        ("statements.attributed", 1, 3, 3),
        ("trade_measures", 2, 2, 2),
        # The exempted party has no place in annotation.
        ("trade_measure_parties", 3, 3, 3),
    ],
)
def test_rows(scores: Scores, figure: str, right: int, found: int, required: int) -> None:
    precision, recall = right / found, right / required
    assert rows(scores.figures[figure]) == pytest.approx((precision, recall, found, required))
    f1 = 2 * precision * recall / (precision + recall)
    assert scores.figures[figure].value.value == pytest.approx(f1)


@pytest.mark.parametrize(
    ("figure", "right", "asked"),
    [
        ("meetings.status", 0, 1),
        ("meetings.medium", 1, 1),
        ("meetings.arity", 0, 1),
        ("meetings.date_edtf", 1, 1),
        ("meetings.place_name", 1, 1),
        ("meetings.place_country", 0, 1),
        ("participants.country", 2, 2),
        ("statements.speaker_name", 1, 2),
        ("statements.kind", 2, 2),
        ("statements.date_edtf", 0, 1),
        ("statements.speaker_country", 0, 1),
        ("statements.cue", 2, 2),
        ("direct.recall", 1, 2),
        ("direct.precision", 1, 1),
        ("direct.speaker", 1, 1),
        ("quoted.recall", 1, 2),
        ("trade_measures.measure_type", 1, 2),
        ("trade_measures.status", 2, 2),
        ("trade_measures.rate_percent", 0, 1),
    ],
)
def test_values(scores: Scores, figure: str, right: int, asked: int) -> None:
    score = scores.figures[figure]
    assert (score.value.value, score.n_gold) == (right / asked, asked)


def test_what_was_not_asked_for_has_no_value(scores: Scores) -> None:
    score = scores.figures["trade_measures.effective_edtf"]
    assert (score.value.value, score.value.low, score.value.high) == (None, None, None)
    assert not score.is_annotated


def test_an_article_that_was_not_built_is_named_and_its_records_are_missed(scores: Scores) -> None:
    assert (scores.articles, scores.missing) == (3, ("gone",))


def test_an_interval_holds_its_value_and_is_the_same_on_every_run(
    scores: Scores, built: Path, gold: Path
) -> None:
    assert evaluate(built, gold) == scores
    for score in scores.figures.values():
        if score.value.low is not None and score.value.high is not None:
            assert score.value.low <= (score.value.value or 0) <= score.value.high


def test_one_article_leaves_nothing_to_vary(built: Path, tmp_path: Path) -> None:
    one = sample.write_gold(tmp_path / "single", {"two": sample.GOLD["two"]})
    value = evaluate(built, one, resamples=10).figures["statements"].value
    assert value.low == value.value == value.high == pytest.approx(2 / 3)


def test_a_perfect_build_scores_one(tmp_path: Path) -> None:
    gold = sample.write_gold(tmp_path / "single", {"one": sample.GOLD["one"]})
    texts = {"s1": "We will not accept this duty"}
    tables = {
        **sample.TABLES,
        "statements": [
            sample.statement(key, "a1", "direct", "Ana Lima", text) for key, text in texts.items()
        ],
    }
    figures = evaluate(sample.write_built(tmp_path / "dist", tables), gold).figures
    assert figures["statements"].value.value == 1
    assert figures["statements.speaker_name"].value.value == 1


def test_a_speaker_whom_the_corpus_does_not_name_is_not_asked_for(tmp_path: Path) -> None:
    statement = {**sample.GOLD["two"]["statements"][0], "speaker": "*"}
    annotated = {"two": {**sample.GOLD["two"], "statements": [statement]}}
    gold = sample.write_gold(tmp_path / "single", annotated)
    figures = evaluate(sample.write_built(tmp_path / "dist"), gold).figures
    assert figures["statements.speaker_name"].n_gold == 0
    assert figures["statements.attributed"].value == figures["statements"].value


def test_a_corpus_bears_the_name_of_its_folder() -> None:
    assert corpus_name(Path("/data/harbour")) == "harbour"
    assert corpus_name(Path("/data/harbour/gold")) == "harbour"
