"""Releases: compared, versioned by what changed, published once, cited, explained, reproduced.

`diff` compares two versions, `required_bump` says how large a step their difference is, `release`
publishes, `cite` and `explain` speak of one row, `reproduce` builds a release again.  What each
does and refuses: docs/releases.md.
"""

from __future__ import annotations

from communique.release.bump import Bump, bump, required_bump
from communique.release.changes import Changes, diff
from communique.release.cite import cite
from communique.release.commands import (
    main_cite,
    main_diff,
    main_release,
    main_reproduce,
    main_why,
)
from communique.release.explain import explain
from communique.release.release import Released, release
from communique.release.reproduce import Reproduction, reproduce

__all__ = [
    "Bump",
    "Changes",
    "Released",
    "Reproduction",
    "bump",
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
