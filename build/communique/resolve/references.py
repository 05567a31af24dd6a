"""The rows of organisations, countries and country_groups."""

from __future__ import annotations

from datetime import date

from communique.lexicon.tables import rows
from communique.resolve.reports import Row
from communique.resolve.workspace import Workspace


def add_references(space: Workspace) -> None:
    """Fill organisations as far as rows name them, and the tables of countries whole."""
    space.tables["organisations"] += space.bodies.rows()
    space.tables["countries"] += [_country(row) for row in rows("countries")]
    space.tables["country_groups"] += [
        {
            "group_id": row["group_id"],
            "country": row["country"],
            "joined": _day(row["joined"]),
            "left": _day(row["left"]),
            "source": row["source"],
        }
        for row in rows("country_groups")
    ]
    space.finish(keep=True)  # decisions may refer to any of them


def _country(row: dict[str, str]) -> Row:
    made: Row = {column: value or None for column, value in row.items()}
    for column in ("cow_code", "gw_code", "gta_jurisdiction_id"):
        made[column] = int(row[column]) if row[column] else None
    for column in ("valid_from", "valid_to"):
        made[column] = _day(row[column])
    return made


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
