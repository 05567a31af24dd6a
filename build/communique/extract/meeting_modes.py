"""How the constructions of meetings are read: one step for each mode that a pattern names.

A step completes or changes the parties of a reading, may hand it on to another mode, and says whether
a meeting is left. A mode without a step (`pair`) takes the parties as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from msgspec.structs import replace

from communique.core.model import Evidence, Party
from communique.extract.document import Document, Reference
from communique.extract.meeting_countries import visited
from communique.extract.meeting_draft import VISIT, Draft
from communique.extract.meeting_joining import FEWEST, JOINING, join, name_leader
from communique.extract.meeting_parties import guest_before, is_set, with_role
from communique.extract.meeting_reading import Reading
from communique.extract.meeting_rounds import (
    next_round,
    parties_of_joint_body,
    sides_of_officials,
    states_of,
)
from communique.extract.meeting_status import status_of
from communique.extract.meeting_subject import sentence_subject
from communique.extract.parties import party

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
_MEALS = frozenset("banquet breakfast dinner lunch luncheon reception tea".split())
# Modes whose word of meeting must be one of these.
_ASKS_FOR: dict[str, Collection[str]] = {
    "gerund": ("meeting",),
    "meal": _MEALS,
    "visit_place": _TALKS,
    "after_talks": _TALKS,
    "their_talks": {*_TALKS, "banquet", "dinner", "lunch"},
}
_GATHERINGS = frozenset(
    "summit summits conference gathering meeting meetings talks forum session dialogue".split()
)
_ATTENDING = re.compile(
    r"(?:attend(?:s|ed|ing)?|join(?:s|ed|ing)?|participat(?:es?|ed|ing)|t(?:ook|akes?|aking)\s+part)\b"
)
_CONFERENCES = frozenset("summit conference gathering forum".split())
_ADDRESSED = frozenset("told addressed opened attended".split())
_IT_WAS = re.compile(
    r"(?:It|The\s+(?:summit|meeting|conference|gathering|talks|forum|session))\s+(?:was|were|is)\s+(?:\w+\s+)?$"
)
_ANY = re.compile(r"^\s+(?:in\s+)?(?:an?|another)\s")
_AGREED = re.compile(
    r"\b(?:agree[ds]?|undertook|resolved|decided|promised|pledged|vowed|plan(?:s|ned)?)\s+to\b"
)
_AT_A_KNOWN_ONE = re.compile(
    r"\b(?:agree[ds]?|plan(?:s|ned)?|want(?:s|ed)?|hope[ds]?|decided?|due|expected)\s+(?:on\s+\w+\s+)?to\b"
    r"|\b(?:at|in)\s+(?:the|this|their|its|last|next)\s+[\w\s-]*$"
)
_TIME = re.compile(r"\b(?:hours?|minutes|day|morning|afternoon|evening|weekend)\b")
_ON_OCCASION = frozenset("after at during following in".split())
_PRESENCE = frozenset("participation attendance presence involvement".split())
_TOLD = frozenset(
    "told assured informed asked urged briefed thanked warned promised reminded advised handed".split()
)


def follow(reading: Reading) -> bool:
    """Take the steps of a reading's mode; False when no meeting, or none of its own, is left."""
    if reading.word not in _ASKS_FOR.get(reading.mode, (reading.word,)):
        return False
    while (step := _STEPS.get(reading.mode)) is not None:
        mode = reading.mode
        if not step(reading):
            return False
        if reading.mode == mode:
            break
    is_set_of = reading.mode in ("set", "set_reference")
    return is_set_of or bool(reading.left and reading.right)


def _as(mode: str) -> Callable[[Reading], bool]:
    """Return the step of a mode that is read as another one."""

    def step(reading: Reading) -> bool:
        reading.mode = mode
        return True

    return step


def _set(reading: Reading) -> bool:
    """All of `a` meet. 'Saw each other', but not 'saw the other train'."""
    mutual = (" each other", " one another")
    return reading.trigger.symbol != "Y" or reading.document.text.startswith(
        mutual, reading.trigger.end
    )


def _set_reference(reading: Reading) -> bool:
    """'The two leaders', 'they': those of the meeting or pair named before."""
    first = reading.references("a")
    return _set(reading) and bool(first) and is_set(first[0])


def _with(reading: Reading) -> bool:
    """'Talks with X': who holds them is the subject of the sentence."""
    left = sentence_subject(
        reading.document,
        reading.sentence,
        reading.chunks,
        reading.at,
        reading.earlier,
        reading.right,
    )
    if not left and len(reading.right) > 1 and "&" not in reading.match["b"]:
        # "After talks with X, Y said": the last of the list is the subject of the sentence
        left, reading.right = reading.right[-1:], reading.right[:-1]
    reading.left = left
    return True


def _with_named(reading: Reading) -> bool:
    reading.mode = "with"
    return all(p.name for p in reading.right)


def _named(reading: Reading) -> bool:
    """'Called X', 'invited X to Y': only where both are persons with names."""
    reading.mode = "pair"
    return all(p.name for p in reading.left + reading.right)


def _told_at(reading: Reading) -> bool:
    """'Told X at a breakfast meeting that …'."""
    return reading.word_of("v") in _TOLD and _named(reading)


def _visit_place(reading: Reading) -> bool:
    """'Arrived in Hanoi for talks': with those whose capital it is."""
    place = reading.chunks[reading.match.start("b")]
    reading.right = visited(reading.document, place, reading.left)
    reading.mode = "pair"
    return True


def _visit_of_two(reading: Reading) -> bool:
    """'During Modi's visit to Sri Lanka, the two countries signed …'."""
    two = reading.references("g")
    if not two or not is_set(two[0]):
        return False
    return VISIT.match(reading.document.text, reading.trigger.start) is not None and _visit_place(
        reading
    )


def _summoned(reading: Reading) -> bool:
    """'The ambassador was summoned to the ministry', 'called in the ambassador'."""
    is_passive = "to" in reading.document.text[reading.trigger.end :][:24].split()
    if reading.word not in ("summoned", "called"):
        return False
    if is_passive:
        reading.left, reading.right = reading.right, reading.left
    reading.mode = "host"
    return all(p.office_type == "ambassador" for p in reading.right)


def _after_talks(reading: Reading) -> bool:
    """'Agreed to restore ties after talks', but not 'agreed to speed up talks'."""
    reading.mode = "set"
    if not reading.has("v"):
        return True
    if reading.word_of("v") in (
        "at",
        "in",
    ):  # "narrowed the gap in talks", no "agreed to raise it at"
        lead = reading.document.text[reading.sentence.start : reading.trigger.start]
        return not _AT_A_KNOWN_ONE.search(lead)
    return reading.word_of("v") in _ON_OCCASION


def _chaired(reading: Reading) -> bool:
    """'The committee, co-chaired by A and B'; 'it was chaired by …' goes on about the one before."""
    if "chair" not in reading.word:
        return False
    lead = reading.document.text[reading.sentence.start : reading.trigger.start]
    last = reading.last
    is_same = reading.rule == "chaired_by" and _IT_WAS.match(lead) is not None
    if is_same and last is not None and last.rule in FEWEST:
        join(reading, [with_role(p, "chair") for p in reading.left])
        return False
    reading.mode = "set" if reading.mode == "chaired" else "pair"
    return True


def _convener(reading: Reading) -> bool:
    """'Turkey brought together A and B'."""
    reading.mode = "set"
    reading.left = [with_role(p, "host") for p in reading.left] + reading.right
    return reading.word.startswith("br")


def _union(reading: Reading) -> bool:
    """'The summit brought A together with B'."""
    reading.mode, reading.left = "set", reading.left + reading.right
    return True


def _roster(reading: Reading) -> bool:
    """'A and B took part in the summit'."""
    start = reading.chunks[reading.match.start("v")].start
    lead = reading.document.text[start : reading.trigger.start]
    reading.mode = "set"
    is_gathering = reading.word in _GATHERINGS or reading.trigger.symbol == "E"
    return is_gathering and _ATTENDING.match(lead) is not None


def _roster_list(reading: Reading) -> bool:
    """'Twenty leaders attended the summit, including A and B'."""
    lead = reading.document.text[reading.sentence.start : reading.trigger.start]
    reading.mode = "set"
    return reading.word in _GATHERINGS and _ATTENDING.search(lead) is not None


def _gathering(reading: Reading) -> bool:
    """'Samoa will host a conference', of which the next sentences tell who is there."""
    reading.mode = "set"
    verb = reading.word_of("v") if reading.has("v") else reading.word
    is_gathering = reading.word in _CONFERENCES or reading.trigger.symbol == "E"
    return is_gathering and not verb.startswith(("welcom", "receiv", "attend"))


def _told_gathering(reading: Reading) -> bool:
    """'Rabuka told the summit that …': he was there."""
    if reading.word in _CONFERENCES and reading.word_of("v") in _ADDRESSED:
        join(reading, reading.left)
    return False


def _present_list(reading: Reading) -> bool:
    """'Some Brazilian ministers were present: A (Economy), B (Trade)'."""
    group = reading.references("g")
    if reading.word in JOINING[reading.mode] and group and group[0].countries:
        people = [r for r in reading.references("a") if r.entity is not None]
        named = [party(reading.document, r) for r in people]
        join(reading, [replace(p, country=p.country or group[0].countries[0]) for p in named])
    return False


def _delegation_led(reading: Reading) -> bool:
    """'The Zambian delegation was led by X': he was there for it."""
    group = reading.references("g")
    people = [r for r in reading.references("a") if r.entity is not None]
    is_one = len(group) == 1 and group[0].noun_kind == "delegation" and len(group[0].countries) == 1
    if is_one and len(people) == 1 and reading.word in JOINING[reading.mode]:
        name_leader(reading, party(reading.document, people[0]), group[0].countries[0])
    return False


def _attended(reading: Reading) -> bool:
    """'Kombo also attended'; in 'attended a session on Friday' which session is not said."""
    end = reading.chunks[reading.match.end() - 1].end
    if _ANY.search(reading.document.text[reading.trigger.end : end]):
        return False
    return _joining(reading)


def _joining(reading: Reading) -> bool:
    """'They were joined by X', 'also attending were X and Y'."""
    if reading.word in JOINING[reading.mode]:
        join(reading, reading.left)
    return False


def _of_those_before(
    find: Callable[[Document, Reference, list[Draft]], list[Party]],
) -> Callable[[Reading], bool]:
    """'The Joint Working Group last met in Lusaka', 'senior officials met': the two who were told before."""

    def step(reading: Reading) -> bool:
        told = reading.references("a")
        reading.left = find(reading.document, told[0], reading.earlier) if told else []
        reading.mode = "set"
        return bool(reading.left)

    return step


def _talks_agreed(reading: Reading) -> bool:
    """'They agreed to go on at ministerial talks in March': new talks of the two, whoever speaks there."""
    start = reading.chunks[reading.match.start("v")].start
    lead = reading.document.text[start : reading.trigger.start].lower().split()
    first = reading.references("a")
    if not _AGREED.search(reading.document.text[reading.sentence.start : start]):
        return False
    if "the" in lead or not first or not (len(first) > 1 or is_set(first[0])):
        return False
    evidence = (Evidence(reading.trigger.start, reading.trigger.end),)
    reading.left = states_of(reading.left, evidence)
    reading.mode = "set"
    return bool(reading.left)


def _participation(reading: Reading) -> bool:
    """'The forum opened with the participation of A and B'."""
    reading.mode = "set"
    is_gathering = (
        reading.word in _GATHERINGS or reading.word == "round" or reading.trigger.symbol == "E"
    )
    return is_gathering and reading.word_of("v") in _PRESENCE


def _next_round(reading: Reading) -> bool:
    """'A second round is due in May'."""
    status = status_of(reading.document, reading.sentence, reading.chunks, reading.match)
    reading.left = next_round(
        reading.document, reading.sentence, reading.trigger, reading.earlier, status
    )
    reading.mode = "set"
    return bool(reading.left)


def _body_meets(reading: Reading) -> bool:
    """'The foreign ministers of the G7 met', whom others may have joined."""
    reading.mode = "set"
    is_one = len(reading.left) == 1
    return (
        is_one
        and bool(reading.left[0].organisation and reading.left[0].office)
        and not (reading.left[0].country)
    )


def _body(reading: Reading) -> bool:
    """'X, speaking at a meeting of the OAS'."""
    reading.mode = "pair"
    is_body = any(p.organisation and not p.name for p in reading.right)
    return is_body and all(p.name for p in reading.left)


def _speaking(reading: Reading) -> bool:
    """'Speaking with X, Y noted …'."""
    reading.mode = "pair"
    return reading.word.endswith("ing") and all(p.name or p.office for p in reading.right)


def _spent(reading: Reading) -> bool:
    """'Spent two hours with X'."""
    start = reading.chunks[reading.match.start("b")].start
    told = reading.document.text[reading.trigger.start : start]
    reading.mode = "pair" if reading.mode == "spent" else "with"
    return _TIME.search(told) is not None


def _guest(reading: Reading) -> bool:
    """'… and the minister hosted lunch': for the guest named before."""
    reading.mode = "host"
    reading.right = guest_before(reading.document, reading.sentence, reading.trigger, reading.left)
    return reading.word_of("v") in _MEALS


def _visit(reading: Reading) -> bool:
    """'Visited Chancellor Merkel': only people can be called on."""
    reading.mode = "called_on"
    return bool(reading.right) and all(p.name or p.office for p in reading.right)


def _visit_invited(reading: Reading) -> bool:
    """'Paid a visit at the invitation of X'."""
    reading.mode = "called_on"
    return VISIT.match(reading.document.text, reading.trigger.start) is not None


def _passive(reading: Reading) -> bool:
    """'Was received by' and 'Kim, received by', but not 'welcomed passage by parliament'."""
    chunks, at = reading.chunks, reading.at
    lead = "".join(c.symbol for c in chunks[max(0, at - 3) : at])
    between = "".join(c.symbol for c in chunks[at + 1 : reading.match.end()])
    reading.left, reading.right = reading.right, reading.left
    reading.mode, reading.guests = "host", "a"
    return "x" in lead or "_" not in between.partition("y")[0]


def _host(reading: Reading) -> bool:
    """'Received X': guests are people, or a delegation."""
    guests = reading.references(reading.guests)
    is_visited = any(p.name or p.office for p in reading.right)
    if not is_visited and not any(r.noun_kind == "delegation" for r in guests):
        return False
    reading.left = [with_role(p, "host") for p in reading.left]
    reading.right = [with_role(p, "visitor") for p in reading.right]
    return True


def _called_on(reading: Reading) -> bool:
    """'Called on X'."""
    reading.left = [with_role(p, "visitor") for p in reading.left]
    reading.right = [with_role(p, "host") for p in reading.right]
    return True


_STEPS: dict[str, Callable[[Reading], bool]] = {
    "after_talks": _after_talks,
    "attended": _attended,
    "attending": _joining,
    "body": _body,
    "body_meets": _body_meets,
    "call": _named,
    "called_on": _called_on,
    "chaired": _chaired,
    "chairs_with": _chaired,
    "convener": _convener,
    "delegation_led": _delegation_led,
    "gathering": _gathering,
    "gerund": _as("with"),
    "guest": _guest,
    "host": _host,
    "invitation": _named,
    "joined": _joining,
    "joint_body": _of_those_before(parties_of_joint_body),
    "meal": _as("host"),
    "next_round": _next_round,
    "officials": _of_those_before(sides_of_officials),
    "participation": _participation,
    "participle": _as("set"),
    "passive": _passive,
    "present_list": _present_list,
    "roster": _roster,
    "roster_list": _roster_list,
    "set": _set,
    "set_reference": _set_reference,
    "speaking": _speaking,
    "spent": _spent,
    "spent_with": _spent,
    "summoned": _summoned,
    "their_talks": _as("set_reference"),
    "talks_agreed": _talks_agreed,
    "told_at": _told_at,
    "told_gathering": _told_gathering,
    "union": _union,
    "visit": _visit,
    "visit_invited": _visit_invited,
    "visit_of_two": _visit_of_two,
    "visit_place": _visit_place,
    "with": _with,
    "with_named": _with_named,
}
