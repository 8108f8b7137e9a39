"""Telephone numbers are personal data: shown whole only to those who must call, wherever they stand in a text."""

from __future__ import annotations

from core.text import masked

__all__ = ["masked"]
