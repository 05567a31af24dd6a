"""Portfolios: the domain that makes an office specific, told apart from the name that follows it.

'Deputy Minister for Commerce Pwint San', 'Special Representative for Climate Change and Ocean Affairs
Marcela Ibanez': the words of the domain are those of the ministers in `offices.csv`.
"""

from __future__ import annotations

from functools import cache

from communique.extract.document import Item
from communique.lexicon.lexicon import Lexicon, Office
from communique.lexicon.tables import rows, word_set

_DOMAINS = {
    "foreign_minister": ("foreign", "external", "exterior"),
    "trade_minister": ("trade", "commerce", "commercial"),
    "finance_minister": ("finance", "treasury", "economy", "economic"),
    "defence_minister": ("defence", "defense"),
    "interior_minister": ("interior", "home"),
}
_JOINING = ("and", "&", ",")
_LINKS = ("of", "for")
_NO_DOMAINS = frozenset(
    "and of for the to state prime deputy vice first new chief senior junior assistant delegate"
    " shadow".split()
)
_MINISTERS = ("minister", "ministers", "secretary", "secretaries")


def office_type_of(text: str) -> str:
    """Return the type of a minister's or secretary's office by the domain that its words name."""
    lower = text.lower()
    for office_type, words in _DOMAINS.items():
        if any(w in lower for w in words):
            return office_type
    return "other_minister"


@cache
def portfolio_words() -> frozenset[str]:
    """Return the words of which the names of portfolios are made: affairs, trade, development."""
    found = set(word_set("portfolio_words"))
    for row in rows("offices"):
        office = row["office"]
        for opening in ("minister of ", "minister for "):
            if office.startswith(opening):
                found.update(office.removeprefix(opening).replace(",", "").split())
        if office.endswith(" minister"):
            found.update(office.removesuffix(" minister").replace(",", "").split())
    return frozenset(found - _NO_DOMAINS)


@cache
def portfolio_ends() -> frozenset[str]:
    """Return the words in which the portfolios of known offices end: affairs, trade, development."""
    return frozenset(
        row["office"].split()[-1]
        for row in rows("offices")
        if row["office"].startswith("minister ")
    )


def with_portfolio(
    words: list[str], i: int, office: tuple[int, Office], lexicon: Lexicon
) -> tuple[int, Office]:
    """Return the length and the office with the domain that follows it, where a name follows that.

    `words` are a sentence's, `i` is where the office begins; the office comes back as it is where no
    portfolio, or no name after one, stands behind it.
    """
    length, value = office
    j = i + length
    is_of = bool({"of", "for"} & {w.lower() for w in words[i:j]})
    goes_on = is_of and words[j : j + 1] in (["and"], [","])
    if j + 2 >= len(words) or not (goes_on or words[j].lower() in _LINKS):
        return office
    last = j
    k = j + 1 + (words[j + 1].lower() == "the")  # "Minister for the Indo-Pacific"
    first = k
    while k < len(words):
        is_known = words[j].lower() != "for" and lexicon.terms.match(words, k)
        if words[k].lower() in portfolio_words() and not is_known:
            last = k
        elif words[k].lower() not in _JOINING or k == first:
            break
        k += 1
    if words[last + 1 : last + 2] == [","]:
        last_word = last + 2  # "Deputy Minister for Foreign Trade, Adolfo Urso,"
        closes = any(w in (",", ".") for w in words[last + 4 : last + 6])
    else:
        last_word, closes = last + 1, True
    follows = words[last_word] if last_word < len(words) and closes else ""
    is_name = follows[:1].isupper() and follows.isalpha() and last > j
    if not is_name or (
        lexicon.terms.match(words, last_word) and not _opens_person(words, last_word, lexicon)
    ):
        return office
    text = " ".join(words[i : last + 1])
    kind = (
        office_type_of(text) if words[i + length - 1].lower() in _MINISTERS else value.office_type
    )
    if length > 1 and value.office_type not in ("other_minister", "unknown", "other"):
        kind = value.office_type  # "deputy prime minister for trade", "vice minister of commerce"
    return last + 1 - i, Office(text, kind, value.country, value.organisation_key, value.is_plural)


def joins_portfolios(items: list[Item], j: int) -> bool:
    """Tell the 'and' of "Guinea's Mines and Geology Minister", which joins no two parties."""
    return (
        items[j].symbol == "&"
        and j + 2 < len(items)
        and items[j - 1].symbol in "X_"
        and items[j + 1].symbol in "X_"
        and items[j + 2].symbol == "F"
    )


def _opens_person(words: list[str], i: int, lexicon: Lexicon) -> bool:
    term = lexicon.terms.match(words, i)
    return term is not None and term[1].kind == "person"
