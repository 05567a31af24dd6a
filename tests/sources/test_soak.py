"""What takes minutes: a file of a million records, one of them broken; a line of 500 MB."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from communique.core.model import Article, Reject
from communique.sources.read import read

RECORDS = 1_000_000
BROKEN = 654_321


@pytest.mark.soak
def test_one_bad_record_among_a_million_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(1, RECORDS + 1):
            whole = json.dumps(
                {"text": f"The minister met the envoy for the {n}th time on Monday."}
            )
            file.write((whole[:-3] if n == BROKEN else whole) + "\n")
    articles = 0
    rejects = []
    for item in read([path]):
        if isinstance(item, Article):
            articles += 1
        else:
            rejects.append(item)
    assert articles == RECORDS - 1
    assert [(r.reason, r.source_position) for r in rejects if isinstance(r, Reject)] == [
        ("bad_record", str(BROKEN))
    ]


@pytest.mark.soak
@pytest.mark.parametrize("content", [b"\0", b'{"text": "'])
def test_a_line_of_500_megabytes_is_refused_without_being_held(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("wb") as file:
        file.write(content)
        file.truncate(500_000_000)  # the rest are zeros that take no room on the disk
        file.seek(0, 2)
        file.write(b'\n{"text": "The minister met the envoy in Oslo."}\n')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(read([path]))
    assert isinstance(found[0], Reject)
    assert (found[0].reason, found[0].source_position) == ("too_long", "1")
    assert isinstance(found[1], Article)
    assert len(found) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
