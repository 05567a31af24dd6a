"""Turns the tallies of the articles into figures with intervals, by bootstrap over articles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from communique.evaluate.compare import Compared, compare_folder
from communique.evaluate.figures import FIGURES, Figure, Tally
from communique.evaluate.match import harmonic, precision_recall

RESAMPLES, SEED = 300, 1
LOW, HIGH = 0.025, 0.975


class Estimate(Struct, frozen=True):
    """A share from 0 to 1 and its 95 % interval; all null when there was nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Score(Struct, frozen=True):
    """A figure as measured: its value (F1 of rows, else the share), and what it rests on.

    `precision` and `recall` are those of rows, null for other figures. `is_annotated` is false when
    the corpus has nothing to measure it by, so that the figure says nothing.
    """

    figure: Figure
    value: Estimate
    n_gold: int
    n_predicted: int
    is_annotated: bool
    precision: Estimate | None = None
    recall: Estimate | None = None


class Scores(Struct, frozen=True):
    """All figures of a built folder, by name, in the order of printing.

    `missing` are annotated articles that the build does not hold: their records count as missed.
    """

    corpus: str
    articles: int
    missing: tuple[str, ...]
    figures: dict[str, Score]
    resamples: int
    seed: int


def evaluate(folder: Path, gold: Path, *, resamples: int = RESAMPLES, seed: int = SEED) -> Scores:
    """Score what each article reports in a built folder against hand annotation.

    `folder` holds `data/*.parquet`, `gold` one JSON file per article, named by the stem of the
    article's file. The corpus bears the name of the folder of annotation. UsageError when either
    is missing or cannot be used; the message says what to mend.
    """
    return score(compare_folder(folder, gold), corpus_name(gold), resamples=resamples, seed=seed)


def corpus_name(gold: Path) -> str:
    """Return the name of a folder of annotation; one called `gold` goes by its parent's name."""
    path = gold.resolve()
    return path.parent.name if path.name == "gold" and path.parent.name else path.name


def score(
    compared: Compared, corpus: str, *, resamples: int = RESAMPLES, seed: int = SEED
) -> Scores:
    """Return the figures of a comparison; the same seed draws the same articles."""
    articles = [comparison.tallies for comparison in compared.articles.values()]
    annotated = frozenset[str]().union(*(c.annotated for c in compared.articles.values()))
    draws = _draws(len(articles), resamples, seed)
    return Scores(
        corpus=corpus,
        articles=len(articles),
        missing=compared.built.missing,
        figures={
            figure.name: _score(
                figure, [tallies[figure.name] for tallies in articles], draws, annotated
            )
            for figure in FIGURES
        },
        resamples=resamples,
        seed=seed,
    )


def _draws(articles: int, resamples: int, seed: int) -> list[list[int]]:
    """Return for each resample the articles drawn, with replacement, as many as there are."""
    # A draw that can be repeated is wanted, no secret.
    generator = random.Random(seed)  # noqa: S311
    every = range(articles)
    return [[generator.choice(every) for _ in every] for _ in range(resamples)]


def _score(
    figure: Figure,
    tallies: Sequence[Tally],
    draws: Sequence[Sequence[int]],
    annotated: frozenset[str],
) -> Score:
    columns = tuple(zip(*tallies, strict=True))
    drawn = [Tally(*(sum(map(column.__getitem__, draw)) for column in columns)) for draw in draws]
    total = Tally(*map(sum, columns))
    is_annotated = total.gold > 0 and (figure.kind != "values" or figure.name in annotated)
    if figure.kind != "rows":
        share = _estimate(_share(total), map(_share, drawn))
        return Score(figure, share, total.gold, total.found, is_annotated)
    rates = [precision_recall(*tally) for tally in drawn]
    precision, recall = precision_recall(*total)
    return Score(
        figure,
        _estimate(harmonic(precision, recall), (harmonic(*pair) for pair in rates)),
        total.gold,
        total.found,
        is_annotated,
        _estimate(precision, (pair[0] for pair in rates)),
        _estimate(recall, (pair[1] for pair in rates)),
    )


def _share(tally: Tally) -> float | None:
    return tally.right / tally.gold if tally.gold else None


def _estimate(value: float | None, resampled: Iterable[float | None]) -> Estimate:
    """Return a value with the middle 95 % of its resamples; those without a value are left out."""
    ordered = sorted(one for one in resampled if one is not None)
    if not ordered:
        return Estimate(value)
    return Estimate(value, ordered[int(len(ordered) * LOW)], ordered[int(len(ordered) * HIGH) - 1])
