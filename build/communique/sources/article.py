"""Makes an article of a record: normalises, checks, dates and identifies it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from communique.core.ids import make_id
from communique.core.model import Article, Reject
from communique.sources.dates import BadDate, Published, read_published
from communique.sources.fields import Metadata, read_metadata
from communique.sources.licences import is_redistributable
from communique.sources.limits import Limits, Refused
from communique.sources.record import Record
from communique.text.agencies import find_agency
from communique.text.dateline import find_dateline
from communique.text.facts import text_facts
from communique.text.language import ENGLISH, declared, is_english_tag, judge
from communique.text.normalise import NotText, decode, normalise
from communique.text.unwrap import unwrap


def make_article(record: Record, name: str, limits: Limits) -> Iterator[Article | Reject]:
    """Yield the article, and before it a reject `bad_date` when its date could not be read; or one
    reject that says why there is no article."""
    metadata = Metadata()
    published = Published()
    try:
        metadata = read_metadata(record.fields, record.position)
        try:
            published = read_published(metadata.published)
        except BadDate as error:
            refused = Refused(
                "bad_date", f"published: {error}; read without a date", record.position
            )
            yield reject(refused, name, metadata.outlet)
        text = _text(record, limits)
        language = _language(text, metadata.language, record.position)
    except Refused as refused:
        yield reject(refused, name, metadata.outlet, published.day)
        return
    yield _assembled(record, name, text, metadata, published, language)


def reject(
    refused: Refused, name: str, outlet: str | None = None, published_date: date | None = None
) -> Reject:
    """Return the row of `rejects` for a refusal."""
    return Reject(
        source_path=name,
        reason=refused.reason,
        detail=" ".join(refused.detail.split()),
        source_position=refused.position,
        outlet=outlet,
        published_date=published_date,
    )


def _text(record: Record, limits: Limits) -> str:
    raw = record.text
    if isinstance(raw, bytes):
        try:
            raw, _ = decode(raw)
        except NotText as error:
            raise Refused("not_text", f"text {error}", record.position) from None
    if raw is None:
        raise Refused("empty", "has no text; give it under the key text", record.position)
    if not isinstance(raw, str):
        raise Refused("bad_record", "text is not a string; write it as one string", record.position)
    # What is far too long is not worth normalising; what is not is measured as offsets count.
    text = unwrap(normalise(raw)) if len(raw) <= 2 * limits.max_chars else raw
    if len(text) > limits.max_chars:
        raise Refused(
            "too_long",
            f"has {len(text):,} characters, more than {limits.max_chars:,}; split it into articles",
            record.position,
        )
    if not text.strip():
        raise Refused("empty", "has no text; add it or remove the entry", record.position)
    return text


def _language(text: str, given: str | None, position: str | None) -> str | None:
    """Return the language as a tag, null when neither metadata nor text tell.

    Raises Refused (not_english).
    """
    tag = declared(given) if given else None
    if tag and not is_english_tag(tag):
        raise Refused(
            "not_english", f"language is {tag!r}; only English is read; translate or omit", position
        )
    verdict = judge(text)
    if verdict.is_english is False:
        looks = (
            f"looks like {verdict.other!r}" if verdict.other else "does not read like English prose"
        )
        raise Refused(
            "not_english",
            f"{looks}: {verdict.share:.0%} of its words are English function words; "
            "translate or omit",
            position,
        )
    return tag or (ENGLISH if verdict.is_english else None)


def _assembled(
    record: Record,
    name: str,
    text: str,
    metadata: Metadata,
    published: Published,
    language: str | None,
) -> Article:
    dateline = find_dateline(text, published.day)
    source = "metadata" if published.day else "none"
    day = published.day
    if day is None and dateline and dateline.date and dateline.has_year:
        source, day = "text", dateline.date
    return Article(
        article_id=make_id("articles", text, published.key, metadata.outlet, metadata.url),
        source_path=name,
        source_position=record.position,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        url=metadata.url,
        outlet=metadata.outlet,
        agency=(dateline and dateline.agency) or find_agency(text, metadata.byline),
        title=metadata.title,
        byline=metadata.byline,
        dateline_place=dateline.place if dateline else None,
        dateline_date=dateline.date if dateline else None,
        dateline_end=dateline.end if dateline else 0,
        published_at=published.at,
        published_date=day,
        published_source=source,
        language=language,
        licence=metadata.licence,
        is_redistributable=is_redistributable(metadata.licence),
        facts=text_facts(text),
    )
