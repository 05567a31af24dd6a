"""The embedded extractor: one article in, all it says out; a pure function of article and vocabularies."""

from __future__ import annotations

from communique.core.model import Article, Mentions
from communique.extract.document import Document, make_document
from communique.extract.frames import make_segments
from communique.extract.gate import may_report
from communique.extract.groups import group_references
from communique.extract.links import link
from communique.extract.measures import find_measures
from communique.extract.meetings import find_meetings
from communique.extract.names import chunk_names
from communique.extract.statements import find_statements
from communique.lexicon.lexicon import lexicon


def annotate(article: Article) -> Document:
    """Return an article with its segmentation, names and groups layers."""
    document = make_document(article, lexicon())
    chunk_names(document)
    group_references(document)
    return document


def extract(article: Article) -> Mentions:
    """Return the meetings, statements and measures that one article reports."""
    if not may_report(article.text):
        return Mentions(article.article_id)
    document = annotate(article)
    meetings = find_meetings(document)
    measures = find_measures(document, meetings)
    statements = find_statements(document, make_segments(document))
    return link(
        document, Mentions(article.article_id, tuple(meetings), tuple(statements), tuple(measures))
    )
