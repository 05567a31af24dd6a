"""What `read` makes of each format, and of inputs that are wrong."""

from __future__ import annotations

import gzip
import json
import os
import socket
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from communique.core.model import Article, Reject
from communique.sources.limits import Limits
from communique.sources.read import read

STORY = "The ministers met in Geneva on Monday and agreed to meet again."


def articles(*paths: Path, limits: Limits | None = None) -> list[Article]:
    return [item for item in read(paths, limits) if isinstance(item, Article)]


def rejects(*paths: Path, limits: Limits | None = None) -> list[Reject]:
    return [item for item in read(paths, limits) if isinstance(item, Reject)]


def reasons(*paths: Path, limits: Limits | None = None) -> list[tuple[str, str | None, str]]:
    found = rejects(*paths, limits=limits)
    return [(one.source_path, one.source_position, one.reason) for one in found]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


# --- one format after the other -----------------------------------------------------------------


def test_markdown_with_front_matter_gives_the_metadata_and_the_body(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.md",
        "---\ntitle: 'Talks: day one'\npublished: 2025-10-27T10:30:00+08:00\nurl: https://e.org/1\n"
        f"outlet: Daily\nbyline: By Ana Lee\nlanguage: en-GB\nlicence: CC-BY-4.0\n---\n\n{STORY}\n",
    )
    (article,) = articles(path)
    assert article.text == STORY
    assert article.title == "Talks: day one"
    assert article.published_at == datetime(2025, 10, 27, 2, 30, tzinfo=UTC)
    assert article.published_date == date(2025, 10, 27)
    assert article.published_source == "metadata"
    assert (article.url, article.outlet, article.byline) == ("https://e.org/1", "Daily", "Ana Lee")
    assert (article.language, article.licence) == ("en-gb", "CC-BY-4.0")
    assert article.is_redistributable
    assert (article.source_path, article.source_position) == ("a.md", None)


def test_markdown_without_front_matter_is_all_text(tmp_path: Path) -> None:
    assert articles(write(tmp_path / "a.md", STORY))[0].text == STORY


def test_front_matter_values_stay_as_written(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.md", f"---\r\ntitle: 2024\r\noutlet: Yes\r\nurl: ~\r\n---\r\n{STORY}"
    )
    (article,) = articles(path)
    assert (article.title, article.outlet, article.url) == ("2024", "Yes", None)


@pytest.mark.parametrize(
    ("front", "detail"),
    [
        ("title: a: b", "line 2, column 9: mapping values are not allowed in this context"),
        ("title: a\ntitle: b", "line 3, column 1: the key title is there twice"),
        ("- a\n- b", "line 2: is not a list of `key: value` lines"),
        ("a: &x [1]\nb: *x", "line 2, column 4: anchors (&) and aliases (*) are not read"),
        (
            "title: !!python/object:os.system x",
            "tags (tag:yaml.org,2002:python/object:os.syste) are not read",
        ),
        ("title: " + "[" * 100, "line 2, column 23: is nested too deep"),
        ("title: 'open", "line 3, column 1: found unexpected end of stream"),
        ("title: \x07", "control characters are not allowed"),
    ],
)
def test_broken_front_matter_refuses_the_file(tmp_path: Path, front: str, detail: str) -> None:
    path = write(tmp_path / "a.md", f"---\n{front}\n---\n{STORY}")
    assert not articles(path)
    (found,) = rejects(path)
    assert found.reason == "bad_front_matter"
    assert detail in found.detail


def test_front_matter_that_nothing_closes_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", f"---\ntitle: a\n\n{STORY}")
    assert reasons(path) == [("a.md", None, "bad_front_matter")]


def test_text_with_a_sidecar_takes_its_metadata(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "a.json", '{"title": "Talks", "published": "2025-10-27", "text": "not this"}')
    (article,) = list(read([tmp_path]))
    assert isinstance(article, Article)
    assert (article.text, article.title, article.published_at) == (STORY, "Talks", None)
    assert (article.source_path, article.published_date) == ("a.txt", date(2025, 10, 27))


def test_a_sidecar_named_beside_its_text_is_no_input(tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", STORY)
    sidecar = write(tmp_path / "a.json", "{}")
    assert len(list(read([sidecar, text]))) == 1
    assert reasons(sidecar) == [("a.json", None, "empty")]


def test_a_broken_sidecar_refuses_the_text(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "a.json", '{"title": "Talks",\n "published" "2025"}')
    (found,) = list(read([tmp_path]))
    assert isinstance(found, Reject)
    assert (found.source_path, found.reason) == ("a.txt", "bad_record")
    assert "the sidecar a.json: line 2, column 14" in found.detail


def test_json_object_has_no_position_and_array_members_are_numbered(tmp_path: Path) -> None:
    one = write(tmp_path / "one.json", json.dumps({"text": STORY}))
    two = write(tmp_path / "two.json", json.dumps([{"text": "A " + STORY}, {"body": "B " + STORY}]))
    found = articles(one, two)
    assert [(each.source_path, each.source_position) for each in found] == [
        ("one.json", None),
        ("two.json", "1"),
        ("two.json", "2"),
    ]


def test_json_objects_in_a_row_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", jsonl({"text": STORY}, {"text": "And so " + STORY}))
    assert [each.source_position for each in articles(path)] == ["1", "2"]


def test_a_broken_member_of_an_array_loses_only_itself(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json", '[\n{"text": "One."},\n{"text": oops},\n{"text": "Three."}]\n'
    )
    assert [each.text for each in articles(path)] == ["One.", "Three."]
    (found,) = rejects(path)
    assert (found.reason, found.source_position) == ("bad_record", "2")
    assert "line 3, column 10" in found.detail


def test_an_array_that_ends_early_keeps_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '[{"text": "One."}, {"text": "Two, [}')
    assert [each.text for each in articles(path)] == ["One."]
    assert reasons(path) == [("a.json", "2", "truncated")]


@pytest.mark.parametrize("content", ["3", '"text"', "null", "[1, 2]"])
def test_json_that_is_no_object_is_a_bad_record(tmp_path: Path, content: str) -> None:
    assert {reason for *_, reason in reasons(write(tmp_path / "a.json", content))} == {"bad_record"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_jsonl_positions_are_lines(tmp_path: Path, name: str) -> None:
    plain = (jsonl({"text": "One."}) + "\n" + jsonl({"text": "Two."})).encode()
    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}
    path = write(tmp_path / name, pack.get(Path(name).suffix, bytes)(plain))
    assert [(each.text, each.source_position) for each in articles(path)] == [
        ("One.", "1"),
        ("Two.", "3"),
    ]


def test_gzip_members_and_zstandard_frames_in_a_row_are_all_read(tmp_path: Path) -> None:
    one, two = jsonl({"text": "One."}).encode(), jsonl({"text": "Two."}).encode()
    write(tmp_path / "a.jsonl.gz", gzip.compress(one) + gzip.compress(two) + b"\0\0")
    pack = zstandard.ZstdCompressor().compress
    write(tmp_path / "b.jsonl.zst", pack(one.replace(b"One", b"Six")) + pack(two.upper().lower()))
    assert [each.text for each in articles(tmp_path)] == ["One.", "Two.", "Six.", "two."]


def test_csv_reads_quoted_cells_over_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "\ufeffTitle,Text,published\r\n"
        '"Talks, day one","One.\r\n\r\nTwo ""three"".",2025-10-27\r\n',
    )
    (article,) = articles(path)
    assert (article.title, article.text) == ("Talks, day one", 'One.\n\nTwo "three".')
    assert (article.source_position, article.published_date) == ("1", date(2025, 10, 27))


def test_csv_rows_may_end_in_cr(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,title\rOne.,a\r"Two\rlines.",b\r')
    assert [each.text for each in articles(path)] == ["One.", "Two\nlines."]


def test_csv_finds_its_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "title;text\nTalks;One, two, three.\n")
    assert articles(path)[0].text == "One, two, three."


def test_csv_of_long_texts_is_read(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a.csv", "text\n" + STORY * 3_000 + "\n"))) == 1


def test_csv_without_a_text_column_is_one_bad_record(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "title,story\na,b\nc,d\n")
    assert reasons(path) == [("a.csv", None, "bad_record")]


def test_csv_row_with_too_many_cells_loses_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "title,text\na,One.\nb,Two, or more.\nc,Three.\n")
    assert [each.text for each in articles(path)] == ["One.", "Three."]
    assert reasons(path) == [("a.csv", "2", "bad_record")]


def test_parquet_reads_timestamps_and_strings(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "Text": ["One.", None, "Three."],
            "published": pa.array([1_761_530_400_123_456_789, None, 0], pa.timestamp("ns", "UTC")),
            "other": [[1], [2], [3]],
        }
    )
    pq.write_table(table, path)
    found = articles(path)
    assert [(each.text, each.source_position) for each in found] == [("One.", "1"), ("Three.", "3")]
    assert found[0].published_at == datetime(2025, 10, 27, 2, 0, 0, 123456, tzinfo=UTC)
    assert reasons(path) == [("a.parquet", "2", "empty")]


def test_damaged_parquet_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"Story {number}." for number in range(5000)]}), path)
    whole = path.read_bytes()
    write(path, whole[:-100])
    write(tmp_path / "b.parquet", b"PAR1 nothing PAR1")
    write(tmp_path / "c.parquet", whole[:40] + b"\xff" * 2000 + whole[2040:])
    assert {reason for *_, reason in reasons(tmp_path)} == {"unreadable"}
    assert {name for name, *_ in reasons(tmp_path)} == {"a.parquet", "b.parquet", "c.parquet"}


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Talks | Daily</title>
<meta property="og:title" content="Talks &amp; more"><meta property="og:site_name" content="Daily">
<meta property="article:published_time" content="2025-10-27T08:00:00Z">
<link rel="canonical" href="https://e.org/1"><meta name="author" content="Ana Lee"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks</h1><p>{}</p><p>{}</p></article>
<footer>All rights reserved.</footer></body></html>"""


def test_html_gives_the_main_text_and_what_the_page_declares(tmp_path: Path) -> None:
    more = "The two sides said that they would sign the treaty in Vienna in December. " * 4
    (article,) = articles(write(tmp_path / "a.html", PAGE.format(STORY * 3, more)))
    assert "The ministers met in Geneva" in article.text
    assert "\n\nThe two sides" in article.text
    assert "Home" not in article.text
    assert (article.title, article.outlet, article.byline) == ("Talks & more", "Daily", "Ana Lee")
    assert article.url == "https://e.org/1"
    assert article.published_at == datetime(2025, 10, 27, 8, tzinfo=UTC)


def test_html_date_is_not_guessed(tmp_path: Path) -> None:
    page = f"<html><body><p>{STORY} It was 3 May 2021.</p></body></html>"
    (article,) = articles(write(tmp_path / "2020-01-01.html", page))
    assert (article.published_date, article.published_source) == (None, "none")


def test_html_reads_json_ld(tmp_path: Path) -> None:
    data = json.dumps(
        {
            "@graph": [
                {"datePublished": "2025-10-27", "author": [{"name": "Ana Lee"}], "headline": "T"}
            ]
        }
    )
    page = f'<script type="application/ld+json">{data}</script><p>{STORY}</p>'
    (article,) = articles(write(tmp_path / "a.html", page))
    assert (article.published_date, article.byline) == (date(2025, 10, 27), "Ana Lee")


def test_html_in_another_encoding_says_so(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Łódź. {STORY}</p></body></html>'
    assert "Łódź" in articles(write(tmp_path / "a.html", page.encode("iso-8859-2")))[0].text


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<p></p>", "<!-- -->"])
def test_html_without_text_is_empty(tmp_path: Path, page: str) -> None:
    assert {reason for *_, reason in reasons(write(tmp_path / "a.html", page))} <= {
        "empty",
        "unreadable",
    }


def test_html_nested_too_deep_does_not_stop_the_reading(tmp_path: Path) -> None:
    write(tmp_path / "a.html", "<div>" * 50_000 + STORY)
    write(tmp_path / "b.txt", STORY)
    assert "b.txt" in {item.source_path for item in read([tmp_path])}


def warc_record(kind: str, block: bytes, url: str = "https://e.org/1") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}"
    )
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode() + body


@pytest.mark.parametrize("packed", [False, True])
def test_warc_gives_its_pages_only(tmp_path: Path, packed: bool) -> None:
    body = f"<html><body><p>{STORY}</p></body></html>".encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    records = [
        warc_record("warcinfo", b"software: x"),
        warc_record("request", b"GET / HTTP/1.1\r\n\r\n"),
        warc_record("response", http(body, "Content-Type: text/html; charset=utf-8")),
        warc_record("response", http(b"\x89PNG", "Content-Type: image/png"), "https://e.org/i"),
        warc_record("response", http(body, "Content-Type: text/html", status="404 Not Found")),
        warc_record(
            "response",
            http(gzip.compress(body), "Content-Type: text/html", "Content-Encoding: gzip"),
            "https://e.org/2",
        ),
        warc_record(
            "response",
            http(chunked, "Content-Type: text/html", "Transfer-Encoding: chunked"),
            "https://e.org/3",
        ),
    ]
    data = b"".join(gzip.compress(one) if packed else one for one in records)
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    found = list(read([path]))
    assert [
        (one.url, one.source_position, one.text) for one in found if isinstance(one, Article)
    ] == [
        ("https://e.org/1", "3", STORY),
        ("https://e.org/2", "6", STORY),
        ("https://e.org/3", "7", STORY),
    ]
    assert len(found) == 3


def test_warc_that_ends_early_is_truncated_and_other_bytes_are_unreadable(tmp_path: Path) -> None:
    write(tmp_path / "a.warc", warc_record("warcinfo", b"x" * 100)[:-50])
    write(tmp_path / "b.warc", b"no such thing\r\n" * 10)
    write(tmp_path / "c.warc", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n")
    write(tmp_path / "d.warc", b"")
    assert reasons(tmp_path) == [
        ("a.warc", "1", "truncated"),
        ("b.warc", None, "unreadable"),
        ("c.warc", None, "unreadable"),
        ("d.warc", None, "empty"),
    ]


# --- what is wrong with one record ---------------------------------------------------------------


def test_one_bad_record_among_thousands_loses_only_itself(tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"Story {number}."}) for number in range(3000)]
    rows[1234] = '{"text": "Story 1234.'
    path = write(tmp_path / "a.jsonl", "\n".join(rows) + "\n")
    assert len(articles(path)) == 2999
    (found,) = rejects(path)
    assert (found.reason, found.source_position) == ("bad_record", "1235")
    assert "line 1235, column 10" in found.detail


@pytest.mark.parametrize(
    "record",
    [
        {"text": STORY, "title": ["a"]},
        {"text": STORY, "outlet": {"name": "a"}},
        {"text": STORY, "url": True},
        {"text": [STORY]},
        {"text": 5},
        {"text": STORY, "title": "x" * 5000},
        [STORY],
        STORY,
        None,
    ],
)
def test_wrong_types_are_bad_records(tmp_path: Path, record: object) -> None:
    assert reasons(write(tmp_path / "a.jsonl", jsonl(record))) == [("a.jsonl", "1", "bad_record")]


def test_numbers_and_lists_of_names_are_taken_as_strings(tmp_path: Path) -> None:
    record = {"Text": STORY, "TITLE": 24, "byline": ["Ana Lee", "Bo Chan"], "license": "CC0-1.0"}
    (article,) = articles(write(tmp_path / "a.jsonl", jsonl(record)))
    assert (article.title, article.byline) == ("24", "Ana Lee, Bo Chan")
    assert article.is_redistributable


@pytest.mark.parametrize("record", [{}, {"title": "a"}, {"text": None}, {"text": " \n\u200b"}])
def test_records_without_text_are_empty(tmp_path: Path, record: object) -> None:
    assert reasons(write(tmp_path / "a.jsonl", jsonl(record))) == [("a.jsonl", "1", "empty")]


def test_a_bad_date_keeps_the_article_without_a_date(tmp_path: Path) -> None:
    record = {"text": STORY, "published": "27/10/2025", "outlet": "Daily"}
    found, article = read([write(tmp_path / "a.jsonl", jsonl(record))])
    assert isinstance(found, Reject)
    assert isinstance(article, Article)
    assert (found.reason, found.source_position, found.outlet) == ("bad_date", "1", "Daily")
    assert "YYYY-MM-DD" in found.detail
    assert (article.published_date, article.published_source) == (None, "none")


def test_a_full_date_in_the_dateline_stands_in_for_metadata(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", f"PARIS, Oct 27, 2025 (AFP) - {STORY}")
    write(tmp_path / "b.txt", f"PARIS, Oct 27 (AFP) - {STORY}")
    with_year, without = articles(tmp_path)
    assert (with_year.published_date, with_year.published_source) == (date(2025, 10, 27), "text")
    assert with_year.published_at is None
    assert (without.published_date, without.published_source) == (None, "none")
    assert without.dateline_date is None
    assert with_year.agency == "AFP"
    assert with_year.dateline_place == "Paris"
    assert with_year.text[with_year.dateline_end :] == STORY


def test_another_language_is_refused_with_its_outlet_and_date(tmp_path: Path) -> None:
    french = "Les ministres se sont rencontrés à Genève et ils ont parlé de la paix dans le monde. "
    records = [
        {"text": french * 4, "outlet": "Jour", "published": "2025-10-27"},
        {"text": STORY, "language": "fr"},
        {"text": STORY, "language": "en_US"},
    ]
    path = write(tmp_path / "a.jsonl", jsonl(*records))
    assert reasons(path) == [("a.jsonl", "1", "not_english"), ("a.jsonl", "2", "not_english")]
    assert rejects(path)[0].outlet == "Jour"
    assert rejects(path)[0].published_date == date(2025, 10, 27)
    assert articles(path)[0].language == "en-us"


def test_a_repeated_article_is_a_duplicate_whatever_the_order_of_paths(tmp_path: Path) -> None:
    record = {"text": STORY, "published": "2025-10-27T08:00:00Z", "outlet": "Daily"}
    same = {**record, "published": "2025-10-27 10:00+02:00", "title": "Another"}
    one = write(tmp_path / "one.jsonl", jsonl(record))
    two = write(tmp_path / "two.jsonl", jsonl(same, {**record, "outlet": "Weekly"}))
    assert reasons(one, two) == reasons(two, one) == [("two.jsonl", "1", "duplicate")]
    assert articles(one, two) == articles(two, one)


def test_only_a_licence_of_the_list_is_redistributable(tmp_path: Path) -> None:
    licences = [
        "CC0-1.0",
        "CC-BY-4.0",
        "public-domain",
        "cc-by-4.0",
        "CC-BY-NC-4.0",
        "public domain",
    ]
    rows = [{"text": f"Story {each}.", "licence": each} for each in licences]
    found = articles(write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert [each.is_redistributable for each in found] == [True] * 3 + [False] * 3


# --- what is wrong with a file -------------------------------------------------------------------


def test_binary_data_under_a_name_of_text_are_not_text(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 40
    for name in ("a.txt", "b.md", "c.json", "d.jsonl", "e.csv", "f.html"):
        write(tmp_path / name, noise)
    write(tmp_path / "g.txt", b"%PDF-1.7 and so on")
    found = reasons(tmp_path)
    assert {name for name, *_ in found} == {
        f"{c}.{e}"
        for c, e in zip(
            "abcdefg", ["txt", "md", "json", "jsonl", "csv", "html", "txt"], strict=True
        )
    }
    assert {reason for *_, reason in found} <= {"not_text", "bad_record", "truncated"}
    assert {name: reason for name, _, reason in found}["a.txt"] == "not_text"


def test_empty_files_are_empty(tmp_path: Path) -> None:
    names = ["a.csv", "b.html", "c.json", "d.jsonl", "e.md", "f.txt", "g.jsonl.gz", "h.jsonl.zst"]
    for name in names:
        write(tmp_path / name, b"")
    assert reasons(tmp_path) == [(name, None, "empty") for name in names]
    assert reasons(write(tmp_path / "x.parquet", b""))[0][2] == "unreadable"


def test_unknown_formats_are_named(tmp_path: Path) -> None:
    found = rejects(write(tmp_path / "a.docx", b"PK"))
    assert found[0].reason == "unsupported_format"
    assert ".jsonl.gz" in found[0].detail


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_truncated_compression_keeps_the_records_before(tmp_path: Path, name: str) -> None:
    import random

    noise = random.Random(1)
    rows = [{"text": f"Story {noise.getrandbits(400):x}."} for _ in range(2000)]
    plain = jsonl(*rows).encode()
    pack = gzip.compress if name.endswith("gz") else zstandard.ZstdCompressor().compress
    path = write(tmp_path / name, pack(plain)[:-5000])
    kept = articles(path)
    (found,) = rejects(path)
    assert 1000 < len(kept) < 2000
    assert found.reason == "truncated"
    assert found.source_position == str(len(kept) + 1)


def test_damaged_compression_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl.gz", b"this is not gzip")
    write(tmp_path / "b.jsonl.zst", b"this is not zstandard")
    assert [reason for *_, reason in reasons(tmp_path)] == ["unreadable", "unreadable"]


def test_a_line_that_is_cut_at_the_end_of_the_file_is_truncated(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", jsonl({"text": "One."}) + '{"text": "Two')
    assert [each.text for each in articles(path)] == ["One."]
    assert reasons(path) == [("a.jsonl", "2", "truncated")]


def test_what_is_too_long_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    limits = Limits(max_chars=1000, max_front_matter=500, max_page_bytes=5000)
    long = "word " * 2000
    write(tmp_path / "a.jsonl", jsonl({"text": long}, {"text": "Two."}, {"text": "word " * 300}))
    write(tmp_path / "b.json", json.dumps([{"text": long}, {"text": "Six."}]))
    write(tmp_path / "c.txt", long)
    write(tmp_path / "d.md", long)
    write(tmp_path / "e.html", f"<p>{long}</p>")
    write(tmp_path / "f.csv", f'text\nNine.\n"{long}"\n')
    assert [each.text for each in articles(tmp_path, limits=limits)] == ["Two.", "Six.", "Nine."]
    assert reasons(tmp_path, limits=limits) == [
        ("a.jsonl", "1", "too_long"),
        ("a.jsonl", "3", "too_long"),
        ("b.json", "1", "too_long"),
        ("c.txt", None, "too_long"),
        ("d.md", None, "too_long"),
        ("e.html", None, "too_long"),
        ("f.csv", "2", "too_long"),
    ]


def test_what_expands_without_end_is_refused(tmp_path: Path) -> None:
    limits = Limits(ratio_floor=1_000_000)
    bomb = jsonl({"text": "One."}).encode() + b" " * 20_000_000 + b"\n"
    write(tmp_path / "a.jsonl.gz", gzip.compress(bomb))
    write(
        tmp_path / "b.jsonl.zst", zstandard.ZstdCompressor().compress(bomb.replace(b"One", b"Two"))
    )
    assert [each.text for each in articles(tmp_path, limits=limits)] == ["One.", "Two."]
    assert {reason for *_, reason in reasons(tmp_path, limits=limits)} == {"too_long"}


def test_encodings_are_told_apart(tmp_path: Path) -> None:
    record = {"text": "“Æ’s café”, said Łukasz.", "title": "a"}
    text = "“It’s a café,” he said."
    write(tmp_path / "a.txt", text.encode("utf-8-sig"))
    write(tmp_path / "b.txt", text.replace("a", "the").encode("utf-16"))
    write(tmp_path / "c.txt", text.replace("It", "He").encode("cp1252"))
    write(tmp_path / "d.jsonl", json.dumps(record, ensure_ascii=False).encode("utf-16"))
    write(tmp_path / "e.csv", "text\n“Café.”\n".encode("cp1252"))
    write(tmp_path / "f.json", b"\xef\xbb\xbf" + json.dumps({"text": "Łódź"}).encode())
    assert [each.text for each in articles(tmp_path)] == [
        text,
        text.replace("a", "the"),
        text.replace("It", "He"),
        record["text"],
        "“Café.”",
        "Łódź",
    ]


# --- folders and names ---------------------------------------------------------------------------


def test_folders_are_read_in_the_order_of_names_without_hidden_and_about_files(
    tmp_path: Path,
) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.md", ".git/x.txt", ".x.txt", "README.md"):
        write(tmp_path / name, f"Story of {name}.")
    for name in ("LICENSE", "LICENSE.txt", "datapackage.json", "a/readme.txt"):
        write(tmp_path / name, f"Story of {name}.")
    assert [each.source_path for each in read([tmp_path])] == [
        "a/b/c.md",
        "a/z.txt",
        "a.txt",
        "b.txt",
    ]


def test_an_about_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "README.md", STORY))) == 1


def test_files_of_one_name_under_two_paths_stay_apart(tmp_path: Path) -> None:
    for folder in ("2020", "2021"):
        write(tmp_path / folder / "jan" / "a.txt", f"Story of {folder}.")
    write(tmp_path / "2021" / "b.txt", "Story of b.")
    found = articles(tmp_path / "2021", tmp_path / "2020")
    assert [(each.source_path, each.text) for each in found] == [
        ("b.txt", "Story of b."),
        ("2020/jan/a.txt", "Story of 2020."),
        ("2021/jan/a.txt", "Story of 2021."),
    ]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY)
    assert [each.source_path for each in read([path, tmp_path, path])] == ["a.txt"]


def test_a_path_that_does_not_exist_is_unreadable(tmp_path: Path) -> None:
    assert reasons(tmp_path / "none.txt") == [("none.txt", None, "unreadable")]


def test_pipes_sockets_and_links_do_not_hang(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "ok.txt", STORY)
    write(tmp_path / "outside.txt", "Story of another folder.")
    (folder / "dir.md").mkdir()
    os.mkfifo(folder / "fifo.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    (folder / "inside.txt").symlink_to("ok.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "out.txt").symlink_to("../outside.txt")
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket has to be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.txt")
    finally:
        os.chdir(here)
    assert [each.source_path for each in articles(folder)] == ["inside.txt"]
    assert reasons(folder) == [
        ("fifo.txt", None, "unreadable"),
        ("gone.txt", None, "unreadable"),
        ("loop", None, "unreadable"),
        ("ok.txt", None, "duplicate"),
        ("out.txt", None, "unreadable"),
        ("s.txt", None, "unreadable"),
        ("self.txt", None, "unreadable"),
    ]


def test_a_name_that_is_not_utf_8_can_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(STORY)
    assert [each.source_path for each in read([tmp_path])] == ["caf\ufffd.txt"]


def test_a_folder_in_the_place_of_a_sidecar_is_no_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    (tmp_path / "a.json").mkdir()
    assert len(articles(tmp_path)) == 1
