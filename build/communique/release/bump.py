"""Computes the least version step that a difference allows, and refuses a smaller one.

The rule: MAJOR when a column is renamed, removed, added, retyped or its constraint tightened, or a
row deleted without a redirect; MINOR for new rows and tables, and for a row deleted with a
redirect; PATCH for a value or description that changed.  Before 1.0.0 every level counts one place
lower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.core.errors import UsageError
from communique.core.ids import PREFIXES
from communique.release.changes import Changes, compare
from communique.release.fetch import opened
from communique.release.reasons import Change, owner_of
from communique.release.rows import values_of
from communique.release.snapshot import Snapshot, read_snapshot
from communique.release.support import Key
from communique.release.versions import (
    LEVELS,
    Level,
    Version,
    bump_between,
    highest,
    lowered,
    parse,
)

# Tables that tell of the making of a version: an entry that is gone breaks no one's reference.
BOOKKEEPING = frozenset(("changes", "coverage", "id_redirects", "quality", "rejects"))
SHOWN = 10


@dataclass(frozen=True)
class Bump:
    """The step that a difference calls for: `rule` as the rule has it, `level` as it counts now.

    `reasons` says what calls for each level, the highest first.
    """

    rule: Level
    level: Level
    reasons: tuple[tuple[Level, str], ...]

    def because(self) -> str:
        """Return what calls for the level, in words."""
        return "; ".join(what for level, what in self.reasons if level == self.rule)


def required_bump(old: str | Path | Snapshot, new: str | Path | Snapshot) -> Level:
    """Return major, minor, patch or none: the least step from `old` to `new` that the rule allows.

    Each is a version as `diff` takes it. Before 1.0.0 of `old` the level is already lowered.
    """
    if isinstance(old, Snapshot) and isinstance(new, Snapshot):
        return bump(compare(old, new), old, new).level
    if isinstance(old, Snapshot) or isinstance(new, Snapshot):
        raise UsageError("give two places or two versions that were read, not one of each")
    with opened(old) as before, opened(new) as after:
        return required_bump(read_snapshot(before), read_snapshot(after))


def bump(changes: Changes, old: Snapshot, new: Snapshot) -> Bump:
    """Return the step that `changes` calls for, with what calls for it."""
    counts: Counter[tuple[Level, str]] = Counter()
    deleted = {each.key: each for each in changes.rows if each.op == "delete"}
    for change in changes.rows:
        counts[level_of(change, deleted, new)] += 1
    reasons: list[tuple[Level, str]] = [(each.level, str(each)) for each in changes.schemas]
    reasons += [
        (level, f"{number} row{'' if number == 1 else 's'} {what}")
        for (level, what), number in sorted(counts.items())
    ]
    reasons.sort(key=lambda reason: -LEVELS.index(reason[0]))
    rule = highest(level for level, _ in reasons)
    return Bump(rule, lowered(rule, parse(old.version)), tuple(reasons))


def level_of(change: Change, deleted: Mapping[Key, Change], new: Snapshot) -> tuple[Level, str]:
    """Return the level of one changed row, and what happened to such rows in words."""
    if change.op == "add":
        return "minor", f"of {change.table} added"
    if change.op == "modify":
        return "patch", f"of {change.table} modified"
    if change.table in BOOKKEEPING:
        return "patch", f"of {change.table} dropped"
    if is_followed(change, deleted, new):
        return "minor", f"of {change.table} deleted with a redirect"
    return "major", f"of {change.table} deleted without a redirect"


def is_followed(change: Change, deleted: Mapping[Key, Change], new: Snapshot) -> bool:
    """Tell whether a deleted row has a successor: by its own id, its owner's or its article's.

    A row that belongs to a merged one, and a span in an article that was corrected, went with it.
    """
    if change.replaced_by is not None:
        return True
    values = values_of(change.old)
    article = values.get("article_id")
    if change.table in ("evidence", "meeting_reports", "measure_reports") and (
        is_redirected(article, new)
    ):
        return True
    owner = owner_of(change)
    if owner is None or owner == change.key or owner not in deleted:
        return False
    return is_redirected(owner[1], new) or is_followed(deleted[owner], deleted, new)


def is_redirected(row_id: object, new: Snapshot) -> bool:
    """Tell whether an id leads to another row."""
    return isinstance(row_id, str) and row_id in new.redirects and new.resolve(row_id) is not None


def broken_ids(changes: Changes, old: Snapshot, new: Snapshot) -> list[str]:
    """Return the ids that led to a row in `old` and lead to none in `new`, meetings first.

    Ids of evidence and reports that went with their row or article are not counted: these resolve.
    """
    deleted = {each.key: each for each in changes.rows if each.op == "delete"}
    gone = {
        change.row_id
        for change in deleted.values()
        if change.row_id in old.ids
        and new.resolve(change.row_id) is None
        and not is_followed(change, deleted, new)
    }
    lost = {
        each
        for each in old.redirects
        if old.resolve(each) is not None and new.resolve(each) is None
    }
    return sorted(gone | lost, key=lambda each: (rank(each), each))


def rank(row_id: str) -> int:
    """Return the place of the table of an id: what people cite most comes first."""
    prefixes = list(PREFIXES.values())
    prefix = row_id.partition("-")[0]
    return prefixes.index(prefix) if prefix in prefixes else len(prefixes)


def check_bump(version: Version, old: Snapshot, needed: Bump) -> Level:
    """Return the step from `old` to `version`; UsageError says why it is too small."""
    before = parse(old.version)
    declared = bump_between(before, version)
    if LEVELS.index(declared) >= LEVELS.index(needed.level) and version > before:
        return declared
    if version <= before:
        raise UsageError(f"{version} does not come after {before}, the release before it")
    place = "" if needed.rule == needed.level else f" ({needed.rule}, one place down before 1.0.0)"
    raise UsageError(
        f"{version} is a {declared} step from {before}, but the changes need a {needed.level} one"
        f"{place}: {needed.because()}; release it as {before.after(needed.level)} or later"
    )


def check_ids(broken: list[str]) -> None:
    """Raise UsageError when ids would break."""
    if not broken:
        return
    listed = ", ".join(broken[:SHOWN]) + (" …" if len(broken) > SHOWN else "")
    raise UsageError(
        f"{len(broken)} published id{'' if len(broken) == 1 else 's'} would lead to nothing: "
        f"{listed}; give each a redirect (id_redirects) or, when its row is really withdrawn, "
        "release with --withdraw, which needs the step that deletions call for"
    )
