"""Rounds to come of the talks told of before: 'A second round is due in Muscat in May'."""

from __future__ import annotations

import re

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_draft import Draft, identity

_NEXT = re.compile(
    r"(?:[Aa]nother|(?:[Aa]|[Tt]he)\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|further"
    r"|fresh|new|next|follow-up|final|\d{1,2}(?:st|nd|rd|th)))\s+(?:[\w-]+\s+){0,2}"
    r"(?:round|meeting|session|summit|talks|negotiations|consultations|discussions)\b"
    r"(?!\s+of\s+(?!the\s+(?:talks|negotiations)|talks|negotiations|consultations|discussions))"
)
_FAR = 5
_AROUND = ("mediator", "host")


def next_round(
    document: Document, sentence: Sentence, trigger: Item, earlier: list[Draft]
) -> list[Party]:
    """Return the countries and bodies of the meeting told last, when a sentence tells of their next one.

    Who will speak for them there is not said, so no person is named.
    """
    lead = _NEXT.match(document.text, sentence.start, sentence.end)
    if lead is None or trigger.start > lead.end():
        return []
    told = [d for d in earlier if d.status != "none"]
    if not told:
        return []
    last = max(told, key=lambda d: max(s[0] for s in d.spans))
    at = document.sentence_at(max(s[0] for s in last.spans)).index
    if sentence.index - at > _FAR or len(last.countries) < 2:
        return []
    evidence = (Evidence(trigger.start, trigger.end),)
    states: dict[str, Party] = {}
    for one in last.parties:
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
