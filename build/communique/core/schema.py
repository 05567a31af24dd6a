"""The tables of the dataset, as `schemas/` declares them, in the form that each tool needs.

Importing this is cheap: Polars and pandera are loaded by the first call that needs them.
"""

from __future__ import annotations

from communique.core.declared import (
    Category,
    Field,
    ForeignKey,
    Table,
    schema_files,
    schema_sha256,
    table,
    tables,
)
from communique.core.frame import ValueDoesNotFit, frame, sort
from communique.core.targets import duckdb_ddl, pandera_model, polars_schema

__all__ = [
    "Category",
    "Field",
    "ForeignKey",
    "Table",
    "ValueDoesNotFit",
    "duckdb_ddl",
    "frame",
    "pandera_model",
    "polars_schema",
    "schema_files",
    "schema_sha256",
    "sort",
    "table",
    "tables",
]
