"""Re-reads every span of evidence: text[char_start:char_end] is the excerpt, in code points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb

from communique.validate.problem import Problem, short

# A release cuts excerpts of articles that may not be redistributed to this length and adds '…'.
CAP = 300
# Texts in memory at once, and the rows that are fetched at a time.
TEXTS = 1_000
ROWS = 20_000

# Spans in the order of articles: each text is then looked up once for all of its spans. Python
# slices a text at once where a database walks to the span, code point by code point.
SPANS = """
select
    e.article_id,
    e.evidence_id,
    e.char_start,
    e.char_end,
    e.excerpt,
    coalesce(a.is_redistributable, false) as is_redistributable
from evidence as e
left join articles as a on a.article_id = e.article_id
where e.char_start is not null and e.char_end is not null and e.excerpt is not null
order by e.article_id nulls last, e.evidence_id
"""
TEXT = """
select article_id, text
from article_texts
where article_id between $first and $last and text is not null
"""

Span = tuple[str | None, str, int, int, str, bool]


@dataclass(frozen=True)
class Reread:
    """What came of re-reading: spans compared with a text, spans whose text is absent, problems."""

    checked: int
    skipped: int
    problems: tuple[Problem, ...]


def reread(connection: duckdb.DuckDBPyConnection) -> Reread:
    """Compare every excerpt of evidence with its span.

    An excerpt that a release cut is compared as far as it goes. Where the text of the article is
    absent, only the length can be compared, and the span counts as skipped.
    """
    checked = skipped = 0
    found: list[tuple[str, str]] = []
    for texts, spans in _together(connection):
        for span in spans:
            text = texts.get(span[0])
            checked += text is not None
            skipped += text is None
            detail = _fault(text, span)
            if detail:
                found.append((span[1], detail))
    problems = (Problem("evidence", detail, "evidence", row, "excerpt") for row, detail in found)
    return Reread(checked, skipped, tuple(sorted(problems, key=lambda each: str(each.row_id))))


def _together(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[dict[str | None, str], list[Span]]]:
    """Yield the texts of some articles with all of their spans, until every span was there."""
    held: list[list[Span]] = []
    for _, mine in groupby(_spans(connection), key=itemgetter(0)):
        held.append(list(mine))
        if len(held) >= TEXTS:
            yield _texts(connection, held), [span for spans in held for span in spans]
            held = []
    if held:
        yield _texts(connection, held), [span for spans in held for span in spans]


def _spans(connection: duckdb.DuckDBPyConnection) -> Iterator[Span]:
    with connection.cursor() as cursor:
        cursor.execute(SPANS)
        while some := cursor.fetchmany(ROWS):
            yield from some


def _texts(connection: duckdb.DuckDBPyConnection, held: list[list[Span]]) -> dict[str | None, str]:
    ids = [spans[0][0] for spans in held if spans[0][0] is not None]
    if not ids:
        return {}
    bounds = {"first": ids[0], "last": ids[-1]}
    return dict(connection.execute(TEXT, bounds).fetchall())


def _fault(text: str | None, span: Span) -> str | None:
    """Return what is wrong with one span, None where nothing is."""
    _, _, start, end, excerpt, is_redistributable = span
    length = end - start
    is_cut = (
        length > CAP
        and not is_redistributable
        and len(excerpt) == CAP + 1
        and excerpt.endswith("…")
    )
    if text is None:
        if is_cut or len(excerpt) == length:
            return None
        return f"has {len(excerpt)} code points, but the span {start}:{end} has {length}"
    if end > len(text):
        return f"the span {start}:{end} ends beyond the text, which has {len(text)} code points"
    read = text[start:end] if 0 <= start <= end else ""
    if read == excerpt or (is_cut and read.startswith(excerpt[:CAP])):
        return None
    return f"is {short(excerpt)}, but the text at {start}:{end} reads {short(read)}"
