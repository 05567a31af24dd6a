"""The rows of trade_measures, their reports, parties and products."""

from __future__ import annotations

from collections import defaultdict

from communique.core.ids import make_id
from communique.core.model import MeasureParty
from communique.lexicon.tables import rows
from communique.resolve.columns import IN_FORCE, add_bounds
from communique.resolve.measure_events import events
from communique.resolve.measure_fit import MeasureFacts, party_key
from communique.resolve.measure_relations import relations
from communique.resolve.reconcile import precision_of_date, reconcile
from communique.resolve.reports import MeasureReport, Row
from communique.resolve.workspace import Workspace

VALUES = (
    "name",
    "product",
    "target_scope",
    "rate_percent",
    "rate_percent_max",
    "previous_rate_percent",
    "is_additional_rate",
    "rate_amount",
    "rate_unit",
    "value_amount",
    "value_currency",
    "value_kind",
    "announced_edtf",
    "effective_edtf",
    "ended_edtf",
    "suspended_until_edtf",
    "legal_basis",
    "stated_reason",
    "is_retaliation",
    "direction",
    "flow",
)
REPORT_VALUES = (
    "measure_type",
    "status",
    "product",
    "rate_percent",
    "rate_percent_max",
    "announced_edtf",
    "effective_edtf",
    "ended_edtf",
    "is_retaliation",
    "confidence",
    "rule",
)


def add_measures(space: Workspace, clusters: list[list[MeasureFacts]]) -> None:
    """Fill the tables of measures."""
    groups = [[facts.place for facts in group] for group in clusters]
    clusters.clear()
    for places in groups:
        group = [space.measure_report(place) for place in places]
        measure_id = group[0].mention_id
        space.redirect((report.mention_id for report in group), measure_id)
        for report in group:
            _report(space, measure_id, report)
        _parties(space, measure_id, group)
        _products(space, measure_id, group)
        ledger = events(space, measure_id, group)
        space.tables["measure_events"] += ledger
        status = str(ledger[-1]["status"]) if ledger else group[-1].mention.status
        space.tables["trade_measures"].append(_measure(space, measure_id, group, status, ledger))
        space.finish()
    space.tables["measure_relations"] += relations(space)
    # They are few, and a decision may add to them.
    space.finish(keep=bool(space.decisions.ids))


def name_measures(space: Workspace, clusters: list[list[MeasureFacts]]) -> None:
    """Fill `space.measure_ids`, which rows of meetings and statements refer to."""
    for group in clusters:
        measure_id = space.measure_report(group[0].place).mention_id
        for facts in group:
            space.measure_ids[facts.place] = measure_id


def _report(space: Workspace, measure_id: str, report: MeasureReport) -> None:
    mention = report.mention
    row: Row = {
        "report_id": make_id("measure_reports", report.mention_id),
        "measure_id": measure_id,
        "article_id": report.article.article_id,
        "reported_date": report.article.published_date,
    } | {name: getattr(mention, name) for name in REPORT_VALUES}
    add_bounds(row, "announced", "effective", "ended")
    space.tables["measure_reports"].append(row)
    for span in mention.evidence:
        space.evidence.add(
            "trade_measures", measure_id, report.article, span, mention.rule, report.mention_id
        )


def _parties(space: Workspace, measure_id: str, group: list[MeasureReport]) -> None:
    found: defaultdict[tuple[str, str], list[tuple[MeasureReport, MeasureParty, str]]] = (
        defaultdict(list)
    )
    for report in group:
        for index, party in enumerate(report.mention.parties):
            key = party_key(party)
            if key:
                own = report.part_id("trade_measure_parties", index)
                found[party.role, key].append((report, party, own))
    for (role, _), mentions in found.items():
        report, first, party_id = mentions[0]
        space.redirect((own for _, _, own in mentions), party_id)
        space.tables["trade_measure_parties"].append(
            {
                "party_id": party_id,
                "measure_id": measure_id,
                "role": role,
                "country": first.country,
                "organisation_id": space.bodies.id_of(first.organisation_key),
                "organisation": first.organisation,
                "person_id": space.persons.id_of(report.number, first.name),
                "name": first.name,
            }
        )
        for where, party, mention_id in mentions:
            for span in party.evidence:
                space.evidence.add(
                    "trade_measure_parties",
                    party_id,
                    where.article,
                    span,
                    where.mention.rule,
                    mention_id,
                )


def _products(space: Workspace, measure_id: str, group: list[MeasureReport]) -> None:
    found: dict[str, Row] = {}
    for report in group:
        for product in report.mention.products:
            found.setdefault(
                product.product,
                {
                    "measure_id": measure_id,
                    "product": product.product,
                    "hs_code": product.hs_code,
                    "is_excluded": product.is_excluded,
                    "rate_percent": product.rate_percent,
                },
            )
    space.tables["trade_measure_products"] += list(found.values())


def _measure(
    space: Workspace,
    measure_id: str,
    group: list[MeasureReport],
    status: str,
    ledger: list[Row],
) -> Row:
    kind = group[0].mention.measure_type
    codes = {r["measure_type"]: r for r in rows("measure_types")}.get(kind, {})
    gta = codes.get("gta_intervention_type_id") or None
    row: Row = {
        "measure_id": measure_id,
        "measure_type": kind,
        "sanction_types": sorted({t for r in group for t in r.mention.sanction_types}),
        "gta_intervention_type_id": int(gta) if gta else None,
        "mast_chapter": codes.get("mast_chapter") or None,
        "status": status,
        "is_in_force": IN_FORCE.get(status),
    }
    for name in VALUES:
        row[name] = reconcile(
            group,
            lambda r, n=name: getattr(r.mention, n),  # type: ignore[misc]
            lambda r: space.source(r.number),
            precision_of_date if name.endswith("_edtf") else None,
        )
    _take_latest_rate(row, ledger)
    rate, rate_max = row["rate_percent"], row["rate_percent_max"]
    if isinstance(rate, float) and isinstance(rate_max, float) and rate_max < rate:
        row["rate_percent_max"] = None  # one report has 'up to 7.5', another 50: no range of both
    add_bounds(row, "announced", "effective", "ended", "suspended_until")
    published = [r.article.published_date for r in group if r.article.published_date]
    return row | {
        "first_reported_date": min(published, default=None),
        "last_reported_date": max(published, default=None),
        "article_count": len({r.article.article_id for r in group}),
        "source_count": len(space.sources(r.number for r in group)),
        "confidence": max(r.mention.confidence for r in group),
    }


def _take_latest_rate(row: Row, ledger: list[Row]) -> None:
    """Let the rate be the one after the latest change of it: older reports, though more, are past."""
    moved = [e for e in ledger if e["event_type"] in ("rate_raised", "rate_cut")]
    if not moved or moved[-1]["rate_percent"] is None:
        return
    if row["rate_percent"] not in (None, moved[-1]["rate_percent"]):
        row["previous_rate_percent"] = row["previous_rate_percent"] or row["rate_percent"]
    row["rate_percent"] = moved[-1]["rate_percent"]
