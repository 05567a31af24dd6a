"""Why a row is as it is, in the terminal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from release import made

from communique.core.errors import UsageError
from communique.publish import write_all
from communique.release.explanation import explain, in_sentence
from communique.release.redact import redacted


def lines(folder: Path, row_id: str, brackets: bool = True) -> list[str]:
    return [line.plain for line in explain(folder, row_id, brackets=brackets)]


def test_the_words_are_marked_in_their_sentence_with_rule_and_confidence(dist: Path) -> None:
    found = lines(dist, sample.PROMISE)
    assert found[0] == (
        f"{sample.PROMISE}  Tomas Berg: “The tariff will go when the talks are done,”"
    )
    assert found[1] == "confidence 0.95"
    assert found[3].startswith("Daily Courier, “Lima <b>meets</b> Berg”, 2025-10-28, https://")
    sentence = (
        '"The tariff will go when the talks are done," Berg [promised] reporters '
        "<script>alert(1)</script>."
    )
    assert f"  cue = promise: {sentence}  met" in found


def test_only_the_sentence_of_the_words_is_shown(dist: Path) -> None:
    whole = next(line for line in lines(dist, sample.CALL) if line.startswith("  row: "))
    assert whole.startswith("  row: The United States lifted its tariff")
    assert f"[{sample.SPOKE}]" in whole
    assert "Lima will host" not in whole


def test_marks_are_styled_for_a_terminal(dist: Path) -> None:
    line = next(each for each in explain(dist, sample.HELD) if each.plain.startswith("  date_edtf"))
    marked = [line.plain[s.start : s.end] for s in line.spans if s.style == "bold black on yellow"]
    assert marked == ["on Monday"]
    assert "[" not in line.plain


def test_sources_come_in_order_of_publication(dist: Path) -> None:
    days = [line.split(", ")[2] for line in lines(dist, sample.HELD) if ", https://" in line]
    assert days == ["2025-10-28", "2025-10-28", "2025-10-29"]


def test_without_the_text_the_excerpt_stands_for_it(tmp_path: Path) -> None:
    tables, _ = redacted(sample.tables())
    tmp_path.joinpath("cut").mkdir()
    write_all(tables, tmp_path / "cut")
    found = lines(tmp_path / "cut", sample.HELD)
    assert "  date_edtf = 2025-10-27: [on Monday]  met" in found


def test_another_reading_is_shown_as_not_accepted(tmp_path: Path) -> None:
    def refused(rows: made.Rows) -> None:
        span = next(each for each in rows["evidence"] if each["column_name"] == "date_edtf")
        span.update(is_accepted=False, extractor="correction")

    found = lines(made.folder(tmp_path / "dist", refused), sample.HELD)
    assert any(line.endswith("met, correction, not accepted") for line in found)


def test_an_unknown_id_is_refused(dist: Path) -> None:
    with pytest.raises(UsageError, match="no row of"):
        lines(dist, "mtg-aaaaaaaaaaaa")


@given(st.text("aB é.\n!?”", min_size=1, max_size=80), st.data())
def test_the_marked_words_are_those_of_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sentence, spans = in_sentence(text, start, end)
    shown = "".join(sentence[first:last] for first, last in spans)
    assert shown.strip() == text[start:end].replace("\n", " ").strip()
