"""The rows of statements and statement_speakers, with their ids, links and repeats."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.ids import mention_id, packed, unpacked
from communique.core.model import Article, Evidence, Party, StatementMention
from communique.resolve.repeats import Words, repeats, words_of
from communique.resolve.reports import Row
from communique.resolve.workspace import Workspace


class Said(Struct, frozen=True):
    """A statement with its article, the number of that, its own place there, and its id."""

    article: Article
    mention: StatementMention
    number: int
    index: int
    statement_id: str


def add_statements(space: Workspace) -> None:
    """Fill statements and statement_speakers, entering their evidence."""
    rejected = _rejected(space)
    numbers, indices, ids = array("L"), array("L"), array("Q")

    def told() -> Iterator[Words]:
        for one in _said(space, rejected):
            numbers.append(one.number)
            indices.append(one.index)
            ids.append(packed(one.statement_id))
            speaker = _speaker(space, one)
            words = words_of(one.mention.text_clean)
            yield Words(one.number, one.mention.kind, speaker, words)

    def words(at: int) -> tuple[str, ...]:
        mentions = space.archive[numbers[at]].mentions
        return words_of(mentions.statements[indices[at]].text_clean)

    found = repeats(told(), words)
    again = zip(_again(space, numbers, indices, ids), found, strict=True)
    for _, of_article in groupby(again, key=lambda pair: pair[0].number):
        for one, first in of_article:
            row = _row(space, one)
            row["is_repeat_of"] = None if first is None else unpacked("statements", ids[first])
            space.tables["statements"].append(row)
            space.tables["statement_speakers"] += _speakers(space, one)
            _show(space, one)
        space.finish()


def _said(space: Workspace, rejected: Container[str]) -> Iterator[Said]:
    """Yield the statements in the order of first mentions."""
    for number, one in enumerate(space.archive):
        article_id = one.article.article_id
        for index, mention in enumerate(one.mentions.statements):
            own = mention_id("statements", article_id, mention.sentence_start, mention.ordinal)
            if own not in rejected:
                yield Said(one.article, mention, number, index, own)


def _again(
    space: Workspace, numbers: Iterable[int], indices: Iterable[int], ids: Iterable[int]
) -> Iterator[Said]:
    """Yield the same statements once more, by what was remembered of them."""
    for number, index, own in zip(numbers, indices, ids, strict=True):
        one = space.archive[number]
        mention = one.mentions.statements[index]
        yield Said(one.article, mention, number, index, unpacked("statements", own))


def _rejected(space: Workspace) -> set[str]:
    """Return the statements that decisions leave out."""
    if not space.decisions.of("reject"):
        return set()
    named = {
        one.statement_id: one for one in _said(space, ()) if one.statement_id in space.decisions.ids
    }
    kept = space.decisions.regroup(
        "statements",
        [[one] for one in named.values()],
        row_id=lambda g: g[0].statement_id,
        mention_id=lambda s: s.statement_id,
        article_id=lambda s: s.article.article_id,
        order=lambda s: (s.number, s.mention.sentence_start, s.mention.ordinal),
    )
    return named.keys() - {one.statement_id for group in kept for one in group}


def _speaker(space: Workspace, one: Said) -> str | None:
    """Return who said it, as far as that tells whether another statement is the same one's."""
    names = [p.name for p in one.mention.speakers if p.name]
    first = one.mention.speakers[0] if one.mention.speakers else Party()
    return (
        space.persons.id_of(one.number, names[0] if names else None)
        or space.bodies.id_of(first.organisation_key)
        or " and ".join(names)
        or None
    )


def _show(space: Workspace, one: Said) -> None:
    mention = one.mention
    for span in mention.evidence:
        space.evidence.add("statements", one.statement_id, one.article, span, mention.rule)
    for party in mention.speakers:
        if party.person_key and party.evidence:
            at = party.evidence[0]
            person_id = space.persons.id_of(one.number, party.name)
            known = Evidence(at.start, at.end, "person_id", person_id, "reference")
            space.evidence.add("statements", one.statement_id, one.article, known, "reference")


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
        "person_id": space.persons.id_of(one.number, names[0]) if names else None,
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
            None if mention.meeting is None else space.meeting_ids[one.number, mention.meeting]
        ),
        "measure_ids": sorted(space.measures_of(one.number, mention.measures)),
        "about_countries": sorted(mention.about_countries),
        "is_repeat_of": None,
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _speakers(space: Workspace, one: Said) -> list[Row]:
    return [
        {
            "statement_id": one.statement_id,
            "ordinal": n,
            "person_id": space.persons.id_of(one.number, party.name),
            "name": party.name,
            "country": party.country,
            "organisation_id": space.bodies.id_of(party.organisation_key),
        }
        for n, party in enumerate(one.mention.speakers, 1)
    ]
