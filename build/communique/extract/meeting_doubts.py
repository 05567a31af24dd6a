"""Matches that tell of no meeting: what a word means beside others that a construction does not see."""

from __future__ import annotations

import re

from communique.extract.document import Document, Item
from communique.extract.meeting_draft import trigger_words
from communique.extract.meeting_reading import Reading
from communique.lexicon.tables import word_set

_NO_JOURNEY = frozenset(
    {"hold_talks_with", "hold_talks_together", "two_hold_talks", "talks_between", "talks_of"}
)
_WITH_SUBJECT = frozenset({"meet_transitive", "hold_talks_with", "speak_with", "host", "phone"})
_OF_MANY = frozenset({"gathering", "conference", "summit", "session", "dinner", "reception"})
_THEIR_OWN = frozenset(
    "tension tensions relations ties trade war conflict rivalry dispute friction hostilities"
    " differences border".split()
)
_JOURNEYS = frozenset("tour tours trip trips visit visits stopover".split())


def is_doubtful(reading: Reading) -> bool:
    """Tell whether a match tells of no meeting, whoever its parties are."""
    document, chunks, match = reading.document, reading.chunks, reading.match
    at, rule = reading.at, reading.rule
    if reading.trigger.symbol == "V" and _is_passive(document, chunks, at):
        return True
    if rule == "coordinated_meet" and _is_hosted_with(reading):
        return True
    if (
        rule in _WITH_SUBJECT
        and match.start("a")
        and chunks[match.start("a") - 1].symbol in "rtn"
        and not any(c.symbol == "K" for c in chunks[match.end("a") : at])
    ):
        return True  # "will leave for China on Monday to meet …": China is no subject
    if rule in _NO_JOURNEY and (reading.word in _JOURNEYS or _attends(document, chunks, at)):
        return True  # "a tour of Fiji and Tonga"; "A and B attended a session" that others held
    if rule.startswith("talks_between") and _is_other_noun(reading):
        return True
    return (
        _is_consultation(document, chunks, at)
        or _is_no_event(document, chunks, at, rule)
        or (rule == "meet_transitive" and _is_next_clause(chunks, match))
        or (rule == "meeting_includes" and _is_aim(document, chunks, match))
    )


def _is_other_noun(reading: Reading) -> bool:
    """'A gathering at a time of tensions between Washington and Moscow': the tensions are theirs."""
    if reading.word not in _OF_MANY:
        return False
    at = reading.match.string.index("b", reading.at)
    return at - reading.at > 1 and reading.text_of(reading.chunks[at - 1]) in _THEIR_OWN


def _is_hosted_with(reading: Reading) -> bool:
    """'Announced the summit, jointly hosted with Poland': what was hosted is the summit."""
    told = reading.match.string[reading.match.start() : reading.at + 2]
    return reading.trigger.symbol == "H" and "x" not in told and told.endswith("w")


def _is_passive(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'They have been negotiated': what was negotiated met nobody."""
    before = chunks[trigger - 1] if trigger else None
    if before is None or before.symbol != "x":
        return False
    word = document.text[chunks[trigger].start : chunks[trigger].end]
    return word.endswith("ed") and document.text[before.start : before.end].lower() in word_set(
        "be"
    )


def _is_consultation(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'In consultation with', 'shall consult with': how something is to be done, no meeting."""
    word = document.text[chunks[trigger].start : chunks[trigger].end].lower()
    before = chunks[trigger - 1] if trigger else chunks[trigger]
    lead = document.text[before.start : before.end].lower()
    return (word == "consultation" and lead in ("in", "close")) or (
        word == "consult" and lead == "shall"
    )


def _is_no_event(document: Document, chunks: list[Item], trigger: int, rule: str) -> bool:
    """'Launched a Trade Council', 'will negotiate rules of origin': a body, and an aim."""
    last = document.text[chunks[trigger].start : chunks[trigger].end].split()[-1].lower()
    if chunks[trigger].symbol == "E" and "hold" in rule:
        return trigger_words().get(last) != "Z"
    following = chunks[trigger + 1].symbol if trigger + 1 < len(chunks) else "."
    return last.startswith("negotiat") and rule == "discuss_at_meeting" and following in "_dAmG#X"


def _is_next_clause(chunks: list[Item], match: re.Match[str]) -> bool:
    """'As they met in Ottawa, Trump was away': a comma that nothing opened ends the clause."""
    after = chunks[match.end("t")].symbol if match.end("t") < len(chunks) else ""
    return chunks[match.start("b") - 1].symbol == "," and after != ","


def _is_aim(document: Document, chunks: list[Item], match: re.Match[str]) -> bool:
    """'Talks aimed at bringing Iran back into the deal': what they are for, and not who is there."""
    at = match.string.index("u", match.start("t"))
    return document.text[chunks[at - 1].start : chunks[at - 1].end].lower() == "at"


def _attends(document: Document, chunks: list[Item], trigger: int) -> bool:
    verb = next(
        (c for c in reversed(chunks[max(0, trigger - 5) : trigger]) if c.symbol == "J"), None
    )
    return verb is not None and document.text[verb.start : verb.end].lower().startswith("attend")


def is_somebody_else_s(document: Document, chunks: list[Item], match: re.Match[str]) -> bool:
    """Tell whether a match stands in a quotation and leans on who speaks there: 'I met him', 'they met'.

    What a quotation tells of people by their names ('Today, President Trump and President Zelensky
    had a phone conversation') it tells as the article's own text would.
    """
    if not document.is_quoted(chunks[match.start("t")].start):
        return False
    told = [c.reference for c in chunks[match.start() : match.end()] if c.reference]
    return not told or any(r.kind not in ("person", "country", "body") for r in told)
