"""The register as JSON, within the reach of whoever asks."""

from __future__ import annotations

from inventory.api import reading, registers, reviewing, settling, stocktaking, writing
from inventory.api.blueprint import bp

__all__ = ["bp", "reading", "registers", "reviewing", "settling", "stocktaking", "writing"]
