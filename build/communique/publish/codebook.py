"""Writes `codebook.md`: every table, column and term, then the views and macros, from the schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.core import schema
from communique.publish.artefact import Tables
from communique.publish.descriptor import authored
from communique.publish.sqlfiles import sql_objects

TITLE = "The codebook"
FILE_NAME = "codebook.md"
MIME_TYPE = "text/markdown"
AFTER: tuple[str, ...] = ()

INTRODUCTION = """\
Every row has evidence: `why('<id>')` gives the words that it rests on. A value that the text does not
give is null. Columns marked *experimental* are not measured by the annotated articles; the measured
precision and recall of the others is in the table `quality`. Dates in `_edtf` columns are Extended
Date/Time Format; `_earliest` and `_latest` bound them by day. Countries are ISO 3166-1 alpha-3, plus
`EUU` for the European Union, `XKX` for Kosovo and the historical `SUN`, `YUG`, `SCG`, `CSK`, `DDR`.
"""


def write(tables: Tables, folder: Path) -> None:
    """Write the codebook of the tables in `tables` and of all views and macros."""
    text = "\n".join(lines(tables)) + "\n"
    (folder / FILE_NAME).write_text(text, "utf-8", newline="\n")


def lines(tables: Tables) -> Iterator[str]:
    """Yield the lines of the codebook."""
    descriptor = authored()
    names = [resource["name"] for resource in descriptor["resources"] if resource["name"] in tables]
    yield f"# Codebook of {descriptor['title']}, version {descriptor['version']}"
    yield ""
    yield from INTRODUCTION.split("\n")
    yield "## Tables"
    yield ""
    for name in names:
        rows = tables[name].height
        yield f"- [`{name}`](#{name}): {summary(schema.table(name))} {count(rows, 'row')}."
    for name in names:
        yield from table_lines(name)
    yield ""
    yield "## Views and macros"
    for each in sorted(sql_objects(), key=lambda each: (each.kind != "view", each.name, each.kind)):
        yield ""
        call = "" if each.kind == "view" else each.statement.split("\n")[0].split(each.name, 1)[1]
        signature = call.split(" as", 1)[0]
        yield f"### {each.name}{signature}"
        yield ""
        yield f"*{each.kind}*: {each.comment}"


def table_lines(name: str) -> Iterator[str]:
    """Yield the section of one table: its grain, its keys, its columns, its terms."""
    table = schema.table(name)
    yield ""
    yield f"### {name}"
    yield ""
    yield from described(table)
    yield from key_lines(table)
    yield ""
    yield "| column | type | description |"
    yield "|---|---|---|"
    for field in table["fields"]:
        yield f"| `{field['name']}` | {type_name(field)} | {cell(field_text(field))} |"
    for field in table["fields"]:
        yield from term_lines(field)


def described(table: dict[str, Any]) -> Iterator[str]:
    """Yield what a table is: title and description."""
    title, description = table.get("title", ""), table.get("description", "")
    if title and title != description:
        yield f"**{title}.** {description}".rstrip()
    else:
        yield description


def key_lines(table: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of a table in words."""
    if key := table.get("primaryKey"):
        yield ""
        yield f"Primary key: {columns(key)}."
    for unique in table.get("uniqueKeys", []):
        yield f"Unique: {columns(unique)}."
    links = [
        f"{columns(foreign['fields'])} → `{foreign['reference'].get('resource') or 'itself'}`"
        for foreign in table.get("foreignKeys", [])
    ]
    if links:
        yield f"Refers to: {', '.join(links)}."


def term_lines(field: dict[str, Any]) -> Iterator[str]:
    """Yield the closed list of a column, one line per term with what it means."""
    terms = field.get("categories") or field.get("constraints", {}).get("enum") or []
    if not terms:
        return
    yield ""
    yield f"Terms of `{field['name']}`:"
    yield ""
    for term in terms:
        if isinstance(term, dict):
            meaning = term.get("description") or term.get("label") or ""
            yield f"- `{term['value']}`" + (f": {meaning}" if meaning else "")
        else:
            yield f"- `{term}`"


def field_text(field: dict[str, Any]) -> str:
    """Return the description of a column, with its mark when nothing measures it."""
    text = field.get("description") or field.get("title") or ""
    measured = field.get("communique:measured", False)
    return str(text) if measured else f"{text} *experimental*".strip()


def type_name(field: dict[str, Any]) -> str:
    """Return the type of a column in words."""
    kind = "term" if field.get("categories") else str(field["type"])
    if field["type"] in ("list", "array"):
        kind = f"list of {field.get('itemType', 'string')}"
    return kind if field.get("constraints", {}).get("required") else f"{kind}, may be null"


def summary(table: dict[str, Any]) -> str:
    """Return the first sentence about a table."""
    text = str(table.get("description") or table.get("title") or "")
    return text.split(". ")[0].rstrip(".") + "."


def columns(key: str | list[str]) -> str:
    """Return the columns of a key, in code marks."""
    return ", ".join(f"`{name}`" for name in ([key] if isinstance(key, str) else key))


def cell(text: str) -> str:
    """Return `text` safe for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
