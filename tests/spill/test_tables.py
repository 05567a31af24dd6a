"""Rows that went over the disk are the rows of a resolution in memory, and leave nothing behind."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from spill.test_spool import spool_of

from communique.core import schema
from communique.core.ids import make_id
from communique.core.model import Article, Reject
from communique.extract.engine import extract
from communique.resolve.corrections import Decision, Decisions
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve, resolve_into
from communique.spill.tables import SpilledTables

MET = (
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday. "
    "“We agreed on a great deal of what was open between us,” Macron told reporters. "
)
TARIFF = "The United States imposed a {}% tariff on Canadian steel on Friday. "
WEATHER = "It rained for {} hours. "


def article(number: int) -> Article:
    text = MET * (number % 3 != 0) + TARIFF.format(10 + number % 4) + WEATHER.format(number)
    day = date(2025, 10, 24) + timedelta(number % 5) if number % 7 else None
    return Article(
        make_id("articles", text),
        f"{number}.txt",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        outlet=f"Outlet {number % 4}",
        published_date=day,
        published_source="metadata" if day else "none",
        language="en",
    )


ALL = [Processed(one, extract(one)) for one in map(article, range(40))]
REJECTS = [Reject(f"{n}.pdf", "unsupported_format", "convert it") for n in range(30)]


def decision(row_id: str) -> Decision:
    return Decision(
        "change",
        "meetings",
        row_id,
        "place_name",
        "Potsdam",
        "",
        "",
        "An Author",
        date(2025, 11, 1),
        "the town is meant",
        "the minutes",
        "x.csv",
        2,
    )


@pytest.mark.parametrize("most_waiting", [7, 100_000])
@pytest.mark.parametrize("is_corrected", [False, True])
def test_tables_over_the_disk_are_those_in_memory(
    tmp_path: Path, most_waiting: int, is_corrected: bool
) -> None:
    plain = resolve(ALL, REJECTS, "0")
    decisions = [decision(str(plain["meetings"][0]["meeting_id"]))] if is_corrected else []
    whole = resolve(ALL, REJECTS, "0", Decisions(decisions))
    spool = spool_of(ALL[::-1], tmp_path / "spool")
    tables = SpilledTables(tmp_path / "tables", most_waiting)
    resolve_into(tables, spool, REJECTS, "0", Decisions(decisions))
    spool.close()
    for name in sorted(set(schema.tables()) - {"article_texts"}):
        found = list(tables.batches(name))
        expected = schema.frame(name, whole.get(name, ()))
        assert sum(frame.height for frame in found) == expected.height
        for frame in found:
            assert frame.equals(expected.slice(0, frame.height))
            expected = expected.slice(frame.height)
    tables.close()
    assert [path.name for path in (tmp_path / "tables").rglob("*")] == []


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let no file grow beyond `size`, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_while_rows_are_spilled_is_said_with_the_file(tmp_path: Path) -> None:
    tables = SpilledTables(tmp_path / "tables", 5)
    with small_files(2_000), pytest.raises(OSError, match=r"tables/\w+\.parquet"):
        resolve_into(tables, ALL, [], "0")
