"""The command `communique evaluate`: scores, prints, and writes JSON when asked to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from communique.core.errors import UsageError
from communique.evaluate.accept import accept
from communique.evaluate.compare import compare_folder
from communique.evaluate.mistakes import mistakes
from communique.evaluate.quality import quality_rows
from communique.evaluate.report import print_mistakes, print_rules, print_scores
from communique.evaluate.rules import RulePrecision, precision_by_rule
from communique.evaluate.scores import Scores, corpus_name, score

if TYPE_CHECKING:
    from rich.console import Console


def main_evaluate(
    folder: Path,
    gold: Path,
    errors: int,
    json_out: Path | None,
    console: Console,
    accept_into: Path | None = None,
) -> int:
    """Print the scores of a built folder, up to `errors` mistakes of each kind, and return 0.

    With `json_out` the same figures are written there; `accept_into` is the reference folder that
    keeps them as those of the accepted run. UsageError when folder or annotation cannot
    be used, or the file cannot be written.
    """
    compared = compare_folder(folder, gold)
    scores = score(compared, corpus_name(gold))
    rules = precision_by_rule(compared)
    print_scores(scores, console)
    print_rules(rules, console)
    if errors > 0:
        print_mistakes(mistakes(compared), errors, console)
    if accept_into is not None:
        accept(scores, rules, accept_into)
    if json_out is not None:
        _write(json_out, scores, rules)
    return 0


def _write(path: Path, scores: Scores, rules: Sequence[RulePrecision]) -> None:
    content = {
        **msgspec.to_builtins(scores),
        "rules": msgspec.to_builtins(rules),
        "quality": quality_rows(scores),
    }
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
