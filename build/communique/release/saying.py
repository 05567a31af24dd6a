"""Says in one sentence what a row says, from its values and those of the rows that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from communique.release.reading import read

Values = Mapping[str, Any]
SHOWN_TEXT = 300
UNSAID = frozenset(("confidence", "article_count", "source_count"))


def saying(table: str, row: Values, folder: Path) -> str:
    """Return what a row says; a null is left out, since it says nothing."""
    if table == "meetings":
        return meeting(row, folder)
    if table == "statements":
        return statement(row)
    if table == "trade_measures":
        return trade_measure(row, folder)
    if table == "participants":
        return participant(row)
    if table == "articles":
        return joined(row["outlet"], row["title"], row["published_date"]) or "An article"
    if table == "evidence":
        return f"{row['table_name']} {row['row_id']}: “{row['excerpt']}”"
    parts = [
        f"{words(name)}: {value}"
        for name, value in row.items()
        if value not in (None, [], "") and not name.endswith("_id") and name not in UNSAID
    ]
    return f"{words(table).capitalize()}: {'; '.join(parts)}"


def meeting(row: Values, folder: Path) -> str:
    """Return status, way, parties, place and day of a meeting."""
    people = belonging(folder, "participants", "meeting_id", row["meeting_id"])
    parties = " – ".join(party(each) for each in people) or "parties unknown"
    way = {"phone": "phone call", "video": "video call"}.get(row["medium"], "meeting")
    place = joined(row["place_name"], row["place_country"])
    facts = joined(place, row["occasion"], day(row, "date"))
    return f"{words(row['status']).capitalize()} {way}: {parties}{f' ({facts})' if facts else ''}"


def participant(row: Values) -> str:
    """Return name, office and country of a participant, and the meeting."""
    return f"{joined(party(row), row['office'], row['role'])}, in {row['meeting_id']}"


def party(row: Values) -> str:
    """Return a participant as name and country, or what is known of them."""
    name = row["name"] or row["organisation"]
    if name is None:
        return str(row["country"] or "an unnamed party")
    return f"{name} ({row['country']})" if row["country"] else str(name)


def statement(row: Values) -> str:
    """Return who said what, and when."""
    speaker = row["speaker_name"] or row["speaker_organisation"] or row["speaker_country"]
    text = row["text"] if len(row["text"]) <= SHOWN_TEXT else row["text"][:SHOWN_TEXT] + "…"
    said = f"“{text}”" if row["kind"] == "direct" else text
    when = day(row, "date")
    return f"{speaker or 'Unnamed speaker'}{f' ({when})' if when else ''}: {said}"


def trade_measure(row: Values, folder: Path) -> str:
    """Return type, product, rate, parties, status and day of a measure."""
    parties = belonging(folder, "trade_measure_parties", "measure_id", row["measure_id"])
    sides = {
        role: ", ".join(
            str(each["country"] or each["organisation"] or each["name"])
            for each in parties
            if each["role"] == role
        )
        for role in ("implementer", "target", "negotiating_party")
    }
    way = " against ".join(side for side in (sides["implementer"], sides["target"]) if side)
    rate = f"{row['rate_percent']:g} %" if row["rate_percent"] is not None else None
    subject = joined(row["name"], row["product"], rate, way or sides["negotiating_party"])
    when = day(row, "effective") or day(row, "announced")
    kind = words(row["measure_type"]).capitalize()
    state = words(row["status"])
    return f"{kind}{f': {subject}' if subject else ''} ({joined(state, when)})"


def belonging(folder: Path, table: str, column: str, value: str) -> list[dict[str, Any]]:
    """Return the rows of a table that belong to a row."""
    return read(folder, table).filter(pl.col(column) == value).collect().to_dicts()


def day(row: Values, name: str) -> str | None:
    """Return a date as the text has it, in EDTF."""
    value = row.get(f"{name}_edtf")
    return None if value is None else str(value)


def joined(*parts: object) -> str:
    """Return what is there, joined by commas."""
    return ", ".join(str(part) for part in parts if part)


def words(term: str) -> str:
    """Return a term as words."""
    return term.replace("_", " ")
