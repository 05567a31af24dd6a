"""One article as its file has it, and the readers' common ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from communique.sources.limits import Limits, Refused


class Source(Struct, frozen=True):
    """A file to read: where it is, and the name that its rows carry (`source_path`)."""

    path: Path
    name: str


class Record(Struct, frozen=True):
    """The text of one article and its metadata by key, both as found; `position` in the file."""

    text: object
    fields: Mapping[str, object]
    position: str | None = None


Reader = Callable[[Source, Limits], Iterator[Record | Refused]]

TEXT_KEYS = ("text", "body", "content")


def record_of(fields: Mapping[str, object], position: str | None) -> Record:
    """Make a Record of an object whose text is under the first of `text`, `body` and `content`.

    Keys count without regard to case and surrounding spaces; the first of two alike counts.
    """
    lowered: dict[str, object] = {}
    for key, value in fields.items():
        lowered.setdefault(str(key).strip().lower(), value)
    text = next((lowered[key] for key in TEXT_KEYS if lowered.get(key) is not None), None)
    return Record(text, lowered, position)
