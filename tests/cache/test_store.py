"""A cache gives back what it was given or nothing, whatever happened to its file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.cache.store import FILE_NAME, Cache, key_of

A, B = key_of(b"a"), key_of(b"b")


def filled(folder: Path) -> Path:
    cache = Cache(folder)
    cache.put({A: b"one" * 500, B: b"two"})
    cache.close()
    return folder / FILE_NAME


def test_values_are_there_for_the_next_build(tmp_path: Path) -> None:
    filled(tmp_path)
    cache = Cache(tmp_path)
    assert cache.get([A, B, key_of(b"c")]) == {A: b"one" * 500, B: b"two"}
    assert (cache.hits, cache.misses, cache.note) == (2, 1, None)


def test_parts_of_a_key_are_told_apart() -> None:
    assert key_of(b"ab", b"c") != key_of(b"a", b"bc")


def test_a_value_that_was_changed_counts_as_absent_and_is_made_anew(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "update results set value = substr(value, 1, 9) || x'00' where key = ?", (A,)
        )
    connection.close()
    cache = Cache(tmp_path)
    assert cache.get([A, B]) == {B: b"two"}
    assert "damaged" in str(cache.note)
    cache.put({A: b"new"})
    assert cache.get([A]) == {A: b"new"}


@pytest.mark.parametrize("where", [0, 20, 4096, 5000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, where: int) -> None:
    path = filled(tmp_path)
    with path.open("r+b") as file:
        file.seek(where)
        file.write(b"\xff" * 3000)
    cache = Cache(tmp_path)
    assert set(cache.get([A, B]).items()) <= {(A, b"one" * 500), (B, b"two")}
    cache.put({A: b"new"})
    assert cache.get([A]) == {A: b"new"}
    # What lies beyond the pages in use harms nothing.
    assert cache.note or where == 5000


@pytest.mark.parametrize("content", [b"", b"not a database at all " * 300])
def test_another_file_in_its_place_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    cache = Cache(tmp_path)
    cache.put({A: b"new"})
    assert cache.get([A]) == {A: b"new"}


def test_a_folder_that_cannot_be_used_is_said_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put({A: b"one"})
    assert cache.get([A]) == {}
    assert "goes on without it" in str(cache.note)


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    keys = [key_of(bytes([n])) for n in range(40)]
    first = Cache(tmp_path)
    first.put({key: bytes(range(256)) * 40 + key * 500 for key in keys[:20]})
    first.close()
    second = Cache(tmp_path, max_bytes=40_000)
    second.put({key: key for key in keys[20:]})
    second.close()
    third = Cache(tmp_path)
    assert set(third.get(keys)) >= set(keys[20:])


def test_no_folder_is_no_cache() -> None:
    cache = Cache(None)
    cache.put({A: b"one"})
    assert cache.get([A]) == {}
    cache.close()


def test_two_builds_use_one_cache_at_once(tmp_path: Path) -> None:
    one, two = Cache(tmp_path), Cache(tmp_path)
    one.put({A: b"one"})
    two.put({B: b"two"})
    assert one.get([A, B]) == two.get([A, B]) == {A: b"one", B: b"two"}
