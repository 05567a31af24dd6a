"""Says how to cite the dataset, or one row of it: id, version, hash, what it says, its sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.core.errors import UsageError
from communique.core.ids import PREFIXES
from communique.release.citation import (
    Work,
    apa,
    bibtex,
    csl_json,
    ended,
    listed,
    plain,
    tex,
    to_json,
    work,
)
from communique.release.reading import descriptor_of, read, schema_of

FORMS: Mapping[str, Callable[[Work], str]] = {
    "plain": plain,
    "bibtex": bibtex,
    "csl": csl_json,
    "apa": apa,
}
SHOWN_HASH = 12


@dataclass(frozen=True)
class RowCitation:
    """One row to cite: `row_id` is its id now, `asked` the id that was given."""

    asked: str
    row_id: str
    table: str
    sha256: str
    says: str
    sources: tuple[str, ...]
    work: Work


def cite(folder: Path, row_id: str | None = None, form: str = "plain") -> str:
    """Return a citation of the dataset in `folder`, or of one of its rows.

    `form` is plain, bibtex, csl (CSL-JSON) or apa. `row_id` is any id of a row, also one that was
    merged since. UsageError when no row bears the id or the form is not known.
    """
    if form not in FORMS:
        raise UsageError(f"{form!r}: no such form; there are {', '.join(FORMS)}")
    if row_id is None:
        return FORMS[form](work_of(folder)).rstrip("\n")
    return row_in_form(cited_row(folder, row_id), form)


def work_of(folder: Path) -> Work:
    """Return what is to be cited of a folder; UsageError when its descriptor does not say it."""
    descriptor = descriptor_of(folder)
    try:
        return work(descriptor)
    except (AttributeError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder}: its descriptor names authors or licences in another form than the "
            f"Data Package has ({error!r})"
        ) from None


def cited_row(folder: Path, asked: str) -> RowCitation:
    """Return what a citation of one row states."""
    import polars as pl

    from communique.release.rows import canonical, values_of
    from communique.release.saying import saying

    row_id = resolved(folder, asked)
    for name, prefix in PREFIXES.items():
        if not row_id.startswith(f"{prefix}-"):
            continue
        schema = schema_of(folder, name)
        key = schema["primaryKey"][0]
        found = read(folder, name).filter(pl.col(key) == row_id).collect()
        if not found.is_empty():
            row = canonical(name, schema, found)
            says = saying(name, values_of(row["row_values"][0]), folder)
            sha256 = row["row_sha256"][0]
            cited = work_of(folder)
            return RowCitation(asked, row_id, name, sha256, says, sources(folder, row_id), cited)
    raise UsageError(f"{asked!r}: no row of {folder} has this id, and none had it before")


def resolved(folder: Path, row_id: str) -> str:
    """Return the id that stands for `row_id` now."""
    redirects = dict(read(folder, "id_redirects").select("old_id", "new_id").collect().iter_rows())
    seen: set[str] = set()
    while row_id in redirects and row_id not in seen:
        seen.add(row_id)
        row_id = redirects[row_id]
    return row_id


def sources(folder: Path, row_id: str) -> tuple[str, ...]:
    """Return the articles that show a row, in words, the earliest first."""
    import polars as pl

    ids = read(folder, "evidence").filter(pl.col("row_id") == row_id).select("article_id").unique()
    own = pl.LazyFrame({"article_id": [row_id]})
    articles = (
        read(folder, "articles")
        .join(pl.concat([ids, own]).unique(), on="article_id")
        .sort("published_date", "article_id", nulls_last=True)
        .collect()
    )
    return tuple(article_words(row) for row in articles.to_dicts())


def article_words(article: Mapping[str, Any]) -> str:
    """Return an article as a source: outlet, title, day, address, id."""
    title = f"“{article['title']}”" if article["title"] else None
    parts = (article["outlet"], title, article["published_date"], article["url"])
    return ", ".join([str(part) for part in parts if part] + [article["article_id"]])


def row_in_form(row: RowCitation, form: str) -> str:
    """Return the citation of a row in one of the forms."""
    cited = row.work
    label = f"{row.row_id}, version {cited.version}, sha256:{row.sha256[:SHOWN_HASH]}"
    if form == "bibtex":
        entry = bibtex(cited).replace(
            f"@misc{{{cited.name}_", f"@misc{{{row.row_id.replace('-', '_')}_", 1
        )
        note = f"Row {row.row_id} of the table {row.table}, sha256:{row.sha256}. {row.says}"
        return entry.replace("note = {Data set}", f"note = {{{tex(note)}}}")
    if form == "csl":
        item = json.loads(csl_json(cited))[0]
        item |= {
            "id": f"{row.row_id}-{cited.version}",
            "title": row.says,
            "container-title": cited.title,
            "number": row.row_id,
            "note": f"table {row.table}; sha256:{row.sha256}; {'; '.join(row.sources)}",
        }
        return to_json([item]).rstrip("\n")
    if form == "apa":
        address = f" {cited.address}" if cited.address else ""
        return (
            f"{ended(listed(cited.authors, '&'))} ({cited.year}). {row.says} (Row {row.row_id}, table "
            f"{row.table}) [Data set]. In {cited.title} (Version {cited.version}).{address}"
        )
    lines = [f"{cited.title}, {label}", row.says]
    if row.asked != row.row_id:
        lines.append(f"Cited before as {row.asked}.")
    lines += [f"Source: {each}" for each in row.sources]
    lines += [f"SHA-256 of the row: {row.sha256}", plain(cited)]
    return "\n".join(lines)
