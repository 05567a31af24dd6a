"""Lists what was wrong, by kind, each mistake with the sentence of the article it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from communique.evaluate.compare import Compared, Comparison
from communique.evaluate.fields import MEASURE_FIELDS, MEETING_FIELDS, STATEMENT_FIELDS, Field
from communique.evaluate.match import Matching, pair_parties, same_party, same_side
from communique.evaluate.records import Measure, Meeting, Party, Statement

Record = Meeting | Statement | Measure
R = TypeVar("R", Meeting, Statement, Measure)
# No sentence ends after an initial ("U.S. duties"), nor before a number ("Sept. 19").
SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][”’\"')\]]*\s+(?!\d)|\n+")
# Enough of a statement to find it by, when its pieces were joined.
OPENING_CHARS = 40


class Mistake(Struct, frozen=True):
    """A record missed or false, or a wrong value or party of one that matched.

    `kind` names table and mistake; `detail` says what was found and what is annotated; `sentence`
    is that of the first evidence; `row_id` and `rule` are those of the built row, else empty.
    """

    kind: str
    article: str
    detail: str
    sentence: str
    row_id: str = ""
    rule: str = ""


def mistakes(compared: Compared) -> dict[str, list[Mistake]]:
    """Return all mistakes by kind (in alphabetical order), in the order of the articles."""
    kinds: dict[str, list[Mistake]] = {}
    for article, comparison in compared.articles.items():
        texts = compared.built.texts.get(article, ())
        for mistake in _of_article(article, comparison, texts):
            kinds.setdefault(mistake.kind, []).append(mistake)
    return dict(sorted(kinds.items()))


def _of_article(article: str, both: Comparison, texts: Sequence[str]) -> Iterator[Mistake]:
    found, gold = both.found, both.gold
    yield from _of_table(
        "meetings", article, found.meetings, gold.meetings, both.meetings, MEETING_FIELDS, texts
    )
    yield from _of_table(
        "statements",
        article,
        found.statements,
        gold.statements,
        both.statements,
        STATEMENT_FIELDS,
        texts,
    )
    yield from _of_table(
        "trade_measures",
        article,
        found.measures,
        gold.measures,
        both.measures,
        MEASURE_FIELDS,
        texts,
    )
    yield from _of_parties(article, both, texts)


def _of_parties(article: str, both: Comparison, texts: Sequence[str]) -> Iterator[Mistake]:
    """Yield the parties missed and false in the meetings and measures that matched."""
    for i, j in both.meetings.pairs:
        meeting, annotated = both.found.meetings[i], both.gold.meetings[j]
        named = pair_parties(meeting.participants, annotated.participants, same_party)
        yield from _unpaired(
            "participants",
            article,
            (meeting, annotated),
            _rest(meeting.participants, [pair[0] for pair in named]),
            _rest(annotated.participants, [pair[1] for pair in named]),
            texts,
        )
    for i, j in both.measures.pairs:
        measure, wanted = both.found.measures[i], both.gold.measures[j]
        for found, gold in zip(measure.sides, wanted.sides, strict=True):
            same = pair_parties(found, gold, same_side)
            yield from _unpaired(
                "trade_measure_parties",
                article,
                (measure, wanted),
                _rest(found, [pair[0] for pair in same]),
                _rest(gold, [pair[1] for pair in same]),
                texts,
            )


def _rest(parties: Sequence[Party], taken: Sequence[int]) -> list[Party]:
    return [party for index, party in enumerate(parties) if index not in taken]


def _unpaired(
    table: str,
    article: str,
    records: tuple[R, R],
    false: Iterable[Party],
    missed: Iterable[Party],
    texts: Sequence[str],
) -> Iterator[Mistake]:
    found, gold = records
    where = sentence(gold, texts)
    for kind, parties in (("false", false), ("missed", missed)):
        for party in parties:
            yield Mistake(f"{table} {kind}", article, str(party), where, found.row_id, found.rule)


def _of_table(
    table: str,
    article: str,
    found: Sequence[R],
    gold: Sequence[R],
    matching: Matching,
    fields: Iterable[Field[R]],
    texts: Sequence[str],
) -> Iterator[Mistake]:
    for index in matching.missed:
        record = gold[index]
        yield Mistake(f"{table} missed", article, describe(record), sentence(record, texts))
    for index in matching.false:
        record = found[index]
        yield Mistake(
            f"{table} false",
            article,
            describe(record),
            sentence(record, texts),
            record.row_id,
            record.rule,
        )
    for field in fields:
        for i, j in matching.pairs:
            one, other = found[i], gold[j]
            if field.is_asked(one, other) and not field.is_right(one, other):
                detail = f"{_shown(field.value(one))}, annotated {_shown(field.value(other))}"
                yield Mistake(
                    f"{field.name} wrong",
                    article,
                    detail,
                    sentence(other, texts),
                    one.row_id,
                    one.rule,
                )


def _shown(value: object) -> str:
    return "none" if value is None else str(value)


def describe(record: Record) -> str:
    """Return the gist of a record: what it is, when, and who takes part."""
    if isinstance(record, Meeting):
        parts = [record.status, record.date, _names(record.participants)]
    elif isinstance(record, Statement):
        speaker = record.speaker or record.speaker_organisation or record.speaker_country
        parts = [record.kind, speaker or "unnamed"]
    else:
        parts = [record.type, record.status, record.product, _names(record.parties)]
    return " · ".join(part for part in parts if part)


def _names(parties: Iterable[object]) -> str:
    return ", ".join(map(str, parties))


def sentence(record: Record, texts: Sequence[str]) -> str:
    """Return the sentence of a record's first evidence, or that evidence when no text has it."""
    if not record.evidence:
        return ""
    evidence = record.evidence[0]
    for text in texts:
        for part in (evidence, evidence[:OPENING_CHARS]):
            start = text.find(part)
            if start >= 0:
                return _around(text, start, start + len(part))
    return evidence


def _around(text: str, start: int, end: int) -> str:
    before = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    after = SENTENCE_END.search(text, max(start, end - 1))
    return " ".join(text[before : after.end() if after else len(text)].split())
