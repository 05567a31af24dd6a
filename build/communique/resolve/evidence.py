"""Evidence rows: each span once for each row, with the excerpt that stands there."""

from __future__ import annotations

from communique.core.ids import make_id
from communique.core.model import Article, Evidence
from communique.resolve.reports import Row

# A rule of this name was written by a person; see the module `corrections`.
CORRECTION = "correction"


class EvidenceTable:
    """Collects evidence rows; the same span for the same value of a row is kept once.

    The id of a row of evidence is that of the mention which has the span, so that it outlasts every
    change of what the mention is merged with.
    """

    def __init__(self, redirects: dict[str, str]) -> None:
        self._rows: dict[tuple[object, ...], Row] = {}
        self._redirects = redirects
        self._whole: dict[tuple[str, str], Row] = {}

    def add(
        self,
        table: str,
        row_id: str,
        article: Article,
        span: Evidence,
        rule: str,
        mention_id: str | None = None,
    ) -> None:
        """Enter one span as evidence of a row (or of one of its columns).

        `mention_id` is the id that the row would have if no other mention had joined it.
        """
        place = (span.column, article.article_id, span.start, span.end)
        evidence_id = make_id("evidence", table, mention_id or row_id, *place)
        named = span.rule or rule
        is_correction = named.startswith(CORRECTION)
        kept = self._rows.setdefault(
            (table, row_id, *place, mention_id if is_correction else None),
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
                "rule": named,
                "extractor": CORRECTION if is_correction else "rules",
            },
        )
        if kept["evidence_id"] != evidence_id:
            self._redirects[evidence_id] = str(kept["evidence_id"])

    def whole(self, table: str, row_id: str) -> Row | None:
        """Return the first span that shows a row as a whole, None when there is none."""
        if not self._whole:
            for row in self._rows.values():
                if row["column_name"] is None:
                    self._whole.setdefault((str(row["table_name"]), str(row["row_id"])), row)
        return self._whole.get((table, row_id))

    def take(self, other: EvidenceTable) -> None:
        """Add the rows of another table, of rows that this one has none of."""
        self._rows |= other._rows

    def drop(self, table: str, row_id: str) -> set[str]:
        """Take out all evidence of a row and return its ids."""
        gone = [key for key in self._rows if key[:2] == (table, row_id)]
        self._whole.pop((table, row_id), None)
        return {str(self._rows.pop(key)["evidence_id"]) for key in gone}

    def settle(self, values: dict[tuple[str, str], Row]) -> list[Row]:
        """Return the rows; `is_accepted` tells whether the table's row took the asserted value."""
        for row in self._rows.values():
            column, asserted = row["column_name"], row["asserted_value"]
            if column is None or asserted is None:
                continue
            chosen = values.get((str(row["table_name"]), str(row["row_id"])), {}).get(str(column))
            row["is_accepted"] = chosen is not None and written(chosen) == asserted
        return list(self._rows.values())


def written(value: object) -> str:
    """Return a value as `asserted_value` has it."""
    return f"{value:g}" if isinstance(value, float) else str(value)
