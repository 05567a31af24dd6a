"""Meetings: constructions over chunk symbols give parties, status, date, place and occasion; the
mentions of one meeting in the article are then merged."""

from __future__ import annotations

import re
from functools import cache

from communique.core.edtf import bounds
from communique.core.model import MeetingMention, Party
from communique.extract.dates import dates_in
from communique.extract.document import Document, Sentence, symbols_of
from communique.extract.meeting_chunks import pattern_chunks
from communique.extract.meeting_circumstances import read_circumstances, shown
from communique.extract.meeting_context import know_hosts, place_in_context
from communique.extract.meeting_countries import at_home, of_place
from communique.extract.meeting_delegations import with_leader
from communique.extract.meeting_doubts import is_doubtful, is_somebody_else_s
from communique.extract.meeting_draft import Draft, trigger_words
from communique.extract.meeting_groups import also_met, groups_of
from communique.extract.meeting_holders import name_holders
from communique.extract.meeting_joining import FEWEST, JOINING
from communique.extract.meeting_mediators import mediated_by, mediator_of
from communique.extract.meeting_merge import is_international, merge
from communique.extract.meeting_modes import follow
from communique.extract.meeting_parties import distinct, parties_of
from communique.extract.meeting_reading import Reading
from communique.extract.meeting_rows import make_mention
from communique.extract.meeting_status import is_another, is_definite, ordinal_of, status_of
from communique.extract.meeting_when import carry_over
from communique.extract.meeting_where import named_place
from communique.extract.patterns import possible
from communique.extract.visits import find_visits

_ADDITIONAL = re.compile(
    r"\b(?:additional|another|further|follow-up|separate|earlier|previous|prior|last)\b", re.I
)
_BEGAN = re.compile(
    r"\b(?:began|opened|started|resumed|launched|kicked\s+off)\s+(?:(?:a|an|the|their|two|three|four|five"
    r"|new|fresh|another|formal|[\w-]+)\s+){0,4}$"
)
# Meetings read in one sentence: a text that tells of more in 2,000 characters is no report.
_MOST = 20


def find_meetings(document: Document) -> list[MeetingMention]:
    """Return the meetings that an article reports, in order of their first mention."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        drafts_here = _in_sentence(document, sentence, drafts)
        for draft in drafts_here:
            merge(document, drafts, draft)
    visits = find_visits(document) if drafts else []
    know_hosts(drafts, visits)
    kept = [d for d in drafts if d.status != "none" and is_international(document, d)]
    place_in_context(document, kept, visits)
    name_holders(document, kept)
    return [make_mention(document, d, i) for i, d in enumerate(kept)]


@cache
def opening_words() -> frozenset[str]:
    """Return the words of meeting of which a sentence needs one, or else an event, to report a meeting.

    The others ('held', 'made', 'includes') only stand beside these; a mode that takes one of them for
    its trigger asks for certain words.
    """
    return frozenset(
        word
        for word, symbol in trigger_words().items()
        if symbol not in "Juebj" or "chair" in word or (symbol == "u" and word.startswith("br"))
    )


@cache
def _words_after_another() -> frozenset[str]:
    """Return the opening words, with those by which others join a meeting that was told of before."""
    return opening_words().union(*JOINING.values())


def _in_sentence(document: Document, sentence: Sentence, earlier: list[Draft]) -> list[Draft]:
    opening = _words_after_another() if earlier else opening_words()
    if opening.isdisjoint(sentence.vocabulary) and not (
        "E" in sentence.symbols and not trigger_words().keys().isdisjoint(sentence.vocabulary)
    ):
        return []
    dates = dates_in(document, sentence.start, sentence.end)
    chunks = pattern_chunks(document, sentence, dates)
    symbols = symbols_of(chunks)
    found: list[Draft] = []
    taken: set[int] = set()
    for construction in possible("meetings", frozenset(symbols)):
        if construction.order.match(symbols) is None:
            continue
        for match in construction.pattern.finditer(symbols):
            trigger = match.start("t")
            if (
                trigger in taken
                or len(taken) >= _MOST
                or is_somebody_else_s(document, chunks, match)
            ):
                continue
            mode, rule = construction.mode, construction.name
            made = _read(Reading(document, sentence, chunks, match, mode, rule, earlier))
            if made:
                taken.add(trigger)
                found += made
    found.sort(key=lambda d: d.trigger.start)
    return found


def _read(reading: Reading) -> list[Draft]:
    """Turn one match into meetings: whom it joins, and whether one or several."""
    if is_doubtful(reading):
        return []
    document, chunks, match = reading.document, reading.chunks, reading.match
    earlier = reading.earlier
    left = parties_of(document, reading.references("a"), earlier)
    right = parties_of(document, reading.references("b"), earlier, is_met=True)
    reading.left = with_leader(reading, "a", left)
    reading.right = with_leader(reading, "b", right)
    if not follow(reading):
        return []
    reading.right = at_home(document, reading.left, reading.right)
    status = status_of(document, reading.sentence, chunks, match)
    if reading.rule == "agree_after_talks" and status in ("scheduled", "proposed"):
        status = "held"  # "agreed to restore ties after talks": the ties lie ahead, not the talks
    if reading.rule == "invite_to_place" and status == "held":
        status = "proposed"
    drafts = []
    for members in groups_of(reading):
        parties = distinct(members)
        if len(parties) >= FEWEST.get(reading.rule, 2):
            drafts.append(_draft(reading, parties, status))
    if reading.has("b") and "L" in reading.match["b"]:
        for other in drafts[1:]:
            other.place = None  # "called on A at the Istana and B in his office"
    return drafts + also_met(reading, drafts)


def _draft(reading: Reading, parties: list[Party], status: str) -> Draft:
    """Return one meeting of a match, with what its clause tells of it."""
    document, sentence, chunks = reading.document, reading.sentence, reading.chunks
    trigger, at, rule = reading.trigger, reading.at, reading.rule
    draft = Draft(sentence, trigger, rule, parties, status)
    draft.is_authors = any(
        document.text[e.start : e.end] == "I" for p in parties for e in p.evidence
    )
    lead = document.text[chunks[max(0, at - 5)].start : trigger.start]
    is_again = status == "scheduled" and document.text.startswith(" again", trigger.end)
    is_new = rule == "agree_on_talks" or _ADDITIONAL.search(lead) is not None
    draft.is_additional = is_new or is_again
    draft.ordinal = ordinal_of(document, chunks, at)
    draft.is_definite = is_definite(document, chunks, at)
    if status == "scheduled" and is_another(document, chunks, at):
        draft.is_definite = False
    if rule in ("talks_between", "talks_of"):
        draft.parties += mediator_of(document, chunks, at, parties, reading.earlier)
    if reading.mode in ("set", "set_reference"):
        draft.parties += mediated_by(document, chunks, at, draft.parties, reading.earlier)
    matched = chunks[reading.match.start()].start, chunks[reading.match.end() - 1].end
    draft.spans.append((*shown(document.text, sentence, trigger, matched), rule))
    read_circumstances(document, sentence, chunks, at, draft)
    if draft.place is None and rule == "visit_for_talks":
        draft.place = named_place(document, chunks[reading.match.start("b")])
    draft.parties = of_place(draft)
    carry_over(document, sentence, draft)
    _look_ahead(document, draft)
    return draft


def _has_begun(document: Document, draft: Draft) -> bool:
    """'Envoys began talks here Saturday', of which nothing says that they are over."""
    lead = document.text[max(draft.sentence.start, draft.trigger.start - 40) : draft.trigger.start]
    return _BEGAN.search(lead) is not None


def _look_ahead(document: Document, draft: Draft) -> None:
    """'The prime minister meets the president on Monday': a day to come makes the meeting a plan."""
    if draft.status != "held" or document.base is None or draft.date is None or not draft.date.edtf:
        return
    first, last = bounds(draft.date.edtf)
    if first and first > document.base and draft.date.unit == "day":
        draft.status = "scheduled"
    elif last and 0 <= (document.base - last).days < 2 and _has_begun(document, draft):
        draft.status = "ongoing"
    elif first == last == document.base and draft.trigger.symbol == "M":
        word = document.text[draft.trigger.start : draft.trigger.end].lower()
        if word in ("meet", "meets") and draft.rule.startswith("meet_"):
            draft.status = "ongoing"
