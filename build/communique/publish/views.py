"""Writes `views.sql`: the same views and macros, over the Parquet files, local or over HTTP."""

from __future__ import annotations

from pathlib import Path

from communique.core import schema
from communique.core.targets import literal
from communique.publish.artefact import Tables
from communique.publish.sqlfiles import sql_objects

TITLE = "The views as SQL over the Parquet files"
FILE_NAME = "views.sql"
MIME_TYPE = "application/sql"
AFTER: tuple[str, ...] = ()

HEADER = """\
-- Communiqué: every table, view and macro, read straight from the Parquet files.
-- For DuckDB 1.4 or later. Run it where `data/` is, or say first where that is, a folder or a URL:
--     set variable communique_root = '/path/to/dist';
--     .read /path/to/dist/views.sql
-- Without the variable the root is '.', the working directory. The root is looked up at each query.
"""


def write(tables: Tables, folder: Path) -> None:
    """Write one view per table, with explicit columns, then the views and macros of `sql/`."""
    parts = [HEADER]
    for name in sorted(tables):
        parts.append(base_view(name))
    for each in sql_objects():
        parts.append(f"{each.statement}\n{each.comment_statement}\n")
    (folder / FILE_NAME).write_text("\n".join(parts), "utf-8", newline="\n")


def base_view(name: str) -> str:
    """Return the view of one table's Parquet file.

    Columns are listed, so that a file with other columns fails loudly and not by widening.
    """
    declared = schema.table(name)
    columns = ",\n".join(f'    "{column}"' for column in declared.columns)
    source = f"coalesce(getvariable('communique_root'), '.') || '/data/{name}.parquet'"
    comment = literal(declared.description)
    return (
        f'create or replace view "{name}" as\nselect\n{columns}\nfrom read_parquet({source});\n'
        f'comment on view "{name}" is {comment};\n'
    )
