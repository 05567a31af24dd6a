"""What can go wrong in a way that a person can mend, each error with the words to mend it by."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 20


class CommuniqueError(Exception):
    """Base of every error that Communiqué raises on purpose."""


class UsageError(CommuniqueError):
    """The command or call cannot be carried out as asked; the message says what to ask instead."""


class BrokenPromise(CommuniqueError):
    """The data break a promise of the schemas, so nothing was published.

    `problems` holds all of them; the message shows the first twenty.
    """

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = [f"{count} broken promise{'' if count == 1 else 's'}, nothing was published:"]
        lines += [f"  {problem}" for problem in self.problems[:SHOWN]]
        if count > SHOWN:
            lines.append(f"  … and {count - SHOWN} more")
        super().__init__("\n".join(lines))
