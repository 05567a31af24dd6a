"""A built folder that someone changed: each change is a problem, and none makes validation raise."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from validate import built, tiny

from communique.validate import examine, validate


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("whole") / "dist"
    return built.write(tiny.frames(tiny.rows()), folder)


@pytest.fixture
def dist(whole: Path, tmp_path: Path) -> Path:
    """A folder of its own for each test, under a name that patterns would misread."""
    return Path(shutil.copytree(whole, tmp_path / "it's [a] dist*"))


def checks(folder: Path) -> set[str]:
    return {problem.check for problem in validate(folder)}


def edit(folder: Path, table: str, *changes: pl.Expr, rows: int | None = None) -> None:
    """Rewrite a Parquet file with changed columns or fewer rows, its checksums made right again."""
    path = folder / "data" / f"{table}.parquet"
    pl.read_parquet(path.read_bytes()).with_columns(*changes).head(rows or 99).write_parquet(path)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == table:
            resource["bytes"] = path.stat().st_size
            resource["hash"] = f"sha256:{built.digest(path)}"
            resource["communique:rows"] = pl.read_parquet(path.read_bytes()).height
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    built.write_sums(folder)


def describe(folder: Path, table: str, **values: Any) -> None:
    """Change the resource of a table in the descriptor, its checksum made right again."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    next(each for each in descriptor["resources"] if each["name"] == table).update(values)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    built.write_sums(folder)


def test_a_whole_folder_has_no_problems_and_all_its_spans_are_read(dist: Path) -> None:
    report = examine(dist)
    assert report.problems == ()
    assert (report.spans_read, report.spans_skipped) == (len(tiny.SPANS), 0)


def test_a_folder_that_is_not_there_or_is_empty_is_a_problem(tmp_path: Path) -> None:
    assert checks(tmp_path / "none") == {"files"}
    assert checks(tmp_path) == {"files"}


@pytest.mark.parametrize("name", ["views.sql", "data/meetings.parquet", "datapackage.json"])
def test_a_changed_byte_is_found(dist: Path, name: str) -> None:
    content = bytearray((dist / name).read_bytes())
    content[len(content) // 2] ^= 1
    (dist / name).write_bytes(content)
    assert "checksums" in checks(dist)


@pytest.mark.parametrize(
    "name",
    ["communique.duckdb", "data/changes.parquet", "datapackage.json", "SHA256SUMS", "report.html"],
)
def test_a_missing_file_is_found(dist: Path, name: str) -> None:
    (dist / name).unlink()
    assert f"{name}: is missing; build the dataset again [files]" in map(str, validate(dist))


def test_a_file_that_nothing_lists_is_found(dist: Path) -> None:
    (dist / "data" / "moods.parquet").write_bytes(b"")
    assert [str(problem) for problem in validate(dist)] == [
        "data/moods.parquet: is in the folder but not in SHA256SUMS [files]"
    ]


@pytest.mark.parametrize("name", ["data/evidence.parquet", "communique.duckdb"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_truncated_file_is_found(dist: Path, name: str, share: float) -> None:
    content = (dist / name).read_bytes()
    (dist / name).write_bytes(content[: int(len(content) * share)])
    assert validate(dist)


@pytest.mark.parametrize(
    ("name", "content", "check"),
    [
        ("datapackage.json", b"", "descriptor"),
        ("datapackage.json", b'{"resources": 3}', "descriptor"),
        ("datapackage.json", b'{"resources": [{}]}', "data_package"),
        ("datapackage.json", b"\xff\xfe", "descriptor"),
        ("datapackage.json", b"[" * 99_999, "descriptor"),
        ("SHA256SUMS", b"", "files"),
        ("SHA256SUMS", b"\xff\xfe", "checksums"),
        ("schemas/meetings.schema.json", b"{", "schemas"),
        ("schemas/meetings.schema.json", b'{"fields": 3}', "schemas"),
    ],
)
def test_nonsense_in_the_place_of_a_description_is_found(
    dist: Path, name: str, content: bytes, check: str
) -> None:
    (dist / name).write_bytes(content)
    assert check in checks(dist)


def test_a_wrong_hash_a_wrong_size_and_a_wrong_count_in_the_descriptor_are_found(
    dist: Path,
) -> None:
    describe(dist, "meetings", **{"hash": "sha256:" + "0" * 64, "bytes": 1, "communique:rows": 9})
    problems = [str(problem) for problem in validate(dist)]
    assert len(problems) == 3
    assert problems[0].startswith("meetings: bytes in datapackage.json is 1, found ")
    assert problems[2] == "meetings: communique:rows in datapackage.json is 9, found 1 [descriptor]"


def test_a_path_out_of_the_folder_is_not_followed(dist: Path) -> None:
    describe(dist, "meetings", path="../../secrets.parquet")
    assert {"data_package", "descriptor"} <= checks(dist)
    with (dist / "SHA256SUMS").open("a", encoding="utf-8") as stream:
        stream.write(f"{'0' * 64}  ../../secrets.parquet\n")
    assert any("is no SHA-256 and path in the folder" in str(each) for each in validate(dist))


def test_a_removed_row_is_found_even_when_all_sums_are_right(dist: Path) -> None:
    edit(dist, "participants", rows=1)
    found = {(p.check, p.table) for p in validate(dist)}
    assert ("participant_count_is_that_of_the_rows", "meetings") in found
    assert ("evidence_shows_a_row", "evidence") in found
    assert ("database", "participants") in found


def test_an_edited_value_is_found_even_when_all_sums_are_right(dist: Path) -> None:
    edit(dist, "trade_measures", pl.lit(60.0).alias("rate_percent"))
    assert [(p.check, p.table, p.column) for p in validate(dist)] == [
        ("accepted_values_are_those_of_the_row", "trade_measures", "rate_percent"),
        ("database", "trade_measures", None),
    ]


def test_an_edited_excerpt_is_found_even_when_all_sums_are_right(dist: Path) -> None:
    edit(dist, "evidence", pl.col("excerpt").str.replace("Monday", "Sunday"))
    assert ("evidence", "excerpt") in {(p.check, p.column) for p in validate(dist)}


def test_a_changed_type_and_a_lost_column_are_found(dist: Path) -> None:
    edit(dist, "evidence", pl.col("char_start").cast(pl.Int32))
    edit(dist, "articles", pl.lit(1).alias("mood"))
    found = {(p.check, p.table, p.column) for p in validate(dist)}
    assert ("types", "evidence", "char_start") in found
    assert ("columns", "articles", "mood") in found


def test_a_term_outside_its_list_is_reported_once(dist: Path) -> None:
    edit(dist, "participants", pl.lit("guest").alias("role"))
    terms = [p for p in validate(dist) if p.column == "role"]
    assert [(p.check, p.row_id) for p in terms] == [
        ("terms", tiny.WITH_LIMA),
        ("terms", tiny.WITH_BERG),
    ]


def test_a_file_of_another_kind_in_the_place_of_a_table_is_found(dist: Path) -> None:
    (dist / "data" / "persons.parquet").write_text("person_id\n", "utf-8")
    assert ("unreadable", "persons") in {(p.check, p.table) for p in validate(dist)}


def test_a_table_that_cannot_be_read_floods_nothing(dist: Path) -> None:
    (dist / "data" / "articles.parquet").write_bytes(b"PAR1")
    assert {p.table for p in validate(dist) if p.table} == {"articles"}


def test_a_database_with_other_rows_columns_or_views_is_found(dist: Path) -> None:
    with duckdb.connect(str(dist / "communique.duckdb")) as connection:
        connection.execute("delete from statement_speakers")
        connection.execute("drop table quality")
        connection.execute("alter table coverage add column mood varchar")
        connection.execute("create view unbound as select 1 as x from changes")
        connection.execute("drop table changes")
    found = [(p.check, p.table) for p in validate(dist)]
    assert set(found) == {
        ("database", "statement_speakers"),
        ("database", "quality"),
        ("database", "coverage"),
        ("database", "changes"),
        ("database", None),
    }


def test_a_schema_that_declares_something_else_is_found(dist: Path) -> None:
    path = dist / "schemas" / "persons.schema.json"
    declared = json.loads(path.read_text("utf-8"))
    declared["fields"][0]["description"] = "Something else."
    path.write_text(json.dumps(declared), "utf-8")
    built.write_sums(dist)
    assert [str(problem) for problem in validate(dist)] == [
        "schemas/persons.schema.json: declares other descriptions than this version; validate "
        "with the version that built the folder, or build again [schemas]"
    ]


def test_files_written_by_other_schemas_are_found(dist: Path) -> None:
    path = dist / "data" / "persons.parquet"
    data = pl.read_parquet(path.read_bytes())
    data.write_parquet(path, metadata={"communique.schema_sha256": "0" * 64})
    assert any(
        str(problem).startswith("persons: was written by other schemas")
        for problem in validate(dist)
    )


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_makes_validation_raise(dist: Path, seed: int) -> None:
    chosen = random.Random(seed)
    paths = sorted(path for path in dist.rglob("*") if path.is_file())
    for path in chosen.sample(paths, 4):
        content = bytearray(path.read_bytes())
        for _ in range(chosen.randint(1, 40)):
            content[chosen.randrange(len(content))] = chosen.randrange(256)
        path.write_bytes(content[: chosen.randint(1, len(content))])
    assert validate(dist)


@pytest.mark.parametrize("part", range(1, 12))
def test_a_flipped_bit_anywhere_in_a_table_is_a_problem_and_never_an_error(
    dist: Path, part: int
) -> None:
    path = dist / "data" / "meetings.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) * part // 12] ^= 1
    path.write_bytes(bytes(data))
    assert checks(dist)
