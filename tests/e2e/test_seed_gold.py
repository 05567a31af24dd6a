"""The annotation of the seed articles: complete, verbatim, in listed terms, with real dates."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.core.edtf import is_valid

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = {p.stem: p for p in sorted((SEEDS / "articles").glob("*.md"))}
GOLD = {p.stem: p for p in sorted((SEEDS / "gold").glob("*.json"))}
STEMS = sorted(ARTICLES.keys() & GOLD.keys())

TERMS = {
    "status": "held ongoing scheduled proposed conditional postponed cancelled declined denied "
    "rumoured",
    "medium": "in_person phone video written unknown",
    "arity": "bilateral trilateral multilateral unknown",
    "setting": "standalone summit sidelines state_visit working_visit negotiation_round "
    "delegation_talks mediation unknown",
    "role": "participant host visitor mediator chair",
    "kind": "direct mixed indirect",
    "channel": "press_conference interview speech written_statement readout social_post tv_radio "
    "phone court_filing leak unknown",
    "type": "import_tariff anti_dumping anti_subsidy safeguard anti_circumvention "
    "import_licensing import_quota import_ban tariff_quota minimum_import_price internal_tax "
    "export_control export_ban export_quota export_tax subsidy procurement local_content sps tbt "
    "fdi_restriction capital_control port_restriction sanction trade_agreement trade_truce "
    "preference other",
    "sanction_type": "arms military trade financial travel other",
    "measure_status": "threatened proposed under_investigation under_negotiation announced signed "
    "in_force amended suspended delayed exempted lifted expired struck_down rejected",
}
ALLOWED = {name: set(terms.split()) for name, terms in TERMS.items()}

MEETING = (
    "status medium arity setting occasion place place_country date participants evidence optional"
)
PARTICIPANT = "name office country organisation role"
STATEMENT = (
    "kind speaker speaker_country speaker_organisation cue text audience channel channel_name "
    "date optional"
)
MEASURE = (
    "type sanction_type status implementers targets negotiating_parties product rate_percent "
    "rate_percent_max announced effective ended is_retaliation evidence optional"
)


def body(stem: str) -> str:
    """Return an article's text without its front matter."""
    return ARTICLES[stem].read_text(encoding="utf-8").split("---\n", 2)[2]


def front_matter(stem: str) -> dict[str, Any]:
    """Return an article's front matter."""
    header: dict[str, Any] = yaml.safe_load(
        ARTICLES[stem].read_text(encoding="utf-8").split("---\n", 2)[1]
    )
    return header


def gold(stem: str) -> dict[str, Any]:
    """Return an article's annotation."""
    record: dict[str, Any] = json.loads(GOLD[stem].read_text(encoding="utf-8"))
    return record


def pieces(text: str | list[str]) -> list[str]:
    """Return the verbatim pieces of a statement's text."""
    return [text] if isinstance(text, str) else text


def parties(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parties of a measure in all three roles."""
    return [*record["implementers"], *record["targets"], *record["negotiating_parties"]]


def test_every_article_has_its_annotation_and_the_reverse() -> None:
    assert sorted(ARTICLES) == sorted(GOLD)
    assert len(ARTICLES) >= 12


@pytest.mark.parametrize("stem", STEMS)
def test_front_matter_is_complete_and_agrees_with_the_file_name(stem: str) -> None:
    header = front_matter(stem)
    assert str(header["published"]) == stem[:10]
    assert header["outlet"] == "Communiqué seeds"
    assert header["language"] == "en"
    assert header["licence"] == "CC-BY-4.0"
    assert header["title"]
    assert header["sources"]
    assert all(re.fullmatch(r"https?://\S+", url) for url in header["sources"])


@pytest.mark.parametrize("stem", STEMS)
def test_articles_have_the_length_of_a_news_report(stem: str) -> None:
    assert 250 <= len(body(stem).split()) <= 500


@pytest.mark.parametrize("stem", STEMS)
def test_records_have_exactly_the_fields_of_the_guidelines(stem: str) -> None:
    record = gold(stem)
    assert list(record) == ["id", "meetings", "statements", "measures"]
    assert record["id"] == stem
    for meeting in record["meetings"]:
        assert list(meeting) == MEETING.split()
        assert meeting["participants"]
        for person in meeting["participants"]:
            assert list(person) == PARTICIPANT.split()
            assert person["name"] or person["country"] or person["organisation"]
    for statement in record["statements"]:
        assert list(statement) == STATEMENT.split()
    for measure in record["measures"]:
        assert list(measure) == MEASURE.split()
        assert parties(measure)


@pytest.mark.parametrize("stem", STEMS)
def test_evidence_and_texts_are_verbatim(stem: str) -> None:
    text, record = body(stem), gold(stem)
    quoted = [e for r in record["meetings"] + record["measures"] for e in r["evidence"]]
    quoted += [p for r in record["statements"] for p in pieces(r["text"])]
    assert [q for q in quoted if not q.strip() or q not in text] == []
    assert all(r["evidence"] for r in record["meetings"] + record["measures"])


@pytest.mark.parametrize("stem", STEMS)
def test_pieces_of_a_split_quotation_follow_one_another(stem: str) -> None:
    text = body(stem)
    for statement in gold(stem)["statements"]:
        starts = [text.index(piece) for piece in pieces(statement["text"])]
        assert starts == sorted(starts)


@pytest.mark.parametrize("stem", STEMS)
def test_terms_are_those_of_the_guidelines(stem: str) -> None:
    record = gold(stem)
    for meeting in record["meetings"]:
        for field in ("status", "medium", "arity", "setting"):
            assert meeting[field] in ALLOWED[field]
        assert {p["role"] for p in meeting["participants"]} <= ALLOWED["role"]
    for statement in record["statements"]:
        assert statement["kind"] in ALLOWED["kind"]
        assert statement["channel"] in ALLOWED["channel"]
    for measure in record["measures"]:
        assert measure["type"] in ALLOWED["type"]
        assert measure["status"] in ALLOWED["measure_status"]
        assert measure["sanction_type"] in ALLOWED["sanction_type"] | {None}
        assert measure["sanction_type"] is None or measure["type"] == "sanction"


@pytest.mark.parametrize("stem", STEMS)
def test_countries_are_three_letters_and_dates_exist(stem: str) -> None:
    record = gold(stem)
    countries = [m["place_country"] for m in record["meetings"]]
    countries += [p["country"] for m in record["meetings"] for p in m["participants"]]
    countries += [s["speaker_country"] for s in record["statements"]]
    countries += [p["country"] for m in record["measures"] for p in parties(m)]
    assert all(re.fullmatch(r"[A-Z]{3}", c) for c in countries if c is not None)
    dates = [r["date"] for r in record["meetings"] + record["statements"]]
    dates += [m[k] for m in record["measures"] for k in ("announced", "effective", "ended")]
    assert all(is_valid(d) for d in dates if d is not None)


@pytest.mark.parametrize("stem", STEMS)
def test_arity_counts_the_countries_and_bodies_of_a_meeting(stem: str) -> None:
    expected = {2: "bilateral", 3: "trilateral"}
    for meeting in gold(stem)["meetings"]:
        sides = {p["country"] or p["organisation"] for p in meeting["participants"]}
        if meeting["arity"] != "multilateral":
            assert meeting["arity"] == expected[len(sides)]


@pytest.mark.parametrize("stem", STEMS)
def test_every_quotation_of_three_words_is_in_a_record(stem: str) -> None:
    """Single quotation marks are left out: they cannot be told from apostrophes without rules."""
    record = gold(stem)
    known = " ".join(p for s in record["statements"] for p in pieces(s["text"]))
    known += " ".join(e for m in record["measures"] for e in m["evidence"])
    quoted = re.findall(r"“([^”“]*)”|\"([^\"]*)\"", body(stem))
    spans = [a or b for a, b in quoted if len((a or b).split()) >= 3]
    assert [s for s in spans if s.strip() not in known] == []


def test_the_seeds_cover_what_the_dataset_is_about() -> None:
    records = [gold(stem) for stem in STEMS]

    def articles_with(field: str, **wanted: str) -> int:
        return sum(
            any(all(r[k] == v for k, v in wanted.items()) and not r["optional"] for r in g[field])
            for g in records
        )

    assert articles_with("measures", type="sanction") >= 3
    assert articles_with("measures", type="import_tariff") >= 6
    assert articles_with("measures", type="trade_agreement") >= 3
    assert sum(bool(g["meetings"]) for g in records) >= 8
    assert articles_with("meetings", medium="phone") >= 3
    assert articles_with("meetings", status="cancelled") >= 1
    assert articles_with("meetings", status="scheduled") >= 3
    assert articles_with("meetings", arity="trilateral") >= 1
    assert all(articles_with("statements", kind=kind) >= 5 for kind in ("direct", "mixed"))
