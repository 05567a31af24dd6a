"""Nothing that a file may hold stops the reading."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.core.model import Article, Reject
from communique.sources.read import READERS, read

REASONS = {
    *(
        "unreadable",
        "not_text",
        "empty",
        "too_long",
        "not_english",
        "bad_front_matter",
        "bad_record",
    ),
    *("bad_date", "duplicate", "unsupported_format", "truncated"),
}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
KEYS = st.sampled_from(
    ["text", "title", "published", "url", "outlet", "byline", "language", "licence"]
)


def outcome(name: str, data: bytes) -> list[Article | Reject]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = list(read([path]))
    for item in found:
        assert item.source_path == name
        if isinstance(item, Reject):
            assert item.reason in REASONS
            assert item.detail
            assert "\n" not in item.detail
        else:
            assert item.text.strip()
            assert 0 <= item.dateline_end <= len(item.text)
    return found


@pytest.mark.parametrize("ending", sorted(READERS))
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_under_any_ending(ending: str, data: bytes) -> None:
    outcome(f"a{ending}", data)


@pytest.mark.parametrize("ending", [".json", ".csv", ".md", ".jsonl", ".html", ".warc"])
@settings(max_examples=150, deadline=None)
@given(
    data=st.text(st.sampled_from('{}[]",:\\\n\r-a1 ;<p>&"\u201c') | st.characters(), max_size=200)
)
def test_any_text_under_any_ending(ending: str, data: str) -> None:
    outcome(f"a{ending}", data.encode("utf-8", "replace"))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("abc: -&*!'\"[]{}#|>\n\t?,%@`~\u00e9"), max_size=120))
def test_any_front_matter(front: str) -> None:
    outcome("a.md", f"---\n{front}\n---\nThe ministers met.".encode())


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES))
def test_any_metadata(record: dict[str, object]) -> None:
    found = outcome("a.jsonl", json.dumps(record).encode() + b"\n")
    assert found


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=6), st.integers(1, 7))
def test_members_of_an_array_are_cut_wherever_the_pieces_end(
    values: list[object], size: int
) -> None:
    from communique.sources.jsonvalues import pieces

    data = json.dumps(values, indent=1).encode()
    stream = (data[at : at + size] for at in range(0, len(data), size))
    found = [json.loads(piece.data or b"") for piece in pieces(stream, 10_000)]
    assert repr(found) == repr(values)
