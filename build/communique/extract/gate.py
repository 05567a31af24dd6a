"""The gate: an article in which no construction can find anything is done, after a look at its words.

Most of a large archive is about something else. Each test asks for what a row cannot do without; where
one passes, the cascade runs and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from communique.extract.document import CLASS_SYMBOLS
from communique.extract.measures import naming_phrases
from communique.extract.meeting_draft import trigger_words
from communique.extract.meetings import opening_words
from communique.lexicon.lexicon import Cue, fold, lexicon
from communique.lexicon.tables import rows, word_set
from communique.text.quotes import find_quotes
from communique.text.segment import paragraphs

_RUN = re.compile(r"[^\W\d_]+|\d+")
_WORD_BEFORE = re.compile(r"([A-Za-z]+) +$")
_COMMA_BEFORE, _COMMA_AFTER = re.compile(r",[\W_]*$"), re.compile(r"[\W_]*?,")
# What a verb of saying can take without quotation marks.
_TAKES_WORDS = frozenset({"that", "to", "as"})
# Words before which these symbols stand: between one of them and its noun there is no verb of saying.
_BEFORE_NOUNS = frozenset("dQmfriaonwbg")
# With a participle these may open a report ("by saying that …"), whatever their class.
_BEFORE_PARTICIPLES = frozenset({"by", "before", "after", "while", "despite", "without", "as"})
# Those who sit down with somebody meet.
_SITTING = frozenset({"sat", "sit", "sits", "sitting"})
_LONGEST_LINE = 2000


def may_report(text: str) -> bool:
    """Tell whether a text can report a meeting, a statement or a measure; False is certain."""
    if " said " in text:
        return True
    lower = text.lower()
    words = frozenset(_RUN.findall(lower))
    return (
        _telling().any_in(words, lower)
        or (_events().any_in(words, lower) and _triggers().any_in(words, lower))
        or bool(find_quotes(text, paragraphs(text)))
        or any(_may_say(text, word, words) for word in sorted(words & _cues().keys()))
        or _gives_noun(text, words)
    )


class _Phrases:
    """Phrases by the longest of their runs of letters: tokens are made of whole runs."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for phrase in phrases:
            lower = fold(phrase.lower())
            runs: list[str] = _RUN.findall(lower)
            self._known.setdefault(max(runs, key=len), []).append((lower, frozenset(runs)))

    def any_in(self, words: frozenset[str], lower: str) -> bool:
        """Tell whether a text may hold one: all of its runs, and a single word with its hyphens."""
        return any(
            runs <= words and (" " in phrase or len(runs) == 1 or phrase in fold(lower))
            for word in words & self._known.keys()
            for phrase, runs in self._known[word]
        )


@cache
def _telling() -> _Phrases:
    """Return the words and phrases by which a meeting or a measure is told, or a source named."""
    meeting = (f"{w} down" if w in _SITTING else w for w in opening_words())
    return _Phrases(["according", *meeting, *naming_phrases()])


@cache
def _events() -> _Phrases:
    names = [name for name, term in lexicon().terms.values.items() if term.kind == "event"]
    return _Phrases([*names, *(r["word"] for r in rows("name_heads") if r["kind"] == "event")])


@cache
def _triggers() -> _Phrases:
    return _Phrases(trigger_words())


@cache
def _cues() -> dict[str, Cue]:
    """Return the verbs of saying that can report without quotation marks."""
    known = lexicon()
    wordy = _TAKES_WORDS | {"quote"}
    return {w: c for w, c in known.cues.items() if _is_open(w, c) or not c.takes.isdisjoint(wordy)}


@cache
def _phrasal() -> frozenset[str]:
    return frozenset(first for first, _ in lexicon().phrasal_cues)


def _is_open(word: str, cue: Cue) -> bool:
    """Tell a verb that reports by more ways than those it is said to take."""
    return cue.lemma in _phrasal() or cue.lemma == "express" or word in word_set("passive_cues")


@cache
def _words_before_nouns() -> frozenset[str]:
    """Return the words behind which no verb of saying stands: articles, possessives, prepositions."""
    known = lexicon()
    ends = {
        phrase.rsplit(" ", 1)[-1].lower()
        for phrases in (known.terms, known.offices, known.nouns)
        for phrase in phrases.values
        if " " in phrase
    }
    words = {w for w, kind in known.word_class.items() if CLASS_SYMBOLS[kind] in _BEFORE_NOUNS}
    return frozenset(words | known.modifiers) - ends - _BEFORE_PARTICIPLES


def _may_say(text: str, word: str, words: frozenset[str]) -> bool:
    """Tell whether a verb of saying stands in a text that has no quotation marks, as far as words show."""
    cue = _cues()[word]
    takes = cue.takes & _TAKES_WORDS
    if "as" not in words:
        takes -= {"as"}
    reports = bool(takes) or _is_open(word, cue)
    if not reports and "quote" not in cue.takes:
        return False
    return any(
        not _is_noun(text, match) and (reports or _stands_beside_comma(text, match))
        for match in re.finditer(rf"\b{word}\b", text, re.I)
    )


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Tell a word that what stands before it makes no verb: 'the report', 'of claims', 'Daily Express'."""
    start = match.start()
    line = text.rfind("\n", 0, start) + 1
    if start - line > _LONGEST_LINE:
        return False
    before = _WORD_BEFORE.search(text, max(line, start - 40), start)
    if before is None or before.start() == start - 40:
        return False
    inside_name = text[start].isupper() and match[0].lower() not in lexicon().word_class
    return inside_name or before[1].lower() in _words_before_nouns()


def _stands_beside_comma(text: str, match: re.Match[str]) -> bool:
    """'It was, Albanese began, a good day': where else a verb like that takes nothing but a quotation."""
    before = _COMMA_BEFORE.search(text, max(0, match.start() - 40), match.start())
    return before is not None or _COMMA_AFTER.match(text, match.end()) is not None


def _gives_noun(text: str, words: frozenset[str]) -> bool:
    """Tell whether a noun of saying stands before 'that': 'Seoul's claim that …'."""
    nouns = words & word_set("nouns_of_saying")
    return any(re.search(rf"\b{noun}[\W_]+that\b", text, re.I) for noun in sorted(nouns))
