"""Tells English from other languages by its script and its function words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from msgspec import Struct

from communique.lexicon.tables import rows

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_WORD = re.compile("[a-z]+")  # quicker, and enough to know English by
_FEWEST_WORDS = 40
_FIRST_SAMPLE = 1_000  # characters
_SAMPLE = 2_400  # characters, from each of the places that a long text is sampled at
_CLEAR_SHARE = 0.15  # of the words, from which a language is recognised
_NO_SHARE = 0.04


class Verdict(Struct, frozen=True):
    """`is_english` is null when the text is too short or too unlike prose to tell.

    `share` is the part of the sampled words that are English function words, `other` the language
    (ISO 639-1) or script that the text looks like when it is not English.
    """

    is_english: bool | None
    share: float = 0.0
    other: str | None = None


@cache
def _vocabularies() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("language_words"):
        found.setdefault(row["language"], set()).add(row["word"])
    return {language: frozenset(words) for language, words in sorted(found.items())}


def judge(text: str) -> Verdict:
    """Say whether `text` is English, from samples of its beginning, middle and end.

    Two tests: more than half of the letters are of another script; or, in forty words or more,
    function words of another language outnumber the few English ones, or there are next to none.
    """
    words = _LATIN_WORD.findall(text[:_FIRST_SAMPLE].lower())
    english = _share(words, ENGLISH)
    if len(words) >= _FEWEST_WORDS and english >= 2 * _CLEAR_SHARE:
        return Verdict(True, english)
    sample = _sampled(text)
    script = _foreign_script(sample)
    if script:
        return Verdict(False, other=script)
    words = _words(sample)
    if len(words) < _FEWEST_WORDS:
        return Verdict(None)
    english = _share(words, ENGLISH)
    if english >= _CLEAR_SHARE:
        return Verdict(True, english)
    share, other = max((_share(words, one), one) for one in _vocabularies() if one != ENGLISH)
    if share > english and share >= _CLEAR_SHARE:
        return Verdict(False, english, other)
    return Verdict(False if english < _NO_SHARE else None, english)


def _words(sample: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(sample)]


def _share(words: list[str], language: str) -> float:
    vocabulary = _vocabularies()[language]
    return sum(map(vocabulary.__contains__, words)) / max(len(words), 1)


def _sampled(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _foreign_script(sample: str) -> str | None:
    """Return the script of most letters when it is not Latin, as Unicode names it ("Cyrillic")."""
    if sample.isascii():
        return None
    # Latin letters end at U+024F, but for a block of additions that Vietnamese uses.
    others = [
        character
        for character in sample
        if character > "\u024f" and not "\u1e00" <= character <= "\u1eff" and character.isalpha()
    ]
    if len(others) < 20:
        return None
    latin = sum(character.isalpha() for character in sample) - len(others)
    if len(others) <= latin:
        return None
    return unicodedata.name(others[len(others) // 2], "another script").split()[0].capitalize()


def declared(language: str) -> str | None:
    """Return a declared language as a BCP 47 tag in lower case, or None when it says nothing.

    "English", "eng" and "en_GB" are read as `en` and `en-gb`.
    """
    tag = language.strip().lower().replace("_", "-")
    if tag in {"", "und", "unknown", "mul", "zxx"}:
        return None
    head, _, rest = tag.partition("-")
    if head in {"english", "eng"}:
        head = ENGLISH
    return f"{head}-{rest}" if rest else head


def is_english_tag(tag: str) -> bool:
    """True for `en` and any of its variants."""
    return tag.split("-")[0] == ENGLISH
