"""Prints scores, rules and mistakes as plain aligned lines, the same in a terminal and in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.evaluate.mistakes import Mistake
from communique.evaluate.rules import RulePrecision
from communique.evaluate.scores import Estimate, Score, Scores

if TYPE_CHECKING:
    from rich.console import Console

MISSING_SHOWN = 10
SCORE_COLUMNS = ("", "value", "95 % interval", "precision", "recall", "annotated", "found")
RULE_COLUMNS = ("table", "rule", "precision", "rows")


def print_scores(scores: Scores, console: Console) -> None:
    """Print one line per figure: value with its interval, precision and recall, and the counts."""
    _say(console, f"{scores.corpus}: {scores.articles} annotated articles")
    lines = [SCORE_COLUMNS, *map(_line, scores.figures.values())]
    _print_aligned(lines, left=1, console=console)
    if scores.missing:
        shown = ", ".join(scores.missing[:MISSING_SHOWN])
        more = len(scores.missing) - MISSING_SHOWN
        _say(
            console,
            f"{len(scores.missing)} annotated articles are not in the build, their records "
            f"count as missed: {shown}{f' and {more} more' if more > 0 else ''}",
        )


def print_rules(rules: Iterable[RulePrecision], console: Console) -> None:
    """Print the precision of each rule."""
    _say(console, "\nPrecision by rule")
    lines = [(r.table_name, r.rule, f"{r.precision:.3f}", str(r.n)) for r in rules]
    _print_aligned([RULE_COLUMNS, *lines], left=2, console=console)


def print_mistakes(kinds: Mapping[str, Sequence[Mistake]], count: int, console: Console) -> None:
    """Print up to `count` mistakes of each kind."""
    for kind, found in kinds.items():
        _say(console, f"\n{kind} ({len(found)})")
        for mistake in found[:count]:
            made_by = " ".join(filter(None, (mistake.rule, mistake.row_id)))
            _say(
                console,
                f"  {mistake.article}: {mistake.detail}{f'  [{made_by}]' if made_by else ''}",
            )
            _say(console, f"      {mistake.sentence}")


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


def _print_aligned(lines: Sequence[Sequence[str]], left: int, console: Console) -> None:
    """Print cells in columns, the first `left` columns aligned to the left, the others right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell.ljust(width) if position < left else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        _say(console, "  ".join(cells).rstrip())


def _say(console: Console, line: str) -> None:
    # What articles and annotation say is no markup, and a line is not to be folded.
    console.print(line, markup=False, highlight=False, soft_wrap=True)
