"""What modifies and completes a noun for a party: countries, bodies, domains of office."""

from __future__ import annotations

from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.portfolios import office_type_of, portfolio_ends
from communique.lexicon.lexicon import Office, PartyNoun, Term

_GENERIC_HEADS = frozenset(
    "minister ministers secretary secretaries commissioner chief chiefs boss czar tsar negotiator"
    " supremo".split()
)


def is_people(item: Item) -> bool:
    """Tell 'the Russians' from 'Russian'."""
    return item.symbol == "A" and isinstance(item.value, Term) and item.value.kind == "demonym"


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


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def modifiers_before(
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
        if symbol == "#" and _is_year(sentence.lower[items[j].first]):
            break  # "on July 25, 2023 Mexico's minister …"
        if symbol in "m#" or (symbol == "v" and sentence.lower[items[j].first] in ("then", "also")):
            pass
        elif symbol in "ACKN":
            if symbol == "K" and j and items[j - 1].symbol in "ia":
                break  # "while in Brussels President Biden will meet …"
            if (
                symbol in "CK"
                and j + 1 < k
                and items[j + 1].symbol not in "sACKNOFUmX_-"
                and countries
                and not (
                    items[j + 1].symbol == "&" and j - 1 > covered and items[j - 1].symbol in "Q"
                )
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
            serial = (
                j - 2 > covered and items[j - 1].symbol == "," and items[j - 2].symbol in "ACKN"
            )
            joins = countries and j - 1 > covered and (serial or items[j - 1].symbol in "ACKN")
            if not joins:
                break
            j -= serial  # "his Polish, Lithuanian, and Latvian counterparts"
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


def complement_after(
    document: Document, sentence: Sentence, k: int
) -> tuple[int, list[Item], list[Item]]:
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
            if items[m].symbol == "A" and not is_people(items[m]):
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
                joins = step < len(items) and items[step].symbol in "CKNO"
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


def _further_portfolio(sentence: Sentence, k: int) -> int:
    """'Minister for Law and Home Affairs': return the item after the portfolios that go on from `k`."""
    items, j = sentence.items, k + 1
    while j + 1 < len(items) and items[j].symbol == "&" and items[j + 1].symbol in "X_m":
        j += 2
        while j < len(items) and items[j].symbol == "X":
            j += 1
    if j == k + 1 or sentence.lower[items[j - 1].last - 1] not in portfolio_ends():
        return k + 1
    return j


def widened(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, str | None, str | None]:
    """Take in what makes a generic office specific: 'Trade and Industry Secretary', 'Minister for X'."""
    items = sentence.items
    head = sentence.lower[items[k].last - 1]
    first, after = k, k + 1
    single = items[k].last - items[k].first == 1
    further = _further_portfolio(sentence, k)
    if further > after and not single:
        text = document.text[items[k].start : items[further - 1].end]
        return first, further, text, None
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
        if items[j].symbol == "_" and not is_domain(sentence, items[j]):
            break
        first = j
        j -= 1
    if items[first].symbol == "&":
        first += 1
    if after < len(items) and items[after].symbol in "frz" and first == k:
        m = after + 1
        if items[after].symbol == "r" and m < len(items) and items[m].symbol == "O":
            # "Minister for Social Services": no body, though one of that name is known
            m += sentence.lower[items[m].last - 1] in portfolio_ends()
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
        office_type_of(text) if "minist" in text.lower() or "ecretar" in text else None,
    )


def is_domain(sentence: Sentence, item: Item) -> bool:
    """Tell a word that may name the domain of an office or body ('finance') from a verb."""
    word = sentence.lower[item.first]
    return not word.endswith(("ed", "ing", "ly")) and word not in ("that", "said", "told", "met")


def set_body(
    document: Document, reference: Reference, bodies: list[Item], countries: list[Item]
) -> None:
    """Enter the body, and the country that the body or a group of states gives."""
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


def enrich(reference: Reference) -> None:
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


def of_country(items: list[Item], j: int) -> int | None:
    """Return the item of the country in 'of (the) COUNTRY' that starts at `j`."""
    if j >= len(items) or items[j].symbol != "f":
        return None
    at = j + 2 if j + 1 < len(items) and items[j + 1].symbol == "d" else j + 1
    return at if at < len(items) and items[at].symbol in "CKN" else None
