"""Reads .html: the main text of a page, and the metadata that the page itself states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html  # type: ignore[import-untyped]

from communique.sources.limits import Limits, Refused
from communique.sources.plain import decoded
from communique.sources.record import Record, Source
from communique.sources.streams import read_whole

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ITEMS = 2_000  # elements of the head that are looked at

# The names under which pages state a thing, the most exact first.
_NAMES = {
    "title": ("og:title", "dc.title", "dcterms.title", "headline", "twitter:title", "title"),
    "published": (
        *("article:published_time", "datepublished", "date", "pubdate", "dc.date", "dcterms.date"),
        *("dc.date.issued", "dcterms.issued", "dcterms.created", "published", "parsely-pub-date"),
    ),
    "url": ("og:url", "url"),
    "outlet": ("og:site_name", "outlet", "dc.publisher", "dcterms.publisher", "publisher"),
    "byline": ("author", "byline", "byl", "dc.creator", "dcterms.creator"),
    "language": ("language", "content-language", "dc.language", "dcterms.language"),
    "licence": ("licence", "license", "dcterms.license", "dc.rights", "dcterms.rights"),
}


def read_html(source: Source, limits: Limits) -> Iterator[Record | Refused]:
    """Yield the one article of the page.

    Its date is one that the page declares (`meta`, JSON-LD); none is guessed from its text or URL.
    """
    yield read_page(read_whole(source.path, limits.max_page_bytes), None)


def read_page(data: bytes, position: str | None) -> Record:
    """Return the main text and metadata of the page that `data` holds; raise Refused."""
    import trafilatura  # at first use: it takes half a second that other formats need not wait

    try:
        page = _DECLARATION.sub("", _decoded(data)).replace("\0", "")
        if not page.strip():
            raise Refused("empty", "is an empty page; fetch it again", position)
        tree = html.document_fromstring(page)
        fields = _metadata(tree)
        text = trafilatura.extract(page, include_comments=False, deduplicate=False)
        if not text:
            _, text, _ = trafilatura.baseline(page)
    except Refused as refused:
        raise Refused(refused.reason, refused.detail, position) from None
    except (etree.LxmlError, ValueError, RecursionError, AssertionError, AttributeError) as error:
        message = " ".join(str(error).split())[:120]
        raise Refused(
            "unreadable", f"cannot be read as HTML ({message}); save it again", position
        ) from None
    # Paragraphs are single lines there; everywhere else an empty line parts them.
    return Record("\n\n".join((text or "").splitlines()), fields, position)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:2048])
    if declared:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(declared[1].decode("ascii"))
            except (LookupError, UnicodeDecodeError):
                pass
    return decoded(data)


def _metadata(tree: html.HtmlElement) -> dict[str, object]:
    stated: dict[str, str] = {}
    for meta in islice(tree.iter("meta"), _ITEMS):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                stated.setdefault(name, content)
    for name, value in _linked_data(tree).items():
        stated.setdefault(name, value)
    fields: dict[str, object] = {
        key: next((stated[name] for name in names if name in stated), None)
        for key, names in _NAMES.items()
    }
    fields["title"] = fields["title"] or tree.findtext(".//title")
    fields["language"] = fields["language"] or tree.get("lang") or None
    if not fields["url"]:
        links = (link for link in tree.iter("link") if link.get("rel") == "canonical")
        fields["url"] = next((link.get("href") for link in links), None)
    return {key: str(value)[:4_000] if value else None for key, value in fields.items()}


def _linked_data(tree: html.HtmlElement) -> dict[str, str]:
    """Return what the first article in the page's JSON-LD states, under names of `_NAMES`."""
    for script in islice(tree.iter("script"), _ITEMS):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for node in graph if isinstance(graph, list) else [item]:
                if isinstance(node, dict) and "datePublished" in node:
                    return _article(node)
    return {}


def _article(node: dict[str, object]) -> dict[str, str]:
    found = {
        "datepublished": node.get("datePublished"),
        "headline": node.get("headline"),
        "author": _named(node.get("author")),
        "publisher": _named(node.get("publisher")),
        "language": node.get("inLanguage"),
        "license": node.get("license"),
    }
    return {
        name: value for name, value in found.items() if isinstance(value, str) and value.strip()
    }


def _named(value: object) -> str | None:
    items = value if isinstance(value, list) else [value]
    names = [item.get("name") if isinstance(item, dict) else item for item in items]
    return ", ".join(name for name in names if isinstance(name, str)) or None
