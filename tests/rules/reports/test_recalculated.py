"""The golden workbook in other hands: LibreOffice works every formula out, other readers see the same, no phone leaks."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from core.excel.writing import write_workbook
from reports.rules.frame import Words
from reports.rules.workbook import workbook
from reports.rules.year import YearFacts
from tests.excel.opening import faults

OFFICE = shutil.which("soffice")


def file_of(facts: YearFacts, words: Words) -> bytes:
    target = BytesIO()
    write_workbook(workbook(facts, words), target, title="Báo cáo", author="UBND", made_at=facts.as_of)
    return target.getvalue()


def without_stored_values(content: bytes, path: Path) -> None:
    """Write the workbook with every formula's stored value taken out: what stands there later was worked out."""
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(name, part)


def plain(value: Any) -> Any:
    """Return a cell's value as both readers can agree on it."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.replace(microsecond=0)
    return float(value) if isinstance(value, int | float) else value


@pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed: formulas are not recalculated"
)
def test_libreoffice_works_out_what_is_stored_and_reads_the_rest_alike(
    facts: YearFacts, words: Words, tmp_path: Path
) -> None:
    content = file_of(facts, words)
    bare, folder = tmp_path / "so.xlsx", tmp_path / "again"
    without_stored_values(content, bare)
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not (folder / "so.xlsx").exists():
        pytest.skip("LibreOffice is here without Calc: formulas are not recalculated")
    formulas, stored = load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)
    again = load_workbook(folder / "so.xlsx", data_only=True)
    checked = seen = 0
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                kept = plain(stored[page.title][cell.coordinate].value)
                said = plain(again[page.title][cell.coordinate].value)
                assert said == (pytest.approx(kept) if isinstance(kept, float) else kept), cell
                checked += cell.data_type == "f"
                seen += kept is not None
    assert (checked, seen > 400) == (31, True)


def test_nothing_in_it_is_what_excel_warns_of(facts: YearFacts, words: Words) -> None:
    assert faults(file_of(facts, words)) == []


def test_two_other_readers_see_the_same_values(facts: YearFacts, words: Words) -> None:
    content = file_of(facts, words)
    one = load_workbook(BytesIO(content), data_only=True)
    other = CalamineWorkbook.from_filelike(BytesIO(content))
    assert one.sheetnames == other.sheet_names
    seen = 0
    for page in one:
        rows = other.get_sheet_by_name(page.title).to_python(skip_empty_area=False)
        for line, cells in enumerate(page.iter_rows(values_only=True)):
            read = rows[line] if line < len(rows) else []
            for place, value in enumerate(cells):
                assert plain(value) == plain(read[place] if place < len(read) else None), (page.title, line)
                seen += value is not None
    assert seen > 300


CANARIES = [f"09{number}5.123.456" for number in range(8)]


def test_a_telephone_number_typed_anywhere_is_in_no_part_of_the_file(facts: YearFacts, words: Words) -> None:
    """No cell of the workbook may hold one: whatever field it was typed into, it comes out masked."""
    lots = tuple(
        replace(lot, holder=CANARIES[0], place=f"gọi {CANARIES[1]}", mark=CANARIES[2]) for lot in facts.lots
    )
    called = replace(facts.mobilized[0], incident=CANARIES[3], holder=CANARIES[4], mark=CANARIES[5])
    entry = replace(facts.entries[0], actor=CANARIES[6], document=CANARIES[7])
    content = file_of(replace(facts, lots=lots, mobilized=(called,), entries=(entry,)), words)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    assert [canary for canary in CANARIES if canary in text or canary.replace(".", "") in text] == []
