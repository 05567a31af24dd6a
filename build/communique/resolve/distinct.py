"""Drops articles that repeat another's id, and says so."""

from __future__ import annotations

from collections.abc import Iterable

from communique.core.model import Reject
from communique.resolve.reports import Processed, sort_key


def distinct(
    processed: Iterable[Processed], rejects: Iterable[Reject]
) -> tuple[list[Processed], list[Reject]]:
    """Return the articles in the order of first mentions, each once, and the rejects.

    An article of the same text, date, outlet and url as another becomes a reject `duplicate`.
    """
    rejected = list(rejects)
    kept: dict[str, Processed] = {}
    for one in sorted(processed, key=_place):
        article = one.article
        first = kept.setdefault(article.article_id, one).article
        if first is article:
            continue
        record = f" record {first.source_position}" if first.source_position else ""
        rejected.append(
            Reject(
                article.source_path,
                "duplicate",
                f"the same text, date, outlet and url as {first.source_path}{record}; "
                "remove one of the two",
                article.source_position,
                article.outlet,
                article.published_date,
            )
        )
    return sorted(kept.values(), key=lambda p: sort_key(p.article, 0, 0)), rejected


def _place(one: Processed) -> tuple[str, str, str]:
    article = one.article
    return article.article_id, article.source_path, article.source_position or ""
