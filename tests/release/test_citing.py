"""How the dataset and one of its rows are cited."""

import json
from pathlib import Path

import pytest
from publish import sample

from communique.core.errors import UsageError
from communique.publish.descriptor import authored
from communique.release.citation import apa, bibtex, citation_cff, csl_json, plain, work
from communique.release.citing import cite, cited_row

DESCRIPTOR = {
    "name": "talks",
    "title": "Talks & tariffs: 100 %",
    "description": "Who met whom.",
    "version": "1.2.0",
    "created": "2026-11-24T00:00:00Z",
    "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "contributors": [
        {"title": "Ana Lima", "roles": ["creator"]},
        {"title": "Tomas Berg", "roles": ["creator"]},
        {"title": "A Funder", "roles": ["funder"]},
    ],
    "id": "10.5281/zenodo.1",
}


def test_bibtex() -> None:
    assert bibtex(work(DESCRIPTOR)) == (
        "@misc{talks_1_2_0,\n"
        "  author = {{Ana Lima} and {Tomas Berg}},\n"
        "  title = {{Talks \\& tariffs: 100 \\%}},\n"
        "  year = {2026},\n"
        "  version = {1.2.0},\n"
        "  note = {Data set},\n"
        "  doi = {10.5281/zenodo.1},\n"
        "  url = {https://doi.org/10.5281/zenodo.1}\n"
        "}"
    )


def test_apa_and_plain() -> None:
    assert apa(work(DESCRIPTOR)) == (
        "Ana Lima & Tomas Berg. (2026). Talks & tariffs: 100 % (Version 1.2.0) [Data set]. "
        "https://doi.org/10.5281/zenodo.1"
    )
    assert plain(work(DESCRIPTOR)) == (
        "Ana Lima and Tomas Berg, Talks & tariffs: 100 %, version 1.2.0, 2026-11-24, CC-BY-4.0, "
        "https://doi.org/10.5281/zenodo.1."
    )


def test_csl_json() -> None:
    assert json.loads(csl_json(work(DESCRIPTOR))) == [
        {
            "id": "talks-1.2.0",
            "type": "dataset",
            "title": "Talks & tariffs: 100 %",
            "author": [{"literal": "Ana Lima"}, {"literal": "Tomas Berg"}],
            "issued": {"date-parts": [[2026, 11, 24]]},
            "version": "1.2.0",
            "URL": "https://doi.org/10.5281/zenodo.1",
            "language": "en",
        }
    ]


def test_cff_leaves_out_what_is_not_known() -> None:
    text = citation_cff(work(authored()))
    assert "doi" not in text and "url" not in text
    assert "date-released: '" in text


@pytest.mark.parametrize("form", ["plain", "bibtex", "csl", "apa"])
def test_the_dataset_is_cited_with_its_version(dist: Path, form: str) -> None:
    text = cite(dist, form=form)
    assert str(authored()["version"]) in text
    assert not text.endswith("\n")


def test_a_meeting_is_cited_with_what_it_says_and_where_it_stands(dist: Path) -> None:
    row = cited_row(dist, sample.HELD)
    assert row.says.startswith("Held meeting: ")
    assert "Ana Lima (IND)" in row.says and "Tomas Berg (USA)" in row.says
    assert row.says.endswith("(Kuala Lumpur, MYS, East Asia Summit, 2025-10-27)")
    assert [each.partition(",")[0] for each in row.sources] == [
        "Daily Courier",
        "The Mirror",
        "Evening Post",
    ] or len(row.sources) == 3
    assert len(row.sha256) == 64


def test_a_statement_and_a_measure_say_who_and_what(dist: Path) -> None:
    assert cited_row(dist, sample.REGRET).says == (
        "Ana Lima: “We regret this step & will answer it,”"
    )
    assert cited_row(dist, sample.TARIFF).says == (
        "Import tariff: Indian jewellery, 50 %, USA against IND (lifted, 2025-08-27)"
    )


def test_an_old_id_leads_to_the_row_and_is_named(dist: Path) -> None:
    text = cite(dist, sample.OLDEST_MEETING)
    assert text.startswith(f"Communiqué, {sample.HELD}, version ")
    assert f"Cited before as {sample.OLDEST_MEETING}." in text
    assert "Source: Daily Courier, “Lima <b>meets</b> Berg”, 2025-10-28, https://news" in text


@pytest.mark.parametrize("form", ["plain", "bibtex", "csl", "apa"])
def test_every_kind_of_row_is_cited_in_every_form(dist: Path, form: str) -> None:
    tables = sample.rows()
    for table in (
        "participants",
        "persons",
        "articles",
        "evidence",
        "meeting_reports",
        "measure_events",
        "trade_measure_parties",
        "measure_reports",
    ):
        row_id = next(iter(tables[table][0].values()))
        text = cite(dist, row_id, form)
        assert row_id in text or row_id.replace("-", "_") in text
        if form == "csl":
            assert json.loads(text)[0]["number"] == row_id


def test_the_same_row_has_the_same_hash_in_every_folder(dist: Path, tmp_path: Path) -> None:
    from release import made

    other = made.folder(tmp_path / "other", made.other_reading)
    assert cited_row(dist, sample.HELD).sha256 == cited_row(other, sample.HELD).sha256
    assert cited_row(dist, sample.REGRET).sha256 != cited_row(other, sample.REGRET).sha256


def test_an_unknown_id_or_form_is_refused(dist: Path, tmp_path: Path) -> None:
    for row_id in ("mtg-aaaaaaaaaaaa", "nonsense", "'; drop table meetings; --"):
        with pytest.raises(UsageError, match="no row of"):
            cite(dist, row_id)
    with pytest.raises(UsageError, match="no such form; there are plain, bibtex, csl, apa"):
        cite(dist, form="mla")
    with pytest.raises(UsageError, match=r"cannot be read|no such file"):
        cite(tmp_path)
