"""Releases: compared, versioned by what changed, published once, cited, explained, reproduced.

`diff` compares two versions, `required_bump` says how large a step their difference is, `release`
publishes, `cite` and `explain` speak of one row, `reproduce` builds a release again.  What each
does and refuses: docs/releases.md.
"""

from __future__ import annotations

from communique.release.bump import Bump, required_bump
from communique.release.changes import Changes, diff
from communique.release.citing import cite
from communique.release.commands import (
    main_cite,
    main_diff,
    main_release,
    main_reproduce,
    main_why,
)
from communique.release.explanation import explain
from communique.release.publication import Released, release
from communique.release.reproduction import Reproduction, reproduce

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
