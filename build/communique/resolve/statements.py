"""The rows of statements and statement_speakers, with their ids, links and repeats."""

from __future__ import annotations

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.ids import mention_id
from communique.core.model import Article, Evidence, Party, StatementMention
from communique.resolve.repeats import Words, repeats, words_of
from communique.resolve.reports import Row, sort_key
from communique.resolve.workspace import Workspace


def add_statements(space: Workspace) -> None:
    """Fill statements and statement_speakers, entering their evidence."""
    statements, speakers = space.tables["statements"], space.tables["statement_speakers"]
    said = [
        Said(one.article, mention, _statement_id(one.article, mention))
        for one in space.processed
        for mention in one.mentions.statements
    ]
    kept = space.decisions.regroup(
        "statements",
        [[one] for one in said],
        row_id=lambda g: g[0].statement_id,
        mention_id=lambda s: s.statement_id,
        article_id=lambda s: s.article.article_id,
        order=lambda s: sort_key(s.article, s.mention.sentence_start, s.mention.ordinal),
    )
    for group in kept:
        for one in group:
            article, mention = one.article, one.mention
            row = _row(space, one)
            statements.append(row)
            speakers += _speakers(space, article, str(row["statement_id"]), mention)
            _show(space, article, str(row["statement_id"]), mention)
    found = repeats(
        Words(
            str(row["statement_id"]),
            str(row["article_id"]),
            str(row["kind"]),
            str(row["person_id"] or row["organisation_id"] or row["speaker_name"] or "") or None,
            words_of(str(row["text_clean"])),
        )
        for row in statements
    )
    for row in statements:
        row["is_repeat_of"] = found.get(str(row["statement_id"]))


class Said(Struct, frozen=True):
    """A statement with its article and id."""

    article: Article
    mention: StatementMention
    statement_id: str


def _statement_id(article: Article, mention: StatementMention) -> str:
    return mention_id("statements", article.article_id, mention.sentence_start, mention.ordinal)


def _show(space: Workspace, article: Article, statement_id: str, mention: StatementMention) -> None:
    for span in mention.evidence:
        space.evidence.add("statements", statement_id, article, span, mention.rule)
    for party in mention.speakers:
        if party.person_key and party.evidence:
            at = party.evidence[0]
            person_id = space.persons.id_of(article.article_id, party.name)
            known = Evidence(at.start, at.end, "person_id", person_id, "reference")
            space.evidence.add("statements", statement_id, article, known, "reference")


def _row(space: Workspace, one: Said) -> Row:
    article, mention = one.article, one.mention
    names = [p.name for p in mention.speakers if p.name]
    first = mention.speakers[0] if mention.speakers else Party()
    countries = {p.country for p in mention.speakers}
    joint = len(mention.speakers) > 1
    earliest, latest = bounds(mention.date_edtf)
    return {
        "statement_id": one.statement_id,
        "article_id": article.article_id,
        "kind": mention.kind,
        "speaker_ref": mention.speaker_ref,
        "person_id": space.persons.id_of(article.article_id, names[0]) if names else None,
        "speaker_name": " and ".join(names) or None,
        "speaker_office": None if joint else first.office,
        "speaker_office_type": None if joint else first.office_type,
        "speaker_country": countries.pop() if len(countries) == 1 else None,
        "speaker_organisation": first.organisation,
        "organisation_id": space.bodies.id_of(first.organisation_key),
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
            None
            if mention.meeting is None
            else space.meeting_ids.get((article.article_id, mention.meeting))
        ),
        "measure_ids": sorted(space.measures_of(article.article_id, mention.measures)),
        "about_countries": sorted(mention.about_countries),
        "is_repeat_of": None,
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _speakers(
    space: Workspace, article: Article, statement_id: str, mention: StatementMention
) -> list[Row]:
    return [
        {
            "statement_id": statement_id,
            "ordinal": n,
            "person_id": space.persons.id_of(article.article_id, party.name),
            "name": party.name,
            "country": party.country,
            "organisation_id": space.bodies.id_of(party.organisation_key),
        }
        for n, party in enumerate(mention.speakers, 1)
    ]
