"""What the article as a whole says of a meeting: the visit that it was part of, the gathering around it,
the day that it shares with the meeting told before it."""

from __future__ import annotations

import re
from datetime import timedelta

from msgspec.structs import replace

from communique.core.edtf import bounds
from communique.core.model import Party
from communique.extract.dates import DateMention, dates_in
from communique.extract.document import Document
from communique.extract.gatherings import Gathering, find_gatherings
from communique.extract.meeting_countries import hosts_at_home
from communique.extract.meeting_draft import AHEAD, REMOTE, Draft, identity
from communique.extract.meeting_followups import (
    take_days_in_passing,
    take_from_followups,
    take_length,
    take_own_day_and_place,
)
from communique.extract.visits import Visit
from communique.text.guarded import Guarded

_ALSO = Guarded(r"\b(?:also|separate(?:ly)?|in addition|likewise|too)\b", re.I)
_SOON = 5
_AND_A = re.compile(r"\band\s+(?:an?\s+)?(?:\w+\s+)?$")
_SEPARATE = Guarded(r"\bseparate(?:ly)?\b", re.I)
_AGREED = re.compile(
    r"\b(?:agreed|signed|pledged|vowed|promised|told|failed|discussed|resolved|decided|concluded)\b"
)
_DAYS_MEETINGS = Guarded(
    r"\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)['’]s\s+(?:\w+\s+)?(?:meetings|talks)\b"
)


def know_hosts(drafts: list[Draft], visits: list[Visit]) -> None:
    """Give the country of a visit to those whom the visitor meets there and whose country is not told.

    'Petrovsky arrived in Sudan … was received by Foreign Ministry Undersecretary Ayoub'.
    """
    open_ones = [d for d in drafts if len(d.countries) == 1 and d.medium not in REMOTE]
    for draft in open_ones:
        guests = {p.country for p in draft.parties if p.country}
        names = {p.name for p in draft.parties if p.name and p.country}
        index = draft.sentence.index
        near = [
            v
            for v in visits
            if v.place is not None
            and v.visitor.entity is not None
            and v.visitor.entity.name in names
            and v.sentence.index <= index
            and not (v.is_ahead and draft.status not in AHEAD)
        ]
        lands = {v.place[1] for v in near if v.place} - guests
        if len(lands) == 1 and None not in lands:
            draft.parties = hosts_at_home(draft.parties, str(next(iter(lands))))


def place_in_context(document: Document, drafts: list[Draft], visits: list[Visit]) -> None:
    """Complete the meetings of an article from what it says elsewhere; fill nothing that it contradicts."""
    if not drafts:
        return
    _complete(document, drafts, visits)
    for draft in drafts:
        if draft.medium in ("phone", "video"):
            draft.place = None  # where one of them was says nothing of the other


def _complete(document: Document, drafts: list[Draft], visits: list[Visit]) -> None:
    take_from_followups(document, drafts)
    take_days_in_passing(document, drafts)
    take_own_day_and_place(document, drafts)
    take_length(document, drafts)
    joined = {id(d): v for d in drafts if (v := _visit_of(document, d, visits)) is not None}
    for draft in drafts:
        visit = joined.get(id(draft))
        if visit is not None:
            _take_from_visit(draft, visit, visits)
    _share_with_siblings(drafts)
    for n, draft in enumerate(drafts):
        _take_from_neighbour(document, draft, drafts[:n], joined)
    _share_one_day([(d, joined[id(d)]) for d in drafts if id(d) in joined])
    _take_common_day(document, drafts)
    _take_from_lead(document, drafts)
    _share_with_joined(document, drafts)
    gatherings = find_gatherings(document)
    for draft in drafts:
        if draft.setting == "unknown" and id(draft) not in joined:
            _take_from_gathering(document, draft, gatherings)
    for draft in drafts:
        if draft.setting == "summit" and draft.is_definite and len(draft.countries) > 2:
            _take_as_gathering(draft, gatherings)
    for draft in drafts:
        if draft.date is None and draft.status == "held" and len(draft.countries) > 2:
            _take_day_of_gathering(document, draft, gatherings)
    for draft in drafts:
        if (
            draft.setting == "unknown"
            and _is_plain(draft)
            and not _is_open(document, draft, drafts)
        ):
            draft.setting = "standalone"


def _is_open(document: Document, draft: Draft, drafts: list[Draft]) -> bool:
    """'In separate meetings', in an article on a summit: at it or not, nobody can tell."""
    return _is_separate(document, draft) and any(
        d.setting in ("sidelines", "summit") for d in drafts
    )


def _is_separate(document: Document, draft: Draft) -> bool:
    sentence = draft.sentence
    return _SEPARATE.search(document.text, sentence.start, sentence.end) is not None


def _is_plain(draft: Draft) -> bool:
    """Tell whether a meeting is told as one in itself: it took place, or has a day, a place or a medium."""
    known = draft.date is not None or draft.place is not None or draft.medium != "unknown"
    return known or draft.status in ("held", "ongoing")


def _mentions(document: Document, draft: Draft) -> set[int]:
    return {document.sentence_at(start).index for start, _, _ in draft.spans}


def _is_visitor(party: Party, visit: Visit) -> bool:
    visitor = visit.visitor
    if visitor.entity is not None:
        return party.name == visitor.entity.name
    if party.name:
        return False
    if not visitor.countries:
        return visitor.office is not None and party.office == visitor.office
    if identity(party) != visitor.countries[0]:
        return False
    return visitor.kind == "country" or party.office == visitor.office


def _visit_of(document: Document, draft: Draft, visits: list[Visit]) -> Visit | None:
    """Return the visit that a meeting was part of: a party's, to the country of another or to its place."""
    if draft.medium in REMOTE or draft.setting in ("sidelines", "summit", "delegation_talks"):
        return None
    sentences = _mentions(document, draft)
    word = document.text[draft.trigger.start : draft.trigger.end].lower()
    is_speech = draft.medium == "unknown" and word in (
        "spoke",
        "spoken",
        "speak",
        "speaks",
        "talked",
    )
    fitting = []
    for visit in visits:
        guests = [p for p in draft.parties if _is_visitor(p, visit)]
        if not guests:
            continue
        hosts = {identity(p) for p in draft.parties} - {identity(p) for p in guests}
        if not _agrees(draft, visit, hosts, {identity(p) for p in guests}):
            continue
        near = visit.sentence.index in sentences
        is_ahead = draft.status in AHEAD
        is_there = visit.is_motion and not visit.is_ahead  # "arrived in Canberra", and will meet …
        if not near and visit.is_ahead != is_ahead and not (is_ahead and is_there):
            continue
        if (
            not near
            and visit.place is None
            and any(v.place for v in visits if v.visitor.entity is visit.visitor.entity)
        ):
            continue
        if is_speech and not near:
            continue  # "spoke on Friday" was mostly a call, whoever travels somewhere else
        distance = min(abs(visit.sentence.index - s) for s in sentences)
        fitting.append((not near, visit.place is None, distance, visit.start, visit))
    if not fitting:
        return None
    best = min(fitting, key=lambda f: f[:4])[4]
    placed = [f[4] for f in sorted(fitting, key=lambda f: f[:4]) if f[4].place is not None]
    if best.place is None and len({v.place[1] for v in placed if v.place}) == 1:
        return replace(best, place=placed[0].place)
    return best


def _agrees(draft: Draft, visit: Visit, hosts: set[str | None], guests: set[str | None]) -> bool:
    """Tell whether place and date of a meeting allow that it was part of a visit."""
    a1, a2 = bounds(draft.date.edtf) if draft.date else (None, None)
    b1, b2 = bounds(visit.date.edtf) if visit.date else (None, None)
    if a1 and a2 and b1 and b2 and (a2 < b1 or b2 < a1):
        return False
    if visit.place is None:
        return not visit.is_motion
    name, country = visit.place[0], visit.place[1]
    if country in guests:
        return False
    if draft.place is not None:
        own_name, own_country = draft.place[0], draft.place[1]
        return own_name == name or (own_country is not None and own_country == country)
    return country is not None and country in hosts


def _take_from_visit(draft: Draft, visit: Visit, visits: list[Visit]) -> None:
    draft.setting = "state_visit" if visit.is_state else "working_visit"
    if draft.medium == "unknown" and draft.status not in ("proposed", "conditional"):
        draft.medium = "in_person"
    if draft.place is None:
        draft.place = visit.place
    if draft.date is None:
        same = [
            v
            for v in visits
            if v.date is not None
            and v.visitor.entity is visit.visitor.entity
            and v.is_ahead == visit.is_ahead
            and (
                v.start == visit.start
                or visit.place is None  # "during his trip"
                or (v.place and v.place[1] == visit.place[1])
            )
        ]
        draft.date = _finest([v.date for v in same if v.date])


def _finest(dates: list[DateMention]) -> DateMention | None:
    """Return the date that lies within all others: 'this week', 'from Tuesday until Thursday'."""
    for one in dates:
        first, last = bounds(one.edtf)
        spans = [bounds(d.edtf) for d in dates]
        if first and last and all(a and b and a <= first and last <= b for a, b in spans):
            return one
    return dates[0] if dates and len({d.edtf for d in dates}) == 1 else None


def _take_from_neighbour(
    document: Document, draft: Draft, earlier: list[Draft], visits: dict[int, Visit]
) -> None:
    """'He also met …', 'held separate talks with …': on the day, and in the place, of the meeting before."""
    sentence = draft.sentence
    words = document.text[sentence.start : min(draft.trigger.end + 12, sentence.end)]
    if draft.medium in REMOTE or draft.status != "held" or not _ALSO.search(words):
        return
    names = {p.name for p in draft.parties if p.name}
    for other in reversed(earlier):
        shared = names & {p.name for p in other.parties if p.name}
        if not shared or other.status != "held" or other.medium in REMOTE:
            continue
        if other.date is None and other.place is None and other.setting != "sidelines":
            continue  # nothing to learn from it
        gap = min(abs(sentence.index - s) for s in _mentions(document, other))
        visit, theirs = visits.get(id(draft)), visits.get(id(other))
        same_visit = bool(
            visit and theirs and visit.place and theirs.place and visit.place[1] == theirs.place[1]
        )
        if gap > 2 and not same_visit:
            continue
        lands = {d.place[1] for d in (draft, other) if d.place}
        if draft.place and other.place and not same_visit and (len(lands) > 1 or None in lands):
            return
        # "in separate meetings in Kuala Lumpur" leaves their days open
        is_open = _is_separate(document, draft)
        if draft.date is None and not is_open and other.date and other.date.unit == "day":
            draft.date = replace(other.date)
        if gap > 2 or visit:
            return
        if draft.place is None:
            draft.place = other.place
        if draft.setting in ("unknown", "standalone") and other.setting == "sidelines":
            draft.setting = "unknown" if is_open else other.setting
            draft.occasion = draft.occasion or (None if is_open else other.occasion)
        return


def _share_with_siblings(drafts: list[Draft]) -> None:
    """'He called on A at the Istana and B in his office': one clause tells both, so one day is of both."""
    for draft in drafts:
        told = [d.date for d in drafts if draft.spans[0] in d.spans and d.status == draft.status]
        days = {d.edtf: d for d in told if d is not None and d.unit == "day"}
        if draft.date is None and len(days) == 1:
            draft.date = next(iter(days.values()))


def _share_with_joined(document: Document, drafts: list[Draft]) -> None:
    """'After his talks with A in Rome and a meeting with B': both on the day of either."""
    for draft in drafts:
        sentence = draft.sentence
        if draft.date is not None or draft.status != "held" or draft.medium in REMOTE:
            continue
        if not _AND_A.search(document.text, sentence.start, draft.trigger.start):
            continue
        names = {p.name for p in draft.parties if p.name}
        for other in drafts:
            is_held = other is not draft and other.status == "held" and other.date is not None
            shares = names & {p.name for p in other.parties if p.name}
            if is_held and shares and sentence.index in _mentions(document, other):
                is_day = other.date is not None and other.date.unit == "day"
                draft.date = replace(other.date) if is_day and other.date else None


def _share_one_day(visited: list[tuple[Draft, Visit]]) -> None:
    """A visit of one day has all its meetings on that day."""
    for draft, visit in visited:
        same = [d for d, v in visited if v.visitor.entity is visit.visitor.entity and d.date]
        days = {d.date.edtf for d in same if d.date and d.date.unit == "day"}
        if draft.date is None and visit.is_one_day and len(days) == 1:
            draft.date = same[0].date


def _take_from_lead(document: Document, drafts: list[Draft]) -> None:
    """'India and Sri Lanka agreed on Friday to …', and further down their talks: those of that day.

    Only for the one undated meeting of the two whom the opening names, told near to it.
    """
    for sentence in document.sentences[:4]:
        if document.is_quoted(sentence.start):
            continue
        words = document.text[sentence.start : sentence.end]
        told = _AGREED.search(words)
        days = [d for d in dates_in(document, sentence.start, sentence.end) if d.unit == "day"]
        if told is None or len(days) != 1 or not _is_recent(document, days[0].edtf):
            continue
        first = sentence.references[:2]
        if len(first) < 2 or first[1].start > days[0].end + 40:
            continue
        there = {r.entity.name for r in first if r.entity}
        there |= {c for r in first if r.entity is None for c in r.countries}
        fitting = [d for d in drafts if _can_be_of(d, there, sentence.index)]
        if len(fitting) == 1 and fitting[0].date is None:
            fitting[0].date = days[0]


def _can_be_of(draft: Draft, there: set[str], index: int) -> bool:
    """Tell whether two of those whom a sentence names are of a meeting that was held and is told near it."""
    if draft.status not in ("held", "ongoing") or draft.is_additional:
        return False
    hits = sum((p.name in there) or (identity(p) in there) for p in draft.parties)
    return hits > 1 and 0 < draft.sentence.index - index < 8


def _take_common_day(document: Document, drafts: list[Draft]) -> None:
    """'Thursday's meetings took place as …': the day of all that were told before and have none."""
    told = _DAYS_MEETINGS.search(document.text)
    if told is None or document.is_quoted(told.start()):
        return
    days: list[DateMention] = dates_in(document, told.start(), told.end("day"))
    for draft in drafts:
        is_open = draft.date is None and draft.status == "held" and draft.medium not in REMOTE
        is_of_day = any(p.name for p in draft.parties)  # no talks of states in another year
        if is_open and is_of_day and draft.sentence.start < told.start() and len(days) == 1:
            draft.date = days[0]


def _take_from_gathering(document: Document, draft: Draft, gatherings: list[Gathering]) -> None:
    """Set a meeting beside the summit that the article opens at, or that was held on the same day."""
    if draft.medium in REMOTE or draft.status not in ("held", "ongoing", "cancelled"):
        return
    names = {p.name for p in draft.parties if p.name}
    for gathering in gatherings:
        there = {r.entity.name for r in gathering.sentence.references if r.entity}
        place, own = gathering.place, draft.place
        if place and own and place[0] != own[0] and (place[1] is None or place[1] != own[1]):
            continue
        day, known = (d.date.edtf if d.date else None for d in (draft, gathering))
        is_same_day = day is not None and day == known
        if not is_same_day and not (
            gathering.is_lead and names & there and _is_recent(document, day)
        ):
            continue
        is_itself = len(draft.countries) > 2
        if not is_same_day and _is_separate(document, draft):
            draft.setting, draft.place = "unknown", own or place
            return
        draft.setting = "summit" if is_itself else "sidelines"
        draft.occasion = draft.occasion or gathering.name
        draft.place = own or place
        if is_itself and draft.date is None:
            draft.date = gathering.date
        return


def _take_as_gathering(draft: Draft, gatherings: list[Gathering]) -> None:
    """'The summit, which brought A together with B and C': the one of many at which the article opens."""
    lead = next((g for g in gatherings if g.is_lead), None)
    if lead is None or draft.status not in ("held", "ongoing"):
        return
    draft.place = draft.place or lead.place
    days = {g.date.edtf: g.date for g in gatherings if g.date is not None}
    if draft.date is None and len(days) == 1:
        draft.date = next(iter(days.values()))


def _take_day_of_gathering(document: Document, draft: Draft, gatherings: list[Gathering]) -> None:
    """'The summit of North American leaders Wednesday … As they met in Ottawa': on that day."""
    days = {
        g.date.edtf: g.date
        for g in gatherings
        if g.date is not None
        and 0 <= draft.sentence.index - g.sentence.index < _SOON
        and _is_recent(document, g.date.edtf)
    }
    if len(days) == 1:
        draft.date = next(iter(days.values()))


def _is_recent(document: Document, day: str | None) -> bool:
    """Tell whether a day, or one that is not told, can be of the days that the report is on."""
    first, last = bounds(day) if day else (None, None)
    if first is None or last is None or document.base is None:
        return day is None
    return first <= document.base + timedelta(1) and last >= document.base - timedelta(4)
