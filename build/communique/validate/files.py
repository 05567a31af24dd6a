"""Checks the files of a built folder against SHA256SUMS and against the descriptor."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow.parquet as pq

from communique.core import schema
from communique.validate.problem import Problem, first_line, short

DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"
DATABASE = "communique.duckdb"
CITATION = "CITATION.cff"
ROWS = "communique:rows"
OUR_BYTES = "communique:bytes"
LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) [ *](?P<path>.+)")
EXPECTED = (
    DESCRIPTOR,
    SUMS,
    DATABASE,
    "views.sql",
    "codebook.md",
    "croissant.json",
    "report.html",
)


def check_files(folder: Path) -> list[Problem]:
    """Return the files that are missing, that nothing lists, or whose SHA-256 is another."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    expected = {*EXPECTED, *(f"data/{name}.parquet" for name in schema.tables())}
    expected |= {f"schemas/{path.name}" for path in schema.schema_files()}
    if is_release(folder):
        # The archives of a release do not hold it, since its bytes differ from run to run.
        expected.remove(DATABASE)
    problems = [
        Problem("files", f"{name}: is missing; build the dataset again")
        for name in sorted(expected - present)
    ]
    listed, faults = read_sums(folder)
    problems += faults
    if listed is None:
        return problems
    for name, stated in listed.items():
        if name not in present:
            if name not in expected:
                problems.append(Problem("files", f"{name}: is in {SUMS} but not in the folder"))
        elif (found := sha256(folder / name)) != stated:
            detail = f"{name}: has SHA-256 {found}, but {SUMS} says {stated}; it was changed"
            problems.append(Problem("checksums", detail))
    # The database differs from build to build; it is compared with the tables instead.
    for name in sorted(present - listed.keys() - {SUMS, DATABASE}):
        if name.rpartition("/")[2].startswith("."):
            continue  # what desktops and editors leave in a folder
        problems.append(Problem("files", f"{name}: is in the folder but not in {SUMS}"))
    return problems


def is_release(folder: Path) -> bool:
    """Tell whether a folder is of a release, by the citation that its checksums list."""
    listed, _ = read_sums(folder)
    return CITATION in (listed or {})


def read_sums(folder: Path) -> tuple[dict[str, str] | None, list[Problem]]:
    """Return SHA-256 by path as SHA256SUMS has it (None when it cannot be read), and its faults."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError) as error:
        return None, [Problem("checksums", f"{SUMS}: cannot be read: {first_line(error)}")]
    listed: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        if not match or not is_inside(match["path"]):
            detail = f"{SUMS}, line {number}: {short(line)} is no SHA-256 and path in the folder"
            problems.append(Problem("checksums", detail))
        else:
            listed[match["path"]] = match["sha256"]
    return listed, problems


def is_inside(path: str) -> bool:
    """Tell whether a path written with slashes stays within its folder."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or why it cannot be had."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable ({first_line(error)})"


def read_descriptor(folder: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Return the descriptor of a built folder, or None with the reason why there is none."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except FileNotFoundError:
        return None, []  # reported as a missing file
    except (OSError, ValueError, RecursionError) as error:
        return None, [Problem("descriptor", f"{DESCRIPTOR}: is no JSON: {first_line(error)}")]
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(each, dict) for each in resources):
        return None, [Problem("descriptor", f"{DESCRIPTOR}: has no list of resources")]
    return descriptor, []


def check_resources(folder: Path, descriptor: dict[str, Any]) -> list[Problem]:
    """Return where hash, size, number of rows or path of a resource are not those of its file."""
    resources = {str(each.get("name")): each for each in descriptor["resources"]}
    names = schema.tables()
    problems = [
        Problem("descriptor", f"{DESCRIPTOR} has no resource of this name", name)
        for name in names
        if name not in resources
    ]
    for name, resource in resources.items():
        if name not in names:
            problems.append(
                Problem("descriptor", f"{DESCRIPTOR} has a resource that is no table", name)
            )
            continue
        problems += check_resource(folder, name, resource)
    return problems


def check_resource(folder: Path, name: str, resource: dict[str, Any]) -> list[Problem]:
    """Return where a resource of the descriptor differs from its file."""
    path = folder / "data" / f"{name}.parquet"
    found: dict[str, object] = {
        "path": f"data/{name}.parquet",
        "schema": f"schemas/{name}.schema.json",
    }
    if path.is_file():
        # Tools that read Parquet through pandas take any `bytes` for wrong: ours may stand for it.
        found[OUR_BYTES if OUR_BYTES in resource else "bytes"] = path.stat().st_size
        found["hash"] = f"sha256:{sha256(path)}"
        rows = row_count(path)
        if rows is not None:
            found[ROWS] = rows
    return [
        Problem(
            "descriptor",
            f"{key} in {DESCRIPTOR} is {short(resource.get(key))}, found {value}",
            name,
        )
        for key, value in found.items()
        if resource.get(key) != value
    ]


def row_count(path: Path) -> int | None:
    """Return the number of rows of a Parquet file, None when it cannot be read."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except Exception:  # a damaged file raises many kinds of error, and is reported where it is read
        return None
