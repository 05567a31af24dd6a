"""The groups layer: joins offices, countries, bodies and names into references to parties.

"India's External Affairs Minister S Jaishankar" is one reference with name, office and country; so
are "Hu Jintao, the President of China," and "US and Chinese officials" (two countries).
"""

from __future__ import annotations

from itertools import pairwise

from communique.extract.document import Document, Entity, Item, Reference, Sentence
from communique.extract.names import find_entity, halves, pair_items, person_words, register
from communique.lexicon.lexicon import Office, PartyNoun, Term
from communique.lexicon.tables import word_set

_DOMAINS = {
    "foreign_minister": ("foreign", "external", "exterior"),
    "trade_minister": ("trade", "commerce", "commercial"),
    "finance_minister": ("finance", "treasury", "economy", "economic"),
    "defence_minister": ("defence", "defense"),
    "interior_minister": ("interior", "home"),
}
_RANKS = (
    "head_of_state",
    "head_of_government",
    "deputy_head",
    "foreign_minister",
    "trade_minister",
)
_GENERIC_HEADS = ("minister", "ministers", "secretary", "secretaries", "commissioner", "chief")


def group_references(document: Document) -> None:
    """Fill `sentence.chunks` (items with references as `G`) and `sentence.references`."""
    for entity in document.entities:
        if entity.person_key is None and len(entity.words) == 1:
            _know_surname(document, entity)
        elif entity.person_key is None:
            _know_initialled(document, entity)
    for sentence in document.sentences:
        _resolve_runs(document, sentence)
        sentence.items = [item for item in sentence.items if item.symbol]
    for sentence in document.sentences:
        _group_sentence(document, sentence)


def _resolve_runs(document: Document, sentence: Sentence) -> None:
    """Second pass over unknown runs: surnames of persons that the article names in full elsewhere."""
    lexicon = document.lexicon
    sentence.items = [
        part for item in sentence.items for part in _split_people(document, sentence, item)
    ]
    for k, item in enumerate(sentence.items):
        if item.symbol not in "XKL" or (item.symbol in "KL" and item.last - item.first > 1):
            continue
        words = person_words(item, sentence)
        if item.symbol in "KL":
            before = sentence.items[k - 1] if k else None
            if not (before and before.symbol in "TF"):
                continue
        alias = document.aliases.get(" ".join(words))
        if alias is not None:
            continue
        entity = find_entity(document, words)
        if entity is not None and len(words) <= len(entity.words):
            item.symbol, item.value = "P", entity
            while k and _is_particle_of(sentence, sentence.items[k - 1], entity):
                k -= 1
                item.start, item.first = sentence.items[k].start, sentence.items[k].first
                sentence.items[k].symbol = ""

        elif len(words) == 1 and item.symbol == "X":
            known = _known_surname(document, words[0])
            if known:
                item.symbol = "P"
                entity = register(document, item, sentence)
                entity.person_key, entity.sex = known, lexicon.persons[known].sex
                entity.country = lexicon.persons[known].country
                entity.country_from_reference = True


def _is_particle_of(sentence: Sentence, item: Item, entity: Entity) -> bool:
    """'von der Leyen said': the particles of a known surname belong to it."""
    word = sentence.lower[item.first]
    return (
        item.symbol in "_dm"
        and word in word_set("particles")
        and word in (w.lower() for w in entity.words)
    )


def _know_surname(document: Document, entity: Entity) -> None:
    """Give a person named by surname alone ('President Reagan') the key of who held office then."""
    key = _known_surname(document, entity.words[0])
    if key:
        person = document.lexicon.persons[key]
        entity.person_key, entity.sex = key, entity.sex or person.sex
        if entity.country is None and person.country:
            entity.country, entity.country_from_reference = person.country, True


def _split_people(document: Document, sentence: Sentence, item: Item) -> list[Item]:
    """'The Jaishankar-Rubio meeting': two persons whom the article names elsewhere."""
    pair = halves(sentence, item)
    if pair is None:
        return [item]
    found = [find_entity(document, (half,)) for half in pair]
    if found[0] is None or found[1] is None or found[0] is found[1]:
        return [item]
    return pair_items(item, ("P", found[0]), ("P", found[1]), len(pair[0]))


def _known_surname(document: Document, word: str) -> str | None:
    """Return the one person of that family name who held an office when the article was written."""
    keys = document.lexicon.surnames.get(word, ())
    if not keys or document.base is None:
        return None
    year = document.base.year
    best: dict[int, list[str]] = {}
    for key in keys:
        ranks = [
            _RANKS.index(t.office_type) if t.office_type in _RANKS else len(_RANKS)
            for t in document.lexicon.tenures.get(key, ())
            if t.valid_from
            and int(t.valid_from[:4]) <= year <= int(t.valid_to[:4] if t.valid_to else "9999")
        ]
        if ranks:
            best.setdefault(min(ranks), []).append(key)
    # of several in office the bare surname is that of the one who stands highest
    highest = best[min(best)] if best else []
    return highest[0] if len(highest) == 1 else None


def _know_initialled(document: Document, entity: Entity) -> None:
    """Give 'Vladimir V. Putin' the key of Vladimir Putin: the press of New York writes the initial."""
    if not (len(entity.words) == 3 and len(entity.words[1]) == 2 and entity.words[1][1] == "."):
        return
    term = document.lexicon.terms.values.get(f"{entity.words[0]} {entity.words[2]}")
    if term is not None and term.kind == "person":
        person = document.lexicon.persons[term.key]
        entity.person_key, entity.sex = term.key, entity.sex or person.sex
        if entity.country is None and person.country:
            entity.country, entity.country_from_reference = person.country, True


def _group_sentence(document: Document, sentence: Sentence) -> None:
    items = sentence.items
    for this, following in pairwise(items):
        # "the chief nuclear envoy", "Chief Diplomatic Advisor": the office is the word after it
        is_chief = this.symbol in "FU" and sentence.lower[this.first : this.last] == ["chief"]
        if is_chief and following.symbol in "FU":
            this.symbol = "m"
    taken: dict[int, tuple[int, list[Reference]]] = {}
    k = 0
    covered = -1
    while k < len(items):
        item = items[k]
        made: tuple[int, int, list[Reference]] | None = None
        if item.symbol in "FU":
            made = _office_group(document, sentence, k, covered)
        elif item.symbol in "PT":
            made = _person_group(document, sentence, k, covered)
        elif item.symbol in "CKNO" or _is_people(item):
            made = _country_group(document, sentence, k, covered)
        elif item.symbol in "hq":
            made = k, k + 1, [_pronoun(item, sentence)]
        elif item.symbol == "#" and _is_the_two(sentence, k):
            made = k - 1, k + 1, [_the_two(sentence, k)]
        elif item.symbol == "X":
            made = _unknown_group(document, sentence, k)
        if made:
            made = _with_owner(document, sentence, made, taken)
            first, after, found = made
            taken[first] = (after, found)
            covered = after - 1
            k = after
        else:
            k += 1
    chunks: list[Item] = []
    k = 0
    while k < len(items):
        if k in taken:
            after, found = taken[k]
            for reference in found:
                chunk = Item(
                    "G", items[k].start, items[after - 1].end, items[k].first, items[after - 1].last
                )
                chunk.value = reference
                if found.index(reference):
                    chunks.append(Item("&", chunk.start, chunk.start, chunk.first, chunk.first))
                chunks.append(chunk)
                sentence.references.append(reference)
            k = after
        else:
            chunks.append(items[k])
            k += 1
    sentence.chunks = _join_offices(_join_appositions(chunks))
    kept = {id(c.value) for c in sentence.chunks}
    sentence.references = [r for r in sentence.references if id(r) in kept]


def _join_appositions(chunks: list[Item]) -> list[Item]:
    """'Emma Aparici, Adviser to the President of Spain': who is advised tells whose adviser she is."""
    made: list[Item] = []
    k = 0
    while k < len(chunks):
        made.append(chunks[k])
        person = chunks[k].reference
        k += 1
        if person is None or person.entity is None or person.office or person.countries:
            continue
        if k + 3 >= len(chunks) or chunks[k].symbol != ",":
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
        _enrich(person)
        made[-1].end, made[-1].last = chunks[k + 3].end, chunks[k + 3].last
        k += 4
    return made


def _join_offices(chunks: list[Item]) -> list[Item]:
    """'Israeli Foreign Minister and Alternate Prime Minister Yair Lapid' is one person."""
    made: list[Item] = []
    k = 0
    while k < len(chunks):
        chunk, first = chunks[k], chunks[k].reference
        step = k + 2
        if step < len(chunks) and chunks[step].symbol in "Xm":
            step += 1
        second = chunks[step].reference if step < len(chunks) else None
        if (
            first is not None
            and second is not None
            and chunks[k + 1].symbol == "&"
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
            _enrich(second)
            joined = chunks[step]
            joined.start, joined.first = chunk.start, chunk.first
            made.append(joined)
            k = step + 1
            continue
        made.append(chunk)
        k += 1
    return made


def _with_owner(
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
    owner = next((k for k, (end, _) in taken.items() if end == first), None)
    if not office or not office.islower() or owner is None:
        return made
    owners = taken[owner][1]
    if len(owners) != 1 or owners[0].kind != "person" or owners[0].office or first - owner != 1:
        return made
    del taken[owner]
    found[0].start = sentence.items[owner].start
    return owner, after, found


def _is_people(item: Item) -> bool:
    return item.symbol == "A" and isinstance(item.value, Term) and item.value.kind == "demonym"


def _is_the_two(sentence: Sentence, k: int) -> bool:
    """'The two' by itself: two people named before."""
    items = sentence.items
    return (
        k > 0
        and sentence.lower[items[k].first] in ("two", "three")
        and sentence.lower[items[k - 1].first] == "the"
        and k + 1 < len(items)
        and items[k + 1].symbol in "_xv"
        and sentence.lower[items[k + 1].first] not in ("other",)
        and (
            items[k + 1].symbol != "_"
            or sentence.lower[items[k + 1].first].endswith(("ed", "t", "d", "e", "k"))
        )
    )


def _the_two(sentence: Sentence, k: int) -> Reference:
    items = sentence.items
    words = f"the {sentence.lower[items[k].first]}"
    return Reference(
        "set",
        items[k - 1].start,
        items[k].end,
        words=words,
        office="",
        is_plural=True,
        is_definite=True,
    )


def _pronoun(item: Item, sentence: Sentence) -> Reference:
    word = sentence.lower[item.first]
    return Reference("pronoun", item.start, item.end, words=word, is_plural=word == "they")


def _unknown_group(
    document: Document, sentence: Sentence, k: int
) -> tuple[int, int, list[Reference]] | None:
    """A capital run of unknown kind: a body when all in capitals or known by its short form."""
    item = sentence.items[k]
    words = document.text[item.start : item.end]
    known = document.aliases.get(words)
    if known is not None:
        return k, k + 1, [_copy(known, item)]
    if words.isupper() and 2 <= len(words) <= 8 and words.isalpha():
        return (
            k,
            k + 1,
            [Reference("body", item.start, item.end, item.start, item.end, organisation=words)],
        )
    return None


def _copy(reference: Reference, item: Item) -> Reference:
    return Reference(
        reference.kind,
        item.start,
        item.end,
        item.start,
        item.end,
        countries=reference.countries,
        organisation=reference.organisation,
        organisation_key=reference.organisation_key,
        words=reference.words,
    )


def country_of(document: Document, item: Item) -> str | None:
    """Return the country that an item names, as of the article's date (Moscow was SUN until 1991)."""
    term = item.value
    if not isinstance(term, Term):
        return None
    for token in term.note.split("|"):
        if token.startswith("before=") and document.base is not None:
            former, _, until = token.removeprefix("before=").partition(":")
            if document.base.isoformat() <= until:
                return former
    return term.country


def _left(
    sentence: Sentence, k: int, covered: int
) -> tuple[int, list[Item], bool, str, list[Item]]:
    """Walk left over what modifies a head: (first item, country items, definite?, possessor, extra)."""
    items = sentence.items
    countries: list[Item] = []
    bodies: list[Item] = []
    definite, possessor = False, ""
    j = k - 1
    while j > covered:
        symbol = items[j].symbol
        if symbol in "m#" or (symbol == "v" and sentence.lower[items[j].first] in ("then", "also")):
            pass
        elif symbol in "ACKN":
            if (
                symbol in "CK"
                and j + 1 < k
                and items[j + 1].symbol not in "sACKNOFUmX_-"
                and countries
            ):
                break
            countries.insert(0, items[j])
        elif symbol == "O":
            bodies.insert(0, items[j])
        elif symbol == "s":
            before = items[j - 1].symbol if j - 1 > covered else ""
            if before not in ("C", "K", "N", "O", "A"):
                break
        elif symbol == "&":
            joins = countries and j - 1 > covered and items[j - 1].symbol in "ACKN"
            if not joins:
                break
        elif symbol == ",":
            joins = len(countries) > 1 and j - 1 > covered and items[j - 1].symbol in "ACKN"
            if not joins:
                break
        elif symbol == "-":
            joins = countries and j - 1 > covered and items[j - 1].symbol in "ACKN"
            if not joins:
                break
        elif symbol == "Q":
            possessor = sentence.lower[items[j].first]
            j -= 1
            break
        elif symbol == "d":
            definite = sentence.lower[items[j].first] in ("the", "both", "these", "those")
            j -= 1
            break
        else:
            break
        j -= 1
    return j + 1, countries, definite, possessor, bodies


def _right(document: Document, sentence: Sentence, k: int) -> tuple[int, list[Item], list[Item]]:
    """Walk right over 'of China', 'for the EU', 'of A, B and C': (item after, countries, bodies)."""
    items = sentence.items
    j = k + 1
    countries: list[Item] = []
    bodies: list[Item] = []
    if j < len(items) and items[j].symbol in "frn":
        m = j + 1
        while m < len(items) and items[m].symbol in "dm":
            m += 1
        while m < len(items) and items[m].symbol in "CKNOA":
            if items[m].symbol == "A" and not _is_people(items[m]):
                break
            following = items[m + 1].symbol if m + 1 < len(items) else ""
            if following == "s":
                break
            (bodies if items[m].symbol == "O" else countries).append(items[m])
            j = m + 1
            if following in (",", "&") and m + 2 < len(items):
                step = m + 2
                if items[step].symbol == "&":
                    step += 1
                while step < len(items) and items[step].symbol == "d":
                    step += 1
                joins = step < len(items) and items[step].symbol in "CKN"
                head = items[k].value
                is_head = isinstance(head, (Office, PartyNoun)) and head.is_plural
                if not joins or not is_head:
                    break
                m = step
            else:
                break
        if not countries and not bodies:
            return k + 1, [], []
    if j < len(items) and items[j].symbol == "t" and not countries:
        # "adviser to the prime minister of Sweden"
        for m in range(j + 1, min(j + 7, len(items))):
            if items[m].symbol in "CKN" and items[m - 1].symbol in "fd":
                return m + 1, [items[m]], bodies
            if items[m].symbol not in "dmFUf_X":
                break
    return j, countries, bodies


def _domain(text: str) -> str:
    lower = text.lower()
    for office_type, words in _DOMAINS.items():
        if any(w in lower for w in words):
            return office_type
    return "other_minister"


def _widen(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, str | None, str | None]:
    """Take in what makes a generic office specific: 'Trade and Industry Secretary', 'Minister for X'."""
    items = sentence.items
    head = sentence.lower[items[k].last - 1]
    first, after = k, k + 1
    single = items[k].last - items[k].first == 1
    if not (single and head in _GENERIC_HEADS):
        return first, after, None, None
    j = k - 1
    while j > covered and (
        items[j].symbol == "X"
        or (
            items[j].symbol == "_" and sentence.tokens[items[j].first].text.isalpha() and j == k - 1
        )
        or (
            items[j].symbol in "&" and j - 1 > covered and items[j - 1].symbol in "X_" and first < k
        )
    ):
        if items[j].symbol == "_" and not _is_domain(sentence, items[j]):
            break
        first = j
        j -= 1
    if items[first].symbol == "&":
        first += 1
    if after < len(items) and items[after].symbol in "frz" and first == k:
        m = after + 1
        while m < len(items) and (
            items[m].symbol == "X"
            or (items[m].symbol == "&" and m + 1 < len(items) and items[m + 1].symbol == "X")
        ):
            m += 1
        if m > after + 1:
            after = m
    if (first, after) == (k, k + 1):
        return first, after, None, None
    text = document.text[items[first].start : items[after - 1].end]
    return (
        first,
        after,
        text,
        _domain(text) if "minist" in text.lower() or "ecretar" in text else None,
    )


def _is_domain(sentence: Sentence, item: Item) -> bool:
    word = sentence.lower[item.first]
    return not word.endswith(("ed", "ing", "ly")) and word not in ("that", "said", "told", "met")


def _office_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    items, text = sentence.items, document.text
    head = items[k].value
    if not isinstance(head, (Office, PartyNoun)):
        return None
    noun_kind = "office" if isinstance(head, Office) else head.kind
    first_wide, after, wide_text, wide_type = _widen(document, sentence, k, covered)
    before = items[k - 1] if k - 1 > covered else None
    takes_domain = noun_kind in ("body", "delegation")
    if takes_domain and before and before.symbol in "_X" and _is_domain(sentence, before):
        # "finance ministry", "trade department": one word of domain belongs to the body
        first_wide = k - 1
    first, countries, definite, possessor, bodies = _left(sentence, first_wide, covered)
    right, right_countries, right_bodies = _right(document, sentence, after - 1)
    if right > after:
        after = right
    countries, bodies = countries + right_countries, bodies + right_bodies
    start_head = items[first_wide].start
    office_text = wide_text or text[items[first_wide].start : items[k].end]
    codes = tuple(dict.fromkeys(c for c in (country_of(document, i) for i in countries) if c))
    is_office = isinstance(head, Office)
    own_type = head.type_in(codes[0] if codes else None) if isinstance(head, Office) else None
    office_type = wide_type or own_type or head.office_type
    country = head.country if isinstance(head, Office) else None
    key = head.organisation_key if isinstance(head, Office) else None
    lead = [
        sentence.lower[items[j].first] for j in range(first, first_wide) if items[j].symbol == "m"
    ]
    former = True if any(w in ("former", "ex", "late", "then") for w in lead) else None
    prefix = [
        w
        for w in lead
        if w in ("deputy", "vice", "acting", "assistant", "senior", "chief", "first")
    ]
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
    _set_body(document, reference, bodies, countries)
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


def _one_country(reference: Reference, code: str) -> Reference:
    made = Reference(**{f: getattr(reference, f) for f in Reference.__dataclass_fields__})
    made.countries = (code,)
    return made


def _set_body(
    document: Document, reference: Reference, bodies: list[Item], countries: list[Item]
) -> None:
    for item in bodies:
        term = item.value if isinstance(item.value, Term) else None
        reference.organisation = document.text[item.start : item.end]
        reference.organisation_key = term.key if term else None
        if term and term.country and not reference.countries:
            reference.countries = (term.country,)
    for item in countries:
        term = item.value if isinstance(item.value, Term) else None
        if term and term.kind.startswith("group") and not reference.organisation:
            reference.organisation = document.text[item.start : item.end]
            if term.country:
                reference.countries = reference.countries or (term.country,)


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
    if j < len(items) and items[j].symbol == "T":
        j += 1
    if j >= len(items):
        return None
    if items[j].symbol == "X" and has_comma and not head.is_plural and reference.is_definite:
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
    if items[j].symbol != "P":
        return None
    if has_comma:
        closes = j + 1 >= len(items) or items[j + 1].symbol in ",.)"
        if not closes or not (reference.is_definite or reference.possessor or reference.countries):
            return None
        # a list ("the minister, X, Y and Z") is no apposition
        if j + 2 < len(items) and items[j + 1].symbol == "," and items[j + 2].symbol in "P&T":
            # … but "Korea's envoy, X, and his counterpart" is: "his" looks back to X
            looks_back = j + 3 < len(items) and items[j + 3].symbol == "Q"
            if not (items[j + 2].symbol == "&" and looks_back):
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
    elif has_comma and j < len(items) and items[j].symbol == ",":
        j += 1
    elif (at := _of_country(items, j)) is not None:
        code = country_of(document, items[at])
        if code and not reference.countries:
            made[0].countries = (code,)
            j = at + 1
    for one in made:
        one.end = items[j - 1].end if len(made) == 1 else one.end
        _enrich(one)
    return j, made


def _named(document: Document, item: Item, reference: Reference) -> Reference:
    made = Reference(**{f: getattr(reference, f) for f in Reference.__dataclass_fields__})
    entity = item.value
    if not isinstance(entity, Entity):
        raise TypeError("a person item without its entity")
    made.kind, made.entity, made.is_plural = "person", entity, False
    made.name_start, made.name_end = item.start, item.end
    made.start, made.end = min(reference.start, item.start), max(item.end, reference.start)
    made.words = document.text[made.start : made.end]
    return made


def _enrich(reference: Reference) -> None:
    """Let the person keep what a mention says of office, country and body (first mention wins)."""
    entity = reference.entity
    if entity is None:
        return
    if reference.office and (entity.office is None or entity.office_type in ("other", "unknown")):
        entity.office, entity.office_type = reference.office, reference.office_type
        entity.is_former = reference.is_former
    if reference.countries and (entity.country is None or entity.country_from_reference):
        entity.country, entity.country_from_reference = reference.countries[0], False
    if reference.organisation and entity.organisation is None:
        entity.organisation = reference.organisation
        entity.organisation_key = reference.organisation_key


def _person_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    """A name, with an honorific before it and an apposition or 'of COUNTRY' after it."""
    items = sentence.items
    first = k
    if items[k].symbol == "T":
        if k + 1 >= len(items) or items[k + 1].symbol not in "PX":
            return None
        k += 1
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
    at = _of_country(items, j)
    if at is not None:
        code = country_of(document, items[at])
        if code:
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
    _enrich(reference)
    return first, j, [reference]


def _of_country(items: list[Item], j: int) -> int | None:
    """Return the item of the country in 'of (the) COUNTRY' that starts at `j`."""
    if j >= len(items) or items[j].symbol != "f":
        return None
    at = j + 2 if j + 1 < len(items) and items[j + 1].symbol == "d" else j + 1
    return at if at < len(items) and items[at].symbol in "CKN" else None


def _lead_country(
    document: Document, sentence: Sentence, first: int, covered: int
) -> tuple[int, str] | None:
    """'China's Xi Jinping', 'Russia's Lavrov'."""
    items = sentence.items
    if first - 1 > covered and items[first - 1].symbol == "A" and not _is_people(items[first - 1]):
        code = country_of(document, items[first - 1])
        if code:
            return first - 1, code
    if first - 2 > covered and items[first - 1].symbol == "s" and items[first - 2].symbol in "CK":
        code = country_of(document, items[first - 2])
        if code:
            return first - 2, code
    return None


def _apposition(document: Document, sentence: Sentence, j: int, reference: Reference) -> int | None:
    """Take ', the Xish foreign minister(,)' after a name; return the item after it."""
    items = sentence.items
    if j + 1 >= len(items) or items[j].symbol not in ",(":
        return None
    opener = items[j].symbol
    head = j + 1
    while head < len(items) and items[head].symbol in "dmACKNOs_XvQ" and head - j < 9:
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
    made = _office_group(document, sentence, head, j)
    if made is None or len(made[2]) != 1 or made[2][0].kind == "person":
        return None
    begin, after, found = made
    if begin != j + 1:
        return None
    office = found[0]
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


def _country_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    """A country, capital, group or body standing for itself; 'the US' takes its article in."""
    items, text = sentence.items, document.text
    item = items[k]
    first, countries, _, _, _ = (
        _left(sentence, k, covered) if item.symbol == "O" else (k, [], False, "", [])
    )
    if item.symbol != "O" and k - 1 > covered and items[k - 1].symbol == "d":
        first = k - 1
    following = items[k + 1].symbol if k + 1 < len(items) else ""
    if item.symbol == "O" and following and following in "FU":
        return None
    if (
        item.symbol in "CKN"
        and following in ("F", "U", "m", "A", "O", "-", "X", "_", "C", "N")
        and (_modifies_next(sentence, k))
    ):
        return None
    if item.symbol in "CKN" and following == "s":
        after_s = items[k + 2].symbol if k + 2 < len(items) else ""
        if after_s and after_s in "FUmAOPTX" and _office_ahead(sentence, k + 2):
            return None
    term = item.value if isinstance(item.value, Term) else None
    code = country_of(document, item)
    kind = "body" if item.symbol in "ON" else "country"
    reference = Reference(
        kind, items[first].start, item.end, item.start, item.end, words=text[item.start : item.end]
    )
    reference.countries = (code,) if code else ()
    if item.symbol == "O":
        reference.organisation = text[item.start : item.end]
        reference.organisation_key = term.key if term and term.kind == "organisation" else None
        codes = [c for c in (country_of(document, i) for i in countries) if c]
        if codes:
            reference.countries = (codes[0],)
        after = k + 1
        if after + 2 < len(items) and items[after].symbol == "(" and items[after + 2].symbol == ")":
            short = text[items[after + 1].start : items[after + 1].end]
            if short.isupper():
                document.aliases[short] = reference
                return first, after + 3, [reference]
        if (
            after + 1 < len(items)
            and items[after].symbol == "f"
            and items[after + 1].symbol in "CK"
        ):
            code = country_of(document, items[after + 1])
            if code and not codes:
                reference.countries, reference.end = (code,), items[after + 1].end
                return first, after + 2, [reference]
        return first, after, [reference]
    if item.symbol == "N":
        reference.organisation = text[item.start : item.end]
        reference.organisation_key = None if code or term is None else term.key
        if code:
            reference.kind = "country"
        if k + 3 < len(items) and items[k + 1].symbol == "(" and items[k + 3].symbol == ")":
            reference.end = items[k + 3].end
            return first, k + 4, [reference]
    reference.is_capital = item.symbol == "K"
    if following == "s":
        reference.is_possessive = True
    return first, k + 1, [reference]


def _office_ahead(sentence: Sentence, j: int) -> bool:
    """Tell whether an office, body or name follows within the same noun group."""
    items = sentence.items
    steps = 0
    while j < len(items) and steps < 6:
        if items[j].symbol in "FUOPT":
            return True
        if items[j].symbol not in "mA_X#&":
            return False
        if items[j].symbol == "_" and not _is_domain(sentence, items[j]):
            return False
        j += 1
        steps += 1
    return False


def _modifies_next(sentence: Sentence, k: int) -> bool:
    """Tell whether a country noun directly modifies a following office ('US Secretary', 'EU trade chief')."""
    items = sentence.items
    following = items[k + 1].symbol
    if following in "FU":
        return True
    if following in "_X" and k + 2 < len(items) and items[k + 2].symbol in "FU":
        lower = sentence.lower[items[k + 1].first]
        return _is_domain(sentence, items[k + 1]) and lower not in word_set("sentence_verbs")
    if following in "mAO":
        return _office_ahead(sentence, k + 1)
    if following in "-CN" and k + 2 < len(items) and items[k + 2].symbol in "CAFUN":
        return _office_ahead(sentence, k + 2)
    return False
