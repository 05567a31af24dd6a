"""Whether a meeting took place: tense, polarity and modality around its word."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.document import Document, Item, Sentence
from communique.extract.meeting_when import CLOSED_RELATIVE
from communique.lexicon.finder import Finder
from communique.lexicon.tables import rows
from communique.text.guarded import Guarded

_PAST_AIM = re.compile(
    r"\b(?:arrived|(?:was|were)\s+in|flew|travell?ed|visited|came|went|returned"
    r"|(?:was|were)\s+(?:pleased|delighted|honou?red|happy|glad|able)"
    r"|had\s+the\s+(?:opportunity|pleasure|privilege|chance|honou?r))\b"
)
_CLAUSES = frozenset("when while as although though whereas since until once after before".split())
_NO = re.compile(r"\bno\s+(?:[\w-]+\s+){0,2}[\w-]+$")
_AHEAD = re.compile(
    r"\s*(?:,?\s*(?:which|that)\s+)?(?:will|is\s+to|are\s+to|(?:is|are)\s+(?:set|due|expected))\b"
)
_ORDINAL = re.compile(
    r"\b(?:their|the)\s+(?P<n>first|second|third|fourth|fifth|sixth)\s+(?:[\w-]+\s+)?[\w-]+$", re.I
)
_COUNTED_FROM = re.compile(
    r"\s+(?:since|under|between|this\s+(?:year|month|week)"
    r"|(?:in|for|of|after)\s+(?:[\w-]+\s+){0,3}(?:years?|months|decades?|weeks|days))\b"
)
# "Made no headway in talks": the talks took place.
_NO_RESULT = re.compile(r"\bno\s+(?:[\w-]+\s+){1,3}?(?=(?:in|at|after|during|from)\s)")
# "Could settle their differences following a meeting": what could be is not the meeting.
_AFTER_IT = Guarded(
    r"^.*\b(?:could|may|might|should|hopes?|wants?|seeks?|offered|urged|called\s+for)\b.*"
    r"(?P<own>\b(?:following|after|since)\s+(?:an?|the|his|her|their|talks)\b.*)$",
    re.S,
)
# "When they meet in Quebec": the present tense after these words looks ahead.
_YET_TO_COME = re.compile(r"\b(?:when|before|until|once|after)\s+(?:\S+\s+){1,6}?meets?$", re.I)
# "Postponed his trip to Beijing, where he had planned to meet …"
_OFF = Guarded(
    r"\b(?P<verb>postponed|put\s+off|delayed|cancell?ed|called\s+off|scrapped|abandoned)\s+(?:\S+\s+){0,3}"
    r"(?:trip|visit|tour|journey)\b[^,;]*,\s+(?:where|when|during\s+which)\b[^,;]*$",
    re.I,
)
# "Announced that he spoke", "postponed the summit and met": what stands before a finite verb in the past
# makes no plan of it.
_PAST = frozenset(
    "met spoke talked conferred discussed hosted received welcomed gathered convened visited saw held had"
    " conducted attended chaired concluded completed huddled sat called phoned telephoned lunched dined"
    " consulted negotiated greeted".split()
)
_BASE = frozenset(
    "meet hold discuss visit call receive host see attend confer consult chair".split()
)
_PERFECT = frozenset({"has", "have", "had", "'ve", "'s", "'d"})
_BOUND = frozenset({"none", "denied", "conditional", "rumoured"})
_OPEN_ENDED = Guarded(r"\b(?:would|could|might|will|ready|willing)\b")
_CUT_RELATIVE = re.compile(r"^(?:who|which|whose)\s[^,;]*,")
_UNDONE = frozenset({"cancelled", "postponed", "declined", "denied"})


@cache
def _status_phrases() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    """Return (side, phrase, the phrase as whole words, status) in the order in which they are tried."""
    return tuple(
        (
            r["side"],
            r["phrase"],
            re.compile(rf"(?<![\w'-]){re.escape(r['phrase'])}(?![\w-])"),
            r["status"],
        )
        for r in rows("meeting_status")
    )


@cache
def _finder() -> Finder:
    return Finder(phrase for _, phrase, _, _ in _status_phrases())


def is_definite(document: Document, chunks: list[Item], trigger: int) -> bool:
    """Tell 'the meeting', 'their talks' and 'the Macron-Merz call' from 'a meeting'."""
    for k in range(trigger - 1, max(-1, trigger - 4), -1):
        if chunks[k].symbol in "Qs":
            return True
        if chunks[k].symbol == "d":
            return document.text[chunks[k].start : chunks[k].end].lower() in (
                "the",
                "their",
                "this",
            )
    return chunks[trigger].symbol == "Z" and trigger > 0 and chunks[trigger - 1].symbol in "G"


def is_another(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'Their third summit', still to come, is none of those held."""
    lead = document.text[chunks[max(0, trigger - 3)].start : chunks[trigger].start].lower()
    return re.search(r"\b(?:next|another|first|second|third|fourth|fifth)\b", lead) is not None


def ordinal_of(document: Document, chunks: list[Item], trigger: int) -> str | None:
    """Return which of theirs a meeting is: 'their second summit', but not 'the first talks since May'."""
    found = _ORDINAL.search(document.text[chunks[max(0, trigger - 4)].start : chunks[trigger].end])
    if found is None or _COUNTED_FROM.match(document.text, chunks[trigger].end):
        return None
    return found["n"].lower()


def _first_status(side: str, words: str, *, is_noun: bool, open_ended: bool) -> str | None:
    phrases = _status_phrases()
    for number in _finder().among(words):
        where, _, pattern, status = phrases[number]
        if where != side or not pattern.search(words):
            continue
        if side == "right" and not (open_ended if status == "conditional" else is_noun):
            continue
        return status
    return None


def _verb_of(chunks: list[Item], trigger: int, passed: str = "dmA_#f") -> int:
    """Return the chunk of the verb of a meeting: the word itself, or what 'three days of talks' hangs on."""
    k = trigger
    if chunks[k].symbol in "ZE":
        k -= 1
        while k > 0 and chunks[k].symbol in passed and trigger - k < 5:
            k -= 1
    return k


def _shares_modal(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'Will address parliament, meet the president and hold talks': each is under the one 'will'."""
    k = _verb_of(chunks, trigger)
    word = document.text[chunks[k].start : chunks[k].end].lower()
    if k < 3 or word not in _BASE or chunks[k - 1].symbol not in ",&":
        return False
    opened = [n for n in range(max(0, k - 30), k) if chunks[n].symbol == "x"]
    if not opened or any(chunks[n].symbol in ";:S" for n in range(opened[-1], k)):
        return False
    modal = document.text[chunks[opened[-1]].start : chunks[opened[-1]].end].lower()
    return modal in ("will", "would", "shall", "is", "are", "was", "were", "could", "may", "might")


def _is_to_be_held(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'Jordan, Syria to hold talks on Monday', as headlines have it."""
    k = _verb_of(chunks, trigger, passed="dmA_#")
    word = document.text[chunks[k].start : chunks[k].end].lower()
    return k > 1 and word in _BASE and chunks[k - 1].symbol == "t" and chunks[k - 2].symbol == "G"


def _is_past(document: Document, chunks: list[Item], trigger: int) -> bool:
    """Tell a finite past: 'met', 'has met', 'held talks', but not 'to have met' or 'would have held'."""
    k = _verb_of(chunks, trigger)
    if k < 1 or chunks[k].symbol in "ZE":
        return False
    words = [document.text[c.start : c.end].replace("’", "'").lower() for c in chunks[: k + 1]]
    if words[k] not in _PAST:
        return False
    j = k - 1
    while j >= 0 and chunks[j].symbol == "v":
        j -= 1
    if j >= 0 and words[j] in _PERFECT:
        return j == 0 or (chunks[j - 1].symbol in "GK&vX" and words[j - 1] not in ("to", "would"))
    return j < 0 or chunks[j].symbol in "GKX&"


def _without_dates(text: str, chunks: list[Item]) -> str:
    """Return the text of chunks with dates blanked: 'on 13 May' is no 'may'."""
    start, words = chunks[0].start, text[chunks[0].start : chunks[-1].end]
    for chunk in chunks:
        if chunk.symbol == "D":
            low, high = chunk.start - start, chunk.end - start
            words = words[:low] + " " * (high - low) + words[high:]
    return words


def status_of(
    document: Document, sentence: Sentence, chunks: list[Item], match: re.Match[str]
) -> str:
    """Return the status that tense, polarity and modality around a trigger give; `none` when it was none."""
    text = document.text
    trigger = match.start("t")
    left_edge = trigger
    while left_edge > 0 and trigger - left_edge < 11 and chunks[left_edge - 1].symbol not in ";:S":
        if chunks[left_edge - 1].symbol == "," and trigger - left_edge > 2:
            break
        before = chunks[left_edge - 1]
        if before.symbol == "c" and text[before.start : before.end].lower() in _CLAUSES:
            break  # "there was no pressure when he met Duterte"
        left_edge -= 1
    if _shares_modal(document, chunks, trigger):
        left_edge = max(0, trigger - 30)
        while left_edge < trigger and chunks[left_edge].symbol not in "x":
            left_edge += 1
    right_edge = trigger + 1
    while (
        right_edge < len(chunks)
        and right_edge - trigger < 18
        and chunks[right_edge].symbol not in ";:S"
    ):
        right_edge += 1
    left = _without_dates(text, chunks[left_edge : trigger + 1]).replace("’", "'").lower()
    left = _CUT_RELATIVE.sub(
        "", CLOSED_RELATIVE.sub(" ", left)
    )  # "Russia, which denies the charge, has summoned …"
    right = text[chunks[trigger].end : chunks[right_edge - 1].end].replace("’", "'").lower()
    left = _NO_RESULT.sub("", left)
    infinitive = trigger > 0 and chunks[trigger - 1].symbol == "t" and chunks[trigger].symbol == "M"
    is_noun = chunks[trigger].symbol in "ZE"
    open_ended = _OPEN_ENDED.search(left) is not None
    if is_noun and _NO.search(left):
        return "none"  # "no meeting is planned"
    off = _OFF.search(text[sentence.start : chunks[trigger].start])
    if off is not None:
        return "postponed" if off["verb"][0].lower() in "pd" else "cancelled"
    if is_noun:
        left = _AFTER_IT.sub(r"\g<own>", left)
    after = _first_status("right", right, is_noun=is_noun, open_ended=open_ended)
    if after is None and is_noun and _AHEAD.match(right):
        after = "scheduled"
    earlier = _first_status("left", left, is_noun=is_noun, open_ended=open_ended)
    if earlier not in _BOUND and _is_past(document, chunks, trigger):
        return after if after in _BOUND else "held"
    # what the sentence says of "the planned meeting" outranks the adjective, but "cancelled a meeting
    # that was due to open" is cancelled
    if after == "none" and earlier in ("scheduled", "proposed", "cancelled"):
        return "cancelled"  # "the planned meeting did not happen"
    if after and not (after in ("scheduled", "ongoing") and earlier in _UNDONE):
        return after
    if earlier:
        return earlier
    if chunks[trigger].symbol == "M" and _YET_TO_COME.search(
        text[sentence.start : chunks[trigger].end]
    ):
        return "scheduled"
    if is_noun and _is_to_be_held(document, chunks, trigger):
        return "scheduled"
    if infinitive:
        past = _PAST_AIM.search(left)
        return "held" if past else "scheduled"
    return "held"
