"""Second pass over unknown runs: surnames of persons named in full elsewhere, or known in office."""

from __future__ import annotations

from communique.extract.document import Document, Entity, Item, Sentence, symbols_of
from communique.extract.names import find_entity, halves, pair_items, person_words, register
from communique.extract.parties import LEADING
from communique.lexicon.lexicon import Term
from communique.lexicon.tables import word_set

_RANKS = (
    "head_of_state",
    "head_of_government",
    "deputy_head",
    "foreign_minister",
    "trade_minister",
)


def resolve_runs(document: Document, sentence: Sentence) -> None:
    """Second pass over unknown runs: surnames of persons that the article names in full elsewhere."""
    lexicon = document.lexicon
    symbols = symbols_of(sentence.items)
    if not ("X" in symbols or "K" in symbols or "L" in symbols):
        return
    if "X" in symbols:
        sentence.items = [
            part
            for item in sentence.items
            for part in (_split_people(document, sentence, item) if item.symbol == "X" else (item,))
        ]
    for k, item in enumerate(sentence.items):
        if item.symbol not in "XKL" or (item.symbol in "KL" and item.last - item.first > 1):
            continue
        words = person_words(item, sentence)
        if item.symbol in "KL":
            before = sentence.items[k - 1] if k else None
            titled = before is not None and before.symbol in "TF"
            if not titled and not _is_surname_here(document, sentence, k):
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


def _is_surname_here(document: Document, sentence: Sentence, k: int) -> bool:
    """'Concepcion said', where the article speaks of Jose Concepcion: no town."""
    item = sentence.items[k]
    term = item.value if isinstance(item.value, Term) else None
    if term is None or term.kind != "place" or (k and sentence.items[k - 1].symbol in "iantdf"):
        return False
    word = document.text[item.start : item.end]
    return any(len(e.words) > 1 and e.words[-1] == word for e in document.entities)


def _is_particle_of(sentence: Sentence, item: Item, entity: Entity) -> bool:
    """'von der Leyen said': the particles of a known surname belong to it."""
    word = sentence.lower[item.first]
    return (
        item.symbol in "_dm"
        and word in word_set("particles")
        and word in (w.lower() for w in entity.words)
    )


def know_surname(document: Document, entity: Entity, office_type: str | None = None) -> None:
    """Give a person named by surname alone ('President Reagan') the key of who held office then."""
    key = _known_surname(document, " ".join(entity.words), office_type)
    if key:
        person = document.lexicon.persons[key]
        entity.person_key, entity.sex = key, entity.sex or person.sex
        if person.country and (entity.country is None or office_type):
            entity.country, entity.country_from_reference = person.country, True


def holder_of(document: Document, entity: Entity, word: str, office_type: str) -> Entity:
    """'President Biden' in an article about Hunter Biden: who held the office, not the namesake."""
    if len(entity.words) == 1 or entity.office_type == office_type:
        return entity
    held = document.lexicon.tenures.get(entity.person_key or "", ())
    if any(t.office_type == office_type for t in held):
        return entity
    key = _known_surname(document, word, office_type)
    if key is None or office_type not in _RANKS:
        return entity
    person = document.lexicon.persons[key]
    known = next((e for e in document.entities if e.person_key == key), None)
    if known is not None:
        return known
    made = Entity(word, (word,), len(document.entities), key, sex=person.sex)
    made.country, made.country_from_reference = person.country, True
    document.entities.append(made)
    return made


def _split_people(document: Document, sentence: Sentence, item: Item) -> list[Item]:
    """'The Jaishankar-Rubio meeting': two persons whom the article names elsewhere."""
    pair = halves(sentence, item)
    if pair is None:
        return [item]
    found = [find_entity(document, (half,)) for half in pair]
    if found[0] is None or found[1] is None or found[0] is found[1]:
        return [item]
    return pair_items(item, ("P", found[0]), ("P", found[1]), len(pair[0]))


def _known_surname(document: Document, word: str, office_type: str | None = None) -> str | None:
    """Return the one person of that family name who held an office when the article was written.

    With `office_type`, of those who held one of that type: 'Vice President Harris' is no taoiseach.
    """
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
            and office_type in (None, t.office_type)
            and int(t.valid_from[:4]) <= year <= int(t.valid_to[:4] if t.valid_to else "9999")
        ]
        if ranks:
            best.setdefault(min(ranks), []).append(key)
    if not best and office_type in LEADING:
        # "where President Reagan and Gorbachev met": no holder now, and only one there ever was
        ever = {
            key
            for key in keys
            for t in document.lexicon.tenures.get(key, ())
            if t.office_type == office_type and t.valid_from and int(t.valid_from[:4]) <= year
        }
        return ever.pop() if len(ever) == 1 else None
    # of several in office the bare surname is that of the one who stands highest
    highest = best[min(best)] if best else []
    return highest[0] if len(highest) == 1 else None


def know_initialled(document: Document, entity: Entity) -> None:
    """Give 'Vladimir V. Putin' the key of Vladimir Putin: the press of New York writes the initial."""
    if not (len(entity.words) == 3 and len(entity.words[1]) == 2 and entity.words[1][1] == "."):
        return
    term = document.lexicon.terms.values.get(f"{entity.words[0]} {entity.words[2]}")
    if term is not None and term.kind == "person":
        person = document.lexicon.persons[term.key]
        entity.person_key, entity.sex = term.key, entity.sex or person.sex
        if entity.country is None and person.country:
            entity.country, entity.country_from_reference = person.country, True
