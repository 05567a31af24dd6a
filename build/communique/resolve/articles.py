"""The rows of articles, article_texts, coverage and rejects."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from communique.core.model import Reject
from communique.resolve.workspace import Workspace

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


def add_articles(space: Workspace, rejected: list[Reject], with_texts: bool = True) -> None:
    """Fill articles, coverage and rejects, and article_texts unless someone else writes them."""
    counts: defaultdict[tuple[str | None, date | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in space.processed:
        article, mentions = one.article, one.mentions
        space.tables["articles"].append(
            {name: getattr(article, name) for name in FIELDS}
            | {
                "text_chars": len(article.text),
                "word_count": len(article.text.split()),
                "duplicate_of": space.heads.get(article.article_id),
            }
        )
        if with_texts:
            space.tables["article_texts"].append(
                {"article_id": article.article_id, "text": article.text}
            )
        cell = counts[article.outlet, article.published_date]
        cell[0] += 1
        cell[1] += bool(mentions.meetings or mentions.statements or mentions.measures)
    for reject in rejected:
        counts[reject.outlet, reject.published_date][2] += 1
        space.tables["rejects"].append(
            {name: getattr(reject, name) for name in reject.__struct_fields__}
        )
    space.tables["coverage"] = [
        {
            "outlet": outlet,
            "date": day,
            "article_count": cell[0],
            "relevant_count": cell[1],
            "reject_count": cell[2],
        }
        for (outlet, day), cell in counts.items()
    ]
