"""Reads .csv: a header row, then one article a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain

from communique.sources.json_file import too_long
from communique.sources.limits import Limits, Refused
from communique.sources.plain import decoded
from communique.sources.record import TEXT_KEYS, Record, Source, record_of
from communique.sources.streams import as_utf8, chunks, lines
from communique.text.normalise import NotText, decode

_DELIMITERS = ",;\t|"
_AFTER_CR = re.compile(r"(?<=\r)(?!\n)(?=.)", re.DOTALL)


class _LineTooLong(Exception):
    """A line of a length that must not be parsed; the reading of its file ends with it."""


def read_csv(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield a record per row; its position is the number of the row, the header not counted.

    The delimiter is the one of comma, semicolon, tab and bar that the header holds most of.
    """
    stream = lines(as_utf8(chunks(source.path, limits)), limits.max_record_bytes)
    first = next((line for line in stream if line is None or line.strip()), b"")
    if first is None:
        raise too_long(limits, None)
    if not decoded(first).strip():
        raise Refused("empty", "holds no row; write a header row and a row for each article")
    texts = _decoded(chain([first], stream))
    header_line = next(line for line in texts if line.strip())
    delimiter = max(_DELIMITERS, key=header_line.count)
    # The module's own limit (131,072 characters a field) is below what an article may have.
    csv.field_size_limit(max(limits.max_record_bytes, 1 << 17))
    names = next(csv.reader([header_line], delimiter=delimiter))
    header = [name.strip().lower() for name in names]
    if not any(key in header for key in TEXT_KEYS):
        raise Refused(
            "bad_record",
            f"line 1: no column is named {' or '.join(TEXT_KEYS)}; name it in the header",
        )
    number = 0
    for row in _rows(texts, delimiter):
        if isinstance(row, list) and not row:
            continue
        number += 1
        if row is None:
            yield too_long(limits, str(number))
        elif isinstance(row, str):
            reason = "truncated" if "unexpected end" in row else "bad_record"
            yield Refused(reason, f"row {number}: {row}; correct its quotation marks", str(number))
        else:
            yield _record(header, row, str(number))
    if not number:
        yield Refused("empty", "holds a header and no row; add a row for each article")


def _decoded(stream: Iterator[bytes | None]) -> Iterator[str]:
    for line in stream:
        if line is None:
            raise _LineTooLong
        try:
            text, _ = decode(line)
        except NotText:
            text = line.decode("utf-8", "replace")
        # A lone CR ends a line too; inside quotation marks the pieces are joined again.
        yield from _AFTER_CR.split(text) if "\r" in text else [text]


def _rows(texts: Iterator[str], delimiter: str) -> Iterator[list[str] | str | None]:
    """Yield each row, the message of an error in its place, or None for a line that is too long."""
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(error)
        except _LineTooLong:
            yield None
            return


def _record(header: list[str], row: list[str], position: str) -> Record | Refused:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        return Refused(
            "bad_record",
            f"row {position} has {len(row)} cells, the header {len(header)}; "
            "put text that holds the delimiter in quotation marks",
            position,
        )
    cells = {name: cell if cell.strip() else None for name, cell in zip(header, row, strict=False)}
    return record_of(cells, position)
