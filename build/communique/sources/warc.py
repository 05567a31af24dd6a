"""Reads .warc and .warc.gz: the HTML pages that a crawl kept."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from communique.sources.html import read_page
from communique.sources.limits import Limits, Refused
from communique.sources.record import Record, Source
from communique.sources.streams import chunks

_LONGEST_LINE = 65_536
_MOST_HEADERS = 500
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


class _Bytes:
    """A stream of pieces that is read by line and by length, holding no more than was asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()

    def _fill(self) -> bool:
        piece = next(self._pieces, b"")
        self._held += piece
        return bool(piece)

    def line(self) -> bytes:
        """Return the next line with its LF, less at the end; raise ValueError for one too long."""
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > _LONGEST_LINE:
                raise ValueError("a header line is too long")
            if not self._fill():
                end = len(self._held) - 1
                break
        found = bytes(self._held[: end + 1])
        del self._held[: end + 1]
        return found

    def take(self, length: int, keep: bool) -> bytes | None:
        """Return the next `length` bytes, b"" when not to `keep` them, None at an early end."""
        kept = bytearray()
        while length:
            if not self._held and not self._fill():
                return None
            part = self._held[:length]
            del self._held[:length]
            length -= len(part)
            if keep:
                kept += part
        return bytes(kept)


def read_warc(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield a record per HTML page; its position is the number of the WARC record, from 1.

    Requests, crawl notes, images, redirects and errors are no articles and are passed over.  The
    date of the crawl is not a date of publication and is not used.
    """
    stream = _Bytes(chunks(source.path, limits))
    number = 0
    try:
        while headers := _headers(stream):
            length = _length(headers)
            number += 1
            is_page = headers.get("warc-type") in {"response", "resource"}
            is_long = length > limits.max_page_bytes
            payload = stream.take(length, keep=is_page and not is_long)
            if payload is None:
                raise Refused(
                    "truncated", "the last WARC record is not whole; fetch the file again"
                )
            if is_page:
                yield from _page(headers, payload, is_long, str(number), limits)
    except ValueError as error:
        position = str(number + 1) if number else None
        yield Refused("unreadable", f"is not WARC ({error}); write it again", position)
    except Refused as refused:
        yield Refused(refused.reason, refused.detail, refused.position or str(max(number, 1)))
    else:
        if not number:
            yield Refused("empty", "holds no record; crawl again")


def _headers(stream: _Bytes) -> dict[str, str]:
    """Return the headers of the next WARC record in lower case; none at the end of the file."""
    line = stream.line()
    while line and not line.strip():
        line = stream.line()
    if line and not line.startswith(b"WARC/"):
        raise ValueError("a record does not start with WARC/")
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS if line else 0):
        line = stream.line()
        if not line.strip():
            return headers or {"warc-type": "none"}
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers:
        raise ValueError("a record has too many headers")
    return headers


def _length(headers: dict[str, str]) -> int:
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise ValueError("a record has no valid Content-Length")
    return int(text)


def _page(
    headers: dict[str, str], payload: bytes, is_long: bool, position: str, limits: Limits
) -> Iterator[Record | Refused]:
    if is_long:
        yield Refused(
            "too_long",
            f"the page has more than {limits.max_page_bytes:,} bytes; leave it out",
            position,
        )
        return
    try:
        body, kind = payload, headers.get("content-type", "")
        if headers.get("warc-type") == "response":
            body, kind = _response(payload, limits)
        if not kind.lower().startswith(_PAGE_TYPES):
            return
        record = read_page(body, position)
    except Refused as refused:
        yield Refused(refused.reason, refused.detail, position)
        return
    url = record.fields.get("url") or headers.get("warc-target-uri", "").strip("<>") or None
    yield Record(record.text, {**record.fields, "url": url}, position)


def _response(payload: bytes, limits: Limits) -> tuple[bytes, str]:
    """Return the body and type of an HTTP response; no type when it is no page or no success."""
    head, _, body = payload.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (field.partition(":") for field in fields[:_MOST_HEADERS])
    }
    kind = headers.get("content-type", "")
    if status.split(" ")[1:2] != ["200"] or not kind.lower().startswith(_PAGE_TYPES):
        return b"", ""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    coding = headers.get("content-encoding", "").lower()
    if coding in {"gzip", "x-gzip", "deflate"}:
        body = _inflated(body, limits.max_page_bytes)
    elif coding not in {"", "identity"}:
        raise Refused("unreadable", f"the page is stored in {coding}; store it as gzip or plain")
    return body, kind


def _unchunked(body: bytes) -> bytes:
    """Join the chunks of an HTTP body; one that is stored without them is returned as it is."""
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if size <= 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts) if parts else body


def _inflated(body: bytes, most: int) -> bytes:
    if not body.startswith((b"\x1f\x8b", b"\x78")):
        return body  # the crawler has undone it and left the header
    engine = zlib.decompressobj(47)
    try:
        data = engine.decompress(body, most + 1)
    except zlib.error as error:
        raise Refused("unreadable", f"the page's compression is damaged ({error})") from None
    if len(data) > most:
        raise Refused("too_long", f"the page expands to more than {most:,} bytes; leave it out")
    return data
