"""The register as JSON, within the reach of whoever asks."""

from __future__ import annotations

from inventory.api import (
    catalogue,
    command,
    forces,
    merging,
    photos,
    reading,
    registers,
    requesting,
    reviewing,
    roster,
    settling,
    stocktaking,
    summing,
    writing,
)
from inventory.api.blueprint import bp

__all__ = [
    "bp",
    "catalogue",
    "command",
    "forces",
    "merging",
    "photos",
    "reading",
    "registers",
    "requesting",
    "reviewing",
    "roster",
    "settling",
    "stocktaking",
    "summing",
    "writing",
]
