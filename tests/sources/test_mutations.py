"""Whole files of every format, damaged at random: each reading ends in articles and rejects."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from sources.test_anything import outcome

from communique.sources.read import READERS

TEXT = "The minister met the envoy in Oslo on Monday, and both spoke of the treaty on steel."
RECORD = {"title": "Talks", "published": "2025-10-27", "outlet": "Example News", "text": TEXT}
LINES = b"".join(
    json.dumps({**RECORD, "text": f"{TEXT} Day {n}."}).encode() + b"\n" for n in range(9)
)
PAGE = f"<html><head><title>Talks</title></head><body><p>{TEXT}</p></body></html>".encode()
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + str(len(HTTP)).encode() + b"\r\n\r\n"
) + HTTP
FRONT = f"---\ntitle: Talks\npublished: 2025-10-27\n---\n{TEXT}\n"


def parquet() -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist([RECORD] * 9), sink)
    return sink.getvalue().to_pybytes()


WHOLE: dict[str, Callable[[], bytes]] = {
    ".md": FRONT.encode,
    ".txt": TEXT.encode,
    ".json": lambda: json.dumps([RECORD] * 3).encode(),
    ".jsonl": lambda: LINES,
    ".jsonl.gz": lambda: gzip.compress(LINES, mtime=0),
    ".jsonl.zst": lambda: zstandard.compress(LINES),
    ".csv": lambda: b"title,text\n" + f'Talks,"{TEXT}"\n'.encode() * 5,
    ".parquet": parquet,
    ".html": lambda: PAGE,
    ".htm": lambda: PAGE,
    ".warc": lambda: (WARC + b"\r\n\r\n") * 3,
    ".warc.gz": lambda: gzip.compress(WARC + b"\r\n\r\n", mtime=0) * 3,
}


def test_every_reader_has_a_whole_file_to_damage() -> None:
    assert WHOLE.keys() == READERS.keys()


@pytest.mark.parametrize("ending", sorted(WHOLE))
@settings(max_examples=25)
@given(data=st.data())
def test_a_damaged_file_is_read_to_its_end(ending: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[ending]())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        content[at : at + length] = data.draw(st.binary(max_size=12))
    cut = data.draw(st.integers(0, 3))
    if cut == 0:
        del content[data.draw(st.integers(0, len(content))) :]
    outcome(f"a{ending}", bytes(content))
