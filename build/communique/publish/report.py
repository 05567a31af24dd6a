"""Writes `report.html`: what the build found, each row with the words of the article that show it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from communique.publish.artefact import Tables
from communique.publish.descriptor import authored
from communique.publish.page import link, page, table, tags, text
from communique.publish.passages import passages

TITLE = "The report"
FILE_NAME = "report.html"
MIME_TYPE = "text/html"
AFTER: tuple[str, ...] = ()

ROWS_SHOWN = 200
ARTICLES_SHOWN = 3

Row = dict[str, Any]


def write(tables: Tables, folder: Path) -> None:
    """Write the report of a build."""
    title = f"{authored()['title']} {authored()['version']}"
    html = page(title, Report(tables).body(title))
    (folder / FILE_NAME).write_text(html, "utf-8", newline="\n")


class Report:
    """The rows to show, and what is looked up for them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.meetings = newest(tables["meetings"], "date_earliest", "meeting_id")
        self.statements = newest(
            tables["statements"].join(
                tables["articles"].select("article_id", "published_date"),
                on="article_id",
                how="left",
                maintain_order="left",
            ),
            "published_date",
            "statement_id",
        )
        self.measures = newest(tables["trade_measures"], "last_reported_date", "measure_id")
        self.people = of_rows(tables["participants"], "meeting_id", self.meetings)
        self.parties = of_rows(tables["trade_measure_parties"], "measure_id", self.measures)
        self.events = of_rows(tables["measure_events"], "measure_id", self.measures)
        self.countries = dict(tables["countries"].select("country", "name").iter_rows())
        self.evidence = self.evidence_shown()
        articles = sorted({each["article_id"] for spans in self.evidence.values() for each in spans})
        self.articles = by_id(tables["articles"], articles)
        self.texts = by_id(tables["article_texts"], articles)

    def evidence_shown(self) -> dict[str, list[Row]]:
        """Return the evidence of the rows shown, by row; a meeting's includes its participants'."""
        owner = {row["meeting_id"]: row["meeting_id"] for row in self.meetings}
        owner |= {row["statement_id"]: row["statement_id"] for row in self.statements}
        owner |= {row["measure_id"]: row["measure_id"] for row in self.measures}
        for children, key in ((self.people, "participant_id"), (self.parties, "party_id")):
            owner |= {each[key]: parent for parent, rows in children.items() for each in rows}
        owner |= {
            each["event_id"]: parent for parent, rows in self.events.items() for each in rows
        }
        spans = self.tables["evidence"].filter(
            pl.col("row_id").is_in(list(owner)) & pl.col("is_accepted")
        )
        found: dict[str, list[Row]] = {}
        for span in spans.sort("article_id", "char_start", "char_end", "evidence_id").to_dicts():
            found.setdefault(owner[span["row_id"]], []).append(span)
        return found

    def body(self, title: str) -> Iterator[str]:
        """Yield the page's sections."""
        yield f"<h1>{escape(title)}</h1>"
        yield f"<p>{escape(str(authored().get('description', '')))}</p>"
        yield (
            '<p class="soft">Columns and terms: codebook.md. In SQL: communique.duckdb. '
            "Marked words are the evidence for the row above them.</p>"
        )
        names = ("counts", "meetings", "statements", "measures", "rejects")
        links = "".join(f'<a href="#{name}">{name.capitalize()}</a>' for name in names)
        yield f"<nav>{links}</nav>"
        yield from self.counts()
        yield from self.section("meetings", "Meetings", "meetings", self.meetings, self.meeting)
        yield from self.section(
            "statements", "Statements", "statements", self.statements, self.statement
        )
        yield from self.section("measures", "Measures", "trade_measures", self.measures, self.measure)
        yield from self.rejects()

    def counts(self) -> Iterator[str]:
        """Yield the number of rows per table, and the measured quality where there is any."""
        yield '<h2 id="counts">Counts</h2>'
        rows = [(name, frame.height) for name, frame in self.tables.items()]
        yield table(("table", "rows"), rows, ("rows",))
        quality = self.tables["quality"]
        if quality.height:
            yield "<h3>Measured quality</h3>"
            head = ("corpus", "table_name", "column_name", "metric", "value", "ci_low", "ci_high")
            yield table(head, quality.select(head).head(ROWS_SHOWN).rows(), head[4:])

    def section(
        self, anchor: str, title: str, name: str, rows: list[Row], show: Any
    ) -> Iterator[str]:
        """Yield one table's rows, newest first, and how many there are."""
        yield f'<h2 id="{anchor}">{title}</h2>'
        yield shown(len(rows), self.tables[name].height)
        for row in rows:
            yield from show(row)

    def meeting(self, row: Row) -> Iterator[str]:
        """Yield one meeting with its participants."""
        people = self.people.get(row["meeting_id"], [])
        sides = {text(each["name"] or each["organisation"] or self.country(each)) for each in people}
        where = " · ".join(
            text(each) for each in (row["date_edtf"], row["place_name"], row["occasion"]) if each
        )
        yield f'<div class="row" id="{escape(row["meeting_id"])}">'
        yield f"<h3>{escape(' – '.join(sorted(sides)) or 'Meeting')}</h3>"
        yield f"<p>{tags(row['status'], row['arity'], row['medium'], row['setting'])}</p>"
        yield f"<p>{escape(where)} <span class='id'>{escape(row['meeting_id'])}</span></p>"
        yield "<ul>" + "".join(f"<li>{self.participant(each)}</li>" for each in people) + "</ul>"
        yield from self.passages(row["meeting_id"])
        yield "</div>"

    def participant(self, person: Row) -> str:
        """Return one participant: name, office, country or body, role."""
        rest = [person["office"], person["organisation"], self.country(person)]
        name = person["name"] or next((each for each in rest if each), "unnamed")
        facts = ", ".join(text(each) for each in rest if each and each != name)
        role = "" if person["role"] == "participant" else tags(person["role"])
        return f"<strong>{escape(name)}</strong>{escape(', ' + facts if facts else '')} {role}"

    def country(self, row: Row) -> str | None:
        """Return the name of a row's country."""
        code: str | None = row["country"]
        return self.countries.get(code, code) if code else None

    def statement(self, row: Row) -> Iterator[str]:
        """Yield one statement."""
        speaker = row["speaker_name"] or row["speaker_organisation"] or row["speaker_country"]
        office = ", ".join(
            text(each)
            for each in (row["speaker_office"], row["speaker_organisation"], row["speaker_country"])
            if each and each != speaker
        )
        yield f'<div class="row" id="{escape(row["statement_id"])}">'
        yield f"<h3>{escape(speaker or 'unnamed speaker')}</h3>"
        yield f'<p class="soft">{escape(office)}</p>' if office else ""
        yield f"<p>“{escape(row['text'])}”</p>"
        yield (
            f"<p>{tags(row['kind'], row['cue'], row['channel'], row['channel_name'])}"
            f"{tags(row['date_edtf'])} <span class='id'>{escape(row['statement_id'])}</span></p>"
        )
        yield from self.passages(row["statement_id"])
        yield "</div>"

    def measure(self, row: Row) -> Iterator[str]:
        """Yield one measure with its parties and its history."""
        parties = self.parties.get(row["measure_id"], [])
        rate = f"{row['rate_percent']:g} %" if row["rate_percent"] is not None else None
        title = row["name"] or row["product"] or row["measure_type"].replace("_", " ")
        yield f'<div class="row" id="{escape(row["measure_id"])}">'
        yield f"<h3>{escape(title)}</h3>"
        yield f"<p>{tags(row['measure_type'], row['status'], rate, row['direction'])}</p>"
        yield "<ul>"
        for role in ("implementer", "target", "negotiating_party", "exempted"):
            names = sorted(
                {
                    text(self.country(each) or each["organisation"] or each["name"])
                    for each in parties
                    if each["role"] == role
                }
            )
            if names:
                yield f"<li>{role.replace('_', ' ')}: {escape(', '.join(names))}</li>"
        yield "</ul>"
        events = sorted(self.events.get(row["measure_id"], []), key=lambda each: each["sequence"])
        steps = "".join(
            f"<li>{escape(each['event_type'].replace('_', ' '))}"
            f" <span class='soft'>{escape(text(each['date_edtf'] or 'undated'))}</span></li>"
            for each in events
        )
        yield f"<ol>{steps}</ol>" if steps else ""
        yield f"<p class='id'>{escape(row['measure_id'])}</p>"
        yield from self.passages(row["measure_id"])
        yield "</div>"

    def passages(self, row_id: str) -> Iterator[str]:
        """Yield the words that a row rests on, per article, marked in their paragraphs."""
        by_article: dict[str, list[Row]] = {}
        for span in self.evidence.get(row_id, []):
            by_article.setdefault(span["article_id"], []).append(span)
        for article_id in list(by_article)[:ARTICLES_SHOWN]:
            yield quoted(
                self.articles[article_id],
                self.texts.get(article_id, {}).get("text"),
                by_article[article_id],
            )
        if len(by_article) > ARTICLES_SHOWN:
            more = len(by_article) - ARTICLES_SHOWN
            yield f"<p class='soft'>… and {more} more article{'' if more == 1 else 's'}</p>"

    def rejects(self) -> Iterator[str]:
        """Yield the inputs that were not used, with what to do."""
        head = ("source_path", "source_position", "reason", "detail", "outlet", "published_date")
        rejects = self.tables["rejects"].select(head)
        yield '<h2 id="rejects">Rejects</h2>'
        yield shown(min(rejects.height, ROWS_SHOWN), rejects.height, "")
        if rejects.height:
            yield table(head, rejects.head(ROWS_SHOWN).rows())


def quoted(article: Row, body: str | None, spans: list[Row]) -> str:
    """Return one article's passages as a block with its source; bare excerpts where texts are kept out."""
    if body is None:
        parts = [f"<mark>{escape(each['excerpt'])}</mark>" for each in spans]
    else:
        parts = passages(body, [(each["char_start"], each["char_end"]) for each in spans])
    source = article["title"] or article["url"] or article["source_path"]
    facts = " · ".join(text(each) for each in (article["outlet"], article["published_date"]) if each)
    paragraphs = "".join(f"<p>{part}</p>" for part in parts)
    return (
        f"<blockquote>{paragraphs}<footer>{link(article['url'], source)}"
        f"{escape(' · ' + facts if facts else '')}</footer></blockquote>"
    )


def newest(frame: pl.DataFrame, date_column: str, key: str) -> list[Row]:
    """Return the rows to show: the latest by date, undated last, ties by id."""
    ordered = frame.sort(date_column, key, descending=[True, False], nulls_last=True)
    return ordered.head(ROWS_SHOWN).to_dicts()


def of_rows(frame: pl.DataFrame, key: str, parents: list[Row]) -> dict[str, list[Row]]:
    """Return the rows of `frame` that belong to `parents`, by parent."""
    found: dict[str, list[Row]] = {}
    for row in frame.filter(pl.col(key).is_in([each[key] for each in parents])).to_dicts():
        found.setdefault(row[key], []).append(row)
    return found


def by_id(frame: pl.DataFrame, article_ids: list[str]) -> dict[str, Row]:
    """Return the rows of some articles by id."""
    rows = frame.filter(pl.col("article_id").is_in(article_ids)).to_dicts()
    return {row["article_id"]: row for row in rows}


def shown(some: int, whole: int, order: str = ", newest first") -> str:
    """Return the line that says how many rows of a table follow."""
    if some == whole:
        return f'<p class="soft">{whole:,} in all{order if whole > 1 else ""}.</p>'
    return f'<p class="soft">The first {some:,} of {whole:,}{order}; all are in the tables.</p>'
