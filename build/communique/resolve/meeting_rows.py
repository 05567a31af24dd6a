"""The rows of meetings and meeting_reports: each report kept, the principal row reconciled."""

from __future__ import annotations

from communique.core.ids import make_id
from communique.resolve.columns import add_bounds
from communique.resolve.meeting_fit import Facts
from communique.resolve.meeting_parents import COLUMNS, parents
from communique.resolve.participants import participants
from communique.resolve.reconcile import latest_status, precision_of_date, reconcile
from communique.resolve.reports import MeetingReport, Row
from communique.resolve.workspace import Workspace

REPORT_VALUES = (
    "arity",
    "medium",
    "setting",
    "level",
    "occasion",
    "place_name",
    "place_country",
    "date_edtf",
    "date_anchor",
)


def add_meetings(space: Workspace, clusters: list[list[Facts]]) -> None:
    """Fill meetings, meeting_reports and participants, and `space.meeting_ids`."""
    for group in clusters:
        meeting_id = space.meeting_report(group[0].place).mention_id
        for facts in group:
            space.meeting_ids[facts.place] = meeting_id
    events = _events(space, clusters)
    groups = [[facts.place for facts in group] for group in clusters]
    clusters.clear()
    for places in groups:
        _add_meeting(space, [space.meeting_report(place) for place in places], events)
        space.finish()


def _add_meeting(space: Workspace, group: list[MeetingReport], events: dict[str, object]) -> None:
    meeting_id = group[0].mention_id
    space.redirect((report.mention_id for report in group), meeting_id)
    for report in group:
        space.tables["meeting_reports"].append(_report(meeting_id, report))
        for span in report.mention.evidence:
            space.evidence.add(
                "meetings",
                meeting_id,
                report.article,
                span,
                report.mention.rule,
                report.mention_id,
            )
    members = participants(space, meeting_id, group)
    space.tables["participants"] += members
    row = _meeting(space, meeting_id, group, members)
    row["parent_meeting_id"] = events.get(meeting_id)
    space.tables["meetings"].append(row)


def _events(space: Workspace, clusters: list[list[Facts]]) -> dict[str, object]:
    """Return the parents of meetings: the events on whose margins they were, by meeting."""
    made = []
    for group in clusters:
        if any(facts.occasion for facts in group):
            reports = [space.meeting_report(facts.place) for facts in group]
            row = _meeting(space, reports[0].mention_id, reports, [])
            made.append({name: row[name] for name in COLUMNS} | {"parent_meeting_id": None})
    parents(made)
    return {str(row["meeting_id"]): row["parent_meeting_id"] for row in made}


def _report(meeting_id: str, report: MeetingReport) -> Row:
    mention = report.mention
    row: Row = {
        "report_id": make_id("meeting_reports", report.mention_id),
        "meeting_id": meeting_id,
        "article_id": report.article.article_id,
        "reported_date": report.article.published_date,
        "status": mention.status,
        "topics": sorted(mention.topics),
        "confidence": mention.confidence,
        "rule": mention.rule,
    } | {name: getattr(mention, name) for name in REPORT_VALUES}
    add_bounds(row, "date")
    return row


def _meeting(
    space: Workspace, meeting_id: str, group: list[MeetingReport], members: list[Row]
) -> Row:
    row: Row = {
        "meeting_id": meeting_id,
        "status": latest_status(
            group, lambda r: r.mention.status, lambda r: space.source(r.number)
        ),
    }
    for name in REPORT_VALUES:
        row[name] = reconcile(
            group,
            lambda r, n=name: getattr(r.mention, n),  # type: ignore[misc]
            lambda r: space.source(r.number),
            precision_of_date if name == "date_edtf" else None,
        )
    row["date_anchor"] = next(
        (r.mention.date_anchor for r in group if r.mention.date_edtf == row["date_edtf"]),
        "none",
    )
    add_bounds(row, "date")
    published = [r.article.published_date for r in group if r.article.published_date]
    return row | {
        "parent_meeting_id": None,
        "topics": sorted({t for r in group for t in r.mention.topics}),
        "party_count": party_count(members),
        "participant_count": len(members),
        "measure_ids": sorted(
            {m for r in group for m in space.measures_of(r.number, r.mention.measures)}
        ),
        "first_reported_date": min(published, default=None),
        "last_reported_date": max(published, default=None),
        "article_count": len({r.article.article_id for r in group}),
        "source_count": len(space.sources(r.number for r in group)),
        "confidence": max(r.mention.confidence for r in group),
    }


def party_count(members: list[Row]) -> int:
    """Return how many countries and bodies the participants stand for."""
    return len({p["country"] or p["organisation"] for p in members} - {None})
