"""Re-reads every span of evidence: text[char_start:char_end] is the excerpt, in code points."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from communique.validate.problem import Problem, short

# A release cuts excerpts of articles that may not be redistributed to this length and adds '…'.
CAP = 300

# DuckDB's substring and length count Unicode code points, as the offsets do.
SPANS = """
select
    e.evidence_id,
    e.char_start,
    e.char_end,
    e.excerpt,
    case
        when t.text is null then null
        else substring(t.text, e.char_start + 1, e.char_end - e.char_start)
    end as span,
    t.text is not null as is_present,
    length(t.text) as text_length,
    not coalesce(a.is_redistributable, false)
    and length(e.excerpt) = $cap + 1
    and right(e.excerpt, 1) = '…'
    and e.char_end - e.char_start > $cap as is_capped
from evidence as e
left join articles as a on a.article_id = e.article_id
left join article_texts as t on t.article_id = e.article_id
where e.char_start is not null and e.char_end is not null and e.excerpt is not null
"""
COUNTS = f"select count(*) filter (is_present), count(*) filter (not is_present) from ({SPANS})"  # noqa: S608
BROKEN = f"""
select evidence_id, char_start, char_end, excerpt, span, text_length, is_capped
from ({SPANS})
where
    case
        when is_present and char_end > text_length then true
        when is_present and is_capped then not starts_with(span, left(excerpt, $cap))
        when is_present then excerpt <> span
        when is_capped then false
        else length(excerpt) <> char_end - char_start
    end
order by evidence_id
"""  # noqa: S608


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
    counts = connection.execute(COUNTS, {"cap": CAP}).fetchone() or (0, 0)
    problems = []
    for row, start, end, excerpt, span, length, _ in connection.execute(
        BROKEN, {"cap": CAP}
    ).fetchall():
        if length is None:
            detail = f"has {len(excerpt)} code points, but the span {start}:{end} has {end - start}"
        elif end > length:
            detail = f"the span {start}:{end} ends beyond the text, which has {length} code points"
        else:
            detail = f"is {short(excerpt)}, but the text at {start}:{end} reads {short(span)}"
        problems.append(Problem("evidence", detail, "evidence", row, "excerpt"))
    return Reread(counts[0], counts[1], tuple(problems))
