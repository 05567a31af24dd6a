"""Reads `sql/views` and `sql/macros`: each statement with its name and comment, in order of use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

from communique.core.resources import root
from communique.core.targets import literal

HEADER = re.compile(
    r"^create or replace (?P<kind>view|macro) (?P<name>[a-z_]+)"
    r"(?P<parameters>\([a-z_, ]*\))?(?P<rest>[^\n]*)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class SqlObject:
    """A view or macro: `comment` is the text of the leading comment lines, `statement` the rest.

    `kind` is view, macro (a scalar one) or macro table; `parameters` is "" or "(name, …)".
    """

    kind: str
    name: str
    parameters: str
    comment: str
    statement: str

    @property
    def comment_statement(self) -> str:
        """The `COMMENT ON` statement that puts the comment into the catalogue."""
        return f"comment on {self.kind} {self.name} is {literal(self.comment)};"


def parse(text: str, where: str) -> SqlObject:
    """Return the object that one SQL file makes; ValueError names a file that is not in form."""
    lines = text.strip().split("\n")
    comment = [line for line in lines if line.startswith("--")]
    leading = len(comment)
    statement = "\n".join(lines[leading:]).strip()
    header = HEADER.match(statement)
    if not comment or any(not line.startswith("--") for line in lines[:leading]) or not header:
        raise ValueError(
            f"{where}: expected comment lines with the grain first, then one "
            "'create or replace view|macro NAME …' statement"
        )
    kind = header["kind"]
    if kind == "macro" and re.match(r" as table\b", header["rest"]):
        kind = "macro table"
    words = " ".join(line.removeprefix("--").strip() for line in comment)
    return SqlObject(kind, header["name"], header["parameters"] or "", words, statement)


@cache
def sql_objects() -> tuple[SqlObject, ...]:
    """Return all views and macros, each after those that it reads, otherwise by name."""
    found: dict[str, SqlObject] = {}
    for folder in ("views", "macros"):
        for path in sorted((root() / "sql" / folder).glob("*.sql")):
            found[path.stem] = parse(path.read_text("utf-8"), f"sql/{folder}/{path.name}")
    graph = TopologicalSorter(
        {
            stem: [
                other
                for other, its in sorted(found.items())
                if other != stem
                and not (its.name == found[stem].name and its.kind == "macro table")
                and re.search(rf"\b{its.name}\b", found[stem].statement)
            ]
            for stem in sorted(found)
        }
    )
    return tuple(found[stem] for stem in graph.static_order())


def views() -> tuple[SqlObject, ...]:
    """Return the views only."""
    return tuple(each for each in sql_objects() if each.kind == "view")
