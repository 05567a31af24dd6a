"""Property tests run the same cases on every machine, and none depends on how fast it is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "communique",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("communique")
