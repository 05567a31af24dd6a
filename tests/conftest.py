"""Property tests run the same cases on every machine, and none depends on how fast it is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("communique", deadline=None, derandomize=True, database=None)
settings.load_profile("communique")
