"""The descriptor, the Croissant file, the codebook and the report of the sample."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from publish import sample

from communique.core import schema
from communique.publish import page, report, report_selection
from communique.publish.passages import passages


def frictionless(descriptor: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "frictionless", "validate", str(descriptor)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_frictionless_accepts_the_built_descriptor_as_it_stands(dist: Path) -> None:
    done = frictionless(dist / "datapackage.json")
    assert done.returncode == 0, done.stdout


def test_frictionless_does_look_at_the_rows(dist: Path, tmp_path: Path) -> None:
    shutil.copytree(dist, tmp_path / "dist")
    path = tmp_path / "dist/schemas/meetings.schema.json"
    path.write_text(path.read_text("utf-8").replace('"held"', '"has been"'), "utf-8")
    done = frictionless(tmp_path / "dist/datapackage.json")
    assert done.returncode == 1
    assert "constraint" in done.stdout


def test_the_descriptor_adds_hash_size_and_rows_of_each_file(dist: Path) -> None:
    descriptor = json.loads((dist / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in descriptor["resources"]] == list(schema.tables())
    for resource in descriptor["resources"]:
        content = (dist / resource["path"]).read_bytes()
        assert resource["type"] == "table"
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["communique:bytes"] == len(content)
        assert resource["communique:rows"] == sample.tables()[resource["name"]].height


def test_lists_keep_their_type_beside_the_one_frictionless_can_check(dist: Path) -> None:
    declared = json.loads((dist / "schemas/meetings.schema.json").read_text("utf-8"))
    topics = next(field for field in declared["fields"] if field["name"] == "topics")
    assert (topics["type"], topics["communique:type"]) == ("any", "list<string>")


def test_croissant_describes_every_file_and_column(dist: Path) -> None:
    document = json.loads((dist / "croissant.json").read_text("utf-8"))
    assert document["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    files = {each["@id"]: each for each in document["distribution"]}
    for record_set in document["recordSet"]:
        table = schema.table(record_set["@id"])
        assert [field["name"] for field in record_set["field"]] == list(table.columns)
        for field in record_set["field"]:
            assert field["source"]["fileObject"]["@id"] in files
    content = (dist / "data/meetings.parquet").read_bytes()
    assert files["data/meetings.parquet"]["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_codebook_has_every_column_term_and_view(dist: Path) -> None:
    text = (dist / "codebook.md").read_text("utf-8")
    for name in schema.tables():
        section = text.split(f"\n### {name}\n")[1].split("\n### ")[0]
        for field in schema.table(name).fields:
            (line,) = re.findall(rf"^\| `{field.name}` \|.*$", section, re.MULTILINE)
            assert ("*experimental*" in line) == (not field.measured)
            assert all(f"- `{term.value}`: " in section for term in field.categories)
    assert "### measures_in_force(day)" in text
    assert "### meetings_overview\n" in text


class Outline(HTMLParser):
    """The tags of a page and the text in its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []
        self.is_marked = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.is_marked = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.is_marked = False

    def handle_data(self, data: str) -> None:
        if self.is_marked:
            self.marked.append(data)


def test_the_report_escapes_what_articles_and_paths_say(dist: Path) -> None:
    html = (dist / "report.html").read_text("utf-8")
    outline = Outline(html)
    assert not {"script", "img"} & set(outline.tags)
    assert "<script>" not in html
    assert "<img" not in html
    assert "Lima &lt;b&gt;meets&lt;/b&gt; Berg" in html
    assert "bad/&lt;img src=x&gt;.md" in html


def test_the_report_marks_the_evidence_of_each_row(dist: Path) -> None:
    marked = Outline((dist / "report.html").read_text("utf-8")).marked
    assert sample.MET in marked
    assert "Lima and Berg spoke by phone on January 5" in marked
    assert sample.IMPOSED in marked


def test_the_report_says_how_many_rows_it_leaves_out() -> None:
    assert report.how_many(200, 1234, ", newest first") == (
        '<p class="soft">The first 200 of 1,234, newest first; all are in the tables.</p>'
    )


def test_a_report_without_texts_shows_the_excerpts() -> None:
    frames = sample.tables()
    frames["article_texts"] = frames["article_texts"].clear()
    html = "\n".join(report.body("title", frames))
    assert sample.MET in Outline(html).marked


def test_the_report_shows_a_bounded_number_of_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_selection, "ROWS_SHOWN", 1)
    chosen = report_selection.select(sample.tables())
    assert [row["meeting_id"] for row in chosen.meetings] == [sample.PLANNED]
    assert set(chosen.evidence) == {
        sample.PLANNED,
        chosen.statements[0]["statement_id"],
        sample.TARIFF,
    }


def test_only_web_addresses_become_links() -> None:
    assert page.link("javascript:alert(1)", "x") == "x"
    assert page.link('https://a.example/?q="&b', "x").startswith(
        '<a href="https://a.example/?q=&quot;&amp;b"'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "yes"), (25.0, "25"), (1234, "1,234"), (date(2025, 1, 2), "2025-01-02")],
)
def test_values_are_shown_as_a_reader_wants_them(value: object, shown: str) -> None:
    assert page.text(value) == shown


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3)], ["<mark>One</mark> &amp; two."]),
        ([(0, 3), (2, 5)], ["<mark>One &amp;</mark> two."]),
        ([(0, 3), (6, 9)], ["<mark>One</mark> &amp; <mark>two</mark>."]),
        ([(12, 17)], ["<mark>Three</mark> four."]),
        ([(6, 17)], ["One &amp; <mark>two.</mark>", "<mark>Three</mark> four."]),
        ([(4, 4)], []),
    ],
)
def test_spans_are_marked_in_their_paragraphs(
    spans: list[tuple[int, int]], expected: list[str]
) -> None:
    assert passages("One & two.\n\nThree four.", spans) == expected


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = "word " * 300 + "HERE " + "word " * 300
    (shown,) = passages(text, [(1500, 1504)])
    assert re.fullmatch(r"… (word )+<mark>HERE</mark>( word)+ …", shown)
    assert len(shown) < 700
