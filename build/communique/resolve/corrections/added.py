"""Meetings, measures and statements that people add: mentions of their article, like those of a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from communique.core.declared import table
from communique.core.edtf import is_valid
from communique.core.model import (
    Article,
    MeasureMention,
    MeetingMention,
    Mentions,
    StatementMention,
)
from communique.lexicon.tables import rows
from communique.resolve.corrections.check import values
from communique.resolve.corrections.decision import Decision
from communique.resolve.corrections.values import BadDecision
from communique.resolve.reports import Processed

# What a row that a person added is called where nothing was said about it.
_MEETING = {"arity": "unknown", "medium": "unknown", "setting": "unknown", "level": "unknown"}
_STATEMENT = {"kind": "direct", "speaker_ref": "explicit"}
# Mentions of a rule are numbered from 0; those of people far from them, and by what they say.
_FIRST_ORDINAL = 1_000_000
_PARTS = {
    ("meetings", "parties"): "participants",
    ("statements", "speakers"): "statement_speakers",
    ("trade_measures", "parties"): "trade_measure_parties",
    ("trade_measures", "products"): "trade_measure_products",
    ("trade_measures", "events"): "measure_events",
}


def with_added(
    processed: Iterable[Processed],
    decisions: Sequence[Decision],
    fail: Callable[[Decision, str], None],
) -> Iterator[Processed]:
    """Yield the articles, each with the mentions that people added to it; `fail` notes what cannot be."""
    wanted: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        wanted[decision.article_id].append(decision)
    seen: set[str] = set()
    for one in processed:
        article_id = one.article.article_id
        if article_id not in wanted:
            yield one
            continue
        seen.add(article_id)
        told = one.mentions
        mentions = Mentions(told.article_id, told.meetings, told.statements, told.measures)
        for decision in wanted[article_id]:
            try:
                mentions = _with(mentions, one.article, decision)
            except BadDecision as error:
                fail(decision, str(error))
        yield Processed(one.article, mentions)
    for article_id, left in wanted.items():
        if article_id not in seen:
            for decision in left:
                fail(decision, f"there is no article {article_id}; look it up again")


def span_of(article: Article, excerpt: str) -> tuple[int, int]:
    """Return where an excerpt stands in an article; BadDecision when it does not."""
    start = article.text.find(excerpt)
    if not excerpt or start < 0:
        raise BadDecision(f"the excerpt does not stand, letter by letter, in {article.article_id}")
    return start, start + len(excerpt)


def _with(mentions: Mentions, article: Article, decision: Decision) -> Mentions:
    start, end = span_of(article, decision.excerpt)
    said = values(decision)
    _check_terms(decision.table_name, said)
    made: dict[str, Any] = {
        **said,
        "sentence_start": start,
        "ordinal": _FIRST_ORDINAL + int(decision.key, 16) % _FIRST_ORDINAL,
        "rule": decision.rule,
        "confidence": 1.0,
    }
    whole = {"start": start, "end": end, "rule": decision.rule}
    if decision.table_name == "meetings":
        made = {**_MEETING, "parties": [], **made, "evidence": [whole]}
        made["parties"] = [_party(article, decision, whole, p) for p in made["parties"]]
        meeting = _converted(made, MeetingMention)
        return replace(mentions, meetings=(*mentions.meetings, meeting))
    if decision.table_name == "trade_measures":
        made = {"parties": [], **made, "evidence": [whole]}
        made["parties"] = [_party(article, decision, whole, p) for p in made["parties"]]
        made["events"] = [{**event, "evidence": [whole]} for event in made.get("events", [])]
        measure = _converted(made, MeasureMention)
        return replace(mentions, measures=(*mentions.measures, measure))
    made = {**_STATEMENT, "speakers": [], "text": decision.excerpt, **made}
    made["text_clean"] = made.get("text_clean") or made["text"]
    made["pieces"] = [(start, end)]
    made["speakers"] = [_party(article, decision, whole, p) for p in made["speakers"]]
    spans = [whole]
    for speaker in made["speakers"]:
        if speaker.get("name"):
            first = speaker["evidence"][0]
            spans.append({**first, "column": "speaker_name", "value": speaker["name"]})
    if made.get("cue"):
        spans.append({**whole, "column": "cue", "value": made["cue"]})
    statement = _converted({**made, "evidence": spans}, StatementMention)
    if statement.text != decision.excerpt:
        raise BadDecision("text is not the excerpt; leave it out")
    return replace(mentions, statements=(*mentions.statements, statement))


def _party(
    article: Article, decision: Decision, whole: Mapping[str, Any], party: object
) -> dict[str, Any]:
    """Return a party with its span: its name in the excerpt, else in the article, else the excerpt."""
    if not isinstance(party, dict):
        raise BadDecision("a party is no JSON object")
    name = str(party.get("name") or party.get("organisation") or "")
    start = article.text.find(name, whole["start"], whole["end"]) if name else -1
    if start < 0 and name:
        start = article.text.find(name)
    span = {**whole, "start": start, "end": start + len(name)} if start >= 0 else dict(whole)
    return {**party, "evidence": [span]}


def _check_terms(name: str, said: Mapping[str, object]) -> None:
    """Raise BadDecision for a term, a date or a country that the schema does not admit."""
    fields = {field.name: field for field in table(name).fields}
    for column, value in said.items():
        part = _PARTS.get((name, column))
        if part is not None:
            for each in value if isinstance(value, list) else ():
                if isinstance(each, dict):
                    _check_terms(part, each)
            continue
        field = fields.get(column)
        for item in value if isinstance(value, list | tuple) else [value]:
            if field and field.enum and isinstance(item, str) and item not in field.enum:
                raise BadDecision(f"{column}: {item!r} is not one of {', '.join(field.enum)}")
        if column.endswith("_edtf") and not is_valid(str(value)):
            raise BadDecision(f"{column}: {value!r} is no date of the form 2025-10-27 or [a..b]")
        if column.endswith("country") and value is not None and value not in _countries():
            raise BadDecision(f"{column}: {value!r} is no row of countries")


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["country"] for row in rows("countries"))


def _converted(made: Mapping[str, Any], kind: type[Any]) -> Any:
    """Return a mention of the values; BadDecision names one that is missing, unknown or unfit."""
    unknown = sorted(made.keys() - set(kind.__struct_fields__))
    if unknown:
        raise BadDecision(f"value has {', '.join(unknown)}, which no such row has")
    try:
        return msgspec.convert(dict(made), kind)
    except msgspec.ValidationError as error:
        raise BadDecision(f"value: {error}") from None
