"""Who takes part in a meeting: references, sets and pronouns resolved to parties."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.group_nouns import country_of as country_of_item
from communique.extract.meeting_draft import VISIT, Draft, identity
from communique.extract.parties import country_of, party, resolve
from communique.lexicon.tables import word_set

_BY = re.compile(r"[^GSZ;:]{0,9}?(?P<verb>[HJ_])y(?P<who>G(?:(?:,|,?&)G){0,3})")
_LED = re.compile(r",?(?P<verb>[J_])y(?P<who>G)")
_LED_AFTER = re.compile(r",?(?:[oia]?[DL],?)?(?:Kx)?(?P<verb>[J_])y(?P<who>G)")
_OFFICE_AFTER = re.compile(r",d?[mA_]?(?:X&)?(?:G|X)(?:[ftand]d?G){1,3}")
_OF_BODY = re.compile(r"(?:[ft]d?[mA_]{0,3}G){1,2}")
_TRAVEL = re.compile(r"\b(?:travel(?:s|l?ed|l?ing)?|fl(?:y|ies|ew|ying)|go(?:es|ing)?|went)\s+to\b")
_NEUTRAL = frozenset({"AUT", "CHE", "OMN", "QAT", "VAT"})
_NUMBER = {"two": 2, "both": 2, "three": 3, "four": 4}
_STATE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "foreign_minister",
        "national_security_adviser",
    }
)


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


def mediator_of(
    document: Document, chunks: list[Item], trigger: int, parties: list[Party], earlier: list[Draft]
) -> list[Party]:
    """'Oman hosted talks between A and B': the subject of a verb of mediation is present too."""
    for k in range(trigger - 1, max(0, trigger - 7), -1):
        word = document.text[chunks[k].start : chunks[k].end].lower()
        if word not in word_set("mediation"):
            continue
        owner = chunks[k - 1].reference
        if owner is None:
            return []
        role = "host" if word.startswith("host") else "mediator"
        found = [with_role(p, role) for p in expand(document, owner, earlier)]
        return [p for p in found if identity(p) not in {identity(q) for q in parties}]
    return []


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
    many = [r for r in references if r.kind == "unnamed" and r.words.endswith("counterparts")]
    people = [r for r in references if r.kind == "person" and not r.countries]
    if len(many) > 1 and len(many) == len(people) and references == [*many, *people]:
        pairs = zip(people, many, strict=True)
        return [msgspec.structs.replace(p, countries=m.countries) for p, m in pairs]
    for one in references:
        last = made[-1] if made else None
        if last is not None and _is_name_of(document, last, one):
            land = _host_country(document, last)
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
    return office.words.endswith("counterpart") or (is_bare and office.office is not None)


def at_home(document: Document, left: list[Party], right: list[Party]) -> list[Party]:
    """'The deputy minister of Vietnam also met the Minister of State, Greg Hands': a guest of the outlet's
    own government met its ministers."""
    guests = {identity(p) for p in left}
    if (
        not document.is_official
        or document.home is None
        or document.home in guests
        or None in guests
    ):
        return right
    return [
        msgspec.structs.replace(p, country=document.home)
        if p.name and p.office and identity(p) is None
        else p
        for p in right
    ]


def of_place(draft: Draft) -> list[Party]:
    """'In Nauru I will meet President Kun': an office of state is of the country where the guest is."""
    country = draft.place[1] if draft.place else None
    if country is None or country in _NEUTRAL or country in draft.countries:
        return draft.parties
    open_ones = [p for p in draft.parties if identity(p) is None]
    if len(draft.countries) != 1 or any(p.office_type not in _STATE for p in open_ones):
        return draft.parties
    return [
        msgspec.structs.replace(p, country=country) if identity(p) is None else p
        for p in draft.parties
    ]


def colleagues(parties: list[Party]) -> list[Party]:
    """'President Peña and Foreign Minister Ramírez': an office without a country is of the other's."""
    known = {identity(p) for p in parties} - {None}
    if len(known) != 1 or len(parties) > 4:
        return parties
    country = next(p.country for p in parties if identity(p))
    return [
        msgspec.structs.replace(p, country=country)
        if country and p.office and identity(p) is None
        else p
        for p in parties
    ]


def mediated_by(
    document: Document, chunks: list[Item], trigger: int, parties: list[Party], earlier: list[Draft]
) -> list[Party]:
    """'Talks mediated by Qatar and Turkey', 'a summit …, hosted by Erdogan': they are present too."""
    symbols = "".join(c.symbol for c in chunks[trigger + 1 : trigger + 16])
    found = _BY.search(symbols)
    if found is None:
        return []
    verb = chunks[trigger + 1 + found.start("verb")]
    word = document.text[verb.start : verb.end].lower()
    if word not in word_set("mediation"):
        return []
    role = "host" if "host" in word else "mediator"
    low, high = (trigger + 1 + n for n in found.span("who"))
    who = [c.reference for c in chunks[low:high] if c.reference is not None]
    made = [with_role(p, role) for r in who for p in expand(document, r, earlier)]
    return [p for p in made if identity(p) not in {identity(q) for q in parties}]


def led(
    document: Document,
    chunks: list[Item],
    match: re.Match[str],
    parties: list[Party],
    earlier: list[Draft],
) -> list[Party]:
    """'The Lao delegation, led by X, met …': X was there for his country."""
    if len(parties) != 1 or parties[0].name or not parties[0].country:
        return parties
    low = match.end("a")
    found = _LED.match("".join(c.symbol for c in chunks[low : match.start("t")]))
    if found is None:
        return parties
    verb, leader = chunks[low + found.start("verb")], chunks[low + found.start("who")].reference
    if document.text[verb.start : verb.end].lower() not in ("led", "headed") or leader is None:
        return parties
    made = expand(document, leader, earlier)
    if len(made) != 1 or made[0].country not in (None, parties[0].country):
        return parties
    return [msgspec.structs.replace(made[0], country=parties[0].country)]


def led_after(
    document: Document,
    chunks: list[Item],
    match: re.Match[str],
    parties: list[Party],
    earlier: list[Draft],
) -> list[Party]:
    """'Received a Polish delegation last week led by Majewski': he was there for his country."""
    if len(parties) != 1 or parties[0].name or "b" not in match.re.groupindex or not match["b"]:
        return parties
    low = match.end("b")
    found = _LED_AFTER.match("".join(c.symbol for c in chunks[low : low + 8]))
    if found is None:
        return parties
    verb, leader = chunks[low + found.start("verb")], chunks[low + found.start("who")].reference
    if document.text[verb.start : verb.end].lower() not in ("led", "headed") or leader is None:
        return parties
    made = expand(document, leader, earlier) or _unknown(leader)
    if len(made) != 1 or (made[0].country and made[0].country != parties[0].country):
        return parties
    body = parties[0]
    return [
        msgspec.structs.replace(
            made[0],
            country=body.country,
            organisation=body.organisation,
            organisation_key=body.organisation_key,
        )
    ]


def _unknown(leader: Reference) -> list[Party]:
    """Return a person whom nothing else tells of as a party."""
    if leader.entity is None:
        return []
    return [Party(name=leader.entity.name, evidence=(Evidence(leader.start, leader.end),))]


def visited(document: Document, place: Item, visitors: list[Party]) -> list[Party]:
    """'Araghchi arrived in Islamabad for talks': the country in whose capital a guest talks.

    Towns where others use to meet (Geneva, Vienna, Doha) say nothing of who talks there.
    """
    reference = place.reference
    code: str | None = None
    if reference is not None and reference.countries:
        code = reference.countries[0]
    elif place.term is not None and place.term.kind in ("country", "capital", "seat"):
        code = country_of_item(document, place)
    guests = {identity(p) for p in visitors}
    if code is None or code in _NEUTRAL or code in guests or len(guests) != 1:
        return []
    return [Party(country=code, evidence=(Evidence(place.start, place.end),))]


def guest_before(
    document: Document, sentence: Sentence, trigger: Item, hosts: list[Party]
) -> list[Party]:
    """'Yang was hosted to lunch by Teo, while Balakrishnan hosted breakfast': for Yang too."""
    for reference in sentence.references:
        if reference.entity is None or reference.end > trigger.start:
            continue
        guest = party(document, reference)
        if identity(guest) and identity(guest) not in {identity(h) for h in hosts}:
            return [guest]
    return []


def with_role(p: Party, role: str) -> Party:
    """Return a party in another role."""
    return msgspec.structs.replace(p, role=role, is_host=role == "host")


def parties_of(
    document: Document, references: list[Reference], earlier: list[Draft], *, is_met: bool = False
) -> list[Party]:
    """Return the parties that references stand for, sets and pronouns resolved.

    `is_met`: they are those whom the subject met, so on a visit the bare offices are of the host.
    """
    found: list[Party] = []
    for reference in references:
        if reference.kind == "country" and len(reference.countries) > 1:
            # "the governments of Israel, the Netherlands and Britain"
            for code in reference.countries:
                one = msgspec.structs.replace(reference, countries=(code,))
                found += expand(document, one, earlier, is_met=is_met)
            continue
        found += expand(document, reference, earlier, is_met=is_met)
    return found


def expand(
    document: Document, reference: Reference, earlier: list[Draft], *, is_met: bool = False
) -> list[Party]:
    """Return the parties that one reference stands for; none when it names nobody who can be told apart."""
    if reference.kind == "pronoun" and document.is_transcript:
        return []  # in speech "he" and "they" are whoever was talked of before
    if reference.kind == "set" or (is_set(reference) and reference.is_plural):
        return resolve_set(document, reference, earlier)
    if reference.noun_kind in ("media", "document"):
        return []
    resolved = resolve(document, reference)
    if resolved is None or resolved.words == "it":
        return []
    if resolved.entity is None and _is_firm(document, resolved):
        return []
    if resolved.noun_kind == "body" and not resolved.countries and not resolved.organisation_key:
        return []  # "the group", "a committee": no party that can be told from another
    made = party(document, resolved)
    if made.country == "BEL" and reference.is_capital and "Belgi" not in document.text:
        made = msgspec.structs.replace(made, country="EUU")  # "talks between Jakarta and Brussels"
    kind = document.lexicon.organisation_types.get(made.organisation_key or "", "")
    if kind == "non_state_actor" and not made.name:
        made = msgspec.structs.replace(made, country=None)  # M23 is not the Congo
    if resolved is not reference:
        made = msgspec.structs.replace(made, evidence=(Evidence(reference.start, reference.end),))
    if is_met and not made.country and not made.organisation and resolved.office_type:
        made = msgspec.structs.replace(made, country=_host_country(document, reference))
    if (
        not made.name
        and not made.country
        and (resolved.is_definite or (resolved.office or "")[:1].isupper())
        and (resolved.office_type in _STATE or document.is_official)
        and not resolved.is_plural
    ):
        # "the President" of an official outlet, or of a report from its capital, is its own
        made = msgspec.structs.replace(made, country=document.home)
    if not made.name and not made.country and not made.organisation:
        return []
    if (
        made.name
        and not made.country
        and not made.organisation
        and not is_met
        and document.is_official
        and made.office
        and made.office_type in ("other", "official", "unknown", "national_security_adviser")
    ):
        # "Director Inglis met …", in a readout of his own government
        made = msgspec.structs.replace(made, country=document.home)
    return [made]


def _host_country(document: Document, reference: Reference) -> str | None:
    """'During a visit to Sri Lanka, West met the prime minister': the offices are of the country visited."""
    sentence = document.sentence_at(reference.start)
    if reference.entity is None and not (
        reference.is_definite or reference.possessor or (reference.office or "x")[0].isupper()
    ):
        return None
    words = document.text[sentence.start : reference.start]
    if not (VISIT.search(words) or _TRAVEL.search(words)):
        return None
    for k, chunk in enumerate(sentence.chunks[1:], 1):
        if chunk.end > reference.start:
            break
        code = None
        if chunk.reference is not None and chunk.reference.kind == "country":
            code = chunk.reference.countries[0] if chunk.reference.countries else None
        if code and sentence.chunks[k - 1].symbol in "ti":
            return code
    return None


def _is_firm(document: Document, reference: Reference) -> bool:
    """The people of a firm or a newspaper do not stand for its country."""
    kind = document.lexicon.organisation_types.get(reference.organisation_key or "", "")
    return kind in ("firm", "media")


def is_set(reference: Reference) -> bool:
    """Tell whether a reference stands for those of the meeting or pair named before."""
    if reference.kind in ("set", "pronoun"):
        return True
    is_bare = not (reference.countries or reference.organisation or reference.entity)
    return is_bare and reference.is_plural and reference.noun_kind == "delegation"


def resolve_set(document: Document, reference: Reference, earlier: list[Draft]) -> list[Party]:
    """'The two leaders', 'both sides', 'they': the parties of the meeting or pair named last."""
    words = reference.words.lower().split()
    count = next((_NUMBER[w] for w in words if w in _NUMBER), 0)
    if not count and any(w.isdigit() or w in word_set("number_words") for w in words):
        return []  # "195 countries"
    sentence = document.sentence_at(reference.start)
    is_people = reference.office is not None or reference.kind == "pronoun"
    named = _last_names(document, sentence, reference.start, is_people, count or 2)
    named = named or _coordinated(document, sentence, reference, count, sentence.index - 1)
    if named:
        return named
    for draft in sorted(earlier, key=lambda d: -max(s[0] for s in d.spans)):
        if len(draft.parties) < 2:
            continue
        distance = sentence.index - document.sentence_at(max(s[0] for s in draft.spans)).index
        if distance > 6:
            break
        people = [p for p in draft.parties if p.name]
        if is_people and not people and distance > 2:
            continue
        pool = people if is_people and people else draft.parties
        if not count or len({identity(p) for p in pool}) == count or len(pool) == count:
            return [_meant(p, reference, is_people=is_people) for p in pool]
    return _coordinated(document, sentence, reference, count, sentence.index - 4)


def _meant(one: Party, reference: Reference, *, is_people: bool) -> Party:
    """Return a party as a set names it: 'the two countries' are no ministers."""
    evidence = (Evidence(reference.start, reference.end),)
    if is_people or not one.country:
        return msgspec.structs.replace(one, evidence=evidence)
    return Party(country=one.country, role=one.role, is_host=one.is_host, evidence=evidence)


def _coordinated(
    document: Document, sentence: Sentence, reference: Reference, count: int, oldest: int
) -> list[Party]:
    """'Leaders of A, B and C gathered. They met …': the last parties joined by 'and', if as many as said."""
    for index in range(sentence.index, max(-1, oldest - 1), -1):
        for group in reversed(_runs(document.sentences[index], reference.start)):
            if any(document.is_quoted(r.start) for r in group):
                continue
            found = [p for r in group for p in expand(document, r, [])]
            states = {identity(p) for p in found}
            if (
                len(states) == len(group)
                and None not in states
                and len(states) == (count or len(states))
            ):
                is_people = reference.office is not None or reference.kind == "pronoun"
                return [_meant(p, reference, is_people=is_people) for p in found]
    return []


def _runs(sentence: Sentence, before: int) -> list[list[Reference]]:
    """Return the lists of references joined by commas and 'and' that a sentence holds."""
    found: list[list[Reference]] = []
    current: list[Reference] = []
    joined = has_and = False
    for chunk in sentence.chunks:
        if chunk.end > before:
            break
        if isinstance(chunk.value, Reference) and (
            chunk.value.kind not in ("set", "pronoun") or chunk.value.words in ("he", "she")
        ):
            current = [*current, chunk.value] if joined else [chunk.value]
            joined = False
            if has_and and len(current) > 1:
                found.append(current)
            has_and = False
        elif chunk.symbol in ",&" and current:
            joined, has_and = True, has_and or chunk.symbol == "&"
        elif chunk.symbol not in "dm":
            current, joined, has_and = [], False, False
    return found


def _states_of_people(document: Document, sentence: Sentence, position: int) -> list[Party]:
    """'Zelenskyy thanked Trump. … both nations': where no country is named, those of the people."""
    found: dict[str, Party] = {}
    for reference in sentence.references:
        if reference.entity is None or reference.end > position:
            continue
        code = party(document, reference).country
        if code and not document.is_quoted(reference.start):
            evidence = (Evidence(reference.start, reference.end),)
            found.setdefault(code, Party(country=code, evidence=evidence))
    return list(found.values())


def _last_names(
    document: Document, sentence: Sentence, position: int, is_people: bool, wanted: int
) -> list[Party]:
    """Return the parties named in the sentence itself or the one before, if just as many as asked."""
    for index in (sentence.index, sentence.index - 1):
        if index < 0:
            continue
        found: dict[str, Party] = {}
        for reference in document.sentences[index].references:
            if reference.end > position:
                continue
            if is_people and reference.entity is not None:
                found.setdefault(reference.entity.name, party(document, reference))
            elif not is_people and reference.kind == "country" and reference.countries:
                code = reference.countries[0]
                found.setdefault(
                    code, Party(country=code, evidence=(Evidence(reference.start, reference.end),))
                )
        if len(found) == wanted and len({identity(p) for p in found.values()}) == wanted:
            return list(found.values())
        if not is_people and not found:
            states = _states_of_people(document, document.sentences[index], position)
            if len(states) == wanted:
                return states
    return []


def distinct(parties: Iterable[Party]) -> list[Party]:
    """Drop repeats, and a bare country that a named party stands for as well."""
    kept: list[Party] = []
    for one in parties:
        if one.name and any(k.name == one.name for k in kept):
            continue
        if not one.name and any(
            identity(k) == identity(one)
            and (one.office == k.office or (k.name and not one.office and not one.organisation))
            for k in kept
        ):
            continue
        kept.append(one)
    return kept
