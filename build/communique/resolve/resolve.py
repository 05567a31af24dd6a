"""From the mentions of many articles to the tables of the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableMapping
from datetime import date
from typing import Any

from communique.core.edtf import bounds
from communique.core.ids import make_id
from communique.core.model import Article, Evidence, MeasureParty, Party, Reject
from communique.core.terms import measure_status_order
from communique.lexicon.tables import rows, split
from communique.resolve.duplicates import duplicate_heads
from communique.resolve.evidence import KEYS, EvidenceTable, settle
from communique.resolve.measures import cluster_measures
from communique.resolve.measures import party_key as measure_party_key
from communique.resolve.meetings import cluster_meetings, party_key
from communique.resolve.persons import Persons
from communique.resolve.prints import prints
from communique.resolve.reports import (
    MeasureReport,
    MeetingReport,
    Processed,
    Row,
    latest_status,
    measure_reports_of,
    meeting_reports_of,
    precision_of_date,
    reconcile,
    sort_key,
    source_of,
)
from communique.resolve.statements import Statements

Tables = dict[str, list[Row]]
# Where rows go: lists, or what writes them away; all of it grows by append and extend.
TableRows = MutableMapping[str, Any]
# Released data carry the version of the build that first gave an id away.
_REPORT_VALUES = [
    "arity",
    "medium",
    "setting",
    "level",
    "occasion",
    "place_name",
    "place_country",
    "date_edtf",
    "date_anchor",
]
_MEASURE_VALUES = [
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
]
_IN_FORCE = {
    "in_force": True,
    "amended": True,
    "lifted": False,
    "expired": False,
    "struck_down": False,
    "suspended": False,
    "rejected": False,
    "threatened": False,
    "proposed": False,
    "under_investigation": False,
    "under_negotiation": False,
}


def resolve(processed: Iterable[Processed], rejects: Iterable[Reject], version: str) -> Tables:
    """Return all tables as rows, whatever the order in which the articles came.

    Articles that repeat another's id are dropped with a reject `duplicate`.
    """
    articles, rejected = _distinct(processed, list(rejects))
    prints_of = ((p.article.article_id, prints(p.article.text).tobytes()) for p in articles)
    tables: Tables = defaultdict(list)
    evidence: dict[str, Row] = {}
    resolve_into(tables, EvidenceTable(evidence), articles, prints_of, rejected, version)
    values = {(t, str(row[key])): row for t, key in KEYS.items() for row in tables[t]}
    tables["evidence"] = settle(evidence, values)
    return dict(tables)


def resolve_into(
    tables: TableRows,
    evidence: EvidenceTable,
    processed: Iterable[Processed],
    prints_of: Iterable[tuple[str, bytes]],
    rejects: Iterable[Reject],
    version: str,
) -> None:
    """Add the rows of all tables to `tables`, and those of evidence, not yet settled, to `evidence`.

    `processed` is read more than once, each time in the order of first mentions, no article twice;
    `prints_of` gives their prints in the same order. A row that was added does not change, so that
    `tables` may write it away.
    """
    builder = _Builder(tables, evidence, processed, prints_of, version)
    builder.meetings()
    builder.measures()
    builder.the_rest(rejects)
    builder.references()


def _distinct(
    processed: Iterable[Processed], rejects: list[Reject]
) -> tuple[list[Processed], list[Reject]]:
    kept: dict[str, Processed] = {}
    for one in sorted(
        processed,
        key=lambda p: (
            p.article.article_id,
            p.article.source_path,
            p.article.source_position or "",
        ),
    ):
        first = kept.setdefault(one.article.article_id, one)
        if first is not one:
            rejects.append(
                Reject(
                    one.article.source_path,
                    "duplicate",
                    f"the same text, date, outlet and url as {first.article.source_path}"
                    f"{' record ' + first.article.source_position if first.article.source_position else ''}"
                    "; remove one of the two",
                    one.article.source_position,
                    one.article.outlet,
                    one.article.published_date,
                )
            )
    ordered = sorted(kept.values(), key=lambda p: sort_key(p.article, 0, 0))
    return ordered, rejects


def _dates(row: Row, *columns: str) -> None:
    for column in columns:
        value = row[f"{column}_edtf"]
        first, last = bounds(value if isinstance(value, str) else None)
        row[f"{column}_earliest"], row[f"{column}_latest"] = first, last


class _Builder:
    """Builds the tables step by step; each step needs only those before it."""

    def __init__(
        self,
        tables: TableRows,
        evidence: EvidenceTable,
        processed: Iterable[Processed],
        prints_of: Iterable[tuple[str, bytes]],
        version: str,
    ) -> None:
        self.tables, self.evidence, self.processed, self.version = (
            tables,
            evidence,
            processed,
            version,
        )
        self.heads = duplicate_heads(prints_of)
        self.meeting_reports: list[MeetingReport] = []
        self.measure_reports: list[MeasureReport] = []
        self._source_of: dict[str, str] = {}
        self.persons = Persons(self._first_pass())
        self.redirects: dict[str, str] = dict(self.persons.redirects)
        self.organisations: dict[str, Row] = {}
        self.meeting_ids: dict[tuple[str, int], str] = {}
        self.measure_ids: dict[tuple[str, int], str] = {}
        self._known = {r["organisation_key"]: r for r in rows("organisations")}

    def _first_pass(self) -> Iterator[Processed]:
        """Gather what is compared over articles, as the articles go by."""
        heads = set(self.heads.values())
        for one in self.processed:
            meetings, measures = meeting_reports_of(one), measure_reports_of(one)
            self.meeting_reports += meetings
            self.measure_reports += measures
            article_id = one.article.article_id
            if meetings or measures or article_id in heads:
                self._source_of[article_id] = source_of(one.article)
            yield one

    def _sources(self, articles: Iterable[Article]) -> set[str]:
        """Independent sources: near-duplicates count as their head."""
        return {self._source_of[self.heads.get(a.article_id, a.article_id)] for a in articles}

    def _organisation(self, key: str | None, name: str | None) -> str | None:
        """Return the id of a body of the reference table, entering its row."""
        if not key or key not in self._known:
            return None
        organisation_id = make_id("organisations", "reference", key)
        known = self._known[key]
        self.organisations.setdefault(
            organisation_id,
            {
                "organisation_id": organisation_id,
                "name": known["name"],
                "name_variants": sorted(set(split(known["name_variants"]))),
                "organisation_type": known["organisation_type"],
                "country": known["country"] or None,
                "wikidata_id": known["wikidata_id"] or None,
                "source": known["source"],
            },
        )
        return organisation_id

    # ------------------------------------------------------------------ meetings
    def meetings(self) -> None:
        """Fill meetings, meeting_reports and participants."""
        measure_groups = cluster_measures(sorted(self.measure_reports, key=lambda r: r.order))
        self.measure_groups = measure_groups
        for measure_group in measure_groups:
            for mention in measure_group:
                key = mention.article.article_id, mention.index
                self.measure_ids[key] = measure_group[0].mention_id
        reports = sorted(self.meeting_reports, key=lambda r: r.order)
        for group in cluster_meetings(reports, self.persons):
            meeting_id = group[0].mention_id
            for report in group:
                self.meeting_ids[report.article.article_id, report.index] = meeting_id
                if report.mention_id != meeting_id:
                    self.redirects[report.mention_id] = meeting_id
                self._meeting_report(meeting_id, report)
            members = self._participants(meeting_id, group)
            self._meeting(meeting_id, group, members)

    def _meeting_report(self, meeting_id: str, report: MeetingReport) -> None:
        m = report.mention
        row: Row = {
            "report_id": make_id("meeting_reports", meeting_id, report.mention_id),
            "meeting_id": meeting_id,
            "article_id": report.article.article_id,
            "reported_date": report.article.published_date,
            "status": m.status,
            "topics": sorted(m.topics),
            "confidence": m.confidence,
            "rule": m.rule,
        } | {name: getattr(m, name) for name in _REPORT_VALUES}
        _dates(row, "date")
        self.tables["meeting_reports"].append(row)
        for span in m.evidence:
            self.evidence.add("meetings", meeting_id, report.article, span, m.rule)

    def _participants(self, meeting_id: str, group: list[MeetingReport]) -> list[Row]:
        found: dict[str, list[tuple[MeetingReport, Party]]] = defaultdict(list)
        for report in group:
            named = {p.country for p in report.mention.parties if p.name}
            for party in report.mention.parties:
                key = (
                    party_key(report, party, self.persons) or f"{report.mention_id}:{party.office}"
                )
                if not party.name:
                    listed = party.country in named
                    key = f"unnamed:{key}:{party.office if listed else ''}"
                found[key].append((report, party))
        # a bare country steps back for the person whom another article names
        people = {p.country for ms in found.values() for _, p in ms if p.name and p.country}
        rows_made: list[Row] = []
        for key in sorted(found):
            mentions = found[key]
            _first_report, first = mentions[0]
            if not first.name and key.endswith(":") and first.country in people:
                substitute = next(
                    k
                    for k in sorted(found)
                    if found[k][0][1].name and found[k][0][1].country == first.country
                )
                found[substitute] += mentions
                found[key] = []
        for key in sorted(found):
            if found[key]:
                rows_made.append(self._participant(meeting_id, key, found[key]))
        self.tables["participants"] += rows_made
        return rows_made

    def _participant(
        self, meeting_id: str, key: str, mentions: list[tuple[MeetingReport, Party]]
    ) -> Row:
        mentions = sorted(mentions, key=lambda m: (not m[1].name, m[0].order))
        _, fullest = max(mentions, key=lambda m: len((m[1].name or "").split()))
        participant_id = make_id("participants", meeting_id, key)
        first = next((p for _, p in mentions if p.office), mentions[0][1])
        role = next((p.role for _, p in mentions if p.role != "participant"), "participant")
        country = next((p.country for _, p in mentions if p.country), None)
        body = next((p for _, p in mentions if p.organisation), None)
        row: Row = {
            "participant_id": participant_id,
            "meeting_id": meeting_id,
            "person_id": self.persons.id_of(mentions[0][0].article.article_id, mentions[0][1].name),
            "name": fullest.name,
            "office": first.office,
            "office_type": first.office_type,
            "is_former_office": first.is_former_office,
            "country": country,
            "organisation_id": self._organisation(
                body.organisation_key if body else None, body.organisation if body else None
            ),
            "organisation": body.organisation if body else None,
            "role": role,
            "is_host": role == "host",
        }
        for report, party in mentions:
            for span in party.evidence:
                self.evidence.add(
                    "participants", participant_id, report.article, span, report.mention.rule
                )
            if party.name and party.person_key:
                # country and identity known from the reference table, not from this text
                name_span = party.evidence[0]
                self.evidence.add(
                    "participants",
                    participant_id,
                    report.article,
                    Evidence(
                        name_span.start,
                        name_span.end,
                        "person_id",
                        str(row["person_id"]),
                        "reference",
                    ),
                    "reference",
                )
        return row

    def _meeting(self, meeting_id: str, group: list[MeetingReport], members: list[Row]) -> None:
        def source(report: MeetingReport) -> str:
            return next(iter(self._sources([report.article])))

        row: Row = {"meeting_id": meeting_id}
        row["status"] = latest_status(
            group, lambda r: r.mention.status, lambda r: r.article.published_date
        )
        for name in _REPORT_VALUES:
            measure = precision_of_date if name == "date_edtf" else (lambda v: len(str(v)))
            row[name] = reconcile(group, lambda r, n=name: getattr(r.mention, n), source, measure)  # type: ignore[misc]
        row["date_anchor"] = next(
            (r.mention.date_anchor for r in group if r.mention.date_edtf == row["date_edtf"]),
            "none",
        )
        _dates(row, "date")
        published = [r.article.published_date for r in group if r.article.published_date]
        row |= {
            "parent_meeting_id": None,
            "topics": sorted({t for r in group for t in r.mention.topics}),
            "party_count": len({p["country"] or p["organisation"] for p in members} - {None}),
            "participant_count": len(members),
            "measure_ids": sorted(
                {
                    self.measure_ids[r.article.article_id, n]
                    for r in group
                    for n in r.mention.measures
                }
            ),
            "first_reported_date": min(published, default=None),
            "last_reported_date": max(published, default=None),
            "article_count": len({r.article.article_id for r in group}),
            "source_count": len(self._sources(r.article for r in group)),
            "confidence": max(r.mention.confidence for r in group),
        }
        self.tables["meetings"].append(row)

    # ------------------------------------------------------------------ measures
    def measures(self) -> None:
        """Fill the measure tables."""
        for group in self.measure_groups:
            measure_id = group[0].mention_id
            for report in group:
                if report.mention_id != measure_id:
                    self.redirects[report.mention_id] = measure_id
                self._measure_report(measure_id, report)
            self._measure_parties(measure_id, group)
            self._measure_products(measure_id, group)
            status = self._measure_events(measure_id, group)
            self._measure(measure_id, group, status)
        self._relations()

    def _relations(self) -> None:
        seen: set[tuple[str, str, str]] = set()
        for report in self.measure_reports:
            article_id = report.article.article_id
            for other, relation in report.mention.relations:
                a = self.measure_ids[article_id, report.index]
                b = self.measure_ids[article_id, other]
                if a != b:
                    seen.add((a, b, relation))
        self.tables["measure_relations"] += [
            {"measure_id": a, "related_measure_id": b, "relation": r} for a, b, r in sorted(seen)
        ]

    def _measure_report(self, measure_id: str, report: MeasureReport) -> None:
        m = report.mention
        names = [
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
        ]
        row: Row = {
            "report_id": make_id("measure_reports", measure_id, report.mention_id),
            "measure_id": measure_id,
            "article_id": report.article.article_id,
            "reported_date": report.article.published_date,
        } | {name: getattr(m, name) for name in names}
        _dates(row, "announced", "effective", "ended")
        self.tables["measure_reports"].append(row)
        for span in m.evidence:
            self.evidence.add("trade_measures", measure_id, report.article, span, m.rule)

    def _measure_parties(self, measure_id: str, group: list[MeasureReport]) -> None:
        found: dict[tuple[str, str], list[tuple[MeasureReport, MeasureParty]]] = defaultdict(list)
        for report in group:
            for party in report.mention.parties:
                key = measure_party_key(party)
                if key:
                    found[party.role, key].append((report, party))
        for (role, key), mentions in sorted(found.items()):
            party_id = make_id("trade_measure_parties", measure_id, role, key)
            report, first = mentions[0]
            self.tables["trade_measure_parties"].append(
                {
                    "party_id": party_id,
                    "measure_id": measure_id,
                    "role": role,
                    "country": first.country,
                    "organisation_id": self._organisation(
                        first.organisation_key, first.organisation
                    ),
                    "organisation": first.organisation,
                    "person_id": self.persons.id_of(report.article.article_id, first.name),
                    "name": first.name,
                }
            )
            for where, party in mentions:
                for span in party.evidence:
                    self.evidence.add(
                        "trade_measure_parties", party_id, where.article, span, where.mention.rule
                    )

    def _measure_products(self, measure_id: str, group: list[MeasureReport]) -> None:
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
        self.tables["trade_measure_products"] += list(found.values())

    def _measure_events(self, measure_id: str, group: list[MeasureReport]) -> str:
        """Enter the measure's events in order, one per real change; return the status after the last."""
        found: dict[tuple[str, object], list[tuple[MeasureReport, int]]] = defaultdict(list)
        for report in group:
            for n, event in enumerate(report.mention.events):
                found[
                    event.event_type, event.rate_percent if "rate_" in event.event_type else None
                ].append((report, n))
        order = measure_status_order()
        entries = []
        for (event_type, _), mentions in found.items():
            events = [r.mention.events[n] for r, n in mentions]
            dated = next((e.date_edtf for e in events if e.date_edtf), None)
            reported = [r.article.published_date for r, _ in mentions if r.article.published_date]
            rate = next((e.rate_percent for e in events if e.rate_percent is not None), None)
            first_day = bounds(dated)[0] or min(reported, default=None) or date.max
            entries.append(
                (
                    first_day,
                    min(reported, default=date.max),
                    order[events[0].status],
                    event_type,
                    events[0].status,
                    dated,
                    rate,
                    reported,
                    mentions,
                )
            )
        entries.sort(key=lambda e: e[:4])
        for sequence, (_, _, _, event_type, status, dated, rate, reported, mentions) in enumerate(
            entries, 1
        ):
            event_id = make_id("measure_events", measure_id, event_type, rate)
            row: Row = {
                "event_id": event_id,
                "measure_id": measure_id,
                "sequence": sequence,
                "event_type": event_type,
                "status": status,
                "date_edtf": dated,
                "reported_date": min(reported, default=None),
                "rate_percent": rate,
            }
            _dates(row, "date")
            self.tables["measure_events"].append(row)
            for report, n in mentions:
                for span in report.mention.events[n].evidence:
                    self.evidence.add(
                        "measure_events",
                        event_id,
                        report.article,
                        Evidence(span.start, span.end, None, None, span.rule),
                        report.mention.rule,
                    )
        return entries[-1][4] if entries else group[-1].mention.status

    def _measure(self, measure_id: str, group: list[MeasureReport], status: str) -> None:
        def source(report: MeasureReport) -> str:
            return next(iter(self._sources([report.article])))

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
            "is_in_force": _IN_FORCE.get(status),
        }
        for name in _MEASURE_VALUES:
            measure = precision_of_date if name.endswith("_edtf") else (lambda v: len(str(v)))
            row[name] = reconcile(group, lambda r, n=name: getattr(r.mention, n), source, measure)  # type: ignore[misc]
        _dates(row, "announced", "effective", "ended", "suspended_until")
        published = [r.article.published_date for r in group if r.article.published_date]
        row |= {
            "first_reported_date": min(published, default=None),
            "last_reported_date": max(published, default=None),
            "article_count": len({r.article.article_id for r in group}),
            "source_count": len(self._sources(r.article for r in group)),
            "confidence": max(r.mention.confidence for r in group),
        }
        self.tables["trade_measures"].append(row)

    # ------------------------------------------------------------------ the rest
    def references(self) -> None:
        """Fill persons, organisations, countries, country_groups and id_redirects."""
        self._redirects()
        self.tables["persons"] += self.persons.rows
        self.tables["organisations"] += list(self.organisations.values())
        self.tables["countries"] += [
            {k: (v or None) for k, v in r.items()}
            | {
                k: (int(r[k]) if r[k] else None)
                for k in ("cow_code", "gw_code", "gta_jurisdiction_id")
            }
            | {k: (date.fromisoformat(r[k]) if r[k] else None) for k in ("valid_from", "valid_to")}
            for r in rows("countries")
        ]
        self.tables["country_groups"] += [
            {
                "group_id": r["group_id"],
                "country": r["country"],
                "joined": date.fromisoformat(r["joined"]) if r["joined"] else None,
                "left": date.fromisoformat(r["left"]) if r["left"] else None,
                "source": r["source"],
            }
            for r in rows("country_groups")
        ]

    def _redirects(self) -> None:
        self.tables["id_redirects"] += [
            {"old_id": old, "new_id": new, "version": self.version}
            for old, new in sorted(self.redirects.items())
        ]

    def the_rest(self, rejects: Iterable[Reject]) -> None:
        """Fill statements, statement_speakers, articles, article_texts, coverage and rejects."""
        statements = Statements(
            self.persons,
            self._organisation,
            self.meeting_ids,
            self.measure_ids,
            self.evidence,
        )
        fields = [
            "article_id",
            "source_path",
            "source_position",
            "url",
            "outlet",
            "agency",
            "title",
            "byline",
            "dateline_place",
            "dateline_date",
            "published_at",
            "published_date",
            "published_source",
            "language",
            "licence",
            "text_sha256",
            "is_redistributable",
        ]
        counts: dict[tuple[str | None, date | None], list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in self.processed:
            a = one.article
            self.tables["articles"].append(
                {name: getattr(a, name) for name in fields}
                | {
                    "text_chars": one.text_chars,
                    "word_count": one.word_count,
                    "duplicate_of": self.heads.get(a.article_id),
                }
            )
            self.tables["article_texts"].append({"article_id": a.article_id, "text": a.text})
            statements.add(one, self.tables["statements"], self.tables["statement_speakers"])
            cell = counts[a.outlet, a.published_date]
            cell[0] += 1
            m = one.mentions
            cell[1] += bool(m.meetings or m.statements or m.measures)
        for reject in rejects:
            counts[reject.outlet, reject.published_date][2] += 1
            self.tables["rejects"].append(
                {name: getattr(reject, name) for name in reject.__struct_fields__}
            )
        self.tables["coverage"] += [
            {
                "outlet": outlet,
                "date": day,
                "article_count": cell[0],
                "relevant_count": cell[1],
                "reject_count": cell[2],
            }
            for (outlet, day), cell in counts.items()
        ]
