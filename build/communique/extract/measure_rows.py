"""The measure mention that leaves the extractor."""

from __future__ import annotations

from communique.core.edtf import bounds
from communique.core.model import (
    Evidence,
    MeasureEvent,
    MeasureMention,
    MeasureParty,
    MeasureProduct,
)
from communique.extract.confidence import confidence
from communique.extract.document import Document
from communique.extract.measure_clause import Draft, distinct
from communique.extract.measure_values import hs_code, value_of

_EVENT_OF = {
    "threatened": "threatened",
    "proposed": "proposed",
    "under_investigation": "investigation_opened",
    "under_negotiation": "negotiation_opened",
    "announced": "announced",
    "concluded": "concluded",
    "signed": "signed",
    "ratified": "ratified",
    "in_force": "entered_into_force",
    "suspended": "suspended",
    "delayed": "delayed",
    "exempted": "exemption_granted",
    "lifted": "lifted",
    "expired": "expired",
    "struck_down": "struck_down",
    "rejected": "rejected",
}
_FLOWS = {
    "import_tariff": "inward",
    "anti_dumping": "inward",
    "anti_subsidy": "inward",
    "safeguard": "inward",
    "import_quota": "inward",
    "import_ban": "inward",
    "import_licensing": "inward",
    "tariff_quota": "inward",
    "export_control": "outward",
    "export_ban": "outward",
    "export_quota": "outward",
    "export_tax": "outward",
    "trade_agreement": "both",
}
_LIBERAL = frozenset({"trade_agreement", "trade_truce", "preference", "purchase_commitment"})


def make_mention(document: Document, draft: Draft, ordinal: int) -> MeasureMention:
    """Return the mention of a finished measure, its spans as evidence."""
    text, rule = document.text, draft.rule
    announced = None if _is_late(draft) else draft.announced
    evidence = [Evidence(a, b, None, None, r) for a, b, r in sorted(set(draft.spans))]
    evidence.append(Evidence(*draft.noun, "measure_type", draft.measure_type, rule))
    rate, rate_max, previous, rate_span = draft.rate
    if rate_span:
        column = "rate_percent" if rate is not None else "rate_percent_max"
        evidence.append(
            Evidence(*rate_span, column, f"{rate if rate is not None else rate_max:g}", rule)
        )
    if draft.product:
        evidence.append(Evidence(*draft.product, "product", text[slice(*draft.product)], rule))
    for column, told in (
        ("legal_basis", draft.law),
        ("stated_reason", draft.reason),
        ("name", draft.title),
    ):
        if told:
            evidence.append(Evidence(*told[1], column, told[0], rule))
    if draft.specific:
        evidence.append(Evidence(*draft.specific[2], "rate_amount", f"{draft.specific[0]:g}", rule))
    for column, found in (
        ("effective_edtf", draft.effective),
        ("announced_edtf", announced),
        ("ended_edtf", draft.ended),
        ("suspended_until_edtf", draft.suspended_until),
    ):
        if found:
            evidence.append(Evidence(found.start, found.end, column, found.edtf, rule))
    parties = tuple(
        MeasureParty(
            s.role,
            s.country,
            s.organisation,
            s.organisation_key,
            s.name,
            s.person_key,
            (Evidence(*s.span, None, None, rule),),
        )
        for s in distinct(draft.sides)
    )
    product = text[slice(*draft.product)] if draft.product else None
    event_date = {"in_force": draft.effective, "lifted": draft.ended}.get(draft.status)
    event_date = event_date or announced
    event_type = _EVENT_OF.get(draft.status)
    if draft.status == "amended":
        event_type = {"cut": "rate_cut", "amend": "scope_changed"}.get(draft.action, "rate_raised")
    events = (
        (
            MeasureEvent(
                event_type,
                draft.status,
                event_date.edtf if event_date else None,
                rate,
                (evidence[0],),
            ),
        )
        if event_type
        else ()
    )
    kind = draft.measure_type
    amount, currency, value_kind = value_of(text, draft.sentence, draft.noun)
    return MeasureMention(
        sentence_start=draft.sentence.start,
        ordinal=ordinal,
        measure_type=kind,
        status=draft.status,
        parties=parties,
        evidence=tuple(evidence),
        rule=rule,
        confidence=confidence("trade_measures", rule),
        events=events,
        products=(MeasureProduct(product, hs_code(product), False, rate),) if product else (),
        sanction_types=(draft.sanction_type,) if draft.sanction_type else (),
        direction="liberalising" if kind in _LIBERAL else "restrictive",
        flow=_FLOWS.get(kind, "unknown"),
        product=product,
        target_scope="entities"
        if any(s.is_firm or s.name for s in draft.sides if s.role == "target")
        else "listed"
        if draft.of("target")
        else "unknown",
        rate_percent=rate,
        rate_percent_max=rate_max,
        previous_rate_percent=previous,
        is_additional_rate=draft.is_additional,
        value_amount=amount,
        value_currency=currency,
        value_kind=value_kind,
        announced_edtf=announced.edtf if announced else None,
        effective_edtf=draft.effective.edtf if draft.effective else None,
        ended_edtf=draft.ended.edtf if draft.ended else None,
        suspended_until_edtf=draft.suspended_until.edtf if draft.suspended_until else None,
        is_retaliation=draft.is_retaliation,
        name=draft.title[0] if draft.title else None,
        legal_basis=draft.law[0] if draft.law else None,
        stated_reason=draft.reason[0] if draft.reason else None,
        rate_amount=draft.specific[0] if draft.specific else None,
        rate_unit=draft.specific[1] if draft.specific else None,
    )


def _is_late(draft: Draft) -> bool:
    """Tell an announcement that the article sets after the effect: it was that of something else."""
    if draft.announced is None or draft.effective is None:
        return False
    first, last = bounds(draft.announced.edtf)[0], bounds(draft.effective.edtf)[1]
    return first is not None and last is not None and last < first
