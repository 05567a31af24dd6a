"""The vocabularies as one matcher: the longest known term that starts at a token.

Terms are cased and matched on tokens, so that 'turkey' is no country and 'Iran' is not found in
'Iranian'.  Offices, party nouns and words of saying are matched without case.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from communique.lexicon.channels import Channels
from communique.lexicon.tables import rows, split
from communique.text.segment import tokens

Value = TypeVar("Value")

# When one term stands in several tables, the first kind named here is meant.
KINDS = tuple(
    "country adjective demonym group group_adjective seat capital organisation person event place".split()
)


class Term(Struct, frozen=True):
    """What a gazetteer term stands for; `key` is the key of its reference table."""

    kind: str
    key: str = ""
    country: str | None = None
    name: str = ""
    note: str = ""


class Office(Struct, frozen=True):
    """An office as worded, its type, and the country or body that the words alone imply."""

    office: str
    office_type: str
    country: str | None = None
    organisation_key: str | None = None
    is_plural: bool = False
    is_abbreviation: bool = False
    exception_type: str = ""
    exception_countries: frozenset[str] = frozenset()

    def type_in(self, country: str | None) -> str:
        """Return the office's type in a country: an Indian 'foreign secretary' is an official."""
        is_exception = country is not None and country in self.exception_countries
        return self.exception_type if is_exception else self.office_type


class PartyNoun(Struct, frozen=True):
    """A common noun for a party ('officials', 'delegation'): its kind and office type."""

    noun: str
    kind: str
    office_type: str
    is_plural: bool = False


class Person(Struct, frozen=True):
    """A person of the reference table."""

    key: str
    name: str
    family_name: str
    country: str | None
    sex: str


class Tenure(Struct, frozen=True):
    """An office that a person of the reference table held, with years or days as far as known."""

    office: str
    office_type: str
    country: str | None
    valid_from: str
    valid_to: str


class Cue(Struct, frozen=True):
    """A verb of saying in one of its forms: what it takes, and how far it commits its speaker."""

    lemma: str
    takes: frozenset[str]
    object: str
    polarity: str


def fold(word: str) -> str:
    """Return a word with straight apostrophes and hyphens, as the vocabularies have them."""
    return word.replace("’", "'").replace("‐", "-").replace("‑", "-")


def fold_all(words: list[str], passage: str) -> list[str]:
    """Return the words of a passage folded; most passages have nothing to fold."""
    return words if fold(passage) == passage else [fold(word) for word in words]


_PLAIN = str.maketrans("ıłŁøØđĐæ", "ilLoOdDa")


def without_marks(word: str) -> str:
    """Return a word without diacritical marks: 'Erdoğan' as wire services write it, 'Erdogan'."""
    split_up = unicodedata.normalize("NFD", word.translate(_PLAIN))
    return "".join(c for c in split_up if not unicodedata.combining(c))


class Phrases(Generic[Value]):
    """Longest-match dictionary over token sequences."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}
        self._longer: dict[tuple[str, str], tuple[int, ...]] = {}

    def add(self, phrase: str, value: Value, *, replace: bool = False) -> None:
        """Enter a phrase; the first value stays unless `replace`."""
        key = fold(phrase)
        words = key.split(" ")
        if not all(map(str.isalpha, words)):
            # a word behind it, for "Gen." is one token only where a name can follow
            words = [fold(token.text) for token in tokens(f"{phrase} x", 0, len(phrase) + 2)][:-1]
            key = " ".join(words)
        if not words:
            return
        if key in self.values and not replace:
            return
        self.values[key] = value
        known = self.lengths.get(words[0], ())
        if len(words) not in known:
            self.lengths[words[0]] = tuple(sorted((*known, len(words)), reverse=True))
        if len(words) > 1:
            known = self._longer.get((words[0], words[1]), ())
            if len(words) not in known:
                self._longer[words[0], words[1]] = tuple(sorted((*known, len(words)), reverse=True))

    def match(self, words: list[str], i: int) -> tuple[int, Value] | None:
        """Return the length and value of the longest phrase that starts at word `i`."""
        word = words[i]
        if word not in self.lengths:
            return None
        if i + 1 < len(words):
            for length in self._longer.get((word, words[i + 1]), ()):
                if i + length <= len(words):
                    value = self.values.get(" ".join(words[i : i + length]))
                    if value is not None:
                        return length, value
        value = self.values.get(word)
        return None if value is None else (1, value)

    def find(self, words: list[str]) -> Iterator[tuple[int, int, Value]]:
        """Yield (first word, word after, value) of the phrases in a sequence, the longest at each word."""
        if self.lengths.keys().isdisjoint(words):
            return
        after = 0
        for i, word in enumerate(words):
            if i >= after and word in self.lengths and (found := self.match(words, i)):
                after = i + found[0]
                yield i, after, found[1]


class Lexicon(Struct, frozen=True):
    """All vocabularies, ready to match."""

    terms: Phrases[Term]
    offices: Phrases[Office]
    nouns: Phrases[PartyNoun]
    cues: dict[str, Cue]
    phrasal_cues: dict[tuple[str, str], Cue]
    word_class: dict[str, str]
    openers: frozenset[str]
    modifiers: frozenset[str]
    name_heads: dict[str, str]
    given_names: dict[str, str]
    persons: dict[str, Person]
    tenures: dict[str, tuple[Tenure, ...]]
    surnames: dict[str, tuple[str, ...]]
    organisation_types: dict[str, str]
    channels: Channels


def _plural(office: str) -> str:
    head, of, rest = office.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    elif head.endswith("man"):
        head = head[:-3] + "men"
    else:
        head += "s"
    return head + of + rest


def _terms() -> Phrases[Term]:
    found: dict[str, list[Term]] = defaultdict(list)
    renamed = {"name": "country"}
    for row in rows("country_terms"):
        kind = renamed.get(row["kind"], row["kind"])
        found[row["term"]].append(
            Term(kind, row["country"], row["country"], row["term"], row["note"])
        )
    for row in rows("group_terms"):
        kind = "group_adjective" if row["kind"] == "adjective" else "group"
        found[row["term"]].append(Term(kind, row["group_id"], row["country"] or None, row["term"]))
    for row in rows("organisations"):
        for name in (row["name"], *split(row["name_variants"])):
            found[name].append(
                Term(
                    "organisation",
                    row["organisation_key"],
                    row["country"] or None,
                    row["name"],
                    f"{row['organisation_type']}|{row['note']}",
                )
            )
    for row in rows("persons"):
        for name in (row["name"], *split(row["name_variants"])):
            if " " in name or name.startswith("@") or "-" in name or name.isupper():
                found[name].append(
                    Term("person", row["person_key"], row["country"] or None, row["name"])
                )
    for row in rows("events"):
        for name in (row["name"], *split(row["variants"])):
            found[name].append(Term("event", row["event_key"], None, row["name"]))
    for row in rows("places"):
        found[row["place"]].append(
            Term("place", row["place"], row["country"] or None, row["place"], row["kind"])
        )
    phrases: Phrases[Term] = Phrases()
    rank = {kind: i for i, kind in enumerate(KINDS)}
    for name in sorted(found):
        best = min(found[name], key=lambda t: (rank[t.kind], t.key))
        phrases.add(name, best)
    return phrases


def _offices() -> Phrases[Office]:
    phrases: Phrases[Office] = Phrases()
    for row in rows("offices"):
        short = row["is_abbreviation"].lower() == "true"
        singular = Office(
            row["office"],
            row["office_type"],
            row["country"] or None,
            row["organisation_key"] or None,
            False,
            short,
            row["exception_type"],
            frozenset(split(row["exception_countries"])),
        )
        plural = msgspec.structs.replace(singular, is_plural=True)
        if short:
            phrases.add(row["office"], singular)
            phrases.add(row["office"].upper(), singular)
            if "." in row["office"]:
                phrases.add(row["office"].title(), singular)  # "Gen.", "Lt. Gen."
            continue
        phrases.add(row["office"].lower(), singular)
        for form in split(row.get("plural", "")) or [_plural(row["office"].lower())]:
            phrases.add(form, plural)
    return phrases


def _nouns() -> Phrases[PartyNoun]:
    phrases: Phrases[PartyNoun] = Phrases()
    for row in rows("party_nouns"):
        phrases.add(row["noun"], PartyNoun(row["noun"], row["kind"], row["office_type"]))
        phrases.add(row["plural"], PartyNoun(row["noun"], row["kind"], row["office_type"], True))
    return phrases


def _cues() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for row in rows("verbs_of_saying"):
        cue = Cue(row["lemma"], frozenset(split(row["takes"])), row["object"], row["polarity"])
        for form in (row["lemma"], *split(row["forms"])):
            found.setdefault(form.lower(), cue)
    return found


def _surnames(persons: dict[str, Person]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(persons):
        found[persons[key].family_name].append(key)
    for row in rows("persons"):
        for name in split(row["short_names"]):
            if row["person_key"] not in found[name]:
                found[name].append(row["person_key"])
    for name, keys in list(found.items()):
        plain = without_marks(name)
        if plain != name:
            found[plain] += [k for k in keys if k not in found[plain]]
    return {name: tuple(keys) for name, keys in found.items()}


@cache
def lexicon() -> Lexicon:
    """Load `seeds/reference` once for this process."""
    persons = {
        row["person_key"]: Person(
            row["person_key"],
            row["name"],
            row["family_name"],
            row["country"] or None,
            row["given_name_sex"],
        )
        for row in rows("persons")
    }
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for row in rows("person_offices"):
        tenures[row["person_key"]].append(
            Tenure(
                row["office"],
                row["office_type"],
                row["country"] or None,
                row["valid_from"],
                row["valid_to"],
            )
        )
    words = rows("function_words")
    cues = _cues()
    return Lexicon(
        terms=_terms(),
        offices=_offices(),
        nouns=_nouns(),
        cues={form: cue for form, cue in cues.items() if " " not in form},
        phrasal_cues={
            (first, last): cue
            for cue in cues.values()
            if cue.lemma.count(" ") == 1
            for first, last in [cue.lemma.split()]
        },
        word_class={
            r["word"]: r["class"] for r in words if r["class"] not in ("opener", "modifier")
        },
        openers=frozenset(r["word"] for r in words if r["class"] != "modifier"),
        modifiers=frozenset(r["word"] for r in words if r["class"] == "modifier"),
        name_heads={r["word"]: r["kind"] for r in rows("name_heads")},
        given_names={r["name"]: r["sex"] for r in rows("given_names")},
        persons=persons,
        tenures={key: tuple(value) for key, value in tenures.items()},
        surnames=_surnames(persons),
        organisation_types={
            r["organisation_key"]: r["organisation_type"] for r in rows("organisations")
        },
        channels=Channels(),
    )
