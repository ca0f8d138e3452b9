"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Models and browsers are slow on a busy laptop; a test is never failed for its time alone, and never by its seed.
settings.register_profile("course", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")
