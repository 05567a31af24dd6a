"""Resolves references to parties: names in full, pronouns and 'the minister' to who is meant.

Abstains (returns None) when the text leaves two readings open.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Entity, Reference, Sentence

_FEMALE = frozenset({"she"})
_MALE = frozenset({"he"})
# Offices of which a country has one holder at a time.
_TELLING = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "trade_minister",
        "finance_minister",
        "defence_minister",
        "interior_minister",
        "national_security_adviser",
        "central_banker",
    }
)

# Of these a country has many at a time.
_NOT_ONE = frozenset(
    {"official", "spokesperson", "legislator", "envoy", "military", "unknown", "other"}
)
# Offices of those who lead a state, whom its own outlets name without the country.
LEADING = frozenset({"head_of_state", "head_of_government"})


def party(document: Document, reference: Reference, role: str = "participant") -> Party:
    """Return the party that a resolved reference names."""
    entity = reference.entity
    spans = (Evidence(reference.start, reference.end),)
    if entity is not None:
        return Party(
            name=entity.name,
            person_key=entity.person_key,
            office=reference.office or entity.office,
            office_type=(reference.office_type if reference.office else entity.office_type),
            is_former_office=entity.is_former,
            country=(
                reference.countries[0] if reference.countries else country_of(document, entity)
            ),
            organisation=reference.organisation or entity.organisation,
            organisation_key=reference.organisation_key or entity.organisation_key,
            role=role,
            is_host=role == "host",
            evidence=spans,
        )
    organisation = reference.organisation
    return Party(
        office=reference.office if reference.kind in ("unnamed", "set") else None,
        office_type=reference.office_type if reference.office else None,
        is_former_office=reference.is_former if reference.office else None,
        country=reference.countries[0] if reference.countries else None,
        organisation=organisation,
        organisation_key=reference.organisation_key,
        role=role,
        is_host=role == "host",
        evidence=spans,
    )


def country_of(document: Document, entity: Entity) -> str | None:
    """Return whom a person represents: as the article says, else as the reference tables know."""
    if entity.country and not (entity.organisation and entity.country_from_reference):
        return entity.country
    if entity.person_key and not entity.organisation:
        return document.lexicon.persons[entity.person_key].country
    if document.home and entity.office and not entity.organisation:
        # the United States have no prime minister, and all their presidents are known: others are guests
        is_guest = document.home == "USA" and entity.office_type in (
            "head_of_state",
            "head_of_government",
        )
        return None if is_guest or entity.office_type in ("other", "unknown") else document.home
    return None


def _fits_sex(entity: Entity, word: str) -> bool:
    if word in _FEMALE:
        return entity.sex != "m"
    if word in _MALE:
        return entity.sex != "f"
    return True


def people_before(document: Document, position: int, sentence: Sentence) -> list[Reference]:
    """Return person references before a position, nearest sentence first, in order within each."""
    found: list[Reference] = []
    for index in range(sentence.index, max(-1, sentence.index - 12), -1):
        earlier = document.sentences[index]
        found += [
            r
            for r in earlier.references
            if r.entity is not None and r.end <= position and not document.is_quoted(r.start)
        ]
    return found


def resolve(
    document: Document, reference: Reference, last_speaker: Reference | None = None
) -> Reference | None:
    """Return the reference that a pronoun or a definite office stands for; itself when it is plain."""
    if reference.kind == "pronoun":
        return _resolve_pronoun(document, reference, last_speaker)
    if reference.kind == "unnamed" and (
        reference.is_definite or reference.possessor or _is_owned(document, reference)
    ):
        return _resolve_definite(document, reference, last_speaker) or reference
    return reference


def _resolve_pronoun(
    document: Document, reference: Reference, last_speaker: Reference | None
) -> Reference | None:
    sentence = document.sentence_at(reference.start)
    word = reference.words
    if word == "it":
        return _last_body(document, reference, last_speaker)
    if word == "they":
        return last_speaker if last_speaker is not None and last_speaker.is_plural else None
    # "asked if Putin would fly, he replied": he was asked and is not the one asked about
    low = _main_clause(sentence) if sentence.lower[:1] in (["asked"], ["pressed"]) else 0
    same = [
        r for r in sentence.references if r.entity and low <= r.start and r.end <= reference.start
    ]
    same = [r for r in same if _fits_sex(r.entity, word) and not document.is_quoted(r.start)]  # type: ignore[arg-type]
    if same:
        parallel = _parallel(document, sentence, reference, same[0])
        return same[0] if parallel is None else resolve(document, parallel, last_speaker)
    told = _office_before(document, sentence, reference, word)
    if told is not None:
        return told
    newer = _subject_before(document, sentence, word)
    if newer is not None and (last_speaker is None or newer.start > last_speaker.start):
        return newer
    if last_speaker is not None and _is_near(document, last_speaker, sentence):
        entity = last_speaker.entity
        if entity is None and last_speaker.kind == "unnamed" and not last_speaker.is_plural:
            return last_speaker
        if entity is not None and _fits_sex(entity, word):
            return last_speaker
    for candidate in people_before(document, reference.start, sentence):
        if candidate.entity and _fits_sex(candidate.entity, word):
            return candidate
    return None


def _parallel(
    document: Document, sentence: Sentence, reference: Reference, first: Reference
) -> Reference | None:
    """'On Thursday he met Costa, and on Friday he was received by the king': both times the same man."""
    before = [
        r
        for r in sentence.references
        if r.kind == "pronoun" and r.words == reference.words and r.end <= first.start
    ]
    return before[0] if before and not document.is_quoted(before[0].start) else None


def _office_before(
    document: Document, sentence: Sentence, reference: Reference, word: str
) -> Reference | None:
    """'The U.S. president said he would visit Xi': he who holds the office that opens the sentence."""
    first = sentence.references[0] if sentence.references else None
    if first is None or first.end > reference.start or document.is_quoted(first.start):
        return None
    if first.kind != "unnamed" or not first.is_definite or first.is_plural or not first.countries:
        return None
    found = _resolve_definite(document, first, None)
    return found if found is not None and found.entity and _fits_sex(found.entity, word) else None


def _subject_before(document: Document, sentence: Sentence, word: str) -> Reference | None:
    """Return the person who opens the sentence before: 'Rutte welcomed the move. “…,” he said.'"""
    if sentence.index == 0:
        return None
    before = document.sentences[sentence.index - 1]
    if sentence.paragraph - before.paragraph > 1 or not before.chunks:
        return None
    first = before.chunks[0].reference
    if first is None and sentence.paragraph == before.paragraph:
        first = _after_opening(before)
    if first is None or document.is_quoted(first.start):
        return None
    if first.kind == "pronoun" and first.words == word:
        # "He will meet Duda. He will also meet …": the same man
        return _subject_before(document, before, word)
    if first.entity is None and first.kind == "unnamed" and first.is_definite:
        first = _resolve_definite(document, first, None)
    if first is None or first.entity is None:
        return None
    return first if _fits_sex(first.entity, word) else None


def _after_opening(sentence: Sentence) -> Reference | None:
    """'Asked whether he trusted Putin, Zelensky laughed': the person after the clause that opens it."""
    if sentence.chunks[0].symbol not in "_zic":
        return None
    for this, following in pairwise(sentence.chunks):
        if this.symbol == ",":
            found = following.reference
            return found if found is not None and found.entity is not None else None
    return None


def _main_clause(sentence: Sentence) -> int:
    """Return where the clause after the opening one starts; the end when there is none."""
    comma = next((c.end for c in sentence.chunks if c.symbol == ","), None)
    return sentence.end if comma is None else comma


def _is_near(document: Document, earlier: Reference, sentence: Sentence) -> bool:
    return sentence.paragraph - document.sentence_at(earlier.start).paragraph <= 3


def _last_body(
    document: Document, reference: Reference, last_speaker: Reference | None
) -> Reference | None:
    if last_speaker is not None and last_speaker.kind in ("country", "body"):
        return last_speaker
    sentence = document.sentence_at(reference.start)
    for index in range(sentence.index, max(-1, sentence.index - 2), -1):
        for candidate in document.sentences[index].references:
            if candidate.kind in ("country", "body") and candidate.end <= reference.start:
                return candidate
    return None


def _held(document: Document, entity: Entity, office_types: Collection[str]) -> bool:
    """Tell whether a person, whose office the article leaves out, held one of these when it was written."""
    if entity.office or entity.person_key is None or document.base is None:
        return False
    day = document.base.isoformat()
    return any(
        t.office_type in office_types
        and t.valid_from
        and t.valid_from <= day[: len(t.valid_from)]
        and day[: len(t.valid_to or "9999")] <= (t.valid_to or "9999")
        for t in document.lexicon.tenures.get(entity.person_key, ())
    )


def _holds(document: Document, entity: Entity, reference: Reference) -> bool:
    """Tell whether a person holds the office that 'the premier', 'the Treasury secretary' names."""
    wanted = reference.office_type
    if wanted not in _TELLING:
        return False
    return entity.office_type == wanted or _held(document, entity, (wanted,))


def _is_owned(document: Document, reference: Reference) -> bool:
    """Tell "Nicaragua's president", which is as definite as 'the president of Nicaragua'."""
    words = document.text[reference.start : reference.end].replace("’", "'")
    return len(reference.countries) == 1 and "'s " in words and not reference.is_plural


def _named_later(document: Document, reference: Reference, office: str) -> Reference | None:
    """Return the one person whom the article names further down with the office of a country."""
    if len(reference.countries) != 1 or reference.office_type in _NOT_ONE:
        return None
    found: dict[int, Reference] = {}
    for sentence in document.sentences[document.sentence_at(reference.start).index :]:
        for one in sentence.references:
            theirs = (one.office or "").lower()
            if one.entity is None or one.start < reference.end or theirs.split() != office.split():
                continue
            if country_of(document, one.entity) in (None, reference.countries[0]):
                found.setdefault(one.entity.order, one)
    return next(iter(found.values())) if len(found) == 1 else None


def _resolve_definite(
    document: Document, reference: Reference, last_speaker: Reference | None
) -> Reference | None:
    """Find the person that 'the minister' or 'the Indian foreign minister' means."""
    office = (reference.office or "").lower()
    if not office or reference.is_plural:
        return None
    sentence = document.sentence_at(reference.start)
    speaks_for_home = (
        document.is_official
        and document.home is not None
        and not reference.countries
        and reference.office_type in LEADING
    )
    if (
        last_speaker is not None
        and last_speaker.entity is None
        and last_speaker.office
        and office.split()[-1] == last_speaker.office.lower().split()[-1]
        and not reference.countries
    ):
        return last_speaker
    seen: list[Entity] = []
    matches: list[Reference] = []
    holders: list[Reference] = []  # by the kind of their office only
    for candidate in people_before(document, reference.start, sentence):
        entity = candidate.entity
        if entity is None or entity in seen:
            continue
        seen.append(entity)
        theirs = (entity.office or "").lower()
        leads = office == "leader" and (
            entity.office_type in ("head_of_state", "head_of_government", "royal")
            or _held(document, entity, LEADING)
        )
        # "the minister" is the foreign minister, but "the prime minister" no mere minister
        is_same = theirs in office and entity.office_type == reference.office_type
        fits = bool(leads or (theirs and (office in theirs or is_same)))
        holds = not fits and _holds(document, entity, reference)
        if reference.countries and country_of(document, entity) != reference.countries[0]:
            fits = holds = False
        if speaks_for_home and country_of(document, entity) not in (None, document.home):
            fits = holds = False  # "the President", in a readout of his own house, is no guest
        if fits:
            matches.append(candidate)
        elif holds:
            holders.append(candidate)
    if not matches:
        return holders[0] if len(holders) == 1 else _named_later(document, reference, office)
    if (
        len(matches) > 1
        and office in ("minister", "official", "leader")
        and not reference.countries
    ):
        return (
            matches[0] if last_speaker is None or matches[0].entity is last_speaker.entity else None
        )
    return matches[0]
