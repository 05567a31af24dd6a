"""Evidence rows: each span once, with the excerpt that stands there."""

from __future__ import annotations

from typing import Protocol

from communique.core.ids import make_id
from communique.core.model import Article, Evidence
from communique.resolve.reports import Row

# The tables whose rows take values that spans assert, with their keys.
KEYS = {
    "meetings": "meeting_id",
    "participants": "participant_id",
    "statements": "statement_id",
    "trade_measures": "measure_id",
}


class RowsById(Protocol):
    """Where evidence rows go: of rows with one id the first stays."""

    def setdefault(self, evidence_id: str, row: Row, /) -> object:
        """Add a row unless its id is there."""
        ...


class EvidenceTable:
    """Enters evidence rows; the same span for the same value of a row is kept once.

    An article may come without its text: then whoever keeps the rows fills in the excerpts.
    """

    def __init__(self, rows: RowsById) -> None:
        self._rows = rows

    def add(self, table: str, row_id: str, article: Article, span: Evidence, rule: str) -> None:
        """Enter one span as evidence of a row (or of one of its columns)."""
        evidence_id = make_id(
            "evidence", table, row_id, span.column, article.article_id, span.start, span.end
        )
        self._rows.setdefault(
            evidence_id,
            {
                "evidence_id": evidence_id,
                "table_name": table,
                "row_id": row_id,
                "column_name": span.column,
                "article_id": article.article_id,
                "char_start": span.start,
                "char_end": span.end,
                "excerpt": article.text[span.start : span.end],
                "asserted_value": span.value,
                "is_accepted": True,
                "rule": span.rule or rule,
                "extractor": "rules",
            },
        )


def settle(evidence: dict[str, Row], values: dict[tuple[str, str], Row]) -> list[Row]:
    """Return evidence rows; `is_accepted` tells whether the table's row took the asserted value."""
    for row in evidence.values():
        column, asserted = row["column_name"], row["asserted_value"]
        if column is None or asserted is None:
            continue
        chosen = values.get((str(row["table_name"]), str(row["row_id"])), {}).get(str(column))
        if isinstance(chosen, float):
            row["is_accepted"] = f"{chosen:g}" == asserted
        elif chosen is not None:
            row["is_accepted"] = str(chosen) == asserted
        else:
            row["is_accepted"] = False
    return list(evidence.values())
