"""Ids: a prefix and twelve base32 characters of SHA-256, the same for the same parts on any machine."""

from __future__ import annotations

import hashlib

PREFIXES = {
    "meetings": "mtg",
    "participants": "par",
    "persons": "per",
    "organisations": "org",
    "statements": "sta",
    "trade_measures": "mea",
    "trade_measure_parties": "mpa",
    "measure_events": "mev",
    "evidence": "evi",
    "articles": "art",
    "meeting_reports": "rep",
    "measure_reports": "rep",
}
PATTERN = r"^(mtg|par|per|org|sta|mea|mpa|mev|evi|art|rep)-[a-z2-7]{12}$"


def make_id(table: str, *parts: object) -> str:
    """Return the id of a row of `table` made of `parts` (joined unambiguously; None differs from '')."""
    key = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    digest = hashlib.sha256(f"{table}\x1e{key}".encode()).digest()
    return _written(table, int.from_bytes(digest[:8], "big") >> 4, _BY_BASE32)


def mention_id(table: str, article_id: str, sentence_start: int, *place: int) -> str:
    """Return the id of a row made of one mention: its article, its sentence and its place there.

    `place` is the ordinal of the mention in the article, and for a part of it (a party, an event)
    the number of the part.
    """
    return make_id(table, article_id, table, sentence_start, *place)


# The digits of an id in the order of their letters, so that numbers sort as ids do.
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_TO_PYTHON = str.maketrans(_DIGITS, "0123456789abcdefghijklmnopqrstuv")


def packed(row_id: str) -> int:
    """Return the sixty bits of hash that an id shows; of one table they sort as its ids."""
    return int(row_id[4:].translate(_TO_PYTHON), 32)


def unpacked(table: str, bits: int) -> str:
    """Return the id of a row of `table` with these sixty bits."""
    return _written(table, bits, _BY_ORDER)


def _pairs(digits: str) -> tuple[str, ...]:
    """Return two letters for each ten bits."""
    return tuple(a + b for a in digits for b in digits)


_BY_BASE32, _BY_ORDER = _pairs("abcdefghijklmnopqrstuvwxyz234567"), _pairs(_DIGITS)


def _written(table: str, bits: int, pairs: tuple[str, ...]) -> str:
    """Return an id of `table` with sixty bits, six times two letters."""
    return (
        f"{PREFIXES[table]}-{pairs[bits >> 50]}{pairs[bits >> 40 & 1023]}{pairs[bits >> 30 & 1023]}"
        f"{pairs[bits >> 20 & 1023]}{pairs[bits >> 10 & 1023]}{pairs[bits & 1023]}"
    )
