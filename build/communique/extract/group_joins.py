"""Joins neighbouring references that are one party."""

from __future__ import annotations

from communique.extract.document import Document, Item, Reference, Sentence, symbols_of
from communique.extract.group_nouns import enrich


def join_appositions(chunks: list[Item]) -> list[Item]:
    """'Emma Aparici, Adviser to the President of Spain': who is advised tells whose adviser she is."""
    if "G,G" not in symbols_of(chunks):
        return chunks
    made: list[Item] = []
    k = 0
    while k < len(chunks):
        made.append(chunks[k])
        k += 1
        if k + 3 >= len(chunks) or chunks[k].symbol != ",":
            continue
        person = chunks[k - 1].reference
        if person is None or person.entity is None:
            continue
        if person.office or person.countries:
            closing = _second_apposition(chunks, k, person)
            if closing is not None:
                made[-1].end, made[-1].last = chunks[closing].end, chunks[closing].last
                person.end = chunks[closing].end
                k = closing + 1
            continue
        office, whose = chunks[k + 1].reference, chunks[k + 3].reference
        if office is None or office.kind != "unnamed" or office.is_plural or not office.office:
            continue
        if whose is None or not whose.countries or whose.entity or office.countries:
            continue
        if chunks[k + 2].symbol not in "tfa" or office.noun_kind != "office":
            continue
        person.office, person.office_type = office.office, office.office_type
        person.countries, person.end = whose.countries, whose.end
        enrich(person)
        made[-1].end, made[-1].last = chunks[k + 3].end, chunks[k + 3].last
        k += 4
    return made


def _second_apposition(chunks: list[Item], k: int, person: Reference) -> int | None:
    """'Foreign Minister Tran Huy, the top negotiator for the talks, is …': return the closing comma.

    Only before a predicate: what a further name follows may be a list.
    """
    told = chunks[k + 1].reference
    is_office = told is not None and told.kind == "unnamed" and told.office is not None
    if told is None or not is_office or told.is_plural or not told.is_definite:
        return None
    if told.countries and person.countries and told.countries != person.countries:
        return None
    n = k + 2
    if chunks[n].symbol in "frnia":
        n += 1
        while n < len(chunks) and n < k + 11 and chunks[n].symbol in "dmA_XLEGfraiO#s-":
            n += 1
    if n + 1 >= len(chunks) or chunks[n].symbol != ",":
        return None
    return n if chunks[n + 1].symbol in "xv_" else None


def join_offices(chunks: list[Item]) -> list[Item]:
    """'Israeli Foreign Minister and Alternate Prime Minister Yair Lapid' is one person."""
    if "G&" not in symbols_of(chunks):
        return chunks
    made: list[Item] = []
    k = 0
    while k < len(chunks):
        chunk, step = chunks[k], k + 2
        if step >= len(chunks) or chunks[k + 1].symbol != "&":
            made.append(chunk)
            k += 1
            continue
        first = chunk.reference
        if chunks[step].symbol in "Xm":
            step += 1
        second = chunks[step].reference if step < len(chunks) else None
        if (
            first is not None
            and second is not None
            and chunks[k + 1].end > chunks[k + 1].start
            and first.kind == "unnamed"
            and first.noun_kind == "office"
            and not (first.is_plural or first.is_definite or first.possessor)
            and first.office
            and first.office[0].isupper()
            and second.entity is not None
            and second.office
            and second.noun_kind == "office"
            and not second.countries
            and not second.is_definite
        ):
            second.office, second.office_type = first.office, first.office_type
            second.countries, second.start = first.countries, first.start
            second.entity.office = None
            enrich(second)
            joined = chunks[step]
            joined.start, joined.first = chunk.start, chunk.first
            made.append(joined)
            k = step + 1
            continue
        made.append(chunk)
        k += 1
    return made


def join_leaders(document: Document, chunks: list[Item]) -> list[Item]:
    """'A Russian delegation headed by Alexander Fomin': he who heads it is of its country."""
    if "yG" not in symbols_of(chunks):
        return chunks
    for k in range(len(chunks) - 3):
        group = chunks[k].reference
        if group is None or group.noun_kind != "delegation" or not group.countries:
            continue
        verb = k + 2 if chunks[k + 1].symbol == "," else k + 1
        if verb + 2 >= len(chunks) or chunks[verb + 1].symbol != "y":
            continue
        leader = chunks[verb + 2].reference
        word = document.text[chunks[verb].start : chunks[verb].end]
        if leader is None or leader.entity is None or word not in ("led", "headed", "chaired"):
            continue
        if not leader.countries and leader.entity.country is None:
            leader.countries = group.countries[:1]
            enrich(leader)
    return chunks


def with_owner(
    document: Document,
    sentence: Sentence,
    made: tuple[int, int, list[Reference]],
    taken: dict[int, tuple[int, list[Reference]]],
) -> tuple[int, int, list[Reference]]:
    """'Trump lawyer Marc Kasowitz': the name before an office says whose lawyer, and is no second party."""
    first, after, found = made
    office = (
        found[0].office if len(found) == 1 and found[0].noun_kind in ("office", "person") else None
    )
    if not office or not office.islower():
        return made
    owner = next(reversed(taken), None)
    if owner is None or taken[owner][0] != first:
        return made
    owners = taken[owner][1]
    if len(owners) != 1 or owners[0].kind != "person" or owners[0].office or first - owner != 1:
        return made
    del taken[owner]
    found[0].start = sentence.items[owner].start
    return owner, after, found
