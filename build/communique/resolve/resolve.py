"""From the mentions of many articles to the tables of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from communique.core.model import Reject
from communique.resolve.articles import add_articles
from communique.resolve.corrections import KEYS, Decisions
from communique.resolve.distinct import distinct
from communique.resolve.measure_rows import add_measures
from communique.resolve.meeting_rows import add_measures_of_meetings, add_meetings
from communique.resolve.references import add_references
from communique.resolve.reports import Processed, Row
from communique.resolve.statements import add_statements
from communique.resolve.workspace import Workspace

Tables = dict[str, list[Row]]


def resolve(
    processed: Iterable[Processed],
    rejects: Iterable[Reject],
    version: str,
    decisions: Decisions | None = None,
    *,
    with_texts: bool = True,
) -> Tables:
    """Return all tables as rows, whatever the order in which the articles came.

    Articles that repeat another's id are dropped with a reject `duplicate`. `decisions` are those of
    people: they come after all that the rules say. `version` is the one that redirects bear.
    `article_texts` stays empty without `with_texts`.
    """
    decided = decisions or Decisions()
    articles, rejected = distinct(decided.with_added(processed), rejects)
    space = Workspace(articles, decided)
    add_meetings(space)
    add_measures(space)
    add_measures_of_meetings(space)
    add_statements(space)
    add_references(space)
    decided.apply(space)
    add_articles(space, [*rejected, *decided.rejects()], with_texts)
    return _finished(space, version)


def _finished(space: Workspace, version: str) -> Tables:
    """Return all tables, with evidence and redirects."""
    values = {
        (table, str(row[key])): row for table, key in KEYS.items() for row in space.tables[table]
    }
    space.tables["evidence"] = space.evidence.settle(values)
    space.tables["id_redirects"] = [
        {"old_id": old, "new_id": new, "version": version}
        for old, new in sorted(space.redirects.items())
    ]
    return dict(space.tables)
