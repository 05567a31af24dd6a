"""Reads .jsonl, .jsonl.gz and .jsonl.zst: one object a line."""

from __future__ import annotations

from collections.abc import Iterator

from communique.sources.json_file import too_long
from communique.sources.jsonvalues import parse_object
from communique.sources.limits import Limits, Refused
from communique.sources.record import Record, Source, record_of
from communique.sources.streams import as_utf8, chunks, lines


def read_jsonl(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield a record per line that is not blank; its position is the number of the line."""
    number = 0
    found = False
    stream = lines(as_utf8(chunks(source.path, limits)), limits.max_record_bytes)
    try:
        for number, line in enumerate(stream, start=1):
            if line is None:
                found = True
                yield too_long(limits, str(number))
            elif line.strip():
                record = _record(line, number)
                if not found and isinstance(record, Refused) and record.reason == "not_text":
                    raise record  # a file of another kind, whose every line would be refused
                found = True
                yield record
    except Refused as refused:
        yield Refused(refused.reason, refused.detail, str(number + 1) if found else None)
        return
    if not found:
        yield Refused("empty", "holds no record; write one JSON object a line")


def _record(line: bytes, number: int) -> Record | Refused:
    position = str(number)
    try:
        return record_of(parse_object(line, f"line {number}", position, number), position)
    except Refused as refused:
        # Only the last line of a file has no line end; when it opens an object, it was cut off.
        if refused.reason == "bad_record" and not line.endswith(b"\n") and _is_cut(line):
            return Refused(
                "truncated",
                f"line {number} ends before it is closed; fetch the file again",
                position,
            )
        return refused


def _is_cut(line: bytes) -> bool:
    text = line.strip()
    return text.startswith(b"{") and not text.endswith(b"}")
