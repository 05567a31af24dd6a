"""What every step of resolution shares: the articles, their sources, and what was found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from communique.core.model import Article
from communique.resolve.bodies import Bodies
from communique.resolve.corrections import Decisions
from communique.resolve.duplicates import duplicate_heads
from communique.resolve.evidence import EvidenceTable
from communique.resolve.persons import Persons
from communique.resolve.reports import Processed, Row, source_of

Tables = defaultdict[str, list[Row]]


class Workspace:
    """The state of one resolution; steps read the mentions and add rows, evidence and redirects."""

    def __init__(self, processed: list[Processed], decisions: Decisions) -> None:
        self.processed, self.decisions = processed, decisions
        self.articles = {p.article.article_id: p.article for p in processed}
        self.heads = duplicate_heads(list(self.articles.values()), decisions)
        self.redirects: dict[str, str] = {}
        self.evidence = EvidenceTable(self.redirects)
        self.persons = Persons(processed, decisions)
        self.redirects |= self.persons.redirects
        self.bodies = Bodies()
        self.tables: Tables = defaultdict(list)
        # The row that a mention went to, by article and place among its mentions.
        self.meeting_ids: dict[tuple[str, int], str] = {}
        self.measure_ids: dict[tuple[str, int], str] = {}

    def source(self, article: Article) -> str:
        """Return the independent source of an article; a near-duplicate counts as its head."""
        return source_of(self.articles[self.heads.get(article.article_id, article.article_id)])

    def sources(self, articles: Iterable[Article]) -> set[str]:
        """Return the independent sources of articles."""
        return {self.source(article) for article in articles}

    def measures_of(self, article_id: str, indices: Iterable[int]) -> set[str]:
        """Return the measures that mentions of an article went to; a rejected one went to none."""
        found = (self.measure_ids.get((article_id, n)) for n in indices)
        return {measure_id for measure_id in found if measure_id}

    def redirect(self, old_ids: Iterable[str], new_id: str) -> None:
        """Let ids of further mentions lead to the row that they went to."""
        for old_id in old_ids:
            if old_id != new_id:
                self.redirects[old_id] = new_id
