"""Readiness and gaps as JSON, within the reach of whoever asks."""

from __future__ import annotations

from reports.api.readiness import bp

__all__ = ["bp"]
