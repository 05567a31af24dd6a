"""The pure function that every engine runs: packed records in, what they hold and say out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from communique.core.model import Article, Reject
from communique.extract.engine import extract
from communique.sources.article import make_article
from communique.sources.limits import Limits
from communique.sources.packed import unpack


class Task(Struct, frozen=True, array_like=True):
    """A record on its way through the extractor: where it stands, its content, what came of it.

    `packed` is what `pack` made of the record, `reading` an encoded Reading, `mentions` encoded
    Mentions; both are null as long as they are to be found, and `mentions` is empty where the
    record holds no article. `key` is that of the record in a cache.
    """

    name: str
    position: str | None
    key: bytes
    packed: bytes
    reading: bytes | None = None
    mentions: bytes | None = None


Batch = list[Task]


class Reading(Struct, frozen=True, array_like=True):
    """What a record holds: an article or none, and rejects; names and positions left out."""

    rejects: tuple[Reject, ...]
    article: Article | None = None


encode: Callable[[object], bytes] = msgspec.msgpack.Encoder().encode
decode_reading = msgspec.msgpack.Decoder(Reading).decode
decode_batch = msgspec.msgpack.Decoder(Batch).decode


def do(task: Task, limits: Limits) -> Task:
    """Complete a task: read its record, find what its article says.

    A pure function of the record and of the vocabularies.
    """
    if task.reading is None:
        found = read(task.packed, limits)
        task = replace(task, reading=encode(found))
    elif task.mentions is None:
        found = decode_reading(task.reading)
    else:
        return task
    mentions = encode(extract(found.article)) if found.article else b""
    return replace(task, mentions=mentions, packed=b"")


def do_all(batch: Batch, limits: Limits) -> Batch:
    """Complete the tasks of a batch."""
    with without_collector():
        return [do(task, limits) for task in batch]


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector of cyclic garbage from running: extraction makes next to none, and much else.

    Counting references frees what an article needed; looking through it meanwhile costs a twentieth
    of the time. What little there is the collector finds after the batch.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read(packed: bytes, limits: Limits) -> Reading:
    """Make an article of a packed record."""
    found = list(make_article(unpack(packed, None), "", limits))
    rejects = tuple(item for item in found if isinstance(item, Reject))
    article = next((item for item in found if isinstance(item, Article)), None)
    return Reading(rejects, article)


def refused(task: Task, reject: Reject) -> Task:
    """Return a task as complete, with nothing but a reject."""
    return replace(task, packed=b"", reading=encode(Reading((reject,))), mentions=b"")
