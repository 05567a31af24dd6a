"""Publishes a version: a folder, two archives of it, and what git keeps, all of it or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from communique.core.errors import BrokenPromise, UsageError
from communique.publish.atomic import locked, staged
from communique.publish.files import below
from communique.release import manifest
from communique.release.archive import SUFFIXES, TAR, write_tar, write_zip
from communique.release.bump import broken_ids, check_bump, check_ids
from communique.release.citation import to_json
from communique.release.prepare import Prepared, assemble, prepare
from communique.release.reading import MANIFEST, ROWS
from communique.release.versions import VERSIONS, Level, Version, index, parse, published
from communique.validate import validate

NAME = "communique"


@dataclass(frozen=True)
class Released:
    """What was published: the version, its folder, its archives, and how it was made."""

    version: Version
    folder: Path
    archives: tuple[Path, ...]
    prepared: Prepared
    declared: Level | None


def release(
    version: str,
    dist: Path,
    releases: Path,
    *,
    inputs: Sequence[Path] = (),
    corrections: Sequence[Path] = (),
    base: Path = Path(),
    withdraw: bool = False,
) -> Released:
    """Publish the build in `dist` as `version` in the folder `releases`.

    Makes `communique-<version>/` with two archives beside it, and `<version>/` with manifest and
    baseline rows; `versions.json` lists all. `inputs`, relative to `base`, are the paths that
    `dist` was built from, `corrections` the folders of decisions that went into it; their hash is
    recorded so that the release can be reproduced. `withdraw` lets rows end without a redirect.

    UsageError when the version exists already, is too small a step, or would break an id;
    BrokenPromise when the data break one. Nothing is left behind then.
    """
    declared_version = parse(version)
    targets = targets_of(declared_version, releases)
    refuse_existing(declared_version, releases, targets)
    earlier = published(releases)
    if earlier and declared_version < earlier[-1]:
        raise UsageError(f"{version} does not come after {earlier[-1]}, the latest release")
    baseline = releases / str(earlier[-1]) if earlier else None
    recorded = manifest.inputs_of(inputs, base, corrections)
    prepared = prepare(declared_version, dist, baseline)
    check_read_from(inputs, base, prepared.tables["articles"])
    check_corrected(inputs, corrections, prepared.tables["evidence"])
    declared = check(prepared, withdraw)
    folder, *archives = targets
    releases.mkdir(parents=True, exist_ok=True)
    with locked(releases / NAME):
        # Once more, for what another release has published since.
        refuse_existing(declared_version, releases, targets)
        if published(releases) != earlier:
            raise UsageError(f"{releases}: another version was published just now; run this again")
        try:
            with staged(folder) as fresh:
                assemble(prepared, fresh)
                problems = validate(fresh)
                if problems:
                    raise BrokenPromise(problems)
            for archive in archives:
                pack(folder, archive)
            record(prepared, declared, recorded, folder, archives, releases)
        except BaseException:
            remove(targets)
            raise
        write_index(releases)
    return Released(declared_version, folder, tuple(archives), prepared, declared)


def targets_of(version: Version, releases: Path) -> list[Path]:
    """Return the folder and the archives of a version."""
    name = f"{NAME}-{version}"
    return [releases / name, *(releases / f"{name}{suffix}" for suffix in SUFFIXES)]


def refuse_existing(version: Version, releases: Path, targets: Sequence[Path]) -> None:
    """Raise UsageError when the version is published, or something lies in its place."""
    if (releases / str(version)).exists():
        raise UsageError(
            f"{version} is published ({releases / str(version)}); a release never changes, so "
            "release the next version, or make this one again by communique reproduce --keep DIR"
        )
    for target in targets:
        if target.exists():
            raise UsageError(
                f"{target}: is in the way and belongs to no release listed in {releases}; "
                "move it away"
            )


def check_read_from(inputs: Sequence[Path], base: Path, articles: pl.DataFrame) -> None:
    """Raise UsageError when an article is of a file that is not among the inputs."""
    if not inputs:
        return
    places = [base / path for path in inputs]
    for name in articles["source_path"].unique(maintain_order=True):
        if not any((place / name).is_file() or place.name == name for place in places):
            raise UsageError(
                f"{name}: an article was read from it, but it is not among the inputs "
                f"({', '.join(map(str, inputs))}); give the paths that the build was made from"
            )


def check_corrected(
    inputs: Sequence[Path], corrections: Sequence[Path], evidence: pl.DataFrame
) -> None:
    """Raise UsageError when a build holds decisions of people, but not whence they came."""
    made = evidence.filter(pl.col("extractor") == "correction").height
    if inputs and not corrections and made:
        raise UsageError(
            f"the build holds {made} corrections, but no folder of them is given; give the folders "
            "that it was made with by --corrections"
        )


def check(prepared: Prepared, withdraw: bool) -> Level | None:
    """Return the declared step, None for a first release; UsageError when it may not be taken."""
    if prepared.before is None or prepared.changes is None or prepared.needed is None:
        return None
    declared = check_bump(prepared.version, prepared.before, prepared.needed)
    if not withdraw:
        check_ids(broken_ids(prepared.changes, prepared.before, prepared.snapshot))
    return declared


def pack(folder: Path, archive: Path) -> None:
    """Write an archive of a release folder, without the database, under its name when it is done."""
    names = [name for name in below(folder) if name not in manifest.UNHASHED]
    partial = archive.with_name(f".{archive.name}.partial")
    writer = write_tar if archive.name.endswith(TAR) else write_zip
    writer(folder, names, partial)
    partial.rename(archive)


def record(
    prepared: Prepared,
    declared: Level | None,
    inputs: dict[str, Any],
    folder: Path,
    archives: Sequence[Path],
    releases: Path,
) -> None:
    """Write `<version>/`, with which the version counts as published."""
    needed, changes = prepared.needed, prepared.changes
    target = releases / str(prepared.version)
    fresh = releases / f".{target.name}.partial"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    manifest.write_rows(prepared.snapshot, fresh / ROWS)
    document = {
        "name": NAME,
        "version": str(prepared.version),
        "created": prepared.snapshot.created,
        "previous": None if prepared.before is None else prepared.before.version,
        "bump": {
            "declared": declared,
            "required": needed.level if needed else None,
            "rule": needed.rule if needed else None,
            "because": [f"{level}: {what}" for level, what in needed.reasons] if needed else [],
        },
        "folder": folder.name,
        "archives": [{"path": each.name, **manifest.stated(each)} for each in archives],
        "baseline": manifest.stated(fresh / ROWS),
        "inputs": inputs,
        "making": manifest.making(),
        "files": manifest.files_of(folder),
        "tables": manifest.tables_of(prepared.tables, prepared.snapshot.schemas),
        "changes": manifest.described(changes.counts) if changes else [],
        "withheld": {"texts": prepared.withheld.texts, "cells_cut": prepared.withheld.cells},
        "quality": manifest.quality_of(prepared.tables["quality"]),
        "schemas": prepared.snapshot.schemas,
    }
    (fresh / MANIFEST).write_text(to_json(document), "utf-8", newline="\n")
    fresh.rename(target)


def write_index(releases: Path) -> None:
    """Write `versions.json` from the manifests, whole or not at all."""
    partial = releases / f".{VERSIONS}.partial"
    partial.write_text(to_json(index(releases)), "utf-8", newline="\n")
    partial.replace(releases / VERSIONS)


def remove(targets: Sequence[Path]) -> None:
    """Remove what an attempt that failed has made."""
    for target in targets:
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
            target.with_name(f".{target.name}.partial").unlink(missing_ok=True)
