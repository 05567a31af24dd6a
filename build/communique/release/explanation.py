"""Shows in the terminal why a row is as it is: its evidence, marked in the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.publish.passages import Span, merged, paragraphs
from communique.release.citing import article_words, cited_row
from communique.release.line import Line
from communique.release.reading import read

MARK = "bold black on yellow"
ORDER = ("published_date", "article_id", "char_start", "char_end", "column_name", "evidence_id")


@dataclass(frozen=True)
class Shown:
    """One span of evidence, with its sentence and the place of the span in it."""

    column: str | None
    value: str | None
    is_accepted: bool
    rule: str
    extractor: str
    source: str
    sentence: str
    spans: tuple[Span, ...]


def explain(folder: Path, row_id: str, *, brackets: bool = False) -> Iterator[Line]:
    """Yield the lines that show the evidence of a row, the earliest article first.

    Of an article whose text is not at hand the excerpt stands for its sentence. Each line of
    evidence names the rule that read it; the confidence is that of the row. With `brackets` the
    marked words stand in square brackets, for where there is no colour. UsageError when no row has
    this id.
    """
    cited = cited_row(folder, row_id)
    head = Line().append(cited.row_id, "bold").append(f"  {cited.says}")
    if cited.asked != cited.row_id:
        head.append(f"  (asked for as {cited.asked})", "dim")
    yield head
    confidence = confidence_of(folder, cited.table, cited.row_id)
    if confidence is not None:
        yield Line().append(f"confidence {confidence:.2f}", "cyan")
    shown = list(evidence_of(folder, cited.row_id))
    if not shown:
        yield Line(f"No span shows this row itself; it is of the table {cited.table}.")
    source = None
    for each in shown:
        if each.source != source:
            source = each.source
            yield Line()
            yield Line().append(each.source, "dim")
        yield line(each, brackets)


def confidence_of(folder: Path, table: str, row_id: str) -> float | None:
    """Return the confidence of a row, None where its table has none."""
    import polars as pl

    data = read(folder, table)
    names = data.collect_schema().names()
    if "confidence" not in names:
        return None
    found = data.filter(pl.col(names[0]) == row_id).select("confidence").collect()
    return None if found.is_empty() else found.item()


def evidence_of(folder: Path, row_id: str) -> Iterator[Shown]:
    """Yield every span of a row, by article and place."""
    import polars as pl

    found = (
        read(folder, "evidence")
        .filter(pl.col("row_id") == row_id)
        .join(read(folder, "articles"), on="article_id")
        .join(read(folder, "article_texts"), on="article_id", how="left")
        .sort(ORDER, nulls_last=[True, False, False, False, False, False])
        .collect()
    )
    for row in found.to_dicts():
        yield shown(row)


def shown(row: Mapping[str, Any]) -> Shown:
    """Return a span with its sentence."""
    text, excerpt = row["text"], row["excerpt"]
    if text is None:
        sentence, spans = excerpt, [(0, len(excerpt))]
    else:
        sentence, spans = in_sentence(text, row["char_start"], row["char_end"])
    return Shown(
        row["column_name"],
        row["asserted_value"],
        row["is_accepted"],
        row["rule"],
        row["extractor"],
        article_words(row),
        sentence,
        tuple(spans),
    )


def in_sentence(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """Return the sentences of `text` that a span touches, on one line, and the span in them."""
    low, high = start, end
    for bounds in paragraphs(text, start, end):
        for first, last in sentences(text, bounds):
            if first < end and last > start:
                low, high = min(low, first), max(high, last)
    piece = text[low:high]
    lead = len(piece) - len(piece.lstrip())
    # A line end is one code point, as is the space that stands for it.
    flat = piece.replace("\n", " ").strip()
    span = (max(start - low - lead, 0), min(end - low - lead, len(flat)))
    return flat, merged([span])


def sentences(text: str, bounds: Span) -> Iterator[Span]:
    """Yield the bounds of the sentences of one paragraph."""
    from sentencex import get_sentence_boundaries

    for each in get_sentence_boundaries("en", text[bounds[0] : bounds[1]]):
        yield bounds[0] + each["start_index"], bounds[0] + each["end_index"]


def line(each: Shown, brackets: bool) -> Line:
    """Return one span as a line: column and value, the sentence with its mark, the rule."""
    label = each.column or "row"
    if each.value is not None:
        label += f" = {each.value}"
    out = Line("  ")
    out.append(label, "green" if each.is_accepted else "red")
    out.append(": ")
    at = 0
    for start, end in each.spans:
        out.append(each.sentence[at:start])
        words = each.sentence[start:end]
        out.append(f"[{words}]" if brackets else words, MARK)
        at = end
    out.append(each.sentence[at:])
    origin = each.rule if each.extractor == "rules" else f"{each.rule}, {each.extractor}"
    out.append(f"  {origin}", "dim")
    if not each.is_accepted:
        out.append(", not accepted", "dim red")
    return out
