"""Rounds to come of the talks told of before: 'A second round is due in Muscat in May'."""

from __future__ import annotations

import re

from msgspec.structs import replace

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Reference, Sentence
from communique.extract.meeting_draft import Draft, identity
from communique.extract.meeting_parties import resolve_set
from communique.text.guarded import Guarded

_ORDINAL = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)"
# Up to two words before that for a round, none of which names a body that meets by itself.
_WORDS = r"(?:(?!council|board|cabinet|parliament|committee|court)[\w-]+\s+){0,2}"
_TALKS = r"(?:talks|negotiations|consultations|discussions)"
_NEXT = Guarded(
    rf"(?:[Aa]nother|(?:[Aa]|[Tt]heir|[Tt]he)\s+(?:{_ORDINAL}|further|fresh|new|next|follow-up|final))\s+"
    rf"{_WORDS}(?:round|meeting|session|summit|{_TALKS})\b(?!\s+of\s+(?!the\s+(?:talks|negotiations)|{_TALKS}))"
)
_PAST = Guarded(
    rf"(?:an\s+earlier|(?:a|their|the)\s+(?:{_ORDINAL}|last|latest|previous|earlier|first))\s+"
    rf"{_WORDS}(?:round|meeting|session|summit|dialogue|consultations)\b(?:\s+of\s+(?:the\s+)?{_TALKS})?"
    r"(?=\s+(?:(?:in|at|of|on)\s+[^,.;:]{2,30}?\s+)?(?:(?:was|were|had\s+been|has\s+been)\s+held|took\s+place))"
    rf"|(?:the|their)\s+(?:last|latest|previous|earlier)\s+{_WORDS}(?:round|meeting|session|summit|{_TALKS})\b"
    rf"(?:\s+of\s+(?:the\s+)?(?:\w+\s+)?{_TALKS})?(?=,?\s+(?:held\s+)?(?:in|on|at|last)\s)",
    re.I,
)
_ROUND = re.compile(r"\b(?:round|meeting|session|summit)\b")
_JOINT = re.compile(
    r"\b(?:joint|bilateral|intergovernmental)\b|\b(?:working\s+group|task\s+force)\b", re.I
)
_OFFICIALS = re.compile(
    r"(?:(?:Senior|Top|High-level|Trade|Defence|Military|Government)\s+)?"
    r"(?:[Oo]fficials|[Nn]egotiators|[Dd]iplomats|[Dd]elegations|[Ee]nvoys)$"
)
_FAR = 5
_AROUND = ("mediator", "host")


def next_round(
    document: Document, sentence: Sentence, trigger: Item, earlier: list[Draft], status: str
) -> list[Party]:
    """Return the countries and bodies of the meeting told last, when a sentence tells of another round.

    Who will speak for them there is not said, so no person is named.
    """
    if status in ("none", "ongoing"):
        return []
    rounds = _PAST if status == "held" else _NEXT
    lead = next(
        (
            m
            for m in rounds.finditer(document.text, sentence.start, sentence.end)
            if m.start() < trigger.start < m.end()
            and not _ROUND.search(document.text, m.start(), trigger.start)
        ),
        None,
    )
    if lead is None:
        return []
    last = _told_before(document, sentence, [d for d in earlier if d.status != "none"])
    if last is None or len(last.countries) < 2 or _names_others(sentence, trigger, last):
        return []
    return states_of(last.parties, (Evidence(trigger.start, trigger.end),))


def _told_before(document: Document, sentence: Sentence, told: list[Draft]) -> Draft | None:
    """Return the meeting told last, where that is near to a sentence."""
    last = max(told, key=lambda d: d.last_told, default=None)
    if last is None or sentence.index - document.sentence_at(last.last_told).index > _FAR:
        return None
    return last


def states_of(parties: list[Party], evidence: tuple[Evidence, ...]) -> list[Party]:
    """Return the two or more countries and bodies that parties stand for, mediators left out."""
    states: dict[str, Party] = {}
    for one in parties:
        key = identity(one)
        if key is not None and one.role not in _AROUND:
            states.setdefault(
                key,
                Party(
                    country=one.country,
                    organisation=None if one.country else one.organisation,
                    organisation_key=None if one.country else one.organisation_key,
                    evidence=evidence,
                ),
            )
    return list(states.values()) if len(states) > 1 else []


def _names_others(sentence: Sentence, trigger: Item, last: Draft) -> bool:
    """'Peru's minister said a final round would open on Monday': his round, not that told before."""
    told = {c for r in sentence.references if r.end <= trigger.start for c in r.countries}
    return bool(told - last.countries)


def parties_of_joint_body(document: Document, body: Reference, earlier: list[Draft]) -> list[Party]:
    """Return the two countries told before whose 'joint working group' meets; none where it is another's."""
    if body.kind != "body" or body.countries or not _JOINT.search(body.words):
        return []
    pair = replace(body, kind="set", words="the two sides", office=None, is_plural=True)
    return states_of(resolve_set(document, pair, earlier), (Evidence(body.start, body.end),))


def sides_of_officials(document: Document, people: Reference, earlier: list[Draft]) -> list[Party]:
    """'Senior officials met in Lusaka last Saturday': those of the two who held the talks told before."""
    if people.countries or people.organisation or not _OFFICIALS.match(people.words):
        return []
    told = [d for d in earlier if len(d.countries) == 2 and d.status != "none"]
    last = _told_before(document, document.sentence_at(people.start), told)
    return states_of(last.parties, (Evidence(people.start, people.end),)) if last else []
