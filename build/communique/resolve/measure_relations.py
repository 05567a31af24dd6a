"""Relations between measures: what answers, threatens, spares or belongs to what."""

from __future__ import annotations

from communique.resolve.measure_fit import MeasureFacts, facts_of
from communique.resolve.reports import Row
from communique.resolve.workspace import Workspace

_RESTRICTS = frozenset(("restrictive", "unclear"))
_AGREEMENTS = frozenset(("trade_agreement", "trade_truce"))
_DECIDED = frozenset(("announced", "signed", "ratified", "in_force", "amended", "exempted"))


def relations(space: Workspace) -> list[Row]:
    """Return the rows of `measure_relations`: those that an article states, and those it implies.

    An implied relation needs both measures in one article, and no second measure that it could mean
    as well.
    """
    found: set[tuple[str, str, str]] = set()
    for number in range(len(space.archive)):
        if space.measure_ids.count(number) < 2:
            continue
        one = space.archive[number]
        ids = [space.measure_ids[number, i] for i in range(len(one.mentions.measures))]
        for row_id, measure in zip(ids, one.mentions.measures, strict=True):
            for other, relation in measure.relations:
                other_id = ids[other]
                if row_id and other_id:
                    found.add((row_id, other_id, relation))
        facts = sorted(
            (
                facts_of((number, index), mention, one.article.published_date)
                for index, mention in enumerate(one.mentions.measures)
                if ids[index]
            ),
            key=lambda f: f.order,
        )
        for a, b, relation in _implied(facts):
            found.add((str(ids[a.place[1]]), str(ids[b.place[1]]), relation))
    return [
        {"measure_id": a, "related_measure_id": b, "relation": relation}
        for a, b, relation in sorted(found)
        if a != b
    ]


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
    agreements = [f for f in facts if f.measure_type in _AGREEMENTS]
    for agreement, one in _with_others(agreements, facts):
        same = [a for a in agreements if a.makers == agreement.makers]
        if len(same) == 1 and _belongs(one, agreement):
            made.append((one, agreement, "part_of"))
    return made


def _with_others(
    agreements: list[MeasureFacts], facts: list[MeasureFacts]
) -> list[tuple[MeasureFacts, MeasureFacts]]:
    """Return each agreement with each measure that is none."""
    others = [f for f in facts if f.measure_type not in _AGREEMENTS]
    return [(agreement, other) for agreement in agreements for other in others]


def _answers(one: MeasureFacts, other: MeasureFacts) -> bool:
    """The text calls `one` retaliation, and its target has a measure against its maker."""
    return (
        one.is_retaliation
        and not other.is_retaliation
        and other.direction in _RESTRICTS
        and bool(one.makers & other.targets)
        and (bool(one.targets & other.makers) or not one.targets)
    )


def _spares(one: MeasureFacts, other: MeasureFacts) -> bool:
    """`one` is an exemption by the maker of `other`, of the same type."""
    return (
        one.status == "exempted"
        and other.status != "exempted"
        and one.measure_type == other.measure_type
        and one.makers == other.makers
        and (bool(one.words & other.words) or one.targets <= other.targets)
    )


def _threatens(one: MeasureFacts, other: MeasureFacts) -> bool:
    """`one` is a threat by the maker of `other`, of the same type against the same target."""
    return (
        one.status == "threatened"
        and other.status in _DECIDED
        and one.measure_type == other.measure_type
        and bool(one.makers)
        and one.makers == other.makers
        and one.targets == other.targets
        and bool(one.targets)
        and (not one.words or not other.words or bool(one.words & other.words))
    )


def _belongs(one: MeasureFacts, agreement: MeasureFacts) -> bool:
    """`one` stands in a sentence of the agreement and is between parties of it."""
    sides = one.makers | one.targets
    return bool(sides) and sides <= agreement.makers and one.order[1] == agreement.order[1]
