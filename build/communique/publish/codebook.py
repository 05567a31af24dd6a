"""Writes `codebook.md`: every table, column and term of the schemas, then the views and macros."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from communique.core import schema
from communique.core.schema import Field, Table
from communique.publish.artefact import Tables, height
from communique.publish.descriptor import authored
from communique.publish.duckdb import FILE_NAME as DATABASE
from communique.publish.sqlfiles import sql_objects

TITLE = "The codebook"
FILE_NAME = "codebook.md"
MIME_TYPE = "text/markdown"
AFTER = ("duckdb",)

VIEW_COLUMNS = """
select view_name, list(column_name order by column_index)
from duckdb_columns() as c
inner join duckdb_views() as v on v.view_name = c.table_name and not v.internal
group by view_name
"""

INTRODUCTION = """\
Every row has evidence: `why('<id>')` gives the words that it rests on. A value that the text does
not give is null. Columns marked *experimental* are not measured by the annotated articles; the
measured precision and recall of the others is in the table `quality`. Dates in `_edtf` columns are
Extended Date/Time Format; `_earliest` and `_latest` bound them by day. Countries are ISO 3166-1
alpha-3, plus `EUU` for the European Union, `XKX` for Kosovo and the historical `SUN`, `YUG`, `SCG`,
`CSK`, `DDR`.
"""


def write(tables: Tables, folder: Path) -> None:
    """Write the codebook of the tables in `tables` and of all views and macros."""
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        found = connection.execute(VIEW_COLUMNS).fetchall()
    text = "\n".join(lines(tables, dict(found))) + "\n"
    (folder / FILE_NAME).write_text(text, "utf-8", newline="\n")


def lines(tables: Tables, view_columns: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of the codebook."""
    descriptor = authored()
    declared = [schema.table(name) for name in schema.tables() if name in tables]
    yield f"# Codebook of {descriptor['title']}, version {descriptor['version']}"
    yield ""
    yield from INTRODUCTION.split("\n")
    yield "## Tables"
    yield ""
    for table in declared:
        rows = count(height(tables[table.name]), "row")
        yield f"- [`{table.name}`](#{table.name}): {summary(table)} {rows}."
    for table in declared:
        yield from table_lines(table)
    yield ""
    yield "## Views and macros"
    for each in sorted(sql_objects(), key=lambda each: (each.kind != "view", each.name, each.kind)):
        yield ""
        yield f"### {each.name}{each.parameters}"
        yield ""
        yield each.comment
        if each.kind == "view":
            yield ""
            yield f"Columns: {columns(tuple(view_columns[each.name]))}"


def table_lines(table: Table) -> Iterator[str]:
    """Yield the section of one table: its grain, its keys, its columns, its terms."""
    yield ""
    yield f"### {table.name}"
    yield ""
    yield table.description
    yield ""
    yield from key_lines(table)
    yield ""
    yield "| column | type | description |"
    yield "|---|---|---|"
    for field in table.fields:
        mark = "" if field.measured else " *experimental*"
        yield f"| `{field.name}` | {type_name(field)} | {cell(field.description)}{mark} |"
    for field in table.fields:
        yield from term_lines(field)


def key_lines(table: Table) -> Iterator[str]:
    """Yield the keys of a table in words, as a list."""
    if table.primary_key:
        yield f"- Primary key: {columns(table.primary_key)}"
    for unique in table.unique_keys:
        yield f"- Unique: {columns(unique)}"
    for key in table.foreign_keys:
        yield f"- {columns(key.fields)} refers to {columns(key.to)} of `{key.table}`"


def term_lines(field: Field) -> Iterator[str]:
    """Yield the closed list of a column, one line per term with what it means."""
    if field.categories:
        yield ""
        yield f"Terms of `{field.name}`:"
        yield ""
    for term in field.categories:
        yield f"- `{term.value}`: {term.description}"


def type_name(field: Field) -> str:
    """Return the type of a column in words."""
    kind = "term" if field.categories else field.type
    if field.type == "list":
        return f"list of {'term' if field.categories else field.item_type}"
    return kind if field.required else f"{kind}, may be null"


def summary(table: Table) -> str:
    """Return the first sentence about a table."""
    return table.description.split(". ")[0].rstrip(".") + "."


def columns(key: tuple[str, ...]) -> str:
    """Return the columns of a key, in code marks."""
    return ", ".join(f"`{name}`" for name in key)


def cell(text: str) -> str:
    """Return `text` safe for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
