"""Incidents for other programs: as JSON, and as the messages of EDXL-RM and CAP."""

from __future__ import annotations

from mobilization.api import exchange
from mobilization.api.incidents import bp

__all__ = ["bp", "exchange"]
