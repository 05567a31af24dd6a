"""Finds the people whom 'the two leaders', 'both ministers' or 'they' means as joint speakers."""

from __future__ import annotations

from communique.extract.document import Document, Entity, Reference
from communique.lexicon.tables import word_set

_NUMBER = {"two": 2, "both": 2, "pair": 2, "three": 3, "four": 4}
_REACH = 4


def is_joint(reference: Reference) -> bool:
    """Tell whether a reference may mean people named before, as joint speakers."""
    words = set((reference.words or reference.office or "").lower().split())
    if reference.kind == "pronoun":
        return reference.is_plural
    if words & word_set("not_joint"):
        return False
    is_plural_office = reference.kind == "unnamed" and reference.is_plural
    return reference.kind == "set" or (
        is_plural_office
        and reference.is_definite
        and not reference.countries
        and bool(words & word_set("joint_offices"))
    )


def joint_people(
    document: Document, reference: Reference, earlier: list[list[Reference]]
) -> list[Reference]:
    """Return the people meant by a plural reference, [] when the text leaves it open.

    They are the joint speakers of the statement before, when their number fits; else the people
    named in the nearest sentences before, when these name just as many as asked.
    """
    words = reference.words.lower().split()
    count = next((_NUMBER[w] for w in words if w in _NUMBER), 0)
    if earlier and len(earlier[-1]) > 1 and count in (0, len(earlier[-1])):
        return earlier[-1]
    if not count and reference.kind == "pronoun" and not _follows_pair(document, reference):
        return []
    wanted = count or 2
    sentence = document.sentence_at(reference.start)
    found: dict[int, Reference] = {}
    for index in range(sentence.index, max(-1, sentence.index - _REACH), -1):
        for one in document.sentences[index].references:
            entity: Entity | None = one.entity
            if entity is None or one.end > reference.start or document.is_quoted(one.start):
                continue
            found.setdefault(entity.order, one)
        if len(found) >= wanted:
            break
    people = sorted(found.values(), key=lambda r: r.start)
    return people if len(people) == wanted else []


def _follows_pair(document: Document, reference: Reference) -> bool:
    """Tell whether the subject of the sentence before is a pair: 'The two leaders met. They agreed …'."""
    sentence = document.sentence_at(reference.start)
    if not sentence.index:
        return False
    before = document.sentences[sentence.index - 1].references
    return any(r.kind == "set" or (r.kind == "pronoun" and r.is_plural) for r in before)
