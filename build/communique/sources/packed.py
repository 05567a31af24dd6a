"""Packs a record into bytes: what is handed to another process, and what a cache knows it by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from communique.sources.record import Record
from communique.text.normalise import without_surrogates

# All keys that an article is made of; others are ignored, so that they change no key of a cache.
_KEYS = (*("title", "url", "outlet", "byline", "language", "licence", "license", "published"),)
_LARGEST = 1 << 63
_ENCODER = msgspec.msgpack.Encoder(order="sorted")
_DECODER = msgspec.msgpack.Decoder(tuple[object, dict[str, object]])


def pack(record: Record) -> bytes:
    """Return text and metadata as bytes, the same for the same content on any machine.

    The position is left out: it says where the record stands, not what it holds.
    """
    fields = {key: _plain(record.fields[key], key) for key in _KEYS if key in record.fields}
    return _ENCODER.encode((_plain(record.text, "text"), fields))


def unpack(data: bytes, position: str | None) -> Record:
    """Return the record that `pack` made these bytes of."""
    text, fields = _DECODER.decode(data)
    return Record(text, fields, position)


def _plain(value: object, key: str) -> object:
    """Return a value in a type that every transport knows; others keep only that they are wrong."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat() if key == "published" else {"type": type(value).__name__}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _LARGEST:
        return str(value)
    if isinstance(value, list) and key == "byline" and all(isinstance(i, str) for i in value):
        return [without_surrogates(item) for item in value]
    if isinstance(value, list):
        return []
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return value
    if isinstance(value, Mapping):
        return {}
    return {"type": type(value).__name__}
