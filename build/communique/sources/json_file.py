"""Reads .json: one object, or an array of objects."""

from __future__ import annotations

from collections.abc import Iterator

from communique.sources.jsonvalues import Piece, parse_object, pieces
from communique.sources.limits import Limits, Refused
from communique.sources.record import Record, Source, record_of
from communique.sources.streams import as_utf8, chunks


def read_json(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield a record per object; an object of an array has its number, from 1, as its position.

    Objects that follow each other without an array are read as well.
    """
    stream = pieces(as_utf8(chunks(source.path, limits)), limits.max_record_bytes)
    held: Piece | None = None
    number = 0
    try:
        for number, piece in enumerate(stream, start=1):
            if held:
                yield _record(held, str(number - 1), limits)
            held = None if piece.in_array else piece
            if piece.in_array:
                yield _record(piece, str(number), limits)
        if held:
            yield _record(held, None if number == 1 else str(number), limits)
    except Refused as refused:
        if held:
            yield _record(held, str(number), limits)
        yield Refused(refused.reason, refused.detail, str(number + 1) if number else None)
        return
    if not number:
        yield Refused("empty", "holds no record; write an object or an array of objects")


def _record(piece: Piece, position: str | None, limits: Limits) -> Record | Refused:
    if piece.data is None:
        return too_long(limits, position)
    try:
        fields = parse_object(piece.data, "the record", position, piece.line)
    except Refused as refused:
        return refused
    return record_of(fields, position)


def too_long(limits: Limits, position: str | None) -> Refused:
    """Return the refusal of a record that is longer than a record may be."""
    return Refused(
        "too_long",
        f"the record has more than {limits.max_record_bytes:,} bytes; split it into articles",
        position,
    )
