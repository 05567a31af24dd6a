"""Meetings: constructions over chunk symbols give parties, status, date, place and occasion; the
mentions of one meeting in the article are then merged."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from communique.core.edtf import bounds
from communique.core.model import MeetingMention, Party
from communique.extract.dates import find_dates
from communique.extract.document import Document, Item, Reference, Sentence, symbols_of
from communique.extract.meeting_chunks import pattern_chunks
from communique.extract.meeting_circumstances import read_circumstances, shown
from communique.extract.meeting_context import place_in_context
from communique.extract.meeting_draft import VISIT, Draft, identity, trigger_words
from communique.extract.meeting_merge import is_international, merge
from communique.extract.meeting_parties import (
    at_home,
    colleagues,
    distinct,
    guest_before,
    is_set,
    led,
    led_after,
    mediated_by,
    mediator_of,
    named_counterparts,
    of_place,
    owned,
    parties_of,
    visited,
    with_role,
)
from communique.extract.meeting_rounds import (
    next_round,
    parties_of_joint_body,
    sides_of_officials,
)
from communique.extract.meeting_rows import make_mention
from communique.extract.meeting_status import is_another, is_definite, status_of
from communique.extract.meeting_subject import sentence_subject
from communique.extract.meeting_when import carry_over
from communique.extract.meeting_where import named_place
from communique.extract.patterns import possible
from communique.lexicon.tables import word_set
from communique.text.guarded import Guarded

_ADDITIONAL = re.compile(
    r"\b(?:additional|another|further|follow-up|separate|earlier|previous|prior)\b", re.I
)
_SEPARATE = Guarded(r"\bseparate(?:ly)?\b|\bone-on-one\b|\bindividually\b", re.I)
_EACH = Guarded(r"\bseparately\b|\bin\s+separate\b", re.I)
_TOGETHER = Guarded(r"\b(?:together|jointly|trilateral|three-way|joint|four-way)\b", re.I)
_TALKS = (
    "talks",
    "negotiations",
    "discussions",
    "consultations",
    "meeting",
    "meetings",
    "summit",
    "call",
    "conversation",
    "encounter",
    "phone-call",
    "bilaterals",
)
_MANY = 3
_MEALS = frozenset("banquet breakfast dinner lunch luncheon reception tea".split())
# Modes that read a match as another does, and those that first ask for a word as trigger.
_READS_AS = {
    "gerund": "with",
    "meal": "host",
    "visit_place": "pair",
    "after_talks": "set",
    "their_talks": "set_reference",
    "participle": "set",
}
_ASKS_FOR: dict[str, Collection[str]] = {
    "gerund": ("meeting",),
    "meal": _MEALS,
    "visit_place": _TALKS,
    "after_talks": _TALKS,
    "their_talks": _TALKS,
}
_GATHERINGS = frozenset(
    "summit summits conference gathering meeting meetings talks forum session dialogue".split()
)
_ATTENDING = re.compile(
    r"(?:attend(?:s|ed|ing)?|join(?:s|ed|ing)?|participat(?:es?|ed|ing)|t(?:ook|akes?|aking)\s+part)\b"
)
_JOINING = {
    "attended": frozenset({"attended", "attend", "joined", "part"}),
    "joined": frozenset({"joined"}),
    "attending": frozenset({"attending", "present"}),
}
_VISITS = ("visit_for_talks", "visit_country_for_talks")
# Meetings read in one sentence: a text that tells of more in 2,000 characters is no report.
_MOST = 20
_JOURNEYS = frozenset("tour tours trip trips visit visits stopover".split())
_CONFERENCES = frozenset("summit conference gathering forum".split())
_ADDRESSED = frozenset("told addressed opened attended".split())
_IT_WAS = re.compile(
    r"(?:It|The\s+(?:summit|meeting|conference|gathering|talks|forum|session))\s+(?:was|were|is)\s+(?:\w+\s+)?$"
)
# An adjunct of time or place, 'and (with)', and somebody who is not the subject of what follows.
_AND_WITH = re.compile(
    r"(?:m?[oiaz]?d?[LD][_v]?,?){1,3}(?:&,?v?,?w|,?&)(?P<who>G)(?=[.,;]|m?[oia]?d?[DL]|$)"
)
_AND_AGAIN = re.compile(r"(?:m?[oiaz]?d?[LD][_v]?){1,3},?&v(?=m?[oia]?d?[DL])")
_TIME = re.compile(r"\b(?:hours?|minutes|day|morning|afternoon|evening|weekend)\b")
# How many parties a gathering's first mention must name: others are told of after it.
_FEWEST = {"at_summit": 1, "body_meets": 1, "gathering_hosted": 0, "gathering_opened": 0}
_ON_OCCASION = frozenset("after at during following in".split())
_TOLD = ("told", "assured", "informed", "asked", "urged", "briefed", "thanked", "warned")


def find_meetings(document: Document) -> list[MeetingMention]:
    """Return the meetings that an article reports, in order of their first mention."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        drafts_here = _in_sentence(document, sentence, drafts)
        for draft in drafts_here:
            merge(document, drafts, draft)
    kept = [d for d in drafts if d.status != "none" and is_international(document, d)]
    place_in_context(document, kept)
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
    return opening_words().union(*_JOINING.values())


def _in_sentence(document: Document, sentence: Sentence, earlier: list[Draft]) -> list[Draft]:
    opening = _words_after_another() if earlier else opening_words()
    if opening.isdisjoint(sentence.lower) and not (
        any(c.symbol == "E" for c in sentence.chunks)
        and not trigger_words().keys().isdisjoint(sentence.lower)
    ):
        return []
    dates = find_dates(
        document.text, sentence.start, sentence.end, document.base, document.base_kind
    )
    chunks = pattern_chunks(document, sentence, dates)
    symbols = symbols_of(chunks)
    found: list[Draft] = []
    taken: set[int] = set()
    for construction in possible("meetings", frozenset(symbols)):
        for match in construction.pattern.finditer(symbols):
            trigger = match.start("t")
            if (
                trigger in taken
                or len(taken) >= _MOST
                or _is_somebody_else_s(document, chunks, match)
            ):
                continue
            made = _read(
                document, sentence, chunks, match, construction.mode, construction.name, earlier
            )
            if made:
                taken.add(trigger)
                found += made
    found.sort(key=lambda d: d.trigger.start)
    return found


def _is_somebody_else_s(document: Document, chunks: list[Item], match: re.Match[str]) -> bool:
    """Tell whether a match stands in a quotation and leans on who speaks there: 'I met him', 'they met'.

    What a quotation tells of people by their names ('Today, President Trump and President Zelensky
    had a phone conversation') it tells as the article's own text would.
    """
    if not document.is_quoted(chunks[match.start("t")].start):
        return False
    told = [c.reference for c in chunks[match.start() : match.end()] if c.reference]
    return not told or any(r.kind not in ("person", "country", "body") for r in told)


def _references(
    document: Document, chunks: list[Item], match: re.Match[str], group: str
) -> list[Reference]:
    if group not in match.re.groupindex or match[group] is None:
        return []
    low, high = match.span(group)
    if low and "," in match[group] and "&" not in match[group] and chunks[low - 1].symbol in "_zi":
        # "Before leaving Riyadh, Sharif had talks with …": no list
        low = match.end(group) - match[group][::-1].index(",")
    found = [
        owned(document, chunks, k)
        for k in range(low, high)
        if isinstance(chunks[k].value, Reference)
        # "Putin's aide": the aide was there, not Putin
        and not (k + 2 < high and chunks[k + 1].symbol == "s")
    ]
    return named_counterparts(document, found)


def _is_passive(document: Document, chunks: list[Item], trigger: int) -> bool:
    """'They have been negotiated': what was negotiated met nobody."""
    before = chunks[trigger - 1] if trigger else None
    if before is None or before.symbol != "x":
        return False
    word = document.text[chunks[trigger].start : chunks[trigger].end]
    return word.endswith("ed") and document.text[before.start : before.end].lower() in word_set(
        "be"
    )


def _is_aim(document: Document, chunks: list[Item], match: re.Match[str]) -> bool:
    """'Talks aimed at bringing Iran back into the deal': what they are for, and not who is there."""
    at = match.string.index("u", match.start("t"))
    return document.text[chunks[at - 1].start : chunks[at - 1].end].lower() == "at"


def _is_passive_of_host(chunks: list[Item], match: re.Match[str]) -> bool:
    """Tell 'was received by' and 'Kim, received by' from 'welcomed passage by parliament'."""
    at = match.start("t")
    lead = "".join(c.symbol for c in chunks[max(0, at - 3) : at])
    between = "".join(c.symbol for c in chunks[at + 1 : match.end()])
    return "x" in lead or "_" not in between.partition("y")[0]


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


def _read(
    document: Document,
    sentence: Sentence,
    chunks: list[Item],
    match: re.Match[str],
    mode: str,
    rule: str,
    earlier: list[Draft],
) -> list[Draft]:
    """Turn one match into meetings: whom it joins, and whether one or several."""
    trigger = chunks[match.start("t")]
    if trigger.symbol == "V" and _is_passive(document, chunks, match.start("t")):
        return []
    if _is_consultation(document, chunks, match.start("t")):
        return []
    if _is_no_event(document, chunks, match.start("t"), rule):
        return []
    if rule == "meet_transitive" and _is_next_clause(chunks, match):
        return []
    left = parties_of(document, _references(document, chunks, match, "a"), earlier)
    right = parties_of(document, _references(document, chunks, match, "b"), earlier, is_met=True)
    left = led(document, chunks, match, left, earlier)
    word = document.text[trigger.start : trigger.end].lower()
    if word not in _ASKS_FOR.get(mode, (word,)):
        return []
    if rule == "meeting_includes" and _is_aim(document, chunks, match):
        return []
    if rule == "talks_of" and word in _JOURNEYS:
        return []  # "a tour of Fiji, Tonga and Samoa"
    right = led_after(document, chunks, match, right, earlier)
    if mode == "passive" and not _is_passive_of_host(chunks, match):
        return []
    if mode == "visit_place":
        right = visited(document, chunks[match.start("b")], left)
    if mode == "after_talks":
        before = chunks[match.start("v")] if "v" in match.re.groupindex else None
        if before and document.text[before.start : before.end].lower() not in _ON_OCCASION:
            return []  # "agreed to speed up talks"
    mode = _READS_AS.get(mode, mode)
    if mode in ("chaired", "chairs_with"):
        if "chair" not in word:
            return []
        last = max(earlier, key=lambda d: max(s[0] for s in d.spans), default=None)
        is_same = _IT_WAS.match(document.text[sentence.start : trigger.start]) is not None
        if rule == "chaired_by" and is_same and last is not None and last.rule in _FEWEST:
            _join(document, sentence, trigger, [with_role(p, "chair") for p in left], earlier, rule)
            return []
        mode = "set" if mode == "chaired" else "pair"
    if mode == "convener":
        if not word.startswith("br"):
            return []
        mode = "set"
        left = [with_role(p, "host") for p in left] + right
    if mode == "roster":
        lead = document.text[chunks[match.start("v")].start : trigger.start]
        is_gathering = word in _GATHERINGS or trigger.symbol == "E"
        if not is_gathering or not _ATTENDING.match(lead):
            return []
        mode = "set"
    if mode == "joint_body":
        body = _references(document, chunks, match, "a")
        left = parties_of_joint_body(document, body[0], earlier) if body else []
        if not left:
            return []
        mode = "set"
    if mode == "officials":
        people = _references(document, chunks, match, "a")
        left = sides_of_officials(document, people[0], earlier) if people else []
        if not left:
            return []
        mode = "set"
    if mode == "body_meets":
        if len(left) != 1 or left[0].country or not left[0].organisation or not left[0].office:
            return []
        mode = "set"
    if mode == "gathering":
        if word not in _CONFERENCES and trigger.symbol != "E":
            return []
        verb = chunks[match.start("v")] if "v" in match.re.groupindex else trigger
        if document.text[verb.start : verb.end].lower().startswith(("welcom", "receiv", "attend")):
            return []
        mode = "set"
    if mode == "roster_list":
        lead = document.text[sentence.start : trigger.start]
        if word not in _GATHERINGS or not _ATTENDING.search(lead):
            return []
        mode = "set"
    is_mutual = document.text.startswith((" each other", " one another"), trigger.end)
    if trigger.symbol == "Y" and mode in ("set", "set_reference") and not is_mutual:
        return []
    if mode in ("spent", "spent_with"):
        told = document.text[trigger.start : chunks[match.start("b")].start]
        if not _TIME.search(told):
            return []
        mode = "pair" if mode == "spent" else "with"
    if mode == "told_gathering":
        verb = chunks[match.start("v")]
        if word in _CONFERENCES and document.text[verb.start : verb.end].lower() in _ADDRESSED:
            _join(document, sentence, trigger, left, earlier, rule)
        return []
    if mode in _JOINING:
        if word in _JOINING[mode]:
            _join(document, sentence, trigger, left, earlier, rule)
        return []
    if mode == "guest":
        meal = chunks[match.start("v")]
        right = guest_before(document, sentence, trigger, left)
        if document.text[meal.start : meal.end].lower() not in _MEALS:
            return []
        mode = "host"
    if mode == "body":
        mode = "pair"
        if not any(p.organisation and not p.name for p in right) or not all(p.name for p in left):
            return []
    if mode == "union":
        mode, left = "set", left + right
    if mode in ("with", "with_named"):
        if mode == "with_named" and not all(p.name for p in right):
            return []
        mode = "with"
        left = sentence_subject(document, sentence, chunks, match.start("t"), earlier, right)
        if not left and len(right) > 1 and "&" not in match["b"]:
            # "After talks with X, Y said": the last of the list is the subject of the sentence
            left, right = right[-1:], right[:-1]
    if mode in ("call", "invitation"):
        mode = "pair"
        if not all(p.name for p in left + right):
            return []
    if mode == "told_at":
        mode = "pair"
        verb = chunks[match.start("v")]
        if document.text[verb.start : verb.end].lower() not in _TOLD:
            return []
        if not all(p.name for p in left + right):
            return []
    if mode == "visit":
        mode = "called_on"
        if not right or not all(p.name or p.office for p in right):
            return []
    if mode == "visit_invited":
        mode = "called_on"
        if not VISIT.match(document.text, trigger.start):
            return []
    if mode == "set_reference":
        first = _references(document, chunks, match, "a")
        if not first or not is_set(first[0]):
            return []
    roles_swapped = mode == "passive"
    if roles_swapped:
        left, right = right, left
        mode = "host"
    if mode in ("host", "called_on"):
        roles = ("host", "visitor") if mode == "host" else ("visitor", "host")
        guests = _references(document, chunks, match, "a" if roles_swapped else "b")
        if mode == "host" and not (
            any(p.name or p.office for p in right)
            or any(r.noun_kind == "delegation" for r in guests)
        ):
            return []
        left = [with_role(p, roles[0]) for p in left]
        right = [with_role(p, roles[1]) for p in right]
    if mode == "next_round":
        told = status_of(document, sentence, chunks, match)
        left = next_round(document, sentence, trigger, earlier, told)
        if not left:
            return []
        mode = "set"
    if mode not in ("set", "set_reference") and (not left or not right):
        return []
    right = at_home(document, left, right)
    groups = _split(document, sentence, left, right, mode, rule)
    if "b" in match.re.groupindex and match["b"] and "L" in match["b"] and mode != "set":
        groups = [[*left, one] for one in right]  # "at the Istana, and B in his office": two calls
    status = status_of(document, sentence, chunks, match)
    if rule == "agree_after_talks" and status in ("scheduled", "proposed"):
        status = "held"  # "agreed to restore ties after talks": the ties lie ahead, not the talks
    if rule == "invite_to_place" and status == "held":
        status = "proposed"
    spans = (match.start(), match.end())
    drafts = []
    for members in groups:
        parties = distinct(members)
        if len(parties) < _FEWEST.get(rule, 2):
            continue
        draft = Draft(sentence, trigger, rule, parties, status)
        draft.is_authors = any(
            document.text[e.start : e.end] == "I" for p in parties for e in p.evidence
        )
        lead = document.text[chunks[max(0, match.start("t") - 5)].start : trigger.start]
        draft.is_additional = _ADDITIONAL.search(lead) is not None or (
            status == "scheduled" and document.text.startswith(" again", trigger.end)
        )
        draft.is_definite = is_definite(document, chunks, match.start("t"))
        if status == "scheduled" and is_another(document, chunks, match.start("t")):
            draft.is_definite = False
        if rule in ("talks_between", "talks_of"):
            draft.parties += mediator_of(document, chunks, match.start("t"), parties, earlier)
        if mode in ("set", "set_reference"):
            draft.parties += mediated_by(document, chunks, match.start("t"), draft.parties, earlier)
        matched = chunks[spans[0]].start, chunks[spans[1] - 1].end
        draft.spans.append((*shown(document.text, sentence, trigger, matched), rule))
        read_circumstances(document, sentence, chunks, match.start("t"), draft)
        if draft.place is None and rule in _VISITS:
            draft.place = named_place(document, chunks[match.start("b")])
        draft.parties = of_place(draft)
        carry_over(document, sentence, draft)
        _look_ahead(document, draft)
        drafts.append(draft)
    return drafts + _also_met(document, sentence, chunks, match, left, drafts, earlier)


def _also_met(
    document: Document,
    sentence: Sentence,
    chunks: list[Item],
    match: re.Match[str],
    left: list[Party],
    drafts: list[Draft],
    earlier: list[Draft],
) -> list[Draft]:
    """'Talked with Xi on Monday and with Putin on Saturday', 'met him in May and again in Bali last month':
    a second meeting, with a day and a place of its own."""
    if not drafts or not left or "b" not in match.re.groupindex or match["b"] is None:
        return []
    first = drafts[0]
    tail = symbols_of(chunks[match.end("b") :])
    found, again = _AND_WITH.match(tail), _AND_AGAIN.match(tail)
    if found is not None:
        low, high = (match.end("b") + n for n in found.span("who"))
        guests = [c.reference for c in chunks[low:high] if c.reference is not None]
        right = parties_of(document, guests, earlier, is_met=True)
        if not right or {p.name for p in right} & {p.name for p in left}:
            return []
        parties = distinct([*left, *right])
    elif again is not None and len(drafts) == 1:
        high, parties = match.end("b") + again.end(), list(first.parties)
    else:
        return []
    if len(parties) < 2:
        return []
    draft = Draft(sentence, first.trigger, first.rule, parties, first.status)
    draft.medium, draft.setting = first.medium, first.setting
    after = chunks[high : high + 4]
    end = after[-1].end if after else chunks[high - 1].end
    is_future = first.status == "scheduled"
    days = find_dates(
        document.text, chunks[high - 1].end, end, document.base, document.base_kind, is_future
    )
    draft.date = days[0] if days else None
    places = [
        c for n, c in enumerate(after) if c.symbol == "L" and n and after[n - 1].symbol in "iad"
    ]
    draft.place = named_place(document, places[0]) if places else None
    draft.is_additional = again is not None
    draft.spans.append((first.spans[0][0], end, first.rule))
    return [draft]


def _look_ahead(document: Document, draft: Draft) -> None:
    """'The prime minister meets the president on Monday': a day to come makes the meeting a plan."""
    if draft.status != "held" or document.base is None or draft.date is None or not draft.date.edtf:
        return
    first, last = bounds(draft.date.edtf)
    if first and first > document.base and draft.date.unit == "day":
        draft.status = "scheduled"
    elif first == last == document.base and draft.trigger.symbol == "M":
        word = document.text[draft.trigger.start : draft.trigger.end].lower()
        if word in ("meet", "meets") and draft.rule.startswith("meet_"):
            draft.status = "ongoing"


def _join(
    document: Document,
    sentence: Sentence,
    trigger: Item,
    parties: list[Party],
    earlier: list[Draft],
    rule: str,
) -> None:
    """'Kombo also attended': more who were at the meeting told of just before."""
    if not earlier or not parties or not all(identity(p) for p in parties):
        return
    draft = max(earlier, key=lambda d: max(s[0] for s in d.spans))
    is_gathering = draft.rule in _FEWEST
    if not is_gathering and (rule == "told_gathering" or not all(p.name for p in parties)):
        return
    last = document.sentence_at(max(s[0] for s in draft.spans)).index
    if sentence.index - last > 2 or draft.medium == "phone":
        return
    draft.parties = distinct([*draft.parties, *parties])
    end = max((e.end for p in parties for e in p.evidence), default=trigger.end)
    start = min((e.start for p in parties for e in p.evidence), default=trigger.start)
    draft.spans.append((min(start, trigger.start), max(end, trigger.end), rule))


def _split(
    document: Document,
    sentence: Sentence,
    left: list[Party],
    right: list[Party],
    mode: str,
    rule: str,
) -> list[list[Party]]:
    """Decide how many meetings 'A met B, C and D' are: one per country of the counterparts, unless the
    text says separately (one each) or together (one)."""
    if mode in ("set", "set_reference"):
        return [left]
    words = document.text[sentence.start : sentence.end]
    if rule in ("joined_for", "chairs_with"):
        return [left + right]  # "joined A, B and C for talks": all at one table
    if rule == "phone" and len(left) > 1 and len(right) == 1:
        return [[one, *right] for one in left]  # each of them telephoned
    if len(left) > 1 and len(right) == 1 and _EACH.search(words):
        return [[one, *right] for one in left]  # "A and B met C separately"
    if len(right) < 2:
        return [left + right]
    if _SEPARATE.search(words):
        return [[*left, one] for one in right]
    if _TOGETHER.search(words):
        return [left + right]
    if len({p.evidence for p in right}) == 1 and len(right) >= _MANY:
        return [left + right]  # "the ambassadors of Chile, Peru, Bolivia and Brazil" came together
    by_country: dict[str, list[Party]] = {}
    right = colleagues(right)
    for i, one in enumerate(right):
        by_country.setdefault(identity(one) or f"?{i}", []).append(one)
    return [left + members for members in by_country.values()]
