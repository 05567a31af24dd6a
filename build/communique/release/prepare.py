"""Makes from a built folder the tables of a release: redacted, with redirects and changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from communique.core import schema
from communique.core.errors import BrokenPromise, UsageError
from communique.publish import checksums, write_all
from communique.publish.descriptor import authored
from communique.release.bump import Bump, bump
from communique.release.changes import Changes, compare
from communique.release.citation import citation_cff, schema_org, work, zenodo_json
from communique.release.reading import DESCRIPTOR, descriptor_of
from communique.release.readme import readme
from communique.release.redact import Withheld, redacted
from communique.release.redirects import completed
from communique.release.snapshot import Snapshot, read_baseline, snapshot_of
from communique.release.statistics import span, statistics
from communique.release.versions import Version
from communique.validate import validate


@dataclass(frozen=True)
class Prepared:
    """The tables of a release and how they differ from the release before, if there is one."""

    version: Version
    tables: Mapping[str, pl.DataFrame]
    snapshot: Snapshot
    withheld: Withheld
    before: Snapshot | None
    changes: Changes | None
    needed: Bump | None


def prepare(version: Version, dist: Path, baseline: Path | None) -> Prepared:
    """Return what release `version` of the build in `dist` holds, after the baseline in a folder.

    UsageError when `dist` is another version's, BrokenPromise when it is not whole. What comes of
    it is checked as a folder, before it is published.
    """
    check_version(version, descriptor_of(dist), f"{dist}/{DESCRIPTOR}")
    check_version(version, authored(), f"the authored {DESCRIPTOR}")
    problems = validate(dist)
    if problems:
        raise BrokenPromise(problems)
    tables, withheld = redacted(read_tables(dist))
    before = None if baseline is None else read_baseline(baseline)
    snapshot = snapshot_of(tables, authored())
    changes = needed = None
    if before is not None:
        tables["id_redirects"] = completed(before, snapshot)
        snapshot = snapshot_of(tables, authored())
        changes = compare(before, snapshot)
        tables["changes"] = changes.frame
        needed = bump(changes, before, snapshot)
    return Prepared(version, tables, snapshot, withheld, before, changes, needed)


def check_version(version: Version, descriptor: Mapping[str, Any], where: str) -> None:
    """Raise UsageError unless a descriptor is of this version."""
    if descriptor.get("version") != str(version):
        raise UsageError(
            f"{where} is of version {descriptor.get('version')}, not {version}; write the version "
            f"and its day into the authored {DESCRIPTOR}, build again, then release"
        )


def read_tables(dist: Path) -> dict[str, pl.DataFrame]:
    """Return all tables of a built folder, typed as their schemas say, without changes."""
    tables = {
        name: pl.read_parquet(dist / "data" / f"{name}.parquet", glob=False).cast(
            dict(schema.polars_schema(name))  # type: ignore[arg-type]
        )
        for name in schema.tables()
    }
    tables["changes"] = schema.frame("changes", [])
    return tables


def assemble(prepared: Prepared, folder: Path) -> None:
    """Write everything of a release into the existing empty `folder`."""
    write_all(prepared.tables, folder)
    descriptor = descriptor_of(folder)
    cited = work(descriptor)
    figures = statistics(prepared.tables, str(prepared.version), prepared.withheld)
    previous = None if prepared.before is None else prepared.before.version
    contents = {
        "CITATION.cff": citation_cff(cited),
        ".zenodo.json": zenodo_json(cited),
        "dataset.jsonld": schema_org(cited, descriptor, span(figures)),
        "statistics.json": json.dumps(figures, ensure_ascii=False, indent=2) + "\n",
        "README.md": readme(cited, descriptor, figures, previous),
    }
    for name, text in contents.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    # The checksums come once more, now over all files.
    checksums.write(prepared.tables, folder)
