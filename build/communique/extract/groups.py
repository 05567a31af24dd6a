"""The groups layer: joins offices, countries, bodies and names into references to parties.

"India's External Affairs Minister S Jaishankar" is one reference with name, office and country; so
are "Hu Jintao, the President of China," and "US and Chinese officials" (two countries).
"""

from __future__ import annotations

from itertools import pairwise

from communique.extract.document import Document, Item, Reference, Sentence, symbols_of
from communique.extract.group_countries import country_group
from communique.extract.group_joins import join_appositions, join_leaders, join_offices, with_owner
from communique.extract.group_nouns import is_people
from communique.extract.group_offices import office_group
from communique.extract.group_persons import person_group
from communique.extract.group_small import is_the_two, pronoun, the_two, unknown_group
from communique.extract.group_surnames import know_initialled, know_surname, resolve_runs

_RANK_WORDS = frozenset({"chief", "deputy", "vice", "assistant"})


def group_references(document: Document) -> None:
    """Fill `sentence.chunks` (items with references as `G`) and `sentence.references`."""
    for entity in document.entities:
        if entity.person_key is None and (len(entity.words) == 1 or entity.words[0].islower()):
            know_surname(document, entity)
        elif entity.person_key is None:
            know_initialled(document, entity)
    for sentence in document.sentences:
        resolve_runs(document, sentence)
        if "" in [item.symbol for item in sentence.items]:
            sentence.items = [item for item in sentence.items if item.symbol]
    for sentence in document.sentences:
        _group_sentence(document, sentence)


# Symbols of the items that a group can be built around.
_HEADS = frozenset("FUPTCKNOAhq#X")


def _group_sentence(document: Document, sentence: Sentence) -> None:
    items = sentence.items
    for this, following in () if _RANK_WORDS.isdisjoint(sentence.vocabulary) else pairwise(items):
        # "the chief nuclear envoy", "Chief Diplomatic Advisor": the office is the word after it
        is_rank = this.last - this.first == 1 and sentence.lower[this.first] in _RANK_WORDS
        if this.symbol in "FU" and is_rank and following.symbol in "FU":
            this.symbol = "m"
    taken: dict[int, tuple[int, list[Reference]]] = {}
    covered = -1
    for k in [k for k, item in enumerate(items) if item.symbol in _HEADS]:
        if k <= covered:
            continue
        item = items[k]
        made: tuple[int, int, list[Reference]] | None = None
        if item.symbol in "FU":
            made = office_group(document, sentence, k, covered)
        elif item.symbol in "PT":
            made = person_group(document, sentence, k, covered)
        elif (
            item.symbol in "CK"
            and k
            and items[k - 1].symbol == "Q"
            and k + 2 < len(items)
            and items[k + 1].symbol == "&"
            and items[k + 2].symbol in "CK"
        ):
            pass  # "his Latvia and Bulgaria counterparts"
        elif item.symbol in "CKNO" or is_people(item):
            made = country_group(document, sentence, k, covered)
        elif item.symbol in "hq":
            made = k, k + 1, [pronoun(item, sentence)]
        elif item.symbol == "#" and is_the_two(sentence, k):
            made = k - 1, k + 1, [the_two(sentence, k)]
        elif item.symbol == "X":
            made = unknown_group(document, sentence, k)
        if made:
            made = with_owner(document, sentence, made, taken)
            first, after, found = made
            taken[first] = (after, found)
            covered = after - 1
    chunks: list[Item] = []
    done = 0
    for begin, (after, found) in taken.items():
        if begin < done:
            continue
        chunks += items[done:begin]
        start, end = items[begin].start, items[after - 1].end
        first, last = items[begin].first, items[after - 1].last
        for number, reference in enumerate(found):
            if number:
                chunks.append(Item("&", start, start, first, first))
            chunks.append(Item("G", start, end, first, last, reference))
        done = after
    chunks += items[done:]
    symbols = symbols_of(chunks)
    if "G,G" in symbols or "G&" in symbols or "yG" in symbols:
        chunks = join_leaders(document, join_offices(join_appositions(chunks)))
        symbols = symbols_of(chunks)
    sentence.chunks, sentence.symbols = chunks, symbols
    sentence.references = [
        c.value for c in sentence.chunks if c.value is not None and isinstance(c.value, Reference)
    ]
