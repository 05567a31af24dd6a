"""A line of words with styles, for the terminal and for everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True)
class Styled:
    """A part of a line, half-open in code points, and its style in the words of rich."""

    start: int
    end: int
    style: str


@dataclass
class Line:
    """One line of output: its words, and which of them bear a style."""

    plain: str = ""
    spans: list[Styled] = field(default_factory=list)

    def append(self, words: str, style: str | None = None) -> Line:
        """Add words at the end and return the line."""
        if style and words:
            self.spans.append(Styled(len(self.plain), len(self.plain) + len(words), style))
        self.plain += words
        return self

    def rich(self) -> Text:
        """Return the line for a console of rich, which is loaded for it."""
        from rich.text import Text

        text = Text(self.plain)
        for each in self.spans:
            text.stylize(each.style, each.start, each.end)
        return text
