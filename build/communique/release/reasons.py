"""Says why a row changed between two versions, from nothing but what the two versions hold.

In this order: a redirect tells of a merge; a span that a person made, or an article whose id was
redirected to its corrected form, of a correction; articles that came or went, of a new source or
a retraction; words that went over to other rows, of a split or a merge.  Where the articles are
the same and none of this is so, the reading of them changed, which is a change of the extractor.
Reference tables, which rest on no article, change by a person's correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from communique.release.redirects import moved
from communique.release.rows import values_of
from communique.release.snapshot import Snapshot
from communique.release.support import Key, heirs, support

DEFAULT = "extractor_change"
REFERENCE = frozenset(("countries", "country_groups"))
# The columns of an article that are read from its text or from other articles, not delivered.
READ_FROM_ARTICLES = frozenset(
    ("agency", "dateline_place", "dateline_date", "duplicate_of", "language", "word_count")
)
# The row that another belongs to, and whose reason it shares where it has none of its own.
OWNERS: Mapping[str, tuple[str, str]] = {
    "meeting_reports": ("meetings", "meeting_id"),
    "participants": ("meetings", "meeting_id"),
    "measure_reports": ("trade_measures", "measure_id"),
    "measure_events": ("trade_measures", "measure_id"),
    "trade_measure_parties": ("trade_measures", "measure_id"),
    "trade_measure_products": ("trade_measures", "measure_id"),
    "measure_relations": ("trade_measures", "measure_id"),
    "statement_speakers": ("statements", "statement_id"),
    "article_texts": ("articles", "article_id"),
}


@dataclass(frozen=True)
class Change:
    """What became of one row: `columns` and the JSON values before and after, and why.

    `old` and `new` are null where the row is not in that version, or its values are not kept.
    """

    table: str
    row_id: str
    op: str
    columns: tuple[str, ...]
    old: str | None
    new: str | None
    reason: str = DEFAULT
    replaced_by: str | None = None

    @property
    def key(self) -> Key:
        """Table and row id."""
        return self.table, self.row_id


def explained(old: Snapshot, new: Snapshot, changes: Sequence[Change]) -> list[Change]:
    """Return the changes with their reasons, and with the ids that stand for deleted rows."""
    facts = Facts(old, new, changes)
    first = [facts.explain(change) for change in changes]
    by_key = {change.key: change for change in first}
    deleted = {change.row_id: change.reason for change in first if change.op == "delete"}
    return [replace(change, reason=final_reason(change, by_key, deleted)) for change in first]


def final_reason(change: Change, by_key: Mapping[Key, Change], deleted: Mapping[str, str]) -> str:
    """Return the reason of a change, which may be that of another row.

    A redirect came for the reason for which its row went; a row that has no reason of its own
    changed with the row that it belongs to.
    """
    if change.table == "id_redirects" and change.row_id in deleted:
        return deleted[change.row_id]
    if change.reason != DEFAULT:
        return change.reason
    owner = owner_of(change)
    if owner is None or owner == change.key or owner not in by_key:
        return DEFAULT
    return final_reason(by_key[owner], by_key, deleted)


class Facts:
    """What two versions tell about their changed rows."""

    def __init__(self, old: Snapshot, new: Snapshot, changes: Sequence[Change]) -> None:
        self.old, self.new = old, new
        keys = {change.key for change in changes}
        self.before, self.after = support(old, keys), support(new, keys)
        articles = [
            frozenset(s.by_table.get("articles", pl.DataFrame({"row_id": []}))["row_id"])
            for s in (old, new)
        ]
        self.came, self.gone = articles[1] - articles[0], articles[0] - articles[1]
        # A corrected article has another id; in a release the old one leads to it, in a build that
        # is not released yet the two are known by their address or place.
        corrected = {each: new.resolve(each) for each in self.gone}
        self.replaced = {each: it for each, it in corrected.items() if it is not None}
        self.replaced |= moved(old, new, new.redirects, ("articles",))
        self.successors = frozenset(self.replaced.values())
        self.corrected = corrected_rows(new) - corrected_rows(old)
        self.heirs = heirs(old, new)
        self.donors: dict[Key, set[str]] = {}
        for (table, row), taken in self.heirs.items():
            for heir in taken:
                self.donors.setdefault((table, heir), set()).add(row)
        self.paths = source_paths(old), source_paths(new)
        self.merged_into = {
            target for row in old.ids - new.ids if (target := new.resolve(row)) is not None
        }

    def explain(self, change: Change) -> Change:
        """Return a change with the reason that its own row gives."""
        if change.table in REFERENCE:
            return replace(change, reason="correction")
        if change.table == "rejects":
            return replace(change, reason=self.reason_of_reject(change))
        if change.op == "delete":
            return self.explain_delete(change)
        if change.op == "add":
            return replace(change, reason=self.reason_to_add(change))
        return replace(change, reason=self.reason_to_modify(change))

    def explain_delete(self, change: Change) -> Change:
        """Return a deletion with its reason and the id that stands for the row now."""
        target = self.new.resolve(change.row_id) if change.row_id in self.old.ids else None
        # The text of an article goes by the id of the article, which may well be there still.
        target = None if target == change.row_id else target
        articles = self.before.get(change.key, frozenset())
        left = articles & self.gone
        if left and left <= self.replaced.keys():
            return replace(change, reason="correction", replaced_by=target)
        if target is not None:
            return replace(change, reason="merge", replaced_by=target)
        if articles and articles <= self.gone:
            return replace(change, reason="retraction")
        taken = self.heirs.get(change.key, frozenset())
        if len(taken) > 1:
            return replace(change, reason="split")
        if taken and taken <= self.old.ids:
            return replace(change, reason="merge")
        return replace(change, reason="retraction" if left else DEFAULT)

    def reason_to_add(self, change: Change) -> str:
        """Return why a row is new."""
        articles = self.after.get(change.key, frozenset())
        if change.key in self.corrected:
            return "correction"
        fresh = articles & self.came
        if fresh:
            return "correction" if fresh <= self.successors else "new_source"
        for donor in self.donors.get(change.key, ()):
            if donor in self.new.ids or len(self.heirs[change.table, donor]) > 1:
                return "split"
        return DEFAULT

    def reason_to_modify(self, change: Change) -> str:
        """Return why a row has other values."""
        if change.row_id in self.merged_into and change.table != "articles":
            return "merge"
        if change.key in self.corrected:
            return "correction"
        if change.table == "articles":
            return self.reason_to_modify_article(change)
        before = self.before.get(change.key, frozenset())
        after = self.after.get(change.key, frozenset())
        came, gone = after - before, before - after
        if came & self.came - self.successors:
            return "new_source"
        if gone & self.gone - self.replaced.keys():
            return "retraction"
        if came & self.successors or gone & self.replaced.keys():
            return "correction"
        if any(
            (change.table, heir) in self.donors and heir not in self.old.ids
            for heir in self.heirs.get(change.key, ())
        ):
            return "split"
        return DEFAULT

    def reason_to_modify_article(self, change: Change) -> str:
        """Return why an article has other values: its head came or went, it was read or mended."""
        heads = {values_of(row).get("duplicate_of") for row in (change.old, change.new)}
        if change.columns == ("duplicate_of",) and heads & self.came:
            return "new_source"
        if change.columns == ("duplicate_of",) and heads & self.gone:
            return "retraction"
        return DEFAULT if set(change.columns) <= READ_FROM_ARTICLES else "correction"

    def reason_of_reject(self, change: Change) -> str:
        """Return why an input is rejected that was not before, or is no longer."""
        path = values_of(change.new or change.old).get("source_path")
        was, is_now = (path in paths for paths in self.paths)
        if was == is_now:
            return DEFAULT
        return "new_source" if is_now else "retraction"


def owner_of(change: Change) -> Key | None:
    """Return table and id of the row that a row belongs to."""
    if change.table == "article_texts":
        return "articles", change.row_id
    values = values_of(change.new if change.new is not None else change.old)
    if change.table == "evidence" and values:
        return str(values["table_name"]), str(values["row_id"])
    if change.table in OWNERS:
        table, column = OWNERS[change.table]
        return table, str(values.get(column))
    return None


def corrected_rows(snapshot: Snapshot) -> frozenset[Key]:
    """Return the rows of which a person corrected something."""
    evidence = snapshot.table("evidence")
    if evidence.is_empty():
        return frozenset()
    made = evidence.filter(pl.col("extractor") == "correction").select("table_name", "row_id")
    return frozenset((str(table), str(row)) for table, row in made.iter_rows())


def source_paths(snapshot: Snapshot) -> frozenset[str]:
    """Return the paths of all inputs, read or rejected."""
    tables = [snapshot.table(name) for name in ("articles", "rejects")]
    return frozenset(
        path for table in tables if "source_path" in table.columns for path in table["source_path"]
    )
