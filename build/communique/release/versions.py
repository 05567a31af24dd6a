"""Versions of the data: MAJOR.MINOR.PATCH, how far one is from another, and which are published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from communique.core.errors import UsageError
from communique.release.reading import MANIFEST, manifest_of

Level = Literal["major", "minor", "patch", "none"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
FORM = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})")
VERSIONS = "versions.json"


@dataclass(frozen=True, order=True)
class Version:
    """A semantic version without pre-release or build parts."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, level: Level) -> Version:
        """Return the next version at a level; the level none gives the version itself."""
        steps = {
            "major": Version(self.major + 1, 0, 0),
            "minor": Version(self.major, self.minor + 1, 0),
            "patch": Version(self.major, self.minor, self.patch + 1),
            "none": self,
        }
        return steps[level]


def parse(text: str) -> Version:
    """Return the version that `text` writes; UsageError when it is none."""
    match = FORM.fullmatch(text)
    if not match:
        raise UsageError(f"{text!r} is no version; write MAJOR.MINOR.PATCH, such as 0.2.0")
    return Version(*(int(part) for part in match.groups()))


def bump_between(old: Version, new: Version) -> Level:
    """Return the level at which `new` is ahead of `old`: the first part that differs."""
    if new <= old:
        return "none"
    if new.major > old.major:
        return "major"
    return "minor" if new.minor > old.minor else "patch"


def highest(levels: Iterable[Level]) -> Level:
    """Return the highest of some levels, none without any."""
    return max(levels, key=LEVELS.index, default="none")


def lowered(level: Level, old: Version) -> Level:
    """Return the level that counts after `old`: before 1.0.0 every level is one place down.

    A patch stays a patch, since there is nothing below it that tells two releases apart.
    """
    if old.major > 0 or level in ("none", "patch"):
        return level
    return "minor" if level == "major" else "patch"


def published(releases: Path) -> list[Version]:
    """Return the versions with a manifest in `releases`, in order."""
    found = [path.parent.name for path in releases.glob(f"*/{MANIFEST}")]
    return sorted(parse(name) for name in found if FORM.fullmatch(name))


def index(releases: Path) -> dict[str, Any]:
    """Return the content of `versions.json`: every version with its day and files, and the latest."""
    versions = published(releases)
    entries = []
    for version in versions:
        manifest = manifest_of(releases / str(version))
        entries.append(
            {
                "version": str(version),
                "created": manifest["created"],
                "previous": manifest["previous"],
                "bump": manifest["bump"]["declared"],
                "folder": manifest["folder"],
                "archives": {each["path"]: each["sha256"] for each in manifest["archives"]},
                "rows": {name: each["rows"] for name, each in manifest["tables"].items()},
            }
        )
    latest = str(versions[-1]) if versions else None
    return {"name": "communique", "latest": latest, "versions": entries}
