"""Compares the schemas of two versions: what was renamed, retyped, tightened, loosened or reworded.

The levels follow the Data Package recipe for versions of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.release.rows import type_of
from communique.release.versions import Level

Schemas = Mapping[str, Mapping[str, Any]]
LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength")


@dataclass(frozen=True)
class SchemaChange:
    """One change of declaration, at the level that it counts; `column` is null for the table."""

    table: str
    column: str | None
    level: Level
    what: str

    def __str__(self) -> str:
        return f"{self.table}{f'.{self.column}' if self.column else ''}: {self.what}"


def schema_changes(old: Schemas, new: Schemas) -> tuple[SchemaChange, ...]:
    """Return every change of declaration from `old` to `new`, by table and column."""
    found: list[SchemaChange] = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            found.append(SchemaChange(name, None, "major", "the table was removed"))
        elif name not in old:
            found.append(SchemaChange(name, None, "minor", "the table was added"))
        else:
            found += table_changes(name, old[name], new[name])
    return tuple(found)


def table_changes(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    """Yield the changes of one table that is in both versions."""
    before = {field["name"]: field for field in old["fields"]}
    after = {field["name"]: field for field in new["fields"]}
    removed = [each for each in before if each not in after]
    added = [each for each in after if each not in before]
    for column in removed:
        successor = next((each for each in added if is_renamed(before[column], after[each])), None)
        if successor is None:
            yield SchemaChange(name, column, "major", "the column was removed")
        else:
            added.remove(successor)
            yield SchemaChange(name, column, "major", f"the column was renamed to {successor}")
    for column in added:
        yield SchemaChange(name, column, "major", "the column was added")
    for column in before:
        if column in after:
            yield from field_changes(name, column, before[column], after[column])
    yield from key_changes(name, old, new)
    if any(old.get(key) != new.get(key) for key in ("title", "description")):
        yield SchemaChange(name, None, "patch", "title or description was reworded")
    common = [each for each in before if each in after]
    if common != [each for each in after if each in before]:
        yield SchemaChange(name, None, "patch", "the order of the columns changed")


def is_renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether a column looks like another under a new name: same type, title or description."""
    return type_of(old) == type_of(new) and any(
        old.get(key) and old.get(key) == new.get(key) for key in ("title", "description")
    )


def field_changes(
    table: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    """Yield the changes of one column that is in both versions."""
    if type_of(old) != type_of(new):
        what = f"the type changed from {type_of(old)} to {type_of(new)}"
        yield SchemaChange(table, column, "major", what)
        return
    tightened, loosened = constraint_changes(old, new)
    if tightened:
        yield SchemaChange(table, column, "major", f"tightened: {', '.join(tightened)}")
    if loosened:
        yield SchemaChange(table, column, "minor", f"loosened: {', '.join(loosened)}")
    if is_reworded(old, new):
        yield SchemaChange(table, column, "patch", "title, description or a mark was changed")


def constraint_changes(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[list[str], list[str]]:
    """Return what the new field no longer admits, and what it admits now, in words."""
    before, after = old.get("constraints", {}), new.get("constraints", {})
    tightened: list[str] = []
    loosened: list[str] = []
    for flag in ("required", "unique"):
        if bool(before.get(flag)) != bool(after.get(flag)):
            (tightened if after.get(flag) else loosened).append(
                f"{flag} is {str(bool(after.get(flag))).lower()}"
            )
    for bound in (*LOWER_BOUNDS, *UPPER_BOUNDS):
        one, other = before.get(bound), after.get(bound)
        if one == other:
            continue
        rises = one is not None and other is not None and other > one
        is_tighter = one is None or (other is not None and rises == (bound in LOWER_BOUNDS))
        (tightened if is_tighter else loosened).append(f"{bound} was {one}, is {other}")
    one, other = pattern(old), pattern(new)
    if one != other:
        # Whether one pattern admits less than another cannot be told from them: assume it does.
        (loosened if other is None else tightened).append(f"pattern was {one}, is {other}")
    terms, now = closed_list(old), closed_list(new)
    if terms != now:
        gone = [] if now is None else sorted((terms or frozenset()) - now)
        if now is not None and (terms is None or gone):
            tightened.append(f"terms removed: {', '.join(gone)}" if gone else "a closed list now")
        if terms is not None and (now is None or now - terms):
            fresh = ", ".join(sorted((now or frozenset()) - terms))
            loosened.append(f"terms added: {fresh}" if fresh else "no closed list any more")
    return tightened, loosened


def pattern(field: Mapping[str, Any]) -> str | None:
    """Return the pattern of a column's values, of a list the pattern of its items."""
    found = field.get("constraints", {}).get("pattern") or field.get("communique:itemPattern")
    return None if found is None else str(found)


def closed_list(field: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the terms of a column, None where any value is admitted."""
    terms = field.get("constraints", {}).get("enum")
    if terms is None:
        categories = field.get("categories") or field.get("communique:itemCategories")
        terms = categories and [
            each["value"] if isinstance(each, dict) else each for each in categories
        ]
    return frozenset(terms) if terms else None


def is_reworded(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether what describes a column, or a term that both versions have, changed."""
    if any(old.get(key) != new.get(key) for key in ("title", "description", "communique:measured")):
        return True
    before, after = described_terms(old), described_terms(new)
    return any(before[term] != after[term] for term in before.keys() & after.keys())


def described_terms(field: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """Return label and description by term of a column's closed list."""
    return {
        each["value"]: (each.get("label"), each.get("description"))
        for each in field.get("categories") or field.get("communique:itemCategories") or ()
        if isinstance(each, dict)
    }


def key_changes(
    table: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    """Yield the changes of primary, unique and foreign keys."""
    if (old.get("primaryKey") or []) != (new.get("primaryKey") or []):
        yield SchemaChange(table, None, "major", "the primary key changed")
    for key, what in (("uniqueKeys", "unique key"), ("foreignKeys", "foreign key")):
        before, after = (
            {repr(each) for each in declared.get(key) or ()} for declared in (old, new)
        )
        if after - before:
            yield SchemaChange(table, None, "major", f"a {what} was added or changed")
        elif before - after:
            yield SchemaChange(table, None, "minor", f"a {what} was dropped")
