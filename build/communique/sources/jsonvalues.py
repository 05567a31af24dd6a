"""Parses JSON objects, and cuts a stream of JSON into its records without holding it whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from communique.sources.limits import Refused
from communique.text.normalise import NotText, decode


def parse_object(data: bytes, what: str, position: str | None, line: int = 1) -> dict[str, object]:
    """Return the JSON object that `data` holds; `line` is that of its first byte in the file.

    Raises Refused (bad_record, not_text) with the line and column of the fault; `what` is the
    object ("the sidecar a.json") for the message.
    """
    value: object
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = _parse_slowly(data, what, position, line)
    if not isinstance(value, dict):
        raise Refused(
            "bad_record",
            f'{what} is {_kind(value)}; write an object such as {{"title": …, "text": …}}',
            position,
        )
    return value


def _parse_slowly(data: bytes, what: str, position: str | None, line: int) -> object:
    """Parse with the standard library: other encodings, raw control characters, exact positions."""
    try:
        text, _ = decode(data)
        return json.loads(text, strict=False)
    except NotText as error:
        raise Refused("not_text", f"{what} {error}", position) from None
    except json.JSONDecodeError as error:
        at = f"line {line + error.lineno - 1}, column {error.colno}"
        raise Refused("bad_record", f"{at}: {error.msg}; correct the JSON", position) from None
    except (ValueError, RecursionError) as error:
        raise Refused("bad_record", f"{what} cannot be parsed ({error})", position) from None


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return {list: "a list", str: "a string", bool: "true or false"}.get(type(value), "a number")


class Piece(Struct, frozen=True):
    """The bytes of one value, null when they were too many; whether it stands in an array."""

    data: bytes | None
    in_array: bool
    line: int


_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'["\\]')


def pieces(stream: Iterator[bytes], most: int) -> Iterator[Piece]:
    """Cut a JSON array into its members, or objects that follow each other into themselves.

    Only brackets, commas and quotation marks are looked at, so a member that is broken inside
    spoils no other as long as those match.  Raises Refused (truncated) at an early end.
    """
    held: list[bytes] = []
    size = depth = base = 0
    in_string = escaped = False
    line = first_line = 1

    def take(part: bytes) -> None:
        nonlocal size, line, first_line
        if not held and not size:
            stripped = part.lstrip()
            first_line = line + part[: len(part) - len(stripped)].count(b"\n")
            line, part = line + part.count(b"\n"), stripped
        else:
            line += part.count(b"\n")
        size += len(part)
        if size > most:
            held.clear()
        elif part:
            held.append(part)

    def cut() -> Piece | None:
        nonlocal size
        data = b"".join(held).strip()
        found = Piece(data if size <= most else None, base == 1, first_line) if size else None
        held.clear()
        size = 0
        return found if found and (found.data is None or data) else None

    for chunk in stream:
        start = at = 0
        while at < len(chunk):
            if escaped:
                at, escaped = at + 1, False
                continue
            token = (_INSIDE if in_string else _OUTSIDE).search(chunk, at)
            if token is None:
                break
            at, mark = token.end(), token.group()
            if in_string:
                in_string, escaped = mark == b"\\", mark == b"\\"
            elif mark == b'"':
                in_string = True
            elif mark in b"{[":
                depth += 1
                if mark == b"[" and depth == 1 and not size and not chunk[start : at - 1].strip():
                    line += chunk[start:at].count(b"\n")
                    base, start = 1, at
            elif mark == b",":
                if depth == base == 1:
                    take(chunk[start : at - 1])
                    start = at
                    if found := cut():
                        yield found
            else:
                depth -= 1
                if depth < base:  # the end of the array
                    take(chunk[start : at - 1])
                    start = at
                    if found := cut():
                        yield found
                    base = depth = 0
                elif depth == 0:
                    take(chunk[start:at])
                    start = at
                    if found := cut():
                        yield found
        take(chunk[start:])
    if in_string or depth > 0:
        raise Refused(
            "truncated", f"line {line}: the JSON ends before it is closed; fetch it again"
        )
    if found := cut():
        yield found
