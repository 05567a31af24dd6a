"""Turns the bytes and characters of an input into the one form of text that offsets count in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache


class NotText(ValueError):
    """The bytes are not those of a text; the message says what they look like."""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "Zstandard data",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"PAR1": "a Parquet file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
_LONGEST_RUN = 30  # marks on one letter, the limit of Unicode's stream-safe format


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of the encoding it was read in.

    A byte order mark decides; then UTF-8; then Windows-1252.  Text that is UTF-8 but for a few
    bytes stays UTF-8, with U+FFFD for those bytes.  Raises NotText when the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode("utf-8-sig" if encoding == "utf-8" else encoding), encoding
            except UnicodeDecodeError as error:
                if encoding != "utf-8":
                    raise NotText(f"is marked as {encoding} but is not: {error.reason}") from None
                data = data[len(mark) :]
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotText(f"holds {what}, not text")
    if _is_binary(data):
        raise NotText("holds binary data, not text in UTF-8, UTF-16 with a mark, or Windows-1252")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_damaged(data)


def _is_binary(data: bytes) -> bool:
    """More than one byte in twenty is a control character, as no text has and random bytes do."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls >= 4 and controls * 20 > len(data)


def _decode_damaged(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if sound > 3 * broken:
        return text, "utf-8"
    # The five bytes that Windows-1252 leaves open become C1 controls, which `normalise` removes.
    return data.decode("latin-1").translate(_windows_1252()), "windows-1252"


@cache
def _windows_1252() -> dict[int, str]:
    pairs = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    return {byte: character for byte, character in pairs.items() if character}


# Texts of these characters alone, as most are, need no change but at their line ends.
_ORDINARY = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028"
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad"  # soft hyphen
    "\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f"  # of no width, and the byte order mark
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f"  # direction of writing
    "\ufff9-\ufffc\U000e0000-\U000e007f"  # annotation and invisible tags
)
_ODD = re.compile(f"[{_LINE_ENDS}{_SPACES}\u2029{_DROPPED}]")
_HIGH_RUN = re.compile(f"[^\x00-\u02ff]{{{_LONGEST_RUN + 1},}}")


def normalise(raw: str) -> str:
    """Return `raw` in the form that all offsets count in; doing it twice changes nothing.

    NFC; line ends LF; no control, zero-width or bidirectional characters, byte order marks or soft
    hyphens; every kind of space an ordinary one; no spaces at line ends, at most one empty line in
    a row, no empty lines at either end.  Quotation marks and dashes stay as they are.
    """
    text = raw
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ORDINARY.fullmatch(text):
        text = _ODD.sub(_replacement, without_surrogates(text))
        if not _ORDINARY.fullmatch(text):
            text = _limit_marks(unicodedata.normalize("NFC", _limit_marks(text)))
    if " \n" in text:
        text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    if "\n\n\n" in text:
        text = re.sub("\n{3,}", "\n\n", text)
    return text.lstrip("\n").rstrip(" \n")


def _replacement(odd: re.Match[str]) -> str:
    return _replacements().get(odd.group(), "")


@cache
def _replacements() -> dict[str, str]:
    """What the odd characters become that are not simply dropped."""
    return dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n") | {"\u2029": "\n\n"}


def without_surrogates(text: str) -> str:
    """Join the halves of surrogate pairs; a lone half becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def normalise_line(raw: str) -> str:
    """Return `raw` normalised and on one line, for titles and other metadata."""
    return " ".join(normalise(raw).split())


def _limit_marks(text: str) -> str:
    """Cut what exceeds thirty combining marks in a row: ordering them takes quadratic time."""
    return _HIGH_RUN.sub(lambda run: _cut_marks(run.group()), text)


def _cut_marks(run: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in run:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _LONGEST_RUN:
            kept.append(character)
    return "".join(kept)
