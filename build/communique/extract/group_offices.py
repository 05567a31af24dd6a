"""Groups headed by an office or a common noun for a party."""

from __future__ import annotations

from msgspec.structs import replace

from communique.extract.document import Document, Entity, Item, Reference, Sentence
from communique.extract.group_nouns import (
    complement_after,
    country_of,
    enrich,
    is_domain,
    modifiers_before,
    of_country,
    set_body,
    widened,
)
from communique.extract.group_surnames import holder_of, know_surname
from communique.extract.names import person_words, register
from communique.lexicon.lexicon import Office, PartyNoun

_OF_STATES = (["governor"], ["gov."], ["senator"], ["sen."], ["representative"], ["rep."])
_OWNERS = frozenset({"his", "her", "its"})
_FORMER = frozenset({"former", "ex", "late", "then"})
_RANKS = frozenset({"deputy", "vice", "acting", "assistant", "senior", "chief", "first"})
_STYLES = (["prince"], ["princess"], ["general"], ["admiral"], ["ambassador"], ["senator"])


def office_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    """Return (first item, item after, references) of the group that an office or party noun heads."""
    items, text = sentence.items, document.text
    head = items[k].value
    if not isinstance(head, (Office, PartyNoun)):
        return None
    noun_kind = "office" if isinstance(head, Office) else head.kind
    first_wide, after, wide_text, wide_type = widened(document, sentence, k, covered)
    before = items[k - 1] if k - 1 > covered else None
    takes_domain = noun_kind in ("body", "delegation")
    if takes_domain and before and before.symbol in "_X" and is_domain(sentence, before):
        # "finance ministry", "trade department": one word of domain belongs to the body
        first_wide = k - 1
    first, countries, definite, possessor, bodies = modifiers_before(sentence, first_wide, covered)
    right, right_countries, right_bodies = complement_after(document, sentence, after - 1)
    if right > after:
        after = right
    has_own = isinstance(head, Office) and bool(head.organisation_key or head.country)
    if (countries or bodies or has_own) and head.office_type in ("envoy", "ambassador"):
        right_countries, right_bodies = [], []  # "the UN envoy for Syria" is not Syria's
    countries, bodies = countries + right_countries, bodies + right_bodies
    after = _posted_to(document, sentence, after, head.office_type)
    start_head = items[first_wide].start
    office_text = wide_text or text[items[first_wide].start : items[k].end]
    codes = tuple(dict.fromkeys(c for c in (country_of(document, i) for i in countries) if c))
    is_state_s = isinstance(head, Office) and head.office_type not in ("other", "unknown")
    if possessor == "its" and is_state_s and not (codes or bodies):
        codes = _owner_before(document, sentence, first)
    is_office = isinstance(head, Office)
    own_type = head.type_in(codes[0] if codes else None) if isinstance(head, Office) else None
    office_type = wide_type or own_type or head.office_type
    country = head.country if isinstance(head, Office) else None
    key = head.organisation_key if isinstance(head, Office) else None
    lead = [
        sentence.lower[items[j].first] for j in range(first, first_wide) if items[j].symbol == "m"
    ]
    former = True if not _FORMER.isdisjoint(lead) else None
    prefix = [w for w in lead if w in _RANKS]
    reference = Reference(
        "unnamed",
        items[first].start,
        items[after - 1].end,
        start_head,
        items[k].end,
        words=text[items[first].start : items[after - 1].end],
        office=" ".join([*prefix, office_text]) if is_office or noun_kind == "person" else None,
        office_type=office_type,
        is_former=former,
        countries=codes or ((country,) if country else ()),
        organisation_key=key,
        is_plural=head.is_plural,
        is_definite=definite,
        possessor=possessor,
        noun_kind=noun_kind,
    )
    set_body(document, reference, bodies, countries)
    counted = "#" in [items[j].symbol for j in range(first, k)]
    if noun_kind == "body" and head.is_plural and counted and not (codes or bodies):
        reference.kind, reference.noun_kind = "set", "side"  # "the two trading blocs"
        reference.office = None
        return first, after, [reference]
    if isinstance(head, PartyNoun) and noun_kind in ("government", "body", "media", "document"):
        reference.kind = "body"
        begin = items[first_wide].start
        if noun_kind == "government":
            # "the Bush administration", "the Howard Government"
            if k - 1 > covered and items[k - 1].symbol == "P":
                entity = items[k - 1].value
                if isinstance(entity, Entity) and entity.country:
                    reference.countries = (entity.country,)
            if not reference.countries and document.home and not possessor:
                reference.countries = (document.home,)
            reference.kind = "country" if reference.countries else "unnamed"
        if noun_kind == "body" and not reference.organisation:
            reference.organisation = text[begin : items[k].end]
        return first, after, [reference]
    if is_office or noun_kind == "person":
        named = _names_after(document, sentence, after, reference, head)
        if named:
            return first, named[0], named[1]
        if reference.is_plural and len(codes) + len(bodies) > 1 and right_bodies and right > k + 1:
            return first, after, _one_each(document, reference, right_countries, right_bodies)
        if reference.is_plural and len(codes) > 1:
            return first, after, [_one_country(reference, c) for c in codes]
        if definite and reference.is_plural and not codes and not reference.organisation:
            reference.kind = "set"
        return first, after, [reference]
    if noun_kind in ("side", "delegation", "member"):
        if len(codes) > 1 and reference.is_plural:
            return first, after, [_one_country(reference, c) for c in codes]
        if codes and noun_kind != "member":
            reference.kind = "country"
        elif head.is_plural and (definite or "#" in [items[j].symbol for j in range(first, k)]):
            reference.kind = "set"
        return first, after, [reference]
    return first, after, [reference]


def _owner_before(document: Document, sentence: Sentence, first: int) -> tuple[str, ...]:
    """'China sent its special envoy': the one country that the sentence names before."""
    found = {
        country_of(document, item) for item in sentence.items[:first] if item.symbol in "CKN"
    } - {None}
    if (
        not found and not first and sentence.index
    ):  # "Its trade minister met …", of the state told before
        before = document.sentences[sentence.index - 1]
        if before.paragraph >= sentence.paragraph - 1:
            found = {country_of(document, i) for i in before.items if i.symbol in "CKN"} - {None}
    return (str(found.pop()),) if len(found) == 1 else ()


def _one_country(reference: Reference, code: str) -> Reference:
    return replace(reference, countries=(code,))


def _one_each(
    document: Document, reference: Reference, countries: list[Item], bodies: list[Item]
) -> list[Reference]:
    """'Representatives of Hamas and Israel' are two parties."""
    made = []
    for item in sorted((*countries, *bodies), key=lambda i: i.start):
        one = replace(reference, countries=(), organisation=None, organisation_key=None)
        code = country_of(document, item)
        if item.symbol == "O":
            set_body(document, one, [item], [])
        elif code:
            one.countries = (code,)
        else:
            set_body(document, one, [], [item])
        made.append(one)
    return made


def _posted_to(document: Document, sentence: Sentence, after: int, office_type: str) -> int:
    """'China's ambassador to Canada': the post belongs to the office and is no party."""
    items = sentence.items
    if office_type not in ("ambassador", "envoy") or after >= len(items):
        return after
    at = after + 1
    if at < len(items) and items[after].symbol == "t" and items[at].symbol == "d":
        at += 1
    is_post = items[after].symbol == "t" and at < len(items) and items[at].symbol in "CKN"
    follows = items[at + 1].symbol if at + 1 < len(items) else "."
    return at + 1 if is_post and follows != "s" else after


def _is_dato(items: list[Item], j: int) -> bool:
    """'Dato' Seri Mohamad Hasan': the apostrophe belongs to the title."""
    return items[j].symbol == "s" and items[j - 1].symbol == "T"


def _is_style(sentence: Sentence, j: int) -> bool:
    """'Foreign Minister Prince Faisal': a title of birth or rank between office and name."""
    items = sentence.items
    return (
        items[j].symbol == "F"
        and sentence.lower[items[j].first : items[j].last] in _STYLES
        and j + 1 < len(items)
        and items[j + 1].symbol in "PX"
    )


def _names_after(
    document: Document,
    sentence: Sentence,
    after: int,
    reference: Reference,
    head: Office | PartyNoun,
) -> tuple[int, list[Reference]] | None:
    """Take the name that follows an office: 'minister X', 'the minister, X,', 'ministers X and Y'."""
    items = sentence.items
    j = after
    has_comma = j < len(items) and items[j].symbol == ","
    if has_comma:
        j += 1
    while j < len(items) and (
        items[j].symbol == "T" or _is_style(sentence, j) or _is_dato(items, j)
    ):
        j += 1
    if j >= len(items):
        return None
    lead = document.text[max(0, reference.start - 4) : reference.start].rstrip()
    owned = has_comma and lead.endswith(("'s", "’s"))  # "the Coalition's spokesman, X,"
    # "Deputy Minister for Foreign Trade, Adolfo Urso,": an office in capitals names as a definite one does
    is_titled = is_capital_office(document, reference)
    is_known = reference.is_definite or owned or is_titled or reference.possessor in _OWNERS
    if items[j].symbol == "X" and has_comma and not head.is_plural and is_known:
        closes = j + 1 >= len(items) or items[j + 1].symbol in ",.)"
        names = person_words(items[j], sentence)
        if closes and len(names) > 1 and not document.lexicon.name_heads.get(names[-1]):
            items[j].symbol = "P"
            register(document, items[j], sentence)
    if items[j].symbol == "X" and not has_comma and not head.is_plural:
        single = items[j].last - items[j].first == 1
        if single and document.text[items[j].start : items[j].end].isupper():
            return None
        items[j].symbol = "P"
        register(document, items[j], sentence)
    if items[j].symbol == "X" and head.is_plural and _lists_names(sentence, j, has_comma):
        items[j].symbol = "P"
        register(document, items[j], sentence)
    if items[j].symbol != "P":
        return None
    if has_comma and head.is_plural:
        if not (reference.is_definite or reference.possessor or reference.countries):
            return None
        if not _lists_names(sentence, j, has_comma):
            return None
    elif has_comma:
        closes = j + 1 >= len(items) or items[j + 1].symbol in ",.)"
        known = reference.is_definite or reference.possessor or reference.countries
        if not closes or not (known or owned or is_titled):
            return None
        # a list ("the minister, X, Y and Z") is no apposition
        is_one = reference.possessor in _OWNERS  # "his counterpart, X, and the two agreed"
        if (
            not is_one
            and j + 2 < len(items)
            and items[j + 1].symbol == ","
            and items[j + 2].symbol in "P&T"
        ):
            # … but "Korea's envoy, X, and his counterpart" is: "his" looks back to X
            looks_back = j + 3 < len(items) and items[j + 3].symbol == "Q"
            is_title = items[j + 2].symbol == "&" and reference.is_definite and reference.countries
            if not (items[j + 2].symbol == "&" and (looks_back or is_title)):
                return None
    made = [_named(document, items[j], reference)]
    j += 1
    if head.is_plural:
        while j + 1 < len(items) and items[j].symbol in ",&":
            step = j + 1
            if items[step].symbol == "&":
                step += 1
            if step < len(items) and items[step].symbol == "X":
                items[step].symbol = "P"
                register(document, items[step], sentence)
            if step >= len(items) or items[step].symbol != "P":
                break
            made.append(_named(document, items[step], reference))
            j = step + 1
        if len(made) == len(reference.countries) and len(made) > 1:
            for one, own in zip(made, reference.countries, strict=True):
                one.countries = (own,)
        if has_comma and j < len(items) and items[j].symbol == ",":
            j += 1
    elif has_comma and j < len(items) and items[j].symbol == ",":
        j += 1
    elif (at := of_country(items, j)) is not None:
        code = country_of(document, items[at])
        if code == "GEO" and (reference.office or "").lower().split()[-1:] in _OF_STATES:
            code = None  # "Governor Kemp of Georgia"
        if code and not reference.countries:
            made[0].countries = (code,)
            j = at + 1
    for one in made:
        one.end = items[j - 1].end if len(made) == 1 else one.end
        enrich(one)
    return j, made


def is_capital_office(document: Document, reference: Reference) -> bool:
    """Tell 'Deputy Minister for Foreign Trade' from 'deputy minister' and from 'President'."""
    words = document.text[reference.start : reference.end].split()
    return len(words) > 2 and words[0][0].isupper() and words[-1][0].isupper()


def _lists_names(sentence: Sentence, j: int, has_comma: bool) -> bool:
    """Tell 'counterparts A B and C D' and 'ministers, A B, C D and E F,' from a list of other things."""
    items = sentence.items
    count = 1
    while j + 2 < len(items) and items[j].symbol in "PX" and items[j].last - items[j].first > 1:
        if items[j + 1].symbol == "&" or (
            items[j + 1].symbol == "," and items[j + 2].symbol in "PX"
        ):
            is_last = items[j + 1].symbol == "&"
            j += 2
            count += 1
            if is_last:
                break
        else:
            return False
    if count < 2 or j >= len(items) or items[j].symbol not in "PX":
        return False
    if items[j].last - items[j].first < 2 or items[j - 1].symbol != "&":
        return False
    closing = items[j + 1].symbol if j + 1 < len(items) else "."
    return not has_comma or closing in ",.);"


def _named(document: Document, item: Item, reference: Reference) -> Reference:
    made = replace(reference)
    entity = item.value
    if not isinstance(entity, Entity):
        raise TypeError("a person item without its entity")
    if len(entity.words) == 1 and entity.country_from_reference and made.office_type:
        know_surname(document, entity, made.office_type)
    elif item.last - item.first == 1 and made.office_type:
        entity = holder_of(document, entity, document.text[item.start : item.end], made.office_type)
        item.value = entity
    made.kind, made.entity, made.is_plural = "person", entity, False
    made.name_start, made.name_end = item.start, item.end
    made.start, made.end = min(reference.start, item.start), max(item.end, reference.start)
    made.words = document.text[made.start : made.end]
    return made
