"""Runs the extractor over articles in processes of this machine; the order of results is that of input."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from communique.core.model import Article
from communique.extract.engine import extract
from communique.resolve.reports import Processed

# Enough articles for one task to outweigh the cost of handing it over.
_CHUNK = 16


def _process(article: Article) -> Processed:
    return Processed(article, extract(article))


def extract_all(articles: Sequence[Article], workers: int = 1) -> list[Processed]:
    """Return each article with what it says, found by `workers` processes."""
    if workers <= 1 or len(articles) <= _CHUNK:
        return [_process(article) for article in articles]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return list(pool.map(_process, articles, chunksize=_CHUNK))
