"""How found records are paired with annotated ones."""

from __future__ import annotations

import pytest

from communique.evaluate.match import (
    match_all,
    measure_score,
    meeting_score,
    pair_parties,
    precision_recall,
    same_party,
)
from communique.evaluate.records import Measure, Meeting, Party, Statement

LIMA = Party(name="Ana Lima", country="IND")
BERG = Party(name="Tomas Berg", country="USA")
INDIA = Party(country="IND")
EU = Party(organisation="European Union")
USA_SIDE = (Party(country="USA"),)


def meeting(*participants: Party, evidence: str = "", date: str | None = None) -> Meeting:
    return Meeting("held", participants, (evidence,) if evidence else (), date=date)


def tariff(kind: str, product: str | None, *evidence: str) -> Measure:
    return Measure(kind, "in_force", evidence, implementers=USA_SIDE, product=product)


def test_names_decide_then_countries_then_bodies() -> None:
    assert not same_party(Party(name="Ravi Rao", country="IND"), LIMA)
    assert same_party(INDIA, LIMA)
    assert same_party(Party(organisation="the European Union"), EU)
    assert not same_party(Party(organisation="NATO"), EU)


def test_each_party_is_used_once() -> None:
    assert pair_parties([INDIA, BERG], [LIMA, INDIA, BERG], same_party) == [(0, 0), (1, 2)]


def test_the_best_pair_is_taken_first() -> None:
    closeness = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8}
    found = [Statement("direct", name) for name in "ab"]
    gold = [Statement("direct", "x"), Statement("direct", "y"), Statement("direct", "z")]
    matching = match_all(found, gold, lambda p, g: closeness.get((p.words, g.words), 0))
    assert matching.pairs == ((0, 1),)
    assert matching.false == (1,)
    assert matching.missed == (0, 2)


def test_an_optional_record_counts_neither_when_missed_nor_when_found() -> None:
    found = [Statement("direct", "x")]
    gold = [Statement("direct", "x", optional=True), Statement("direct", "y", optional=True)]
    matching = match_all(found, gold, lambda p, g: float(p.text == g.text))
    assert (matching.found, matching.required, matching.spared) == (0, 0, (0,))


def test_a_meeting_needs_half_of_the_parties() -> None:
    assert meeting_score(meeting(LIMA), meeting(LIMA, BERG, EU)) == pytest.approx(0.5 + 0.2)
    assert meeting_score(meeting(LIMA), meeting(LIMA, BERG, EU, Party(country="CAN"))) == 0


def test_dates_may_contradict_each_other_only_with_common_evidence() -> None:
    found = meeting(LIMA, BERG, evidence="Lima met Berg", date="2025-10-27")
    other_day = meeting(LIMA, BERG, evidence="They also met a day later", date="2025-10-28")
    same_words = meeting(LIMA, BERG, evidence="Lima met Berg there", date="2025-10-28")
    assert meeting_score(found, other_day) == 0
    assert meeting_score(found, same_words) == pytest.approx(1 + 1 + 0.2 - 0.5)


def test_measures_need_a_family_and_common_evidence_or_product() -> None:
    found = tariff("import_tariff", "steel products", "a tariff on steel")
    assert measure_score(found, tariff("anti_dumping", None, "a tariff on steel")) > 0
    assert measure_score(found, tariff("minimum_import_price", "steel")) > 0
    assert measure_score(found, tariff("import_tariff", "timber", "the levy on wood")) == 0
    assert measure_score(found, tariff("export_ban", "steel products", "a tariff on steel")) == 0


def test_nothing_found_where_nothing_is_to_be_found_is_right() -> None:
    assert precision_recall(0, 0, 0) == (1, 1)
    assert precision_recall(0, 0, 2) == (0, 0)
    assert precision_recall(0, 2, 0) == (0, 1)
