"""Keeps what was read and found in each article, so that a build does only what changed."""

from __future__ import annotations
