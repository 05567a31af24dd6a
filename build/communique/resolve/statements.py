"""Statement rows: speakers with their ids, links to meetings and measures, and repeats of one quotation."""

from __future__ import annotations

import re
from collections.abc import Callable

from communique.core.edtf import bounds
from communique.core.ids import make_id
from communique.core.model import Article, Evidence, Party, StatementMention
from communique.resolve.evidence import EvidenceTable
from communique.resolve.persons import Persons
from communique.resolve.reports import Processed, Row, sort_key

_WORD = re.compile(r"\w+")
# Shorter utterances repeat by chance.
_LEAST_WORDS = 6

OrganisationId = Callable[[str | None, str | None], str | None]


def statement_rows(
    processed: list[Processed],
    heads: dict[str, str],
    persons: Persons,
    organisation_id: OrganisationId,
    meeting_ids: dict[tuple[str, int], str],
    measure_ids: dict[tuple[str, int], str],
    evidence: EvidenceTable,
) -> tuple[list[Row], list[Row]]:
    """Return the rows of `statements` and `statement_speakers`.

    `is_repeat_of` is the first statement with the same words in another article.
    """
    statements: list[Row] = []
    speakers: list[Row] = []
    first_with: dict[str, tuple[str, str]] = {}
    ordered = sorted(processed, key=lambda p: sort_key(p.article, 0, 0))
    for one in ordered:
        article = one.article
        for mention in one.mentions.statements:
            row = _row(article, mention, persons, organisation_id, meeting_ids, measure_ids)
            statement_id = str(row["statement_id"])
            words = _WORD.findall(mention.text_clean.casefold())
            if len(words) >= _LEAST_WORDS:
                key = " ".join(words)
                earlier = first_with.setdefault(key, (statement_id, article.article_id))
                if earlier[1] != article.article_id:
                    row["is_repeat_of"] = earlier[0]
            statements.append(row)
            speakers += _speakers(article, statement_id, mention, persons, organisation_id)
            for span in mention.evidence:
                evidence.add("statements", statement_id, article, span, mention.rule)
            for party in mention.speakers:
                if party.person_key and party.evidence:
                    at = party.evidence[0]
                    person_id = persons.id_of(article.article_id, party.name)
                    known = Evidence(at.start, at.end, "person_id", person_id, "reference")
                    evidence.add("statements", statement_id, article, known, "reference")
    return statements, speakers


def _row(
    article: Article,
    mention: StatementMention,
    persons: Persons,
    organisation_id: OrganisationId,
    meeting_ids: dict[tuple[str, int], str],
    measure_ids: dict[tuple[str, int], str],
) -> Row:
    names = [p.name for p in mention.speakers if p.name]
    first = mention.speakers[0] if mention.speakers else Party()
    countries = {p.country for p in mention.speakers}
    joint = len(mention.speakers) > 1
    earliest, latest = bounds(mention.date_edtf)
    return {
        "statement_id": make_id(
            "statements", article.article_id, "statements", mention.sentence_start, mention.ordinal
        ),
        "article_id": article.article_id,
        "kind": mention.kind,
        "speaker_ref": mention.speaker_ref,
        "person_id": persons.id_of(article.article_id, names[0]) if names else None,
        "speaker_name": " and ".join(names) or None,
        "speaker_office": None if joint else first.office,
        "speaker_office_type": None if joint else first.office_type,
        "speaker_country": countries.pop() if len(countries) == 1 else None,
        "speaker_organisation": first.organisation,
        "organisation_id": organisation_id(first.organisation_key, first.organisation),
        "text": mention.text,
        "text_clean": mention.text_clean,
        "cue": mention.cue,
        "audience": mention.audience,
        "channel": mention.channel,
        "channel_name": mention.channel_name,
        "date_edtf": mention.date_edtf,
        "date_earliest": earliest,
        "date_latest": latest,
        "place_name": mention.place_name,
        "meeting_id": (
            None if mention.meeting is None else meeting_ids[article.article_id, mention.meeting]
        ),
        "measure_ids": sorted({measure_ids[article.article_id, n] for n in mention.measures}),
        "about_countries": sorted(mention.about_countries),
        "is_repeat_of": None,
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _speakers(
    article: Article,
    statement_id: str,
    mention: StatementMention,
    persons: Persons,
    organisation_id: OrganisationId,
) -> list[Row]:
    return [
        {
            "statement_id": statement_id,
            "ordinal": n,
            "person_id": persons.id_of(article.article_id, party.name),
            "name": party.name,
            "country": party.country,
            "organisation_id": organisation_id(party.organisation_key, party.organisation),
        }
        for n, party in enumerate(mention.speakers, 1)
    ]
