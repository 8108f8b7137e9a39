"""Figures of the register that are of a later year than the file which would replace them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from importers.rules.results import Recognition
from importers.rules.stock.lines import LineReason, LineStatus, Preview


def year_of(recognition: Recognition, this_year: int) -> int | None:
    """Return the year a file's figures are of; one that speaks of a year to come says nothing of it."""
    year = recognition.year
    return year if year is not None and year <= this_year else None


def told_of_newer(preview: Preview, year: int, years: Mapping[int, int]) -> Preview:
    """Return the preview with each changed row whose figure is of a later year; `years` are those of the lots."""
    lines = tuple(
        replace(line, reasons=(LineReason.NEWER_THERE, *line.reasons))
        if line.status is LineStatus.CHANGED and line.lot_id is not None and years.get(line.lot_id, 0) > year
        else line
        for line in preview.lines
    )
    return replace(preview, lines=lines)
