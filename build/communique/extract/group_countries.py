"""Countries, capitals, groups and bodies that stand for themselves."""

from __future__ import annotations

from communique.extract.document import Document, Reference, Sentence
from communique.extract.group_nouns import country_of, is_domain, modifiers_before
from communique.lexicon.lexicon import Term
from communique.lexicon.tables import word_set


def country_group(
    document: Document, sentence: Sentence, k: int, covered: int
) -> tuple[int, int, list[Reference]] | None:
    """A country, capital, group or body standing for itself; 'the US' takes its article in."""
    items, text = sentence.items, document.text
    item = items[k]
    first, countries, _, _, _ = (
        modifiers_before(sentence, k, covered) if item.symbol == "O" else (k, [], False, "", [])
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
        if items[j].symbol == "_" and not is_domain(sentence, items[j]):
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
        return is_domain(sentence, items[k + 1]) and lower not in word_set("sentence_verbs")
    if following in "mAO":
        return _office_ahead(sentence, k + 1)
    if following in "-CN" and k + 2 < len(items) and items[k + 2].symbol in "CAFUN":
        return _office_ahead(sentence, k + 2)
    return False
