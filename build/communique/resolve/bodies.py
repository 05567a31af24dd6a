"""The bodies of a build: those of the reference table that some row names."""

from __future__ import annotations

from communique.core.ids import make_id
from communique.lexicon.tables import rows, split
from communique.resolve.reports import Row


class Bodies:
    """Gives ids to bodies of the reference table and keeps the rows of those that were asked for."""

    def __init__(self) -> None:
        self._known = {row["organisation_key"]: row for row in rows("organisations")}
        self._rows: dict[str, Row] = {}

    def id_of(self, key: str | None) -> str | None:
        """Return the id of a body by its key, entering its row; None when the table has it not."""
        known = self._known.get(key or "")
        if known is None:
            return None
        organisation_id = make_id("organisations", "reference", key)
        self._rows.setdefault(
            organisation_id,
            {
                "organisation_id": organisation_id,
                "name": known["name"],
                "name_variants": sorted(set(split(known["name_variants"]))),
                "organisation_type": known["organisation_type"],
                "country": known["country"] or None,
                "wikidata_id": known["wikidata_id"] or None,
                "source": known["source"],
            },
        )
        return organisation_id

    def rows(self) -> list[Row]:
        """Return the rows of `organisations`."""
        return list(self._rows.values())
