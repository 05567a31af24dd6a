"""What takes minutes: a file of a million records, one of them broken."""

from __future__ import annotations

import json
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
