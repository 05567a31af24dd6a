"""The documents on releases agree with the code, and their snippets with the data."""

import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from communique.core import schema
from communique.release.bump import BOOKKEEPING
from communique.release.citing import FORMS

DOCS = Path(__file__).parents[2] / "docs"
RELEASES = (DOCS / "releases.md").read_text("utf-8")
R = (DOCS / "r.md").read_text("utf-8")
SNIPPETS = re.findall(r"^```r\n(.*?)^```", R, re.MULTILINE | re.DOTALL)
OPENING = {")": "(", "]": "[", "}": "{"}


def unquoted(code: str) -> str:
    """R code with its comments and strings taken out; ValueError for a string without end."""
    pattern = r'r"\((?:.*?)\)"|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|#[^\n]*'
    bare = re.sub(pattern, "_", code, flags=re.DOTALL)
    if '"' in bare or "'" in bare:
        raise ValueError(f"a string does not end: {bare}")
    return bare


def test_r_snippets_close_what_they_open() -> None:
    assert len(SNIPPETS) >= 8
    for snippet in SNIPPETS:
        bare, waiting = unquoted(snippet), []
        for character in bare:
            if character in "([{":
                waiting.append(character)
            elif character in OPENING:
                assert waiting and waiting.pop() == OPENING[character], snippet
        assert waiting == [], snippet
        for line in bare.splitlines():
            assert not line.lstrip().startswith("|>"), f"a pipe begins a line: {line}"
        assert not re.search(r"\|>\s*\Z", bare), snippet


def test_the_sql_in_r_snippets_runs(dist: Path) -> None:
    statements = [found for each in SNIPPETS for found in re.findall(r'r"\((.*?)\)"', each, re.S)]
    statements += [found for each in SNIPPETS for found in re.findall(r'"(select [^"]*)"', each)]
    assert len(statements) >= 4
    with duckdb.connect(str(dist / "communique.duckdb"), read_only=True) as connection:
        for statement in statements:
            given = ["mtg-aaaaaaaaaaaa"] if "?" in statement else None
            connection.execute(statement, given)


def test_the_views_run_as_the_snippet_loads_them(dist: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"set variable communique_root = '{dist}'")
        connection.execute((dist / "views.sql").read_text("utf-8"))
        assert connection.execute("select count(*) from statements").fetchall() == [(3,)]


def test_tables_and_columns_of_r_snippets_exist() -> None:
    tables = re.findall(r'read_table\("(\w+)"\)|"data", "(\w+)\.parquet"', R)
    names = {one or other for one, other in tables}
    assert names == {"changes", "evidence", "id_redirects", "meetings", "participants"}
    columns = {column for name in names for column in schema.table(name).columns}
    used = re.findall(r"(?:select|filter|count|distinct)\(([^()]*)\)", "\n".join(SNIPPETS))
    words = {
        word for each in used for word in re.findall(r"\b[a-z]\w*\b", re.sub(r'"[^"]*"', "", each))
    }
    assert words - {"sort", "is"} <= columns, words - columns


def test_a_closed_list_is_a_dictionary_that_r_reads_as_a_factor(dist: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = pq.read_schema(dist / "data/meetings.parquet")
    assert pa.types.is_dictionary(found.field("status").type)
    assert pa.types.is_date(found.field("date_earliest").type)


@pytest.mark.parametrize(
    "term", [each.value for each in schema.table("changes").field("reason").categories]
)
def test_every_reason_is_explained(term: str) -> None:
    assert f"| `{term}` |" in RELEASES


def test_forms_and_tables_are_those_of_the_code() -> None:
    assert f"--form {'|'.join(FORMS)}" in RELEASES
    for name in BOOKKEEPING - {"changes"}:
        assert f"`{name}`" in RELEASES
    assert pl.Series(schema.tables()).is_in(sorted(BOOKKEEPING)).sum() == len(BOOKKEEPING)
