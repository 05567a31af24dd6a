"""Writes `report.html`: what the build found, each row with the words of the articles behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from communique.publish.artefact import Tables, height
from communique.publish.descriptor import authored
from communique.publish.page import page, table, tiles
from communique.publish.report_rows import meeting, statement, trade_measure
from communique.publish.report_selection import ROWS_SHOWN, Row, Selection, select

TITLE = "The report"
FILE_NAME = "report.html"
MIME_TYPE = "text/html"
AFTER: tuple[str, ...] = ()

REJECT_COLUMNS = ("source_path", "source_position", "reason", "detail", "outlet", "published_date")
QUALITY_COLUMNS = ("corpus", "table_name", "column_name", "metric", "value", "ci_low", "ci_high")


def write(tables: Tables, folder: Path) -> None:
    """Write the report of a build: at most 200 rows of each table, and it says so."""
    title = f"{authored()['title']} {authored()['version']}"
    html = page(title, body(title, tables))
    (folder / FILE_NAME).write_text(html, "utf-8", newline="\n")


def body(title: str, tables: Tables) -> Iterator[str]:
    """Yield the sections of the page."""
    chosen = select(tables)
    yield f"<h1>{escape(title)}</h1>"
    yield f"<p>{escape(authored()['description'])}</p>"
    yield (
        '<p class="soft">Columns and terms are in codebook.md, the data in data/ and '
        "communique.duckdb. Marked words are the evidence for the row above them.</p>"
    )
    names = ("counts", "meetings", "statements", "measures", "quality", "rejects")
    links = "".join(f'<a href="#{name}">{name.capitalize()}</a>' for name in names)
    yield f"<nav>{links}</nav>"
    yield from counts(tables)
    yield from section("meetings", chosen, chosen.meetings, height(tables["meetings"]), meeting)
    yield from section(
        "statements", chosen, chosen.statements, height(tables["statements"]), statement
    )
    measures = height(tables["trade_measures"])
    yield from section("measures", chosen, chosen.measures, measures, trade_measure)
    yield from quality(tables)
    yield from rejects(tables)


def counts(tables: Tables) -> Iterator[str]:
    """Yield the number of rows per table."""
    yield '<h2 id="counts">Counts</h2>'
    yield tiles((name, height(frame)) for name, frame in tables.items())


def section(
    name: str,
    chosen: Selection,
    rows: list[Row],
    whole: int,
    show: Callable[[Row, Selection], Iterator[str]],
) -> Iterator[str]:
    """Yield one table's rows, newest first, and how many there are."""
    yield f'<h2 id="{name}">{name.capitalize()}</h2>'
    yield how_many(len(rows), whole, ", newest first")
    for row in rows:
        yield '<div class="row">'
        yield from show(row, chosen)
        yield "</div>"


def quality(tables: Tables) -> Iterator[str]:
    """Yield the measured precision and recall, by corpus of annotated articles."""
    frame = tables["quality"].lazy().select(QUALITY_COLUMNS).head(ROWS_SHOWN).collect()
    yield '<h2 id="quality">Quality</h2>'
    yield how_many(frame.height, height(tables["quality"]), "")
    if frame.height:
        yield table(QUALITY_COLUMNS, frame.rows(), numbers=QUALITY_COLUMNS[4:])


def rejects(tables: Tables) -> Iterator[str]:
    """Yield the inputs that were not used, with what to do."""
    frame = tables["rejects"].lazy().select(REJECT_COLUMNS).head(ROWS_SHOWN).collect()
    whole = height(tables["rejects"])
    yield '<h2 id="rejects">Rejects</h2>'
    yield how_many(frame.height, whole, "")
    if frame.height:
        yield table(REJECT_COLUMNS, frame.rows())


def how_many(some: int, whole: int, order: str) -> str:
    """Return the line that says how many rows of a table follow."""
    if some < whole:
        return f'<p class="soft">The first {some:,} of {whole:,}{order}; all are in the tables.</p>'
    return f'<p class="soft">{whole:,} in all{order if whole > 1 else ""}.</p>'
