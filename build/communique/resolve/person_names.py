"""Compares two written names of persons: how well they can be names of one person."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from communique.lexicon.tables import rows, word_set

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
# Two words of at least this many letters may differ by the spelling of a sound.
_LONG, _ALIKE = 5, 0.93


class Name(Struct, frozen=True):
    """A name in parts: folded words, with generation words ("jr") and single letters apart."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    generation: str

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing but one word, a family name as a rule, is given."""
        return len(self.words) == 1 and not self.initials


def fold(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, diacritics, dots and hyphens."""
    if name.isascii():  # most are, and have no marks to take off
        return tuple(_PLAIN_WORD.findall(name.lower().replace("'", "").replace("`", "")))
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʻʼ`")
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


@lru_cache(maxsize=65_536)
def parse(name: str) -> Name:
    """Return a name in parts; titles and the marks of a handle ("@DrSJaishankar") are no part of it."""
    if name.startswith("@"):
        name = _CAMEL.sub(" ", name[1:].replace("_", " "))
    generations = word_set("name_generations")
    words, initials, generation = [], [], ""
    for word in fold(name):
        if word in generations:
            generation = word
        elif len(word) == 1 and word.isalpha():
            initials.append(word)
        elif word not in _titles():
            words.append(word)
    return Name(tuple(words), tuple(initials), generation)


@cache
def _titles() -> frozenset[str]:
    return frozenset(part for word in word_set("honorifics") for part in fold(word))


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(r["pattern"]), r["sound"]) for r in rows("name_sounds"))


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return a word as it sounds, over the ways in which it is written in Latin letters."""
    for pattern, replacement in _sounds():
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=262_144)
def word_alike(a: str, b: str) -> float:
    """Return how well two words can be spellings of one name, 0 to 1."""
    if a == b:
        return 1.0
    x, y = sound(a), sound(b)
    if x == y:
        return 0.97
    if a[0] != b[0] and x[0] != y[0]:
        return 0.0
    if min(len(a), len(b)) < _LONG:
        return 0.0
    alike = float(JaroWinkler.similarity(x, y))
    return alike if alike >= _ALIKE and abs(len(x) - len(y)) <= 1 else 0.0


def alike(a: Name, b: Name) -> float:
    """Return how well two names can be of one person: 0 when they clash, 1 when they are the same.

    Each word of the shorter one has its like in the longer one, in any order; a letter stands for
    a word that begins with it. A generation word or other middle letters tell persons apart.
    """
    if a.generation != b.generation or not a.words or not b.words:
        return 0.0
    if "".join(a.words) == "".join(b.words) and a.initials == b.initials:
        return 1.0  # "Tae-yong" is "Taeyong"
    short, long = sorted((a, b), key=lambda n: (len(n.words), len(n.initials)))
    left = list(long.words)
    total = 0.0
    for word in short.words:

        def likeness(other: str, word: str = word) -> float:
            return word_alike(word, other) or _short_form(short, long, word, other)

        best = max(left, key=likeness, default=None)
        if best is None or not likeness(best):
            return 0.0
        total += likeness(best)
        left.remove(best)
    if not _in_place(short, long, left):
        return 0.0
    if not _initials_fit(short.initials, long.initials, left):
        return 0.0
    given = len(short.words) + len(short.initials)
    return total / len(short.words) * (1.0 if given > 1 else 0.5)


def _short_form(short: Name, long: Name, word: str, other: str) -> float:
    """Return how well a given name is the beginning of the other's ("Phil", "Philip"), 0 when not."""
    if (word, other) != (short.words[0], long.words[0]) or len(short.words) != len(long.words):
        return 0.0
    a, b = sorted((word, other), key=len)
    is_short = len(short.words) > 1 and len(a) >= 3 and len(b) >= len(a) + 2
    return 0.9 if is_short and b.startswith(a) else 0.0


def _in_place(short: Name, long: Name, left: list[str]) -> bool:
    """Tell whether the shorter name begins as the longer one does, or leaves no word of it out.

    "Salman bin Abdulaziz" stands inside "Mohammed bin Salman bin Abdulaziz", who is his son.
    """
    if len(short.words) == 1 or not set(left) - word_set("particles"):
        return True
    return word_alike(short.words[0], long.words[0]) > 0


def _initials_fit(mine: tuple[str, ...], theirs: tuple[str, ...], words: list[str]) -> bool:
    """Tell whether letters stand for words that the other name has, or for nothing it gives."""
    rest = list(words)
    open_letters = []
    for letter in mine:
        match = next((w for w in rest if w.startswith(letter)), None)
        if match is None:
            open_letters.append(letter)
        else:
            rest.remove(match)
    if not open_letters:
        return True
    # "George W. Bush" and "George H. W. Bush" are two; "John F. Kerry" and "John Kerry" are one.
    return not theirs or tuple(open_letters) == theirs


def block_keys(name: Name) -> set[str]:
    """Return what two names of one person have in common: the sound of some longer word."""
    particles = word_set("particles")
    words = [w for w in name.words if len(w) > 2 and w not in particles]
    return {sound(w)[:4] for w in words or name.words}


def forget() -> None:
    """Let go of the comparisons of names, which are many where archives are large."""
    word_alike.cache_clear()
    sound.cache_clear()
    parse.cache_clear()
