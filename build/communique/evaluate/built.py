"""Reads a built folder as what each article reports, in the same types as the annotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from communique.core.errors import UsageError
from communique.evaluate.records import Measure, Meeting, Party, Records, Statement
from communique.evaluate.tables import Row, Tables


class Built(Struct, frozen=True):
    """The reports of a built dataset, by the stem of the article's file.

    `missing` are the stems asked for that no article has. `texts` are the articles' texts, as far
    as the build keeps them.
    """

    records: dict[str, Records]
    texts: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]


def read_built(folder: Path, stems: Collection[str]) -> Built:
    """Return what the articles of the given stems report in a built folder (`data/*.parquet`).

    A participant or a party of a measure counts in an article that has evidence for it, and
    everywhere when it has none at all. Rows keep the order of the files. UsageError when the
    folder, a table or a column is missing, or when no article has one of the stems.
    """
    tables = Tables(folder)
    stem_of = {
        row["article_id"]: stem
        for row in tables.rows("articles")
        if (stem := PurePosixPath(row["source_path"]).stem) in stems
    }
    if not stem_of:
        raise UsageError(
            f"{folder}: none of the {len(stems)} annotated articles is in it (wanted: files "
            f"named {', '.join(sorted(stems)[:3])} …); build the folder from those articles"
        )
    shown = _Evidence(tables, stem_of)
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    measures: defaultdict[str, list[Measure]] = defaultdict(list)
    for row in tables.rows("meeting_reports", article_id=stem_of):
        meetings[stem_of[row["article_id"]]].append(_meeting(row, shown))
    for row in tables.rows("statements", article_id=stem_of):
        statements[stem_of[row["article_id"]]].append(_statement(row))
    for row in tables.rows("measure_reports", article_id=stem_of):
        measures[stem_of[row["article_id"]]].append(_measure(row, shown))
    found = set(stem_of.values())
    return Built(
        records={
            stem: Records(tuple(meetings[stem]), tuple(statements[stem]), tuple(measures[stem]))
            for stem in found
        },
        texts=_texts(tables, stem_of),
        missing=tuple(stem for stem in stems if stem not in found),
    )


class _Evidence:
    """Whole-row spans, and the parties of meetings and measures that an article shows."""

    def __init__(self, tables: Tables, articles: Collection[str]) -> None:
        self.participants = _grouped(
            tables, "participants", "meeting_id", "meeting_reports", articles
        )
        self.parties = _grouped(
            tables, "trade_measure_parties", "measure_id", "measure_reports", articles
        )
        ids = {
            "participants": _ids(self.participants, "participant_id"),
            "trade_measure_parties": _ids(self.parties, "party_id"),
            "meetings": list(self.participants),
            "trade_measures": list(self.parties),
        }
        self.excerpts: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        self.known: set[tuple[str, str]] = set()
        for table, row_ids in ids.items():
            for span in tables.rows("evidence", table_name=[table], row_id=row_ids):
                if span["column_name"] is None:
                    self.known.add((table, span["row_id"]))
                    self.excerpts[table, span["row_id"], span["article_id"]].append(span["excerpt"])

    def of(self, table: str, row_id: str, article: str) -> tuple[str, ...]:
        """Return the excerpts of an article that show a row."""
        return tuple(self.excerpts.get((table, row_id, article), ()))

    def here(self, table: str, key: str, rows: Sequence[Row], article: str) -> list[Row]:
        """Return those rows that the article shows, or that nothing shows."""
        return [
            row
            for row in rows
            if (table, row[key]) not in self.known or (table, row[key], article) in self.excerpts
        ]


def _grouped(
    tables: Tables, name: str, key: str, reports: str, articles: Collection[str]
) -> dict[str, list[Row]]:
    """Return the rows of a table by the reported row that they belong to, empty lists included."""
    groups: dict[str, list[Row]] = {
        row[key]: [] for row in tables.rows(reports, article_id=articles)
    }
    for row in tables.rows(name, **{key: groups}):
        groups[row[key]].append(row)
    return groups


def _ids(groups: Mapping[str, Sequence[Row]], key: str) -> list[str]:
    return [row[key] for rows in groups.values() for row in rows]


def _party(row: Row) -> Party:
    return Party(
        name=row["name"],
        office=row.get("office"),
        country=row["country"],
        organisation=row["organisation"],
        role=row["role"],
    )


def _meeting(row: Row, shown: _Evidence) -> Meeting:
    meeting, article = row["meeting_id"], row["article_id"]
    rows = shown.here("participants", "participant_id", shown.participants[meeting], article)
    return Meeting(
        status=row["status"],
        participants=tuple(map(_party, rows)),
        evidence=shown.of("meetings", meeting, article),
        medium=row["medium"],
        arity=row["arity"],
        setting=row["setting"],
        occasion=row["occasion"],
        place=row["place_name"],
        place_country=row["place_country"],
        date=row["date_edtf"],
        row_id=meeting,
        rule=row["rule"],
    )


def _statement(row: Row) -> Statement:
    return Statement(
        kind=row["kind"],
        text=row["text"],
        speaker=row["speaker_name"],
        speaker_country=row["speaker_country"],
        speaker_organisation=row["speaker_organisation"],
        cue=row["cue"],
        channel=row["channel"],
        date=row["date_edtf"],
        row_id=row["statement_id"],
        rule=row["rule"],
    )


def _measure(row: Row, shown: _Evidence) -> Measure:
    measure, article = row["measure_id"], row["article_id"]
    rows = shown.here("trade_measure_parties", "party_id", shown.parties[measure], article)

    def side(role: str) -> tuple[Party, ...]:
        return tuple(_party(party) for party in rows if party["role"] == role)

    return Measure(
        type=row["measure_type"],
        status=row["status"],
        evidence=shown.of("trade_measures", measure, article),
        implementers=side("implementer"),
        targets=side("target"),
        negotiating_parties=side("negotiating_party"),
        product=row["product"],
        rate_percent=row["rate_percent"],
        rate_percent_max=row["rate_percent_max"],
        announced=row["announced_edtf"],
        effective=row["effective_edtf"],
        ended=row["ended_edtf"],
        is_retaliation=row["is_retaliation"],
        row_id=measure,
        rule=row["rule"],
    )


def _texts(tables: Tables, stem_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    if not tables.has("article_texts"):
        return {}
    texts: dict[str, tuple[str, ...]] = {}
    for row in tables.rows("article_texts", article_id=stem_of):
        stem = stem_of[row["article_id"]]
        texts[stem] = (*texts.get(stem, ()), row["text"])
    return texts
