"""Writes `README.md` of a release, for whoever finds only this folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communique.release.citation import Work, bibtex, plain
from communique.release.statistics import span

TEMPLATE = """\
# {title}, version {version}

{description}

Released on {date}. Licence: {licence}. Articles read: {articles}{covered}.

## What is here

| file | what it is |
|---|---|
| `data/*.parquet` | the tables, one file each |
| `communique.duckdb` | the same tables with views, for DuckDB 1.4 or later; not in the archives |
| `views.sql` | the same views over the Parquet files, local or over HTTP, for DuckDB 1.4 or later |
| `codebook.md` | every table, column and term, and the views |
| `report.html` | what was found, each row with the words that it rests on |
| `datapackage.json`, `schemas/` | the Data Package descriptor and the Table Schemas |
| `croissant.json`, `dataset.jsonld` | the same for machine learning tools and search engines |
| `statistics.json` | rows, missing values and terms, counted |
| `data/changes.parquet` | what differs from the release before{previous}, row by row, and why |
| `data/id_redirects.parquet` | ids that no longer name a row, and the ids that stand for them |
| `data/quality.parquet` | measured precision and recall |
| `CITATION.cff`, `.zenodo.json` | how to cite, for programs |
| `SHA256SUMS` | checksums: `sha256sum -c SHA256SUMS` |

## The tables

| table | rows | one row is |
|---|---:|---|
{tables}

## First steps

Python:

```python
import polars as pl
meetings = pl.read_parquet("data/meetings.parquet")
```

R:

```r
meetings <- arrow::read_parquet("data/meetings.parquet")
```

SQL, in the DuckDB shell:

```sql
.read views.sql
select date_edtf, place_name, participants from meetings_overview limit 10;
select * from why('mtg-…');
```

With pandas, ask for nullable types, so that a missing value stays missing:
`pandas.read_parquet("data/meetings.parquet", dtype_backend="numpy_nullable")`.

## What to know before you count

- Meetings that were held stand beside those that were planned, cancelled or denied: see `status`.
- A value that the articles do not give is null. Nothing is guessed.
- Every row has evidence: the words of an article, in `evidence`, with the rule that read them.
- Columns marked *experimental* in the codebook are not measured.
- A count is only as good as what was read: `coverage` has the articles per outlet and day.

## What is left out

{withheld}

## How to cite

{plain}

```bibtex
{bibtex}
```

To cite one row, give its id and this version. An id is never used for another row; one that was
merged leads on to its successor through `id_redirects`.

## Versions

MAJOR: a column was renamed, removed, added or retyped, a constraint tightened, or a row deleted
without a redirect. MINOR: rows or tables were added, or a row deleted with a redirect. PATCH: a
value or a description was mended. Before 1.0.0 each counts one place lower. A release never changes
once it is published.
"""


def readme(
    cited: Work, descriptor: Mapping[str, Any], figures: Mapping[str, Any], previous: str | None
) -> str:
    """Return the text of the README."""
    covered = span(figures)
    rows = [
        f"| `{each['name']}` | {each['communique:rows']:,} | {summary(each['description'])} |"
        for each in descriptor["resources"]
    ]
    return TEMPLATE.format(
        title=cited.title,
        version=cited.version,
        description=cited.description,
        date=cited.date,
        licence=", ".join(
            f"[{each['name']}]({each['path']})" if "path" in each else str(each["name"])
            for each in cited.licences
        ),
        articles=figures["articles"]["count"],
        covered=f", published {covered.replace('/', ' to ')}" if covered else "",
        previous=f" ({previous})" if previous else " (there is none: the table is empty)",
        tables="\n".join(rows),
        withheld=withheld_words(figures["withheld"]),
        plain=plain(cited),
        bibtex=bibtex(cited),
    )


def summary(description: str) -> str:
    """Return the first sentence of a description, safe in a cell."""
    return description.split(". ")[0].rstrip(".").removeprefix("One row per ").replace("|", "\\|")


def withheld_words(withheld: Mapping[str, int]) -> str:
    """Return what the release leaves out, in words."""
    if not withheld["texts"] and not withheld["cells_cut"]:
        return "Nothing: every article here may be redistributed with its text."
    return (
        f"The texts of {withheld['texts']} articles whose licence does not allow passing them on. "
        "Of their words, statements and excerpts keep at most 300 characters, ended by `…` where "
        f"they were cut ({withheld['cells_cut']} cells). Offsets in `evidence` still refer to the "
        "whole texts."
    )
