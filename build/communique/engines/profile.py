"""Where the time of the extractor goes: seconds and share of each stage, and articles a second."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from communique.core.model import Article, Mentions
from communique.engines.task import without_collector
from communique.extract.document import make_document
from communique.extract.engine import extract
from communique.extract.frames import make_segments
from communique.extract.groups import group_references
from communique.extract.links import link
from communique.extract.measures import find_measures
from communique.extract.meetings import find_meetings
from communique.extract.names import chunk_names
from communique.extract.statements import find_statements
from communique.lexicon.lexicon import lexicon

STAGES = (
    "segmentation",
    "names",
    "groups",
    "meetings",
    "measures",
    "frames",
    "statements",
    "links",
)
_LEAST_SECONDS = 2.0


def _moments(article: Article) -> Iterator[float]:
    """Run the stages of `engine.extract` one by one and yield the time after each."""
    yield time.process_time()
    document = make_document(article, lexicon())
    yield time.process_time()
    chunk_names(document)
    yield time.process_time()
    group_references(document)
    yield time.process_time()
    meetings = find_meetings(document)
    yield time.process_time()
    measures = find_measures(document, meetings)
    yield time.process_time()
    segments = make_segments(document)
    yield time.process_time()
    statements = find_statements(document, segments)
    yield time.process_time()
    link(
        document, Mentions(article.article_id, tuple(meetings), tuple(statements), tuple(measures))
    )
    yield time.process_time()


def stage_seconds(articles: Sequence[Article]) -> dict[str, float]:
    """Return the seconds of processor time that one pass over the articles takes in each stage.

    The best of several passes counts for each article and stage, after one that only warms up, so that
    what else the machine does shows as little as it can.
    """
    for article in articles:
        extract(article)
    best: dict[tuple[int, str], float] = {}
    began = time.process_time()
    passes = 0
    while passes < 3 or time.process_time() - began < _LEAST_SECONDS:
        passes += 1
        with without_collector():  # as a batch of a build is done
            _time_pass(articles, best)
    return {stage: sum(best[number, stage] for number in range(len(articles))) for stage in STAGES}


def _time_pass(articles: Sequence[Article], best: dict[tuple[int, str], float]) -> None:
    """Time the stages over all articles once, and keep in `best` what took least so far."""
    for number, article in enumerate(articles):
        moments = list(_moments(article))
        for stage, before, after in zip(STAGES, moments, moments[1:], strict=False):
            known = best.get((number, stage))
            taken = after - before
            best[number, stage] = taken if known is None else min(known, taken)


def report(name: str, articles: Sequence[Article]) -> str:
    """Return the table of stages for a set of articles, as `communique profile` prints it."""
    words = sum(len(article.text.split()) for article in articles)
    if not words:
        return f"{name}: no articles"
    seconds = stage_seconds(articles)
    total = sum(seconds.values())
    lines = [f"{name}: {len(articles)} articles, {words} words"]
    lines += [f"  {s:<13}{seconds[s]:>9.3f} s{seconds[s] / total:>8.1%}" for s in STAGES]
    lines.append(f"  {'all':<13}{total:>9.3f} s")
    lines.append(
        f"  {len(articles) / total:,.0f} articles a second"
        f" ({words / 500 / total:,.0f} of 500 words), one core"
    )
    return "\n".join(lines)
