"""What is made of the scores: rows of quality, precision by rule, mistakes, and what is printed."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from evaluate import sample
from rich.console import Console

from communique.core import schema
from communique.core.errors import UsageError
from communique.evaluate import evaluate, main_evaluate, quality_rows, rule_precision
from communique.evaluate.compare import compare_folder
from communique.evaluate.mistakes import mistakes, sentence
from communique.evaluate.records import Meeting


def test_quality_rows_fit_the_schema_and_are_unique(built: Path, gold: Path) -> None:
    frame = schema.frame("quality", quality_rows(evaluate(built, gold)))
    schema.pandera_model("quality").validate(frame)
    keys = ["table_name", "column_name", "metric", "corpus"]
    assert frame.select(keys).is_duplicated().sum() == 0


def test_quality_rows_give_three_metrics_of_rows_and_accuracy_of_values(
    built: Path, gold: Path
) -> None:
    rows = quality_rows(evaluate(built, gold))
    meetings = [
        (r["metric"], r["value"], r["n_gold"], r["n_predicted"], r["corpus"])
        for r in rows
        if r["table_name"] == "meetings" and r["column_name"] in (None, "status")
    ]
    assert meetings == [
        ("f1", pytest.approx(0.4), 3, 2, "annotated"),
        ("precision", 0.5, 3, 2, "annotated"),
        ("recall", pytest.approx(1 / 3), 3, 2, "annotated"),
        ("accuracy", 0.0, 1, 1, "annotated"),
    ]


def test_a_column_that_the_corpus_does_not_annotate_has_no_quality(
    built: Path, tmp_path: Path
) -> None:
    words_only = {
        "kind": "direct",
        "text": "We will not accept this duty",
        "speaker": "*",
        "optional": False,
    }
    content = {"one": {"meetings": [], "statements": [words_only], "measures": []}}
    rows = quality_rows(evaluate(built, sample.write_gold(tmp_path / "words", content)))
    assert {(r["table_name"], r["column_name"]) for r in rows} == {
        ("statements", None),
        ("statements", "kind"),
        ("statements", "speaker_name"),
        ("statements", "text"),
    }


def test_precision_by_rule_leaves_out_what_is_optional(built: Path, gold: Path) -> None:
    measured = [(r.table_name, r.rule, r.precision, r.n) for r in rule_precision(built, gold)]
    assert measured == [
        ("meetings", "*", 0.5, 2),
        ("meetings", "met", 0.5, 2),
        ("statements", "*", pytest.approx(2 / 3), 3),
        ("statements", "quote_said", pytest.approx(2 / 3), 3),
        ("trade_measures", "*", 1.0, 2),
        ("trade_measures", "banned", 1.0, 1),
        ("trade_measures", "tariff_on", 1.0, 1),
    ]


def test_mistakes_come_by_kind_with_their_sentence(built: Path, gold: Path) -> None:
    kinds = mistakes(compare_folder(built, gold))
    assert [(m.article, m.detail) for m in kinds["meetings missed"]] == [
        ("gone", "held · Ana Lima, Tomas Berg"),
        ("two", "scheduled · Ana Lima, Tomas Berg"),
    ]
    (status,) = kinds["meetings.status wrong"]
    assert status.detail == "proposed, annotated held"
    assert status.sentence == "Ana Lima met Tomas Berg and Eva Novak in Oslo on Monday."
    assert (status.row_id, status.rule) == ("m1", "met")
    (speaker,) = kinds["statements.speaker_name wrong"]
    assert speaker.sentence == "He said that the talks would go on until summer."
    (missed,) = kinds["participants missed"]
    assert missed.detail == "Eva Novak"
    (rate,) = kinds["trade_measures.rate_percent wrong"]
    assert rate.sentence == "The U.S. has a 25 percent tariff on steel."


def test_without_a_text_the_evidence_stands_for_the_sentence() -> None:
    record = Meeting("held", (), ("Lima met Berg",))
    assert sentence(record, ()) == "Lima met Berg"
    assert sentence(record, ("Another story.",)) == "Lima met Berg"
    assert sentence(Meeting("held", (), ()), ("Another story.",)) == ""


def test_the_command_prints_and_writes_the_same_figures(
    built: Path, gold: Path, tmp_path: Path
) -> None:
    printed = StringIO()
    out = tmp_path / "scores.json"
    console = Console(file=printed, width=140)
    assert main_evaluate(built, gold, 1, out, console) == 0
    lines = printed.getvalue()
    assert "annotated: 3 annotated articles" in lines
    assert "missed: gone" in lines
    assert "meetings missed (2)" in lines
    assert lines.count("  gone: held") == 1
    assert "two: scheduled" not in lines
    content = json.loads(out.read_text(encoding="utf-8"))
    assert content["figures"]["meetings"]["value"]["value"] == pytest.approx(0.4)
    assert content["quality"] == quality_rows(evaluate(built, gold))
    assert len(content["rules"]) == 7


def test_no_mistake_is_printed_unless_asked_for(built: Path, gold: Path) -> None:
    printed = StringIO()
    main_evaluate(built, gold, 0, None, Console(file=printed, width=140))
    assert "meetings missed" not in printed.getvalue()


def test_a_place_that_cannot_be_written_to_is_named(built: Path, gold: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere/out\.json: cannot be written"):
        out = built / "nowhere" / "out.json"
        main_evaluate(built, gold, 0, out, Console(file=StringIO()))
