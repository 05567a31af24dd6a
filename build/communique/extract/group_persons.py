"""Groups headed by a name, with what stands in apposition to it."""

from __future__ import annotations

from communique.extract.document import Document, Entity, Reference, Sentence
from communique.extract.group_nouns import country_of, enrich, is_people, of_country
from communique.extract.group_offices import office_group
from communique.extract.names import register
from communique.extract.portfolios import joins_portfolios
from communique.lexicon.lexicon import Office, PartyNoun

_VERBS = frozenset("said says told met added who which announced warned held arrived".split())


def person_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    """A name, with an honorific before it and an apposition or 'of COUNTRY' after it."""
    items = sentence.items
    first = k
    if items[k].symbol == "T":
        while k < len(items) and items[k].symbol in ("T", "s"):
            k += 1  # "H.E. Mr. Hakan Fidan"
        if k >= len(items) or items[k].symbol not in "PX":
            return None
        if items[k].symbol == "X":
            items[k].symbol = "P"
            register(document, items[k], sentence)
    item = items[k]
    entity = item.value
    if not isinstance(entity, Entity):
        entity = register(document, item, sentence)
    title = sentence.lower[items[first].first].strip(".")
    if title in ("mr", "sir", "lord") and not entity.sex:
        entity.sex = "m"
    elif title in ("mrs", "ms", "miss", "dame", "lady", "madam") and not entity.sex:
        entity.sex = "f"
    reference = Reference(
        "person",
        items[first].start,
        item.end,
        item.start,
        item.end,
        entity,
        document.text[item.start : item.end],
    )
    j = k + 1
    j_country = _lead_country(document, sentence, first, covered)
    if j_country is not None:
        first = j_country[0]
        reference.start = items[first].start
        reference.countries = (j_country[1],)
    at = of_country(items, j)
    if at is not None:
        code = country_of(document, items[at])
        if code:
            _unknow(document, entity, code)
            reference.countries, reference.end = (code,), items[at].end
            j = at + 1
    if j + 1 < len(items) and items[j].symbol == "s":
        owned = sentence.lower[items[j + 1].first]
        if owned in ("office", "campaign", "team", "lawyers") and items[j + 1].symbol in "_UF":
            words = document.text[item.start : items[j + 1].end]
            body = Reference(
                "body", reference.start, items[j + 1].end, item.start, items[j + 1].end
            )
            body.words, body.organisation = words, words
            body.countries = reference.countries or ((entity.country,) if entity.country else ())
            return first, j + 2, [body]
    made = _apposition(document, sentence, j, reference)
    if made is not None:
        j = made
    enrich(reference)
    return first, j, [reference]


def _unknow(document: Document, entity: Entity, country: str) -> None:
    """'King Abdullah of Jordan' in 2021: not the Saudi king of that name, who reigned until 2015."""
    key = entity.person_key
    if key is None or document.base is None or document.lexicon.persons[key].country == country:
        return
    year = document.base.isoformat()[:4]
    held = document.lexicon.tenures.get(key, ())
    if held and all(t.valid_to and t.valid_to[:4] < year for t in held):
        entity.person_key, entity.country = None, country
        entity.country_from_reference = False


def _lead_country(
    document: Document, sentence: Sentence, first: int, covered: int
) -> tuple[int, str] | None:
    """'China's Xi Jinping', 'Russia's Lavrov'."""
    items = sentence.items
    if first - 1 > covered and items[first - 1].symbol == "A" and not is_people(items[first - 1]):
        code = country_of(document, items[first - 1])
        if code:
            return first - 1, code
    if first - 2 > covered and items[first - 1].symbol == "s" and items[first - 2].symbol in "CK":
        code = country_of(document, items[first - 2])
        if code:
            return first - 2, code
    return None


def _complement_end(sentence: Sentence, after: int) -> int:
    """Return the item after 'for the border conference' where a comma closes the apposition there."""
    items = sentence.items
    if after >= len(items) or items[after].symbol not in "frnia":
        return after
    for k in range(after + 1, min(after + 9, len(items))):
        if items[k].symbol in ",)":
            return k
        word = sentence.lower[items[k].first]
        if items[k].symbol not in "dmA_XLEfraiOUF#s-" or word in _VERBS:
            break
    return after


def _apposition(document: Document, sentence: Sentence, j: int, reference: Reference) -> int | None:
    """Take ', the Xish foreign minister(,)' after a name; return the item after it."""
    items = sentence.items
    if j + 1 >= len(items) or items[j].symbol not in ",(":
        return None
    opener = items[j].symbol
    head = j + 1
    while (
        head < len(items)
        and head - j < 9
        and (items[head].symbol in "dmACKNOs_XvQ" or joins_portfolios(items, head))
    ):
        if items[head].symbol == "Q" and head != j + 1:
            return None
        head += 1
    if head >= len(items) or items[head].symbol not in "FU":
        return None
    value = items[head].value
    if isinstance(value, PartyNoun) and value.kind != "person":
        return None
    if getattr(value, "is_plural", False) and not isinstance(value, Office):
        return None
    made = office_group(document, sentence, head, j)
    if made is None or len(made[2]) != 1 or made[2][0].kind == "person":
        return None
    begin, after, found = made
    if begin != j + 1:
        return None
    office = found[0]
    after = _complement_end(sentence, after)
    closing = items[after].symbol if after < len(items) else ","
    if closing not in ",).;:&-_z" and not (closing in "x" and office.countries):
        return None
    if closing in "_&z" and opener == ",":
        # "X, foreign minister of Y and chair of Z" and "X, the minister who …" end the apposition here
        pass
    reference.office, reference.office_type = office.office, office.office_type
    reference.is_former = office.is_former
    reference.countries = reference.countries or office.countries
    reference.organisation, reference.organisation_key = (
        office.organisation,
        office.organisation_key,
    )
    if after < len(items) and closing == {",": ",", "(": ")"}[opener]:
        after += 1
    reference.end = items[after - 1].end
    return after
