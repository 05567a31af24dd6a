"""Mentions of one meeting in an article become one."""

from __future__ import annotations

import msgspec

from communique.core.edtf import bounds
from communique.core.model import Party
from communique.extract.document import Document
from communique.extract.meeting_draft import Draft, identity
from communique.extract.meeting_where import narrower

_RECENT_DAYS = 21
_OF_STATES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "trade_minister",
        "finance_minister",
    }
)


def is_international(document: Document, draft: Draft) -> bool:
    """Tell whether two countries or bodies at least were present.

    A committee that no table knows is as likely one of the other side's own.
    """
    terms = document.lexicon.terms.values
    known = {
        identity(p)
        for p in draft.parties
        if p.country
        or p.organisation_key
        or (p.organisation or "") in terms
        or (p.organisation and p.office_type in _OF_STATES)  # "the finance ministers of the G7"
    }
    return len(known - {None}) >= 2


def _matches(a: Party, b: Party) -> bool:
    if a.name and b.name:
        return a.name == b.name
    return identity(a) is not None and identity(a) == identity(b)


def _compatible(document: Document, draft: Draft, other: Draft) -> int:
    """Score how well two mentions can be of one meeting; 0 when they cannot."""
    if draft.rule == other.rule == "at_summit":
        return _same_gathering(document, draft, other)
    small, large = sorted((draft.parties, other.parties), key=len)
    hits = sum(any(_matches(p, q) for q in large) for p in small)
    if hits < len(small) or hits < 2:
        return 0
    if draft.sentence is other.sentence and draft.trigger.start != other.trigger.start:
        same_status = draft.status == other.status
        if not same_status:
            return 0
    if draft.spans[0] in other.spans:
        return 0  # "called on A at the Istana and B in his office": never one
    if {draft.medium, other.medium} == {"phone", "in_person"}:
        return 0
    if draft.ordinal and other.ordinal and draft.ordinal != other.ordinal:
        return 0  # "their first summit", "their second summit"
    if draft.is_additional and other.sentence.index <= draft.sentence.index:
        return 0  # "an additional meeting" is none of those told of
    for one, two in ((draft, other), (other, draft)):
        if (
            one.is_authors
            and not two.is_authors
            and any(p.name and p.country == document.home for p in two.parties)
        ):
            return 0  # the minister who writes "I met …" is not the colleague who met them as well
    if abs(len(draft.countries) - len(other.countries)) > 1:
        return 0  # a meeting of two is not the summit at which both were
    a, b = (d.date.edtf if d.date else None for d in (draft, other))
    same_date = 0
    if a and b:
        (a1, a2), (b1, b2) = bounds(a), bounds(b)
        if a1 and a2 and b1 and b2:
            if a2 < b1 or b2 < a1:
                return 0
            same_date = 2
    elif draft.date and other.date and not a and not b:
        # two "Monday"s that no date of the article resolves are the same Monday
        words = {document.text[d.start : d.end].lower() for d in (draft.date, other.date)}
        if len(words) > 1:
            return 0
        same_date = 2
    same_ordinal = draft.ordinal is not None and draft.ordinal == other.ordinal
    is_apart = not (a and b) and not same_ordinal and not _is_near(draft, other)
    if is_apart and _is_background(document, other):
        return 0
    same_place = 0
    if draft.place and other.place:
        x, y = draft.place, other.place
        same = x[0].lower() in y[0].lower() or y[0].lower() in x[0].lower()
        if not same and not (x[1] and x[1] == y[1]):
            return 0
        same_place = 2 if same else 1
    gone = {"held", "ongoing"}
    if (draft.status in gone) != (other.status in gone) and not same_date and not draft.is_definite:
        return 0
    return 1 + same_date + same_place + 2 * same_ordinal


def _same_gathering(document: Document, draft: Draft, other: Draft) -> int:
    """'Ruto attended the summit … Sisi, who attended the summit as well': one gathering of both."""
    names = [
        (d.occasion[0] if d.occasion else document.text[d.trigger.start : d.trigger.end]).lower()
        for d in (draft, other)
    ]
    same = names[0] in names[1] or names[1] in names[0]
    return 3 if same and draft.status == other.status else 0


def _is_background(document: Document, draft: Draft) -> bool:
    """Tell a meeting of months before, of which later bare mentions of 'the summit' do not speak."""
    if document.base is None or draft.date is None or not draft.date.edtf:
        return False
    last = bounds(draft.date.edtf)[1]
    return last is not None and (document.base - last).days > _RECENT_DAYS


def _is_finer(draft: Draft, other: Draft) -> bool:
    """Tell a day within the year or week that another mention gives: 'their third meeting this year'."""
    if not (draft.date and draft.date.edtf and other.date and other.date.edtf):
        return False
    (a1, a2), (b1, b2) = bounds(draft.date.edtf), bounds(other.date.edtf)
    if not (a1 and a2 and b1 and b2):
        return False
    return b1 <= a1 and a2 <= b2 and a2 - a1 < b2 - b1


def _is_near(draft: Draft, other: Draft) -> bool:
    return draft.sentence.index - other.sentence.index <= 1


def merge(document: Document, drafts: list[Draft], draft: Draft) -> None:
    """Merge a mention into the meeting that it means, or enter it as a new one."""
    scored = [(s, i) for i, d in enumerate(drafts) if (s := _compatible(document, draft, d))]
    if not scored:
        drafts.append(draft)
        return
    best = max(s for s, _ in scored)
    # with nothing to tell them apart, the meeting that the article told of first is its subject
    i = min(i for s, i in scored if s == best)
    target = drafts[i]
    is_headline = target.sentence.index == 0 and target.trigger.symbol == "Z"
    if is_headline and target.status == "held" and draft.status in ("scheduled", "postponed"):
        target.status = (
            draft.status
        )  # "Aliyev-Rutte talks", of which the report says when they will be
    target.spans += draft.spans
    for one in draft.parties:
        same = next((j for j, p in enumerate(target.parties) if _matches(p, one)), None)
        if same is None:
            target.parties.append(one)
        else:
            known = target.parties[same]
            richer = one if one.name and not known.name else known
            target.parties[same] = msgspec.structs.replace(
                richer,
                role=known.role if known.role != "participant" else one.role,
                is_host=known.is_host or one.is_host,
                evidence=known.evidence + one.evidence,
            )
    if target.date is None or target.date.edtf is None or _is_finer(draft, target):
        target.date = draft.date or target.date
    target.place = narrower(document, target.place, draft.place)
    target.ordinal = target.ordinal or draft.ordinal
    if target.occasion is None:
        target.occasion = draft.occasion
    if target.setting in ("unknown", "standalone") and draft.setting not in (
        "unknown",
        "standalone",
    ):
        target.setting = draft.setting
    if target.medium == "unknown":
        target.medium = draft.medium
