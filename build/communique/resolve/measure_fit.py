"""Scores how well a report fits a measure: type, parties, product, rate and time must be compatible."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from msgspec import Struct

from communique.core.edtf import bounds
from communique.core.model import MeasureMention, MeasureParty
from communique.lexicon.tables import rows, word_set
from communique.resolve.reports import Order, Place

_WORD = re.compile(r"[a-z]{3,}")
# The next report of a measure comes within so many days; more where both name the product or the
# name, since a ledger runs over months, and fewer where neither does: one country may put several
# tariffs on all goods of another in a year.
_APART, _APART_NAMED = 45, 400
# Events after which a measure has another rate than before.
_MOVES = frozenset(("rate_raised", "rate_cut"))
# Days that two articles give for one start or decision differ by no more than this.
_DAYS = 7


class MeasureFacts(Struct, frozen=True):
    """What decides whether a report is of a measure, and what relates it to others of its article."""

    place: Place
    order: Order
    measure_type: str
    makers: frozenset[str]
    targets: frozenset[str]
    words: frozenset[str]
    published: date | None
    sanction_types: tuple[str, ...]
    rate_percent: float | None
    rate_amount: float | None
    # The rates before and after a raise or a cut; empty without one.
    moved: frozenset[float]
    announced_edtf: str | None
    effective_edtf: str | None
    status: str
    direction: str
    is_retaliation: bool


def facts_of(place: Place, mention: MeasureMention, published: date | None) -> MeasureFacts:
    """Return what decides whether a report is of a measure."""
    is_moved = any(event.event_type in _MOVES for event in mention.events)
    rates = (mention.rate_percent, mention.previous_rate_percent) if is_moved else ()
    return MeasureFacts(
        place,
        (place[0], mention.sentence_start, mention.ordinal),
        mention.measure_type,
        _sides(mention, "implementer", "negotiating_party"),
        _sides(mention, "target"),
        _product_words(f"{mention.product or ''} {mention.name or ''}"),
        published,
        mention.sanction_types,
        mention.rate_percent,
        mention.rate_amount,
        frozenset(rate for rate in rates if rate is not None),
        mention.announced_edtf,
        mention.effective_edtf,
        mention.status,
        mention.direction,
        bool(mention.is_retaliation),
    )


def _product_words(text: str) -> frozenset[str]:
    """Return the words that tell one product from another, in the singular.

    Whose goods they are ("Chinese", "U.S.") says who is hit, not what.
    """
    words = set(_WORD.findall(text.lower())) - word_set("stop") - word_set("measure_heads")
    words -= word_set("not_a_product") | _demonyms()
    return frozenset(word.removesuffix("s") for word in words)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(word for row in rows("country_terms") for word in row["term"].lower().split())


def party_key(party: MeasureParty) -> str | None:
    """Return what tells one party of a measure from another over articles."""
    return party.organisation_key or party.name or party.country or party.organisation


def _sides(mention: MeasureMention, *roles: str) -> frozenset[str]:
    return frozenset(k for p in mention.parties if p.role in roles and (k := party_key(p)))


def fit(measure: list[MeasureFacts], report: MeasureFacts) -> float:
    """Return how well a report fits a measure, 0 when any report of it speaks against it."""
    best = 0.0
    for other in measure:
        found = _pair(other, report)
        if found is None:
            return 0.0
        best = max(best, found)
    if not _rates_fit(measure, report) or not _follows(measure, report):
        return 0.0
    return best


def _pair(a: MeasureFacts, b: MeasureFacts) -> float | None:
    """Return how well two reports fit, None when they cannot be of one measure."""
    if a.place[0] == b.place[0]:
        return None  # an article tells of each measure once
    if a.measure_type != b.measure_type or a.makers != b.makers or a.targets != b.targets:
        return None
    if not a.makers or (not a.targets and not (a.words & b.words) and len(a.makers) < 2):
        return None
    if a.sanction_types and b.sanction_types and not set(a.sanction_types) & set(b.sanction_types):
        return None
    if (a.words or b.words) and not a.words & b.words:
        return None
    if a.rate_amount is not None and b.rate_amount is not None and a.rate_amount != b.rate_amount:
        return None
    if _clash(a.effective_edtf, b.effective_edtf):
        return None
    # an announcement and the act that follows it, or a later change, have days of their own
    if a.status == b.status and _clash(a.announced_edtf, b.announced_edtf):
        return None
    shared = len(a.words & b.words) / max(len(a.words | b.words), 1)
    same_rate = a.rate_percent is not None and a.rate_percent == b.rate_percent
    same_start = a.effective_edtf is not None and a.effective_edtf == b.effective_edtf
    return 1.0 + shared + 0.5 * same_rate + 0.5 * same_start


def _clash(one: str | None, other: str | None) -> bool:
    (a1, a2), (b1, b2) = bounds(one), bounds(other)
    if a1 is None or a2 is None or b1 is None or b2 is None:
        return False
    return (b1 - a2).days > _DAYS or (a1 - b2).days > _DAYS


def _rates_fit(measure: list[MeasureFacts], report: MeasureFacts) -> bool:
    """Tell whether all rates can be of one measure: one rate, or each other one after a change of it."""
    reports = (*measure, report)
    rates = {f.rate_percent for f in reports if f.rate_percent is not None}
    if len(rates) < 2:
        return True
    moved = {rate for f in reports for rate in f.moved}
    return len(rates - moved) <= 1 and bool(moved)


def _follows(measure: list[MeasureFacts], report: MeasureFacts) -> bool:
    """Tell whether a report comes within reach of another of the measure."""
    for other in measure:
        if other.published is None or report.published is None:
            continue
        is_named = bool(other.words & report.words) and bool(
            report.targets or len(report.makers) > 1
        )
        limit = _APART_NAMED if is_named else _APART
        if abs((other.published - report.published).days) <= limit:
            return True
    return False
