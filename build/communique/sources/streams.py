"""Reads files piece by piece: whole small ones, compressed ones, and lines of bounded length."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from communique.sources.limits import Limits, Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 16
# A Zstandard block of four bytes may stand for 128 KiB, so a small piece bounds what it becomes.
_ZSTD_CHUNK = 1 << 10
_LONGEST_WINDOW = 1 << 27


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading; refuse pipes, sockets and devices without waiting on them.

    Raises Refused (unreadable) and OSError.
    """
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused("unreadable", "is not a regular file; copy its content into one")
    meter = _METER.get()
    if meter is None:
        return os.fdopen(descriptor, "rb")
    return io.BufferedReader(_Metered(descriptor, meter))


@contextlib.contextmanager
def metered(meter: Callable[[int], None]) -> Iterator[None]:
    """Within it, `meter` is called with the number of bytes of each read of a file."""
    token = _METER.set(meter)
    try:
        yield
    finally:
        _METER.reset(token)


class _Metered(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, descriptor: int, meter: Callable[[int], None]) -> None:
        super().__init__(descriptor, "rb")
        self._meter = meter

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        count = super().readinto(buffer)
        self._meter(count or 0)
        return count


_METER: ContextVar[Callable[[int], None] | None] = ContextVar("meter", default=None)


def read_whole(path: Path, most: int) -> bytes:
    """Return the bytes of a file; raise Refused (too_long) when there are more than `most`."""
    with open_file(path) as file:
        data = file.read(most + 1)
        if len(data) > most:
            size = os.fstat(file.fileno()).st_size
            raise Refused(
                "too_long", f"has {size:,} bytes, more than the {most:,} allowed; split it"
            )
    return data


def chunks(path: Path, limits: Limits) -> Iterator[bytes]:
    """Yield the content of a file in pieces, decompressed when its name ends in .gz or .zst.

    Raises Refused: `truncated` at an early end, `unreadable` where the compression is damaged,
    `too_long` when it expands beyond `limits.max_ratio`; what came before has been yielded.
    """
    expand = _EXPANDERS.get(path.suffix.lower())
    with open_file(path) as file:
        if expand is None:
            yield from iter(lambda: file.read(CHUNK), b"")
            return
        produced = 0
        for piece in expand(file):
            yield piece
            produced += len(piece)
            if produced > limits.ratio_floor and produced > limits.max_ratio * file.tell():
                raise Refused(
                    "too_long",
                    f"expands to over {limits.max_ratio} times its size; decompress and check it",
                )


def _gunzip(file: BinaryIO) -> Iterator[bytes]:
    engine = zlib.decompressobj(31)
    started = False
    try:
        while data := file.read(CHUNK):
            while data:
                if engine.eof:
                    data = data.lstrip(b"\0")  # padding between members
                    if not data:
                        break
                    engine = zlib.decompressobj(31)
                started = True
                piece = engine.decompress(data, CHUNK)
                if piece:
                    yield piece
                data = engine.unused_data if engine.eof else engine.unconsumed_tail
        if started and not engine.eof:
            yield engine.flush()
    except zlib.error as error:
        raise Refused("unreadable", f"is not whole gzip data ({error}); fetch it again") from None
    if started and not engine.eof:
        raise Refused("truncated", "the gzip data end too early; fetch the file again")


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    expander = zstandard.ZstdDecompressor(max_window_size=_LONGEST_WINDOW)
    engine = expander.decompressobj()
    started = False
    try:
        while data := file.read(_ZSTD_CHUNK):
            while data:
                if engine.eof:
                    engine = expander.decompressobj()
                started = True
                piece = engine.decompress(data)
                if piece:
                    yield piece
                data = engine.unused_data if engine.eof else b""
    except zstandard.ZstdError as error:
        raise Refused(
            "unreadable", f"is not whole Zstandard data ({error}); fetch it again"
        ) from None
    if started and not engine.eof:
        raise Refused("truncated", "the Zstandard data end too early; fetch the file again")


_EXPANDERS: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {".gz": _gunzip, ".zst": _unzstd}


def as_utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same text in UTF-8 without its byte order mark when a mark says UTF-8 or UTF-16."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= 4:
            break
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        yield decoder.decode(head).encode("utf-8", "replace")
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
        return
    if head:
        yield head.removeprefix(codecs.BOM_UTF8)
    yield from pieces


def lines(pieces: Iterator[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their LF, and None for one of more than `most` bytes.

    What is held never exceeds `most` bytes and a piece.
    """
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            size += len(line)
            held.append(line)
            yield b"".join(held) + b"\n" if size <= most else None
            held, size = [], 0
        size += len(rest)
        if size <= most:
            held.append(rest)
        else:
            held = []
    if size > most:
        yield None
    elif size:
        yield b"".join(held)
