"""References without a head of their own kind: pronouns, 'the two', short forms."""

from __future__ import annotations

from communique.extract.document import Document, Item, Reference, Sentence

# What two states have as a common name.
_PAIRS = {
    "Koreas": ("KOR", "PRK"),
    "Germanys": ("DEU", "DDR"),
    "Germanies": ("DEU", "DDR"),
    "Sudans": ("SDN", "SSD"),
    "Congos": ("COD", "COG"),
}


def is_the_two(sentence: Sentence, k: int) -> bool:
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


def the_two(sentence: Sentence, k: int) -> Reference:
    """Return the reference of 'the two'."""
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


def pronoun(item: Item, sentence: Sentence) -> Reference:
    """Return the reference of he, she, it or they."""
    word = sentence.lower[item.first]
    return Reference("pronoun", item.start, item.end, words=word, is_plural=word == "they")


def unknown_group(
    document: Document, sentence: Sentence, k: int
) -> tuple[int, int, list[Reference]] | None:
    """A capital run of unknown kind: a body when all in capitals or known by its short form."""
    item = sentence.items[k]
    words = document.text[item.start : item.end]
    pair = _PAIRS.get(words)
    if pair is not None:
        return _both(document, sentence, k, pair)
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


def _both(
    document: Document, sentence: Sentence, k: int, pair: tuple[str, str]
) -> tuple[int, int, list[Reference]]:
    """'The two Koreas' are two parties."""
    items, first = sentence.items, k
    while first > 0 and items[first - 1].symbol in "d#m" and k - first < 3:
        first -= 1
    start, end = items[first].start, items[k].end
    found = []
    for code in pair:
        one = Reference("country", start, end, start, end, words=document.text[start:end])
        one.countries = (code,)
        found.append(one)
    return first, k + 1, found


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
