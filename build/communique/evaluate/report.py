"""Prints scores, rules and mistakes as tables of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.evaluate.mistakes import Mistake
from communique.evaluate.rules import RulePrecision
from communique.evaluate.scores import Estimate, Score, Scores

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MISSING_SHOWN = 10


def print_scores(scores: Scores, console: Console) -> None:
    """Print one line per figure: value with its interval, precision and recall, and the counts."""
    table = _table(
        f"{scores.corpus}: {scores.articles} annotated articles",
        ("figure", "value", "95 % interval", "precision", "recall", "annotated", "found"),
        numbers_from=1,
    )
    for score in scores.figures.values():
        table.add_row(*_line(score))
    console.print(table)
    if scores.missing:
        shown = ", ".join(scores.missing[:MISSING_SHOWN])
        more = len(scores.missing) - MISSING_SHOWN
        console.print(
            f"{len(scores.missing)} annotated articles are not in the build, their records "
            f"count as missed: {shown}{f' and {more} more' if more > 0 else ''}",
            markup=False,
            highlight=False,
        )


def print_rules(rules: Iterable[RulePrecision], console: Console) -> None:
    """Print the precision of each rule."""
    table = _table("Precision by rule", ("table", "rule", "precision", "rows"), numbers_from=2)
    for rule in rules:
        table.add_row(rule.table_name, rule.rule, f"{rule.precision:.3f}", str(rule.n))
    console.print(table)


def print_mistakes(kinds: Mapping[str, Sequence[Mistake]], count: int, console: Console) -> None:
    """Print up to `count` mistakes of each kind."""
    for kind, found in kinds.items():
        console.print(f"\n{kind} ({len(found)})", style="bold", markup=False, highlight=False)
        for mistake in found[:count]:
            made_by = " ".join(filter(None, (mistake.rule, mistake.row_id)))
            head = f"  {mistake.article}: {mistake.detail}" + (f"  [{made_by}]" if made_by else "")
            console.print(head, markup=False, highlight=False, soft_wrap=True)
            console.print(
                f"      {mistake.sentence}", markup=False, highlight=False, soft_wrap=True
            )


def _line(score: Score) -> tuple[str, ...]:
    return (
        score.figure.title,
        _number(score.value),
        _interval(score.value),
        _number(score.precision),
        _number(score.recall),
        str(score.n_gold),
        str(score.n_predicted),
    )


def _number(estimate: Estimate | None) -> str:
    return "" if estimate is None or estimate.value is None else f"{estimate.value:.3f}"


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{estimate.low:.3f}–{estimate.high:.3f}"


def _table(title: str, columns: Sequence[str], numbers_from: int) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for position, column in enumerate(columns):
        table.add_column(column, justify="right" if position >= numbers_from else "left")
    return table
