"""What is told of a party beside its name: whose it is, the office after it, the name after an office."""

from __future__ import annotations

import re

import msgspec

from communique.extract.document import Document, Item, Reference
from communique.extract.meeting_countries import host_country
from communique.extract.parties import country_of, resolve

_OFFICE_AFTER = re.compile(r",d?[mA_]?(?:X&)?(?:G|X)(?:rd?[XLA_]{1,3})?(?:[ftand]d?G){1,3}")
_MATES = ("counterpart", "opposite number", "host", "guest", "colleague")
_OF_BODY = re.compile(r"(?:[ft]d?[mA_]{0,3}G){1,2}")


def owned(document: Document, chunks: list[Item], k: int) -> Reference:
    """'Moon's special envoys': people named by their office stand for the country of whose they are."""
    reference = chunks[k].value
    if not isinstance(reference, Reference):
        raise TypeError("a chunk without its reference")
    is_bare = not (reference.countries or reference.organisation)
    if reference.kind == "person" and is_bare and reference.entity is not None:
        is_bare = reference.entity.country is None and reference.entity.person_key is None
    elif reference.kind != "unnamed":
        return reference
    if not is_bare:
        return reference
    told = _told_after(document, chunks, k, reference)
    if told is not None or k < 2:
        return told or reference
    owner = chunks[k - 2].reference if chunks[k - 1].symbol == "s" else None
    resolved = resolve(document, owner) if owner is not None else None
    country = None
    if resolved is not None and resolved.entity is not None:
        country = country_of(document, resolved.entity)
    elif resolved is not None and resolved.countries:
        country = resolved.countries[0]
    return (
        msgspec.structs.replace(reference, countries=(country,), possessor="")
        if country
        else reference
    )


def _told_after(
    document: Document, chunks: list[Item], k: int, reference: Reference
) -> Reference | None:
    """Return a reference with the country that its office after it tells.

    'Jan Hecker, Foreign and Security Advisor to the German Chancellor', 'the Secretary General of
    Japan's National Security Secretariat, Takeo Akiba'.
    """
    symbols = "".join(c.symbol for c in chunks[k + 1 : k + 12])
    is_person = reference.kind == "person"
    found = (_OFFICE_AFTER if is_person else _OF_BODY).match(symbols)
    if found is None or (not is_person and reference.office is None):
        return None
    for at in range(k + found.end(), k, -1):
        owner = chunks[at].reference
        if owner is None or chunks[at - 1].symbol not in "ftandmA_":
            continue
        code = owner.countries[0] if len(owner.countries) == 1 else None
        if code is None:
            continue
        named = chunks[k + found.end() + 2] if k + found.end() + 2 < len(chunks) else None
        if not is_person and named is not None and chunks[k + found.end() + 1].symbol == ",":
            one = named.reference
            if one is not None and one.kind == "person" and not one.countries:
                return msgspec.structs.replace(one, countries=(code,))
        return msgspec.structs.replace(reference, countries=(code,))
    return None


def named_counterparts(document: Document, references: list[Reference]) -> list[Reference]:
    """Join an office to the name told after it, which is of the office's country.

    'My Vietnamese counterpart, Deputy Prime Minister X'; 'his U.S. and Japanese counterparts, Joseph Yun
    and Kenji Kanasugi'; 'the rebels' president, Bertrand Bisimwa'.
    """
    made: list[Reference] = []
    many = [r for r in references if r.kind == "unnamed" and "counterparts" in r.words]
    people = [r for r in references if r.kind == "person" and not r.countries]
    if len(many) > 1 and len(many) == len(people) and references == [*many, *people]:
        pairs = zip(people, many, strict=True)
        return [msgspec.structs.replace(p, countries=m.countries) for p, m in pairs]
    for one in references:
        last = made[-1] if made else None
        if last is not None and _is_name_of(document, last, one):
            land = host_country(document, last)
            countries = one.countries or last.countries or ((land,) if land else ())
            one = msgspec.structs.replace(
                one,
                countries=countries,
                office=one.office or last.office,
                office_type=one.office_type if one.office else last.office_type,
            )
            made.pop()
        made.append(one)
    return made


def _is_name_of(document: Document, office: Reference, name: Reference) -> bool:
    if office.kind != "unnamed" or office.is_plural or name.kind != "person":
        return False
    if document.text[office.end : name.start].strip() != ",":
        return False
    is_bare = name.office is None and not (name.countries or office.countries)
    return office.words.endswith(_MATES) or (is_bare and office.office is not None)
