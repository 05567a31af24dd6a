"""From records to articles with their mentions: what the cache knows from there, the rest anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from communique.cache import fingerprint
from communique.cache.store import Cache, key_of
from communique.core.model import Article, Reject
from communique.engines import Engine
from communique.engines.task import Batch, Reading, Task, decode_reading, encode
from communique.sources.limits import Limits
from communique.sources.packed import pack
from communique.sources.record import Record

# A batch ends at either: small enough to be done in a second or two.
_RECORDS, _BYTES = 32, 1 << 18


class Found(Struct, frozen=True):
    """An article with its encoded mentions."""

    article: Article
    mentions: bytes


def work(
    records: Iterable[tuple[Record, str] | Reject],
    engine: Engine,
    cache: Cache,
    limits: Limits,
    folder: Path,
) -> Iterator[Found | Reject]:
    """Yield the article and the rejects of every record, in order.

    What is found goes into `cache` as it comes, so that a build that was interrupted goes on where
    it stopped. `folder` is where an engine may keep what does not fit in memory.
    """
    keys = _Keys(limits)
    known: set[bytes] = set()
    batches = (_known(batch, cache, keys, known) for batch in _batches(records, keys))
    for batch in engine.run(batches, limits, folder):
        _keep(batch, cache, keys, known)
        for task in batch:
            yield from _outcome(task)


class _Keys:
    """The keys of results: of what a record holds, and of what an article says."""

    def __init__(self, limits: Limits) -> None:
        self._reading = b"reading" + fingerprint.reading() + encode(limits)
        self._mentions = b"mentions" + fingerprint.extraction()

    def of_reading(self, packed: bytes) -> bytes:
        return key_of(self._reading, packed)

    def of_mentions(self, reading: bytes) -> bytes:
        return key_of(self._mentions, reading)


def _batches(records: Iterable[tuple[Record, str] | Reject], keys: _Keys) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for item in records:
        if isinstance(item, Reject):
            task = Task(item.source_path, item.source_position, b"", b"", mentions=b"")
            task = replace(task, reading=encode(Reading((item,))))
        else:
            record, name = item
            packed = pack(record)
            task = Task(name, record.position, keys.of_reading(packed), packed)
        batch.append(task)
        size += len(task.packed)
        if len(batch) >= _RECORDS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _known(batch: Batch, cache: Cache, keys: _Keys, known: set[bytes]) -> Batch:
    """Return the batch with what the cache knows of it; add the keys of complete tasks to `known`."""
    readings = cache.get([task.key for task in batch if task.key])
    batch = [replace(t, reading=readings[t.key]) if t.key in readings else t for t in batch]
    by_key = {keys.of_mentions(t.reading): t for t in batch if t.key and t.reading is not None}
    mentions = cache.get(list(by_key))
    found = {by_key[key].reading: value for key, value in mentions.items()}
    known.update(by_key[key].key for key in mentions)
    return [
        replace(t, mentions=found[t.reading], packed=b"") if t.reading in found else t
        for t in batch
    ]


def _keep(batch: Batch, cache: Cache, keys: _Keys, known: set[bytes]) -> None:
    """Put what is new in a batch into the cache."""
    values: dict[bytes, bytes] = {}
    for task in batch:
        if task.key in known:
            known.remove(task.key)  # so that it holds only what is on its way
        elif task.key and task.reading is not None and task.mentions is not None:
            values[task.key] = task.reading
            values[keys.of_mentions(task.reading)] = task.mentions
    cache.put(values)


def _outcome(task: Task) -> Iterator[Found | Reject]:
    assert task.reading is not None and task.mentions is not None  # noqa: S101
    reading = decode_reading(task.reading)
    for reject in reading.rejects:
        yield replace(reject, source_path=task.name, source_position=task.position)
    if reading.article:
        article = replace(reading.article, source_path=task.name, source_position=task.position)
        yield Found(article, task.mentions)
