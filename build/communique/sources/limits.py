"""The sizes beyond which an input is refused, and the refusal itself."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one input may cost.

    `max_chars` of one article's text; `max_front_matter` bytes of front matter or sidecar;
    `max_page_bytes` of one HTML page; `max_ratio` of decompressed to compressed bytes, looked at
    from `ratio_floor` decompressed bytes on.
    """

    max_chars: int = 2_000_000
    max_front_matter: int = 65_536
    max_page_bytes: int = 10_000_000
    max_ratio: int = 200
    ratio_floor: int = 32 * 1024 * 1024

    @property
    def max_text_bytes(self) -> int:
        """Bytes of a text file that may hold an article of `max_chars`, four to a character."""
        return 4 * self.max_chars + self.max_front_matter

    @property
    def max_record_bytes(self) -> int:
        """Bytes of a record that may hold one: JSON writes up to six to a character (\\u00e9)."""
        return 6 * self.max_chars + self.max_front_matter


class Refused(Exception):
    """An input, or the record at `position` in it, that is not used: yielded, or raised at its end.

    `reason` is one of the closed list of `rejects`, `detail` one line that says what was wrong and
    what to do.
    """

    def __init__(self, reason: str, detail: str, position: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.position = position
