"""A spool gives articles back as they were added, their texts from the disk."""

from __future__ import annotations

from pathlib import Path

import msgspec

from communique.core.ids import make_id
from communique.core.model import Article, Mentions
from communique.extract.engine import extract
from communique.resolve.reports import Processed
from communique.resolve.resolve import resolve
from communique.spill.spool import Spool

TEXTS = [
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on Friday.",
    "“We agreed on a great deal – è un piacere,” said the Italian foreign minister in Rome.",
    "The United States imposed a 25% tariff on Canadian steel on Friday.",
]


def processed() -> list[Processed]:
    articles = [
        Article(make_id("articles", text), f"{n}.txt", text, "0" * 64, outlet=f"Outlet {n}")
        for n, text in enumerate(TEXTS)
    ]
    return [Processed(article, extract(article)) for article in articles]


def spool_of(all_of_them: list[Processed], folder: Path) -> Spool:
    spool = Spool(folder)
    for one in all_of_them:
        spool.add(one.article, msgspec.msgpack.encode(one.mentions))
    spool.seal()
    return spool


def test_articles_come_back_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    whole = processed()
    spool = spool_of(whole, tmp_path / "spool")
    for found, one in zip(spool, whole, strict=True):
        for name in Mentions.__struct_fields__:
            assert getattr(found.mentions, name) == getattr(one.mentions, name)
        for name in Article.__struct_fields__:
            assert getattr(found.article, name) == getattr(one.article, name)
    assert list(spool.texts()) == sorted((p.article.article_id, p.article.text) for p in whole)
    spool.close()


def test_resolution_is_the_same_with_texts_on_disk(tmp_path: Path) -> None:
    whole = processed()
    spool = spool_of(whole, tmp_path / "spool")
    assert resolve(spool, [], "0") == resolve(whole, [], "0")
    spool.close()
