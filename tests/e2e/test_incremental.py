"""A second build does what changed and no more, and gives the bytes of a cold one."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from communique.cache import fingerprint
from communique.cache.store import FILE_NAME, Cache
from communique.engines.local import LocalEngine
from communique.engines.work import work
from communique.pipeline import Summary, build
from communique.sources.limits import Limits
from communique.sources.read import read_records


def news(path: Path, numbers: range) -> Path:
    lines = [
        json.dumps(
            {
                "text": "Japan and Britain signed a trade agreement in Tokyo on Monday, said the "
                f"minister for trade, and point {n} of it was about steel.",
                "published": "2024-01-09",
                "outlet": "Example News",
            }
        )
        for n in numbers
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def built(source: Path, out: Path, cache: Path | None) -> Summary:
    return build([source], out, cache=Cache(cache))


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "communique.duckdb"
    }


def done_anew(source: Path, folder: Path) -> tuple[int, int]:
    """Return how many results of reading and extraction a cache has, and how many it has not."""
    cache = Cache(folder)
    list(work(read_records([source]), LocalEngine(), cache, Limits(), folder))
    cache.close()
    return cache.hits, cache.misses


def test_one_more_article_costs_one_and_gives_the_bytes_of_a_cold_build(tmp_path: Path) -> None:
    source, cache = tmp_path / "news.jsonl", tmp_path / "cache"
    built(news(source, range(20)), tmp_path / "dist", cache)
    warm = built(news(source, range(21)), tmp_path / "dist", cache)
    cold = built(source, tmp_path / "cold", None)
    assert (warm.known, cold.known) == (20, 0)
    assert hashes(tmp_path / "dist") == hashes(tmp_path / "cold")


def test_what_is_known_is_not_written_again(tmp_path: Path) -> None:
    def places() -> list[tuple[int, bytes]]:
        with sqlite3.connect(tmp_path / "cache" / FILE_NAME) as file:
            return file.execute("select rowid, key from results order by rowid").fetchall()

    done_anew(news(tmp_path / "news.jsonl", range(5)), tmp_path / "cache")
    before = places()
    assert done_anew(news(tmp_path / "news.jsonl", range(6)), tmp_path / "cache") == (10, 1)
    assert places()[: len(before)] == before
    assert len(places()) == len(before) + 2


def test_one_damaged_value_is_made_anew_and_no_other(tmp_path: Path) -> None:
    source, cache = news(tmp_path / "news.jsonl", range(5)), tmp_path / "cache"
    built(source, tmp_path / "one", cache)
    with sqlite3.connect(cache / FILE_NAME) as file:
        (rowid,) = file.execute("select max(rowid) from results").fetchone()
        file.execute("update results set value = zeroblob(40) where rowid = ?", (rowid,))
    file.close()
    again = built(source, tmp_path / "two", cache)
    assert "were damaged" in str(again.note)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert built(source, tmp_path / "three", cache).note is None


def test_a_moved_article_is_still_known(tmp_path: Path) -> None:
    assert done_anew(news(tmp_path / "one.jsonl", range(5)), tmp_path / "cache") == (0, 5)
    assert done_anew(news(tmp_path / "two.jsonl", range(4, -1, -1)), tmp_path / "cache") == (10, 0)


def test_a_changed_rule_leaves_what_was_read_and_a_change_back_leaves_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = news(tmp_path / "news.jsonl", range(5))
    done_anew(source, tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "extraction", lambda: b"other rules")
        assert done_anew(source, tmp_path / "cache") == (5, 5)
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "reading", lambda: b"another way to read")
        assert done_anew(source, tmp_path / "cache") == (0, 5)
    assert done_anew(source, tmp_path / "cache") == (10, 0)


def test_a_damaged_cache_is_made_anew_and_changes_no_byte(tmp_path: Path) -> None:
    source, cache = news(tmp_path / "news.jsonl", range(10)), tmp_path / "cache"
    built(source, tmp_path / "one", cache)
    with (cache / FILE_NAME).open("r+b") as file:
        file.seek(100)
        file.write(b"\x00\xff" * 6000)
    again = built(source, tmp_path / "two", cache)
    assert "made anew" in str(again.note)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert built(source, tmp_path / "three", cache).note is None
