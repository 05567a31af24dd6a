"""Relations between measures: what answers, threatens, spares or belongs to what."""

from __future__ import annotations

from collections import defaultdict

from communique.resolve.measure_fit import MeasureFacts, facts_of
from communique.resolve.reports import MeasureReport, Row
from communique.resolve.workspace import Workspace

_RESTRICTS = frozenset(("restrictive", "unclear"))
_AGREEMENTS = frozenset(("trade_agreement", "trade_truce"))
_DECIDED = frozenset(("announced", "signed", "ratified", "in_force", "amended", "exempted"))


def relations(space: Workspace, groups: list[list[MeasureReport]]) -> list[Row]:
    """Return the rows of `measure_relations`: those that an article states, and those it implies.

    An implied relation needs both measures in one article, and no second measure that it could mean
    as well.
    """
    found: set[tuple[str, str, str]] = set()
    for one in space.processed:
        article_id = one.article.article_id
        for i, measure in enumerate(one.mentions.measures):
            for other, relation in measure.relations:
                ids = [space.measure_ids.get((article_id, n)) for n in (i, other)]
                if ids[0] and ids[1]:
                    found.add((ids[0], ids[1], relation))
    by_article: defaultdict[str, list[MeasureReport]] = defaultdict(list)
    for group in groups:
        for report in group:
            by_article[report.article.article_id].append(report)
    for reports in by_article.values():
        if len(reports) > 1:
            facts = [facts_of(report) for report in sorted(reports, key=lambda r: r.order)]
            for one_side, other_side, relation in _implied(facts):
                pair = [_id(space, f) for f in (one_side, other_side)]
                found.add((pair[0], pair[1], relation))
    return [
        {"measure_id": a, "related_measure_id": b, "relation": relation}
        for a, b, relation in sorted(found)
        if a != b
    ]


def _id(space: Workspace, facts: MeasureFacts) -> str:
    return space.measure_ids[facts.report.article.article_id, facts.report.index]


def _implied(facts: list[MeasureFacts]) -> list[tuple[MeasureFacts, MeasureFacts, str]]:
    made = []
    for one in facts:
        for relation, test in (("retaliates_against", _answers), ("exempts_from", _spares)):
            fitting = [other for other in facts if other is not one and test(one, other)]
            if len(fitting) == 1:
                made.append((one, fitting[0], relation))
        fitting = [other for other in facts if other is not one and _threatens(one, other)]
        if len(fitting) == 1:
            made.append((one, fitting[0], "threatens_change_to"))
    agreements = [f for f in facts if f.report.mention.measure_type in _AGREEMENTS]
    for agreement, one in _with_others(agreements, facts):
        same = [a for a in agreements if a.makers == agreement.makers]
        if len(same) == 1 and _belongs(one, agreement):
            made.append((one, agreement, "part_of"))
    return made


def _with_others(
    agreements: list[MeasureFacts], facts: list[MeasureFacts]
) -> list[tuple[MeasureFacts, MeasureFacts]]:
    """Return each agreement with each measure that is none."""
    others = [f for f in facts if f.report.mention.measure_type not in _AGREEMENTS]
    return [(agreement, other) for agreement in agreements for other in others]


def _answers(one: MeasureFacts, other: MeasureFacts) -> bool:
    """The text calls `one` retaliation, and its target has a measure against its maker."""
    x, y = one.report.mention, other.report.mention
    return (
        bool(x.is_retaliation)
        and not y.is_retaliation
        and y.direction in _RESTRICTS
        and bool(one.makers & other.targets)
        and (bool(one.targets & other.makers) or not one.targets)
    )


def _spares(one: MeasureFacts, other: MeasureFacts) -> bool:
    """`one` is an exemption by the maker of `other`, of the same type."""
    x, y = one.report.mention, other.report.mention
    return (
        x.status == "exempted"
        and y.status != "exempted"
        and x.measure_type == y.measure_type
        and one.makers == other.makers
        and (bool(one.words & other.words) or one.targets <= other.targets)
    )


def _threatens(one: MeasureFacts, other: MeasureFacts) -> bool:
    """`one` is a threat by the maker of `other`, of the same type against the same target."""
    x, y = one.report.mention, other.report.mention
    return (
        x.status == "threatened"
        and y.status in _DECIDED
        and x.measure_type == y.measure_type
        and bool(one.makers)
        and one.makers == other.makers
        and one.targets == other.targets
        and bool(one.targets)
        and (not one.words or not other.words or bool(one.words & other.words))
    )


def _belongs(one: MeasureFacts, agreement: MeasureFacts) -> bool:
    """`one` stands in a sentence of the agreement and is between parties of it."""
    sides = one.makers | one.targets
    return (
        bool(sides)
        and sides <= agreement.makers
        and one.report.mention.sentence_start == agreement.report.mention.sentence_start
    )
