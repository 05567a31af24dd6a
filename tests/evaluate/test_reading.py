"""What is refused as annotation or as a built folder, and with which words."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from evaluate import sample

from communique.core.errors import UsageError
from communique.evaluate.built import read_built
from communique.evaluate.gold import read_gold


def test_annotation_is_read_in_the_order_of_file_names(gold: Path) -> None:
    assert list(read_gold(gold)) == ["gone", "one", "two"]
    assert read_gold(gold)["one"].statements[0].words == "We will not accept this duty"


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"id": "one",\n "meetings": [,]}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"one\.json:2: not valid JSON"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"meetings": [], "statements": []}', "no measures; write an empty list"),
        ("[]", "no meetings, statements, measures"),
        (
            '{"meetings": [], "statements": [{"kind": 3, "text": "x"}], "measures": []}',
            "Expected `str`, got `int` - at `$.statements[0].kind`",
        ),
    ],
)
def test_what_is_not_annotation_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "one.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        read_gold(tmp_path)


def test_annotation_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"annotated: no such folder"):
        read_gold(tmp_path / "annotated")
    with pytest.raises(UsageError, match="no annotation"):
        read_gold(tmp_path)


def test_an_article_shows_the_parties_that_it_has_evidence_for_and_those_without_any(
    built: Path,
) -> None:
    meetings = read_built(built, ["one", "two"]).records["one"].meetings
    assert [[str(p) for p in m.participants] for m in meetings] == [["Ana Lima", "Berg"], ["Lima"]]
    assert meetings[0].evidence == ("Ana Lima met Tomas Berg",)


def test_articles_of_one_stem_are_read_together(tmp_path: Path) -> None:
    articles = [
        {"article_id": "a1", "source_path": "x/one.md"},
        {"article_id": "a2", "source_path": "y/one.txt"},
    ]
    folder = sample.write_built(tmp_path / "dist", {**sample.TABLES, "articles": articles})
    assert len(read_built(folder, ["one"]).records["one"].statements) == 3


def test_articles_that_were_not_built_are_named(built: Path) -> None:
    assert read_built(built, ["one", "gone"]).missing == ("gone",)


def test_a_build_of_other_articles_is_refused(built: Path) -> None:
    with pytest.raises(UsageError, match=r"none of the 2 annotated articles is in it.*c, d"):
        read_built(built, ["d", "c"])


def test_a_missing_folder_table_or_column_is_named(built: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such folder"):
        read_built(built / "nowhere", ["one"])
    statements = built / "data" / "statements.parquet"
    pl.read_parquet(statements).drop("kind").write_parquet(statements)
    with pytest.raises(UsageError, match=r"statements\.parquet: column kind missing"):
        read_built(built, ["one"])
    statements.unlink()
    with pytest.raises(UsageError, match="statements missing"):
        read_built(built, ["one"])


def test_texts_are_not_needed(built: Path) -> None:
    (built / "data" / "article_texts.parquet").unlink()
    assert read_built(built, ["one"]).texts == {}
