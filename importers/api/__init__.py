"""A spreadsheet for other programs: sent, asked about, answered, seen, written into stock, undone."""

from __future__ import annotations

from importers.api import uploads
from importers.api.blueprint import bp

__all__ = ["bp", "uploads"]
