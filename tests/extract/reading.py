"""Reads a passage with the extractor: what the tests of constructions start from."""

from __future__ import annotations

import hashlib
from datetime import date

from communique.core.model import Article, Mentions
from communique.extract.engine import extract


def article(text: str, published: str | None = None, **more: object) -> Article:
    """Return an article with this text."""
    return Article(
        "art-aaaaaaaaaaaa",
        "test.txt",
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        published_date=date.fromisoformat(published) if published else None,
        **more,  # type: ignore[arg-type]
    )


def read(text: str, published: str | None = "2025-10-27") -> Mentions:
    """Return what a passage says, as published on a Monday in October 2025."""
    return extract(article(text, published))


def said(text: str, published: str | None = "2025-10-27") -> list[tuple[str | None, str, str]]:
    """Return (speaker or body, kind, words) of the statements of a passage."""
    return [
        (
            " and ".join(s.name or s.organisation or s.country or "?" for s in m.speakers) or None,
            m.kind,
            m.text,
        )
        for m in read(text, published).statements
    ]


def met(text: str, published: str | None = "2025-10-27") -> list[tuple[str, list[str]]]:
    """Return (status, parties) of the meetings of a passage."""
    return [
        (m.status, [p.name or p.country or p.organisation or "?" for p in m.parties])
        for m in read(text, published).meetings
    ]


def imposed(text: str, published: str | None = "2025-10-27") -> list[tuple[str, str, list[str]]]:
    """Return (type, status, parties as ROLE:WHO) of the measures of a passage."""
    return [
        (
            m.measure_type,
            m.status,
            sorted(f"{p.role}:{p.name or p.organisation or p.country}" for p in m.parties),
        )
        for m in read(text, published).measures
    ]
