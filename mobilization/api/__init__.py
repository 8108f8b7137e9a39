"""Incidents for other programs: as JSON, and as the messages of EDXL-RM and CAP."""

from __future__ import annotations

from mobilization.api import (
    exchange,
    incidents,
    journal,
    offers,
    ordering,
    owed,
    proposals,
    roads,
    running,
    settling,
)
from mobilization.api.blueprint import bp

__all__ = [
    "bp",
    "exchange",
    "incidents",
    "journal",
    "offers",
    "ordering",
    "owed",
    "proposals",
    "roads",
    "running",
    "settling",
]
