"""Statement rows: speakers with their ids, links to meetings and measures, and repeats of one quotation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from communique.core.edtf import bounds
from communique.core.ids import make_id
from communique.core.model import Article, Evidence, Party, StatementMention
from communique.resolve.evidence import EvidenceTable
from communique.resolve.persons import Persons
from communique.resolve.reports import Processed, Row

_WORD = re.compile(r"\w+")
# Shorter utterances repeat by chance.
_LEAST_WORDS = 6

OrganisationId = Callable[[str | None, str | None], str | None]


class Statements:
    """Makes the rows of `statements` and `statement_speakers`, article by article.

    The articles come in the order of first mentions: `is_repeat_of` is the first statement with the
    same words in another article. Of each wording a hash of 64 bits is held.
    """

    def __init__(
        self,
        persons: Persons,
        organisation_id: OrganisationId,
        meeting_ids: dict[tuple[str, int], str],
        measure_ids: dict[tuple[str, int], str],
        evidence: EvidenceTable,
    ) -> None:
        self._persons, self._organisation_id = persons, organisation_id
        self._meeting_ids, self._measure_ids, self._evidence = meeting_ids, measure_ids, evidence
        self._first_with: dict[int, str] = {}

    def add(self, one: Processed, statements: Any, speakers: Any) -> None:
        """Append the rows of one article, and enter their evidence."""
        article, persons = one.article, self._persons
        own: set[int] = set()
        for mention in one.mentions.statements:
            row = _row(
                article,
                mention,
                persons,
                self._organisation_id,
                self._meeting_ids,
                self._measure_ids,
            )
            statement_id = str(row["statement_id"])
            words = _WORD.findall(mention.text_clean.casefold())
            if len(words) >= _LEAST_WORDS:
                digest = hashlib.sha256(" ".join(words).encode()).digest()
                key = int.from_bytes(digest[:8], "little")
                if key in self._first_with:
                    row["is_repeat_of"] = None if key in own else self._first_with[key]
                else:
                    self._first_with[key] = statement_id
                    own.add(key)
            statements.append(row)
            speakers += _speakers(article, statement_id, mention, persons, self._organisation_id)
            for span in mention.evidence:
                self._evidence.add("statements", statement_id, article, span, mention.rule)
            for party in mention.speakers:
                if party.person_key and party.evidence:
                    at = party.evidence[0]
                    person_id = persons.id_of(article.article_id, party.name)
                    known = Evidence(at.start, at.end, "person_id", person_id, "reference")
                    self._evidence.add("statements", statement_id, article, known, "reference")


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
