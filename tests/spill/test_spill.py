"""Tables that went over the disk are those that stayed in memory."""

from __future__ import annotations

from pathlib import Path

import msgspec
import polars as pl
import pytest

from communique.core import schema
from communique.core.model import Article
from communique.engines.task import as_bytes
from communique.extract.engine import extract
from communique.resolve.evidence import EvidenceTable
from communique.resolve.prints import prints
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve, resolve_into
from communique.sources.read import read
from communique.spill import evidence as spilled_evidence
from communique.spill import tables as spilled_tables
from communique.spill.evidence import EvidenceRows
from communique.spill.spool import Spool

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


@pytest.fixture(scope="module")
def processed() -> list[Processed]:
    articles = [item for item in read([SEEDS]) if isinstance(item, Article)]
    return [Processed(article, extract(article)) for article in articles]


def spool_of(processed: list[Processed], folder: Path) -> Spool:
    spool = Spool(folder)
    for one in processed:
        text = one.article.text
        mentions = msgspec.msgpack.encode(one.mentions)
        spool.add(one.article, mentions, as_bytes(prints(text)), len(text.split()))
    spool.seal()
    return spool


def test_a_spool_gives_articles_back_in_the_order_of_first_mentions(
    processed: list[Processed], tmp_path: Path
) -> None:
    spool = spool_of(processed[::-1], tmp_path / "spool")
    expected = sorted(
        processed, key=lambda p: (str(p.article.published_date or "9999"), p.article.article_id)
    )
    for found, whole in zip(spool, expected, strict=True):
        assert found.article == msgspec.structs.replace(whole.article, text="")
        assert found.mentions == whole.mentions
        assert spool.text(whole.article.article_id) == whole.article.text
        assert (found.text_chars, found.word_count) == (whole.text_chars, whole.word_count)
    assert list(spool.texts()) == sorted((p.article.article_id, p.article.text) for p in processed)
    spool.close()


@pytest.mark.parametrize("in_memory", [7, 10_000])
def test_tables_are_the_same_over_the_disk(
    processed: list[Processed],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_memory: int,
) -> None:
    monkeypatch.setattr(spilled_tables, "ROWS_IN_MEMORY", in_memory)
    monkeypatch.setattr(spilled_evidence, "ROWS_IN_MEMORY", in_memory)
    expected = resolve(processed, [], "0")
    spool = spool_of(processed, tmp_path / "spool")
    tables = spilled_tables.tables(tmp_path / "tables")
    evidence = EvidenceRows(tmp_path / "tables", spool)
    resolve_into(tables, EvidenceTable(evidence), spool, spool.prints(), [], "0")
    batches = {name: rows.batches() for name, rows in tables.items()}
    batches["evidence"] = evidence.settled(tables)
    del batches["article_texts"]  # written from the spool
    for name, frames in batches.items():
        empty = pl.DataFrame(schema=schema.polars_schema(name))
        found = pl.concat([empty, *frames])
        assert found.equals(schema.frame(name, expected.get(name, ()))), name
