"""The rows of articles, article_texts, coverage and rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from communique.core.model import Reject
from communique.resolve.reports import Row
from communique.resolve.workspace import Workspace
from communique.text.facts import text_facts

# What coverage counts by: outlet and day.
Cell = tuple[str | None, date | None]
FIELDS = (
    "article_id",
    "source_path",
    "source_position",
    "url",
    "outlet",
    "agency",
    "title",
    "byline",
    "dateline_place",
    "dateline_date",
    "published_at",
    "published_date",
    "published_source",
    "language",
    "licence",
    "text_sha256",
    "is_redistributable",
)


def add_articles(space: Workspace, rejected: Iterable[Reject], with_texts: bool = True) -> None:
    """Fill articles, coverage and rejects, and article_texts unless someone else writes them."""
    refused: Counter[Cell] = Counter()
    for reject in rejected:
        refused[reject.outlet, reject.published_date] += 1
        space.put("rejects", [{name: getattr(reject, name) for name in reject.__struct_fields__}])
    # Articles come day by day: when one is over, so are its cells.
    day: date | None = None
    articles: Counter[str | None] = Counter()
    relevant: Counter[str | None] = Counter()

    def close() -> None:
        for outlet, count in articles.items():
            here = refused.pop((outlet, day), 0)
            space.put("coverage", [_cell((outlet, day), count, relevant[outlet], here)])
        articles.clear()
        relevant.clear()

    for number, one in enumerate(space.archive):
        article, mentions = one.article, one.mentions
        facts = article.facts or text_facts(article.text)
        head = space.heads.of(number)
        row: Row = {name: getattr(article, name) for name in FIELDS} | {
            "text_chars": facts.chars,
            "word_count": facts.words,
            "duplicate_of": space.archive.id(head) if head != number else None,
        }
        space.put("articles", [row])
        if with_texts:
            text: Row = {"article_id": article.article_id, "text": article.text}
            space.put("article_texts", [text])
        if article.published_date != day:
            close()
            day = article.published_date
        articles[article.outlet] += 1
        relevant[article.outlet] += bool(
            mentions.meetings or mentions.statements or mentions.measures
        )
    close()
    for cell, count in refused.items():
        space.put("coverage", [_cell(cell, 0, 0, count)])


def _cell(cell: Cell, articles: int, relevant: int, rejects: int) -> Row:
    return {
        "outlet": cell[0],
        "date": cell[1],
        "article_count": articles,
        "relevant_count": relevant,
        "reject_count": rejects,
    }
