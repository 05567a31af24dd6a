"""The profile names every stage, its share and the articles a second."""

from __future__ import annotations

import re

from extract.reading import article

from communique.engines.profile import STAGES, report, stage_seconds

TEXT = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Toulon on Friday."


def test_every_stage_is_timed():
    seconds = stage_seconds([article(TEXT)])
    assert tuple(seconds) == STAGES
    assert all(value > 0 for value in seconds.values())


def test_the_table_gives_shares_of_a_whole_and_a_rate():
    table = report("two", [article(TEXT), article("He said so.")])
    assert table.startswith("two: 2 articles, 16 words\n")
    shares = [float(share) for share in re.findall(r"([\d.]+)%", table)]
    assert len(shares) == len(STAGES)
    assert abs(sum(shares) - 100) < 1
    assert re.search(r"[\d,]+ articles a second \([\d,]+ of 500 words\), one core$", table)


def test_nothing_to_time_is_said():
    assert report("empty", []) == "empty: no articles"
