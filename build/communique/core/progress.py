"""How far a long command is: what it reports while it runs, and to whom."""

from __future__ import annotations

import json
import time
from typing import IO, Protocol


class Progress(Protocol):
    """What a build tells of itself as it goes."""

    def phase(self, name: str, size: int = 0) -> None:
        """A phase begins; `size` is the number of bytes that it will read, 0 when unknown."""

    def file(self, name: str) -> None:
        """A file is begun."""

    def read(self, count: int) -> None:
        """So many more bytes of input were read."""

    def done(self, is_reject: bool) -> None:
        """One more article is done, or one more reject made."""

    def close(self) -> None:
        """It is over, well or not."""


class Silent:
    """Tells nothing."""

    def phase(self, name: str, size: int = 0) -> None: ...
    def file(self, name: str) -> None: ...
    def read(self, count: int) -> None: ...
    def done(self, is_reject: bool) -> None: ...
    def close(self) -> None: ...


class State:
    """The figures of a build: articles, rejects, rate, share of the input, seconds left."""

    def __init__(self) -> None:
        self.name, self.path = "", ""
        self.size = self.bytes = self.articles = self.rejects = 0
        self.started = time.monotonic()

    def phase(self, name: str, size: int = 0) -> None:
        self.name, self.size, self.bytes = name, size, 0
        self.started = time.monotonic()

    def file(self, name: str) -> None:
        self.path = name

    def read(self, count: int) -> None:
        self.bytes += count

    def done(self, is_reject: bool) -> None:
        if is_reject:
            self.rejects += 1
        else:
            self.articles += 1

    @property
    def share(self) -> float | None:
        """Return the part of the input that was read, None when its size is not known."""
        return min(self.bytes / self.size, 1.0) if self.size else None

    @property
    def seconds(self) -> float:
        """Return how long the phase has been running."""
        return max(time.monotonic() - self.started, 1e-9)

    @property
    def rate(self) -> float | None:
        """Return articles a second, None in a phase that reads none."""
        return self.articles / self.seconds if self.name == "extract" else None

    @property
    def left(self) -> float | None:
        """Return the seconds that the phase will still take at the rate so far."""
        share = self.share
        return self.seconds * (1 - share) / share if share else None


class Lines(State):
    """Tells by a JSON object a line: phases as they begin, figures every few seconds."""

    def __init__(self, stream: IO[str], every: float = 5.0) -> None:
        super().__init__()
        self._stream, self._every = stream, every
        self._next = time.monotonic() + every

    def phase(self, name: str, size: int = 0) -> None:
        super().phase(name, size)
        self._tell()

    def done(self, is_reject: bool) -> None:
        super().done(is_reject)
        if time.monotonic() >= self._next:
            self._tell()

    def close(self) -> None:
        self._tell()

    def _tell(self) -> None:
        self._next = time.monotonic() + self._every
        share, left = self.share, self.left
        figures = {
            "phase": self.name,
            "file": self.path or None,
            "articles": self.articles,
            "rejects": self.rejects,
            "articles_per_second": None if self.rate is None else round(self.rate, 1),
            "share": None if share is None else round(share, 4),
            "seconds_left": None if left is None else round(left),
        }
        print(json.dumps(figures), file=self._stream, flush=True)


class Bar(State):
    """Tells by a line of a terminal that is written over."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        super().__init__()
        self._progress = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[figures]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, figures="")
        self._progress.start()

    def phase(self, name: str, size: int = 0) -> None:
        super().phase(name, size)
        self._progress.reset(self._task, total=size or None, description=name)
        if name != "extract":
            self._progress.update(self._task, figures="")

    def done(self, is_reject: bool) -> None:
        super().done(is_reject)
        self._progress.update(
            self._task,
            completed=min(self.bytes, self.size),
            figures=f"{self.articles:,} articles, {self.rate or 0:,.0f}/s, {self.rejects:,} rejects",
        )

    def close(self) -> None:
        self._progress.stop()
