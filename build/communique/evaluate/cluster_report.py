"""Scores the clusters of a build of the known articles, and prints them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.evaluate.cluster_articles import Known
from communique.evaluate.clusters import ClusterScore, cluster_score, mixed

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console

Grouping = tuple[dict[str, str], dict[str, str]]
HEAD = ("", "pairs P", "pairs R", "B3 P", "B3 R", "items", "lost", "things", "clusters")


def groupings(tables: Mapping[str, pl.DataFrame], known: Known) -> dict[str, Grouping]:
    """Return for each kind of thing the right grouping and the one that was found, by item.

    An article that reports none or several meetings (or measures) is lost: what its row is cannot be
    said. A name is looked for among the spans of participants.
    """
    return {
        "persons": _persons(tables, known),
        "meetings": (known.meetings, _reported(tables["meeting_reports"], "meeting_id")),
        "measures": (known.measures, _reported(tables["measure_reports"], "measure_id")),
        "articles": (
            known.copies,
            {
                str(article_id): str(head or article_id)
                for article_id, head in tables["articles"]
                .select("article_id", "duplicate_of")
                .iter_rows()
            },
        ),
    }


def cluster_scores(tables: Mapping[str, pl.DataFrame], known: Known) -> dict[str, ClusterScore]:
    """Return the figures of each kind of thing."""
    return {kind: cluster_score(*pair) for kind, pair in groupings(tables, known).items()}


def print_clusters(tables: Mapping[str, pl.DataFrame], known: Known, console: Console) -> None:
    """Print a line of figures for each kind of thing, the ledger of measures, and what went wrong."""
    lines: list[tuple[str, ...]] = [HEAD]
    found = groupings(tables, known)
    for kind, pair in found.items():
        score = cluster_score(*pair)
        shares = (
            score.pair_precision,
            score.pair_recall,
            score.cubed_precision,
            score.cubed_recall,
        )
        counts = (score.items, score.lost, score.things, score.clusters)
        lines.append((kind, *(f"{s:.3f}" for s in shares), *map(str, counts)))
    _say(console, f"clusters over {len(known.articles)} articles made for it")
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        _say(console, "  ".join(cells))
    changes, events = sum(known.changes.values()), tables["measure_events"].height
    _say(console, f"changes of measures: {changes}, events: {events}")
    for kind, pair in found.items():
        for mistake in mixed(*pair):
            _say(console, f"  {kind} {mistake}")


def _reported(reports: pl.DataFrame, column: str) -> dict[str, str]:
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    for article_id, row_id in reports.select("article_id", column).iter_rows():
        by_article[str(article_id)].add(str(row_id))
    return {article: ids.pop() for article, ids in by_article.items() if len(ids) == 1}


def _persons(tables: Mapping[str, pl.DataFrame], known: Known) -> Grouping:
    person_of = dict(tables["participants"].select("participant_id", "person_id").iter_rows())
    spans: dict[tuple[str, str], str] = {}
    for table_name, row_id, article_id, excerpt in (
        tables["evidence"].select("table_name", "row_id", "article_id", "excerpt").iter_rows()
    ):
        if table_name == "participants" and person_of.get(row_id):
            spans[str(article_id), str(excerpt)] = str(person_of[row_id])
    right, found = {}, {}
    for (article_id, name), person in known.persons.items():
        item = f"{article_id} {name}"
        right[item] = person
        person_id = next(
            (
                spans[place]
                for place in sorted(spans)
                if place[0] == article_id and place[1].split()[-len(name.split()) :] == name.split()
            ),
            None,
        )
        if person_id:
            found[item] = person_id
    return right, found


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
