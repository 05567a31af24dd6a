"""What a pronoun says of the measure just told: 'They were lifted in June.'"""

from __future__ import annotations

import re

from communique.extract.document import Document, Sentence
from communique.extract.measure_clause import AGREEMENTS, Draft, action_words, status_table

_TURN = re.compile(
    r"[\s\"“]*(?P<who>They|These|It)\s+(?P<help>was|were|has\s+been|have\s+been|will\s+be|(?:is|are)\s+to\s+be)"
    r"\s+(?:(?:later|then|also|since|eventually|finally|quickly|partly)\s+)?(?P<verb>[a-z]+)\b"
)
_TURNS = frozenset({"lift", "suspend", "delay", "strike"})


def turn(document: Document, sentence: Sentence, drafts: list[Draft]) -> None:
    """Enter what a sentence such as 'They were suspended' says of the one measure told right before it."""
    if not drafts:
        return
    match = _TURN.match(document.text, sentence.start, sentence.end)
    action = action_words().get(match["verb"]) if match else None
    if match is None or action not in _TURNS:
        return
    told = [d for d in drafts if document.sentence_at(d.last_told).index == sentence.index - 1]
    if len(told) != 1 or told[0].measure_type in AGREEMENTS:
        return
    is_plural = document.text[slice(*told[0].noun)].lower().endswith("s")
    if is_plural == (match["who"] == "It") or told[0].status in ("threatened", "proposed"):
        return
    is_ahead = match["help"].startswith(("will", "is", "are"))
    status = status_table().get((action, "future" if is_ahead else "past"))
    if status is not None:
        told[0].status = status
        told[0].spans.append((sentence.start, sentence.end, "measure_pronoun"))
