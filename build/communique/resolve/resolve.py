"""From the mentions of many articles to the tables of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from communique.core.model import Reject
from communique.resolve.archive import Archive, Source
from communique.resolve.articles import add_articles
from communique.resolve.corrections import Decisions
from communique.resolve.draft import InMemory, Tables
from communique.resolve.measure_rows import add_measures, name_measures
from communique.resolve.measures import cluster_measures
from communique.resolve.meeting_rows import add_meetings
from communique.resolve.meetings import cluster_meetings
from communique.resolve.persons import add_persons
from communique.resolve.references import add_references
from communique.resolve.reports import Row
from communique.resolve.statements import add_statements
from communique.resolve.workspace import Workspace


def resolve(
    processed: Source,
    rejects: Iterable[Reject],
    version: str,
    decisions: Decisions | None = None,
) -> dict[str, list[Row]]:
    """Return all tables as rows, whatever the order in which the articles came.

    Articles that repeat another's id are dropped with a reject `duplicate`. `decisions` are those of
    people: they come after all that the rules say. `version` is the one that redirects bear.
    """
    out = InMemory()
    resolve_into(out, processed, rejects, version, decisions, with_texts=True)
    return dict(out.rows)


def resolve_into(
    out: Tables,
    processed: Source,
    rejects: Iterable[Reject],
    version: str,
    decisions: Decisions | None = None,
    *,
    with_texts: bool = False,
) -> None:
    """Give all rows to `out` as they are made; `article_texts` stays empty without `with_texts`.

    In memory is what has to be compared: some hundred bytes for each mention of a meeting or a
    measure and for each reading of a name, and thirty for a statement or an article.
    """
    decided = decisions or Decisions()
    archive = Archive(processed, decided)
    space = Workspace(archive, decided, out, version)
    add_persons(space)
    meetings = cluster_meetings(space)
    measures = cluster_measures(space)
    name_measures(space, measures)
    add_meetings(space, meetings)
    add_measures(space, measures)
    add_statements(space)
    add_references(space)
    space.open_kept()
    decided.apply(space)
    space.close_kept()
    add_articles(space, [*archive.rejected, *rejects, *decided.rejects()], with_texts)
