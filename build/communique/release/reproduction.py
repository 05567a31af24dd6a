"""Builds a published version again from its recorded inputs and compares it file by file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from communique.core import schema
from communique.core.errors import UsageError
from communique.publish.duckdb import FILE_NAME as DATABASE
from communique.publish.files import sha256
from communique.release import manifest
from communique.release.prepare import assemble, prepare
from communique.release.publication import pack, targets_of
from communique.release.reading import MANIFEST, manifest_of
from communique.release.rows import canonical, table_digest
from communique.release.versions import parse, published

Build = Callable[[Sequence[Path], Sequence[Path], Path], object]


@dataclass(frozen=True)
class Reproduction:
    """What came of it: per file or table whether it is the same, and what was made otherwise.

    `compared` has name, recorded and found SHA-256 (null: not there); `notes` says where code,
    vocabularies or libraries are not those that made the release.
    """

    version: str
    compared: tuple[tuple[str, str | None, str | None], ...]
    notes: tuple[str, ...]

    @property
    def different(self) -> list[str]:
        """The names of what is not the same."""
        return [name for name, recorded, found in self.compared if recorded != found]


def reproduce(
    version: str, releases: Path, build: Build, *, base: Path = Path(), keep: Path | None = None
) -> Reproduction:
    """Build `version` again and compare it with what its manifest records.

    `build(paths, corrections, out)` builds a dataset as `communique build` does; the inputs are
    read below `base`, the folder of the project. The database is compared table by table, as its format
    differs from run to run. Folder and archives are left in `keep` where that is given. UsageError
    when the release is not known, or its inputs are not at hand as they were.
    """
    wanted = parse(version)
    folder = releases / version
    if not (folder / MANIFEST).is_file():
        known = ", ".join(str(each) for each in published(releases)) or "none"
        raise UsageError(f"{version}: no such release in {releases}; there are: {known}")
    if keep is not None:
        refuse_existing(targets_of(wanted, keep))
    recorded = manifest_of(folder)
    paths, corrections = check_inputs(recorded, base)
    baseline = releases / recorded["previous"] if recorded["previous"] else None
    with tempfile.TemporaryDirectory(prefix="communique-") as name:
        work = Path(name)
        build(paths, corrections, work / "dist")
        prepared = prepare(wanted, work / "dist", baseline)
        made, *archives = targets_of(wanted, work)
        made.mkdir()
        assemble(prepared, made)
        for archive in archives:
            pack(made, archive)
        compared = [
            *compared_files(recorded, made),
            *(
                (each["path"], each["sha256"], sha256(work / each["path"]))
                for each in recorded["archives"]
            ),
            *compared_tables(recorded, made / DATABASE),
        ]
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            for path in (made, *archives):
                shutil.move(path, keep / path.name)
    return Reproduction(version, tuple(compared), tuple(notes(recorded["making"])))


def refuse_existing(targets: Sequence[Path]) -> None:
    """Raise UsageError when what would be kept is there already."""
    for target in targets:
        if target.exists():
            raise UsageError(f"{target}: is there already; give another folder to keep it in")


def check_inputs(recorded: Mapping[str, Any], base: Path) -> tuple[list[Path], list[Path]]:
    """Return the recorded paths, of articles and of corrections, below `base`.

    UsageError when what lies there now is not what was read then.
    """
    inputs = recorded["inputs"]
    paths, corrections = ([Path(each) for each in inputs[key]] for key in ("paths", "corrections"))
    if not paths:
        raise UsageError(f"{recorded['version']} records no inputs, so it cannot be built again")
    found = manifest.inputs_of(paths, base, corrections)
    if found["sha256"] != inputs["sha256"]:
        raise UsageError(
            f"the inputs of {recorded['version']} ({', '.join(inputs['paths'])}) are not what they "
            f"were: {found['files']} files with hash {found['sha256'][:12]}…, recorded are "
            f"{inputs['files']} with {inputs['sha256'][:12]}…; check out the commit of the release"
        )
    return [base / each for each in paths], [base / each for each in corrections]


def compared_files(
    recorded: Mapping[str, Any], made: Path
) -> list[tuple[str, str | None, str | None]]:
    """Return path, recorded and found SHA-256 of every file that either side has."""
    before = {name: each["sha256"] for name, each in recorded["files"].items()}
    after = {name: each["sha256"] for name, each in manifest.files_of(made).items()}
    return [
        (name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())
    ]


def compared_tables(
    recorded: Mapping[str, Any], database: Path
) -> list[tuple[str, str | None, str | None]]:
    """Return name, recorded and found hash over the rows of each table of the database."""
    found: list[tuple[str, str | None, str | None]] = []
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for name, stated in recorded["tables"].items():
            data = pl.DataFrame(connection.sql(f'from "{name}"').to_arrow_table())
            typed = data.cast(dict(schema.polars_schema(name)))  # type: ignore[arg-type]
            rows = canonical(name, recorded["schemas"][name], typed)
            label = f"{DATABASE}: {name}"
            found.append((label, stated["rows_sha256"], table_digest(rows)))
    return found


def notes(recorded: Mapping[str, Any]) -> list[str]:
    """Return where what makes a build now is not what made the release, in words."""
    now = manifest.making()
    words = {
        "code_sha256": "the code",
        "reference_sha256": "seeds/reference",
        "schemas_sha256": "schemas",
        "sql_sha256": "sql",
    }
    found = [
        f"{what} differs from that of the release"
        for key, what in words.items()
        if recorded[key] != now[key]
    ]
    found += [
        f"{name} is {now['writers'].get(name)} here and was {version} then"
        for name, version in recorded["writers"].items()
        if now["writers"].get(name) != version
    ]
    return found
