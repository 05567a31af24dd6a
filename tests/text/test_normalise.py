"""The one form of text that offsets count in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.normalise import NotText, decode, normalise, normalise_line

ODD = st.text(
    st.sampled_from("aé \t\r\n\v\f\x00\x85\xa0\xad\u0301\u0316\u0344\u200b\u200e\u2003\u2028\u2029")
    | st.sampled_from("\u202e\u2060\ufb1d\ufeff\ud83d\ude00\u3000\u1100\u1161\u11a8\u212b\u2126")
    | st.characters(),
    max_size=60,
)


@given(ODD)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(ODD)
def test_normal_text_is_nfc_without_controls_and_can_be_encoded(text: str) -> None:
    found = normalise(text)
    assert unicodedata.is_normalized("NFC", found)
    assert not any(unicodedata.category(each) in {"Cc", "Cs"} for each in found if each != "\n")
    assert all(line == line.rstrip(" ") for line in found.split("\n"))
    found.encode()


@given(st.text(st.sampled_from("a\u0301\u0316\ufb1d\u0344"), min_size=0, max_size=120))
def test_runs_of_combining_marks_are_cut_and_stay_normal(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_not_text(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except NotText:
        return
    assert encoding in {"utf-8", "utf-16", "utf-32", "windows-1252"}
    normalise(text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\u2029b", "a\n\nb"),
        ("\ufeffa\u200bb\u00adc\x00d\x1b", "abcd"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("\u202aabc\u202c\u200e", "abc"),
        ("a  \nb \n\n\n\nc\n \n", "a\nb\n\nc"),
        ("\n\n  a", "  a"),
        ("e\u0301", "é"),
        ("“It’s” – a—b ‘c’ … - --", "“It’s” – a—b ‘c’ … - --"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("", ""),
    ],
)
def test_odd_characters(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


def test_a_line_is_one_line() -> None:
    assert normalise_line("  A\r\n\tb\u00a0 c ") == "A b c"


@pytest.mark.parametrize(
    ("raw", "length"),
    [
        ("a" + "\u0316\u0301" * 500_000, 30),
        (" " * 1_000_000 + "a", 1_000_001),
        ("b" + "\n \n" * 300_000 + "a", 4),
        ("\u200b" * 900_000, 0),
    ],
)
def test_texts_made_to_take_quadratic_time_do_not(raw: str, length: int) -> None:
    assert len(normalise(raw)) == length


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("café".encode(), "café", "utf-8"),
        ("café".encode("utf-8-sig"), "café", "utf-8"),
        ("café".encode("utf-16"), "café", "utf-16"),
        (b"\xfe\xff" + "café".encode("utf-16-be"), "café", "utf-16"),
        ("“café”".encode("cp1252"), "“café”", "windows-1252"),
        (b"caf\xe9 \x81", "café \x81", "windows-1252"),
        ("čšž ".encode() * 5 + b"\xff", "čšž " * 5 + "\ufffd", "utf-8"),
        (b"one\0two", "one\0two", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04abc", "a ZIP archive"),
        (b"\x1f\x8babc", "gzip"),
        (bytes(range(256)), "binary data"),
        ("text without a mark".encode("utf-16-le"), "binary data"),
        (b"\xff\xfea", "is marked as utf-16"),
    ],
)
def test_what_is_not_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(NotText, match=what):
        decode(data)
