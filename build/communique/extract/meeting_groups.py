"""How many meetings one match tells: 'separate talks with A, B and C' three, 'met A together with B' one."""

from __future__ import annotations

import re

from communique.core.model import Party
from communique.extract.dates import dates_in
from communique.extract.document import symbols_of
from communique.extract.meeting_countries import colleagues
from communique.extract.meeting_draft import Draft, identity
from communique.extract.meeting_parties import distinct, parties_of
from communique.extract.meeting_reading import Reading
from communique.extract.meeting_where import named_place
from communique.text.guarded import Guarded

_SEPARATE = Guarded(r"\bseparate(?:ly)?\b|\bone-on-one\b|\bindividually\b", re.I)
_EACH = Guarded(r"\bseparately\b|\bin\s+separate\b", re.I)
_TOGETHER = Guarded(r"\b(?:together|jointly|trilateral|three-way|joint|four-way)\b", re.I)
# An adjunct of time or place, 'and (with)', and somebody who is not the subject of what follows.
_AND_WITH = re.compile(
    r"(?:(?:m?[oiaz]?d?[LD][_v]?,?){1,3}(?:&,?v?,?w|,?&)|,?&,?v?,?w)(?P<who>G)(?=[.,;]|m?[oia]?d?[DL]|$)"
)
_AND_AGAIN = re.compile(r"(?:m?[oiaz]?d?[LD][_v]?){1,3},?&v(?=m?[oia]?d?[DL])")
_AT_ONE_TABLE = ("joined_for", "chairs_with", "told_at")
_MANY = 3


def groups_of(reading: Reading) -> list[list[Party]]:
    """Return the parties of each meeting that a match tells.

    'A met B, C and D' are one per country of the counterparts, unless the text says separately (one
    each) or together (one).
    """
    left, right = reading.left, reading.right
    if reading.mode in ("set", "set_reference"):
        return [left]
    if reading.has("b") and "L" in reading.match["b"]:
        people = [p for p in right if p.name or p.office] or right
        return [[*left, one] for one in people]  # "at the Istana, and B in his office": two calls
    words = reading.document.text[reading.sentence.start : reading.sentence.end]
    if reading.rule in _AT_ONE_TABLE:
        return [left + right]  # "joined A, B and C for talks"
    if len(left) > 1 and len(right) == 1 and (reading.rule == "phone" or _EACH.search(words)):
        return [
            [one, *right] for one in left
        ]  # each of them telephoned; "A and B met C separately"
    if len(right) < 2:
        return [left + right]
    if _SEPARATE.search(words):
        return [[*left, one] for one in right]
    if _TOGETHER.search(words):
        return [left + right]
    if len({p.evidence for p in right}) == 1 and len(right) >= _MANY:
        return [left + right]  # "the ambassadors of Chile, Peru and Bolivia" came together
    by_country: dict[str, list[Party]] = {}
    for i, one in enumerate(colleagues(right)):
        by_country.setdefault(identity(one) or f"?{i}", []).append(one)
    return [left + members for members in by_country.values()]


def also_met(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the second meeting that a match tells, with a day and a place of its own.

    'Talked with Xi on Monday and with Putin on Saturday', 'met him in May and again in Bali last month'.
    """
    if not drafts or not reading.left or not reading.match.groupdict().get("b"):
        return []
    document, chunks, first = reading.document, reading.chunks, drafts[0]
    after_b = reading.match.end("b")
    tail = symbols_of(chunks[after_b:])
    found, again = _AND_WITH.match(tail), _AND_AGAIN.match(tail)
    if found is not None:
        low, high = (after_b + n for n in found.span("who"))
        guests = [c.reference for c in chunks[low:high] if c.reference is not None]
        right = parties_of(document, guests, reading.earlier, is_met=True)
        if not right or {p.name for p in right} & {p.name for p in reading.left}:
            return []
        parties = distinct([*reading.left, *right])
    elif again is not None and len(drafts) == 1:
        high, parties = after_b + again.end(), list(first.parties)
    else:
        return []
    if len(parties) < 2:
        return []
    draft = Draft(reading.sentence, first.trigger, first.rule, parties, first.status)
    draft.medium, draft.setting = first.medium, first.setting
    after = chunks[high : high + 4]
    end = after[-1].end if after else chunks[high - 1].end
    days = dates_in(document, chunks[high - 1].end, end, first.status == "scheduled")
    draft.date = days[0] if days else None
    is_bare = found is not None and tail[found.start() : found.start("who")].strip(",&v") == "w"
    places = [
        c for n, c in enumerate(after) if c.symbol == "L" and n and after[n - 1].symbol in "iad"
    ]
    draft.place = named_place(document, places[0]) if places else None
    if is_bare:  # "talks in Athens on Friday with A and with B"
        draft.date, draft.place = draft.date or first.date, draft.place or first.place
    draft.is_additional = again is not None
    draft.spans.append((first.spans[0][0], end, first.rule))
    return [draft]
