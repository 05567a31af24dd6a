"""One line of a corrections file: what a person decided about a row, when, why and on what ground."""

from __future__ import annotations

import hashlib
from datetime import date

from msgspec import Struct

ACTIONS = ("confirm", "reject", "change", "merge", "split", "add")
# Rows that come and go with their mentions, so that whatever hangs on them follows.
PRINCIPAL = ("meetings", "trade_measures", "statements")
# Tables whose rows are clusters: several mentions, one thing.
CLUSTERED = ("meetings", "trade_measures", "persons", "articles")
# Parts of a meeting or measure, with the column that says of which.
PARTS = {
    "participants": "meeting_id",
    "trade_measure_parties": "measure_id",
    "measure_events": "measure_id",
    "trade_measure_products": "measure_id",
    "measure_relations": "measure_id",
}
KEYS = {
    "meetings": "meeting_id",
    "participants": "participant_id",
    "statements": "statement_id",
    "trade_measures": "measure_id",
    "trade_measure_parties": "party_id",
    "measure_events": "event_id",
    "persons": "person_id",
    "organisations": "organisation_id",
    "articles": "article_id",
}
MAY: dict[str, tuple[str, ...]] = {
    "confirm": (*PRINCIPAL, "participants", "trade_measure_parties", "measure_events"),
    "reject": (*PRINCIPAL, "participants", "trade_measure_parties", "measure_events"),
    "change": (
        *PRINCIPAL,
        "participants",
        "trade_measure_parties",
        "measure_events",
        "persons",
        "organisations",
    ),
    "merge": CLUSTERED,
    "split": CLUSTERED,
    "add": (*PRINCIPAL, *PARTS),
}
COLUMNS = (
    "action",
    "table_name",
    "row_id",
    "column_name",
    "value",
    "article_id",
    "excerpt",
    "author",
    "date",
    "reason",
    "source",
)


class Decision(Struct, frozen=True):
    """One decision; an empty cell is an empty string.

    `row_id` is any id that the row ever had. `value` is the new value (change), the other row
    (merge), the articles or mentions that leave (split, divided by `|`), or the row as a JSON object
    (add). `article_id` and `excerpt` say where the words stand that it rests on.
    """

    action: str
    table_name: str
    row_id: str
    column_name: str
    value: str
    article_id: str
    excerpt: str
    author: str
    date: date
    reason: str
    source: str
    source_path: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """Return what names this decision wherever it stands: a hash of what it says."""
        said = "\x1f".join(
            str(getattr(self, column)) for column in COLUMNS if column not in ("reason", "source")
        )
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def rule(self) -> str:
        """Return the name under which evidence carries it."""
        return f"correction_{self.action}"

    @property
    def place(self) -> tuple[str, str, int]:
        """Return its place in order: a later decision comes after an earlier one."""
        return self.date.isoformat(), self.source_path, self.line
