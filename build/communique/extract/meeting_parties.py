"""Who takes part in a meeting: references, sets and pronouns resolved to parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_countries import OFFICES_OF_STATE, host_country
from communique.extract.meeting_draft import Draft, identity
from communique.extract.parties import party, resolve
from communique.lexicon.tables import word_set

_NUMBER = {"two": 2, "both": 2, "three": 3, "four": 4}


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
        made = msgspec.structs.replace(made, country=host_country(document, reference))
    if (
        not made.name
        and not made.country
        and (resolved.is_definite or (resolved.office or "")[:1].isupper())
        and (resolved.office_type in OFFICES_OF_STATE or document.is_official)
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
    for draft in sorted(earlier, key=lambda d: -d.last_told):
        if len(draft.parties) < 2:
            continue
        distance = sentence.index - document.sentence_at(draft.last_told).index
        if distance > 6:
            break
        people = [p for p in draft.parties if p.name]
        if is_people and not people and distance > 2:
            continue
        pool = people if is_people and len(people) > 1 else draft.parties
        if not count or len({identity(p) for p in pool}) == count or len(pool) == count:
            return [_meant(p, reference, is_people=is_people) for p in pool]
    return _coordinated(
        document, sentence, reference, count, sentence.index - 4
    ) or _two_of_article(document, sentence, reference, count)


def _two_of_article(
    document: Document, sentence: Sentence, reference: Reference, count: int
) -> list[Party]:
    """'The two presidents', 'both countries': the two of that office, or the two states, told of so far.

    None where the article has told of a third as well.
    """
    if count != 2 or reference.kind == "pronoun":
        return []
    before = [
        r
        for s in document.sentences[: sentence.index + 1]
        for r in s.references
        if r.end <= reference.start and not document.is_quoted(r.start)
    ]
    if reference.office is not None:
        holders: dict[str, Party] = {}
        for one in before:
            if one.entity is not None and one.entity.office_type == reference.office_type:
                holders.setdefault(one.entity.name, party(document, one))
        found = list(holders.values())
    else:
        told = Counter(c for r in before if len(r.countries) == 1 for c in r.countries)
        most = told.most_common(3)
        is_clear = (
            len(most) > 1 and most[1][1] > 1 and (len(most) < 3 or most[2][1] * 2 < most[1][1])
        )
        found = [Party(country=c) for c, _ in most[:2]] if is_clear else []
    evidence = (Evidence(reference.start, reference.end),)
    states = {identity(p) for p in found}
    if len(found) != 2 or len(states) != 2 or None in states:
        return []
    return [msgspec.structs.replace(p, evidence=evidence) for p in found]


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
