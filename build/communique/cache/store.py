"""A cache of results by key in one SQLite file: checked, bounded, and never in the way of a build.

A value is kept with a checksum, and one that fails it counts as absent. A file that SQLite cannot
read is thrown away and begun anew. Where no file can be written, the build goes on without one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import zstandard

FILE_NAME = "results.sqlite"
# Bumped when the form of the file or of its values changes.
FORMAT = 1
DEFAULT_BYTES = 10 * 1024**3
_SUM = 8
_KEYS_AT_ONCE = 500
_TAG = (
    "This folder is a cache of Communiqué: it may be removed at any time, builds only get slower.\n"
)

Result = TypeVar("Result")


def key_of(*parts: bytes) -> bytes:
    """Return the key of a result: a hash of all that it depends on."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.digest()[:20]


class Cache:
    """Results by key in `folder`; without a folder it holds nothing and takes everything.

    `note` says in one line what went wrong with the file, if anything did.
    """

    def __init__(self, folder: Path | None, max_bytes: int = DEFAULT_BYTES) -> None:
        self.note: str | None = None
        self.hits = self.misses = 0
        self._max_bytes = max_bytes
        self._path = folder / FILE_NAME if folder else None
        self._connection: sqlite3.Connection | None = None
        self._generation = 0
        self._packer = zstandard.ZstdCompressor(level=3)
        self._unpacker = zstandard.ZstdDecompressor()
        if self._path:
            self._guarded(self._open)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values there are for `keys`."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        damaged: list[bytes] = []
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            some = wanted[start : start + _KEYS_AT_ONCE]
            for key, data in self._guarded(partial(self._select, some)) or ():
                value = self._checked(key, data)
                if value is None:
                    damaged.append(key)
                else:
                    found[key] = value
        if damaged:
            self.note = f"{self._path}: values were damaged and are made anew"
        self.hits += len(found)
        self.misses += len(wanted) - len(found)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; what was put is there after a kill."""
        if values:
            rows = [(key, self._sealed(key, value)) for key, value in values.items()]
            self._guarded(lambda: self._insert(rows))

    def close(self) -> None:
        """Remove what was not used for longest until the file is within its bound, and close it."""
        self._guarded(self._prune)
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    # Each of these may raise an sqlite3.Error, which `_guarded` answers.
    def _open(self) -> None:
        assert self._path  # noqa: S101
        self._path.parent.mkdir(parents=True, exist_ok=True)
        (self._path.parent / "README").write_text(_TAG, encoding="utf-8")
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        self._connection = connection
        connection.text_factory = bytes  # a damaged value may claim to be text
        connection.execute("pragma journal_mode = wal")
        # A build can make every value again: a power cut may cost the last ones, not the file.
        connection.execute("pragma synchronous = normal")
        (found,) = connection.execute("pragma user_version").fetchone()
        if found not in (0, FORMAT):
            raise sqlite3.DatabaseError("is of another version")
        connection.execute(
            "create table if not exists results"
            " (key blob primary key, value blob not null, used integer not null)"
        )
        connection.execute("create table if not exists builds (number integer primary key)")
        connection.execute(f"pragma user_version = {FORMAT}")
        connection.execute("insert into builds default values")
        (self._generation,) = connection.execute("select max(number) from builds").fetchone()
        connection.execute("delete from builds where number < ?", (self._generation,))

    def _select(self, keys: list[bytes]) -> list[tuple[bytes, bytes]]:
        if not self._connection:
            return []
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            f"select key, value, used from results where key in ({marks})",  # noqa: S608
            keys,
        ).fetchall()
        stale = [(self._generation, key) for key, _, used in rows if used != self._generation]
        if stale:
            with self._transaction():
                self._connection.executemany("update results set used = ? where key = ?", stale)
        return [(key, value) for key, value, _ in rows]

    def _insert(self, rows: list[tuple[bytes, bytes]]) -> None:
        if self._connection:
            with self._transaction():
                self._connection.executemany(
                    "insert or replace into results values (?, ?, ?)",
                    [(key, value, self._generation) for key, value in rows],
                )

    def _prune(self) -> None:
        if not self._connection or not self._path:
            return
        self._connection.execute("pragma wal_checkpoint(truncate)")
        (page,) = self._connection.execute("pragma page_size").fetchone()
        while True:
            (pages,) = self._connection.execute("pragma page_count").fetchone()
            (free,) = self._connection.execute("pragma freelist_count").fetchone()
            if (pages - free) * page <= self._max_bytes:
                break
            oldest = self._connection.execute("select min(used) from results").fetchone()[0]
            if oldest is None:
                break
            with self._transaction():
                self._connection.execute(
                    "delete from results where key in"
                    " (select key from results where used = ? limit 10000)",
                    (oldest,),
                )
        if free * page > self._max_bytes // 4:
            self._connection.execute("vacuum")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        assert self._connection  # noqa: S101
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")

    def _guarded(self, work: Callable[[], Result]) -> Result | None:
        """Do `work`; begin anew when the file is damaged, go on without it when it cannot be used."""
        for attempt in (1, 2):
            try:
                return work()
            except sqlite3.OperationalError as error:
                reason = str(error)
            except sqlite3.DatabaseError as error:
                reason = str(error)
                if attempt == 1 and self._begin_anew():
                    continue
            except OSError as error:
                reason = error.strerror or str(error)
            self._give_up(reason)
            return None
        return None

    def _begin_anew(self) -> bool:
        assert self._path  # noqa: S101
        self._drop_connection()
        try:
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(FILE_NAME + ending).unlink(missing_ok=True)
            self._open()
        except (sqlite3.Error, OSError):
            return False
        self.note = f"{self._path}: was damaged or of another version and is made anew"
        return True

    def _give_up(self, reason: str) -> None:
        self.note = f"{self._path}: cannot be used ({reason}); the build goes on without it"
        self._drop_connection()

    def _drop_connection(self) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _sealed(self, key: bytes, value: bytes) -> bytes:
        packed = self._packer.compress(value)
        return hashlib.sha256(key + packed).digest()[:_SUM] + packed

    def _checked(self, key: bytes, data: object) -> bytes | None:
        if not isinstance(data, bytes):
            return None
        packed = data[_SUM:]
        if hashlib.sha256(key + packed).digest()[:_SUM] != data[:_SUM]:
            return None
        return self._unpacker.decompress(packed)
