"""Releases: compared, versioned by what changed, published once, cited, explained, reproduced.

`diff` compares two versions, `required_bump` says how large a step their difference is, `release`
publishes, `cite` and `explain` speak of one row, `reproduce` builds a release again.  What each
does and refuses: docs/releases.md.

Each name is loaded when it is first asked for: `cite` and `why` need little of what `release` does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.release.bump import Bump, required_bump
    from communique.release.changes import Changes, diff
    from communique.release.citing import cite
    from communique.release.commands import main_diff, main_release, main_reproduce
    from communique.release.explanation import explain
    from communique.release.publication import Released, release
    from communique.release.reproduction import Reproduction, reproduce
    from communique.release.showing import main_cite, main_why

__all__ = [
    "Bump",
    "Changes",
    "Released",
    "Reproduction",
    "cite",
    "diff",
    "explain",
    "main_cite",
    "main_diff",
    "main_release",
    "main_reproduce",
    "main_why",
    "release",
    "reproduce",
    "required_bump",
]

_MODULES = {
    "Bump": "bump",
    "Changes": "changes",
    "Released": "publication",
    "Reproduction": "reproduction",
    "cite": "citing",
    "diff": "changes",
    "explain": "explanation",
    "main_cite": "showing",
    "main_diff": "commands",
    "main_release": "commands",
    "main_reproduce": "commands",
    "main_why": "showing",
    "release": "publication",
    "reproduce": "reproduction",
    "required_bump": "bump",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
