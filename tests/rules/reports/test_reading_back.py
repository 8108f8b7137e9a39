"""The yearly workbook of the largest province comes back: it lies within what a spreadsheet may ask of its reader."""

from __future__ import annotations

from core.excel.limits import DEFAULT_LIMITS
from importers.rules.files.recognition import OWN_SHEETS
from reports.rules.frame import Words
from reports.rules.workbook import workbook
from reports.rules.year import YearFacts

LOTS = 96 * 176  # every commune with a row of every type
BY_LOT = {"Biến động", "Chi tiết", "Không cân", "PL8 Quá hạn kiểm tra"}  # at most a row for each


def test_the_workbook_of_every_type_in_every_commune_may_be_read(facts: YearFacts, words: Words) -> None:
    sheets = {sheet.name: sheet for sheet in workbook(facts, words)}
    assert sheets.keys() >= OWN_SHEETS | BY_LOT
    cells = sum(len(sheets[name].columns) for name in BY_LOT) * LOTS + 2 * LOTS + 96 * 100
    assert cells <= DEFAULT_LIMITS.cells
    assert LOTS * (len(BY_LOT) + 1) <= DEFAULT_LIMITS.rows
