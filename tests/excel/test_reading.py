"""Files of every format come back as plain values, and hostile ones as a clear refusal within the limits."""

from __future__ import annotations

import random
import resource
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Font

from core.excel.book import Merge
from core.excel.errors import (
    NotAWorkbookError,
    ReaderTimeoutError,
    StateSecretError,
    WorkbookEmptyError,
    WorkbookEncryptedError,
    WorkbookError,
    WorkbookTooLargeError,
    WorkbookUnreadableError,
    WorkbookUnsafeError,
)
from core.excel.limits import ReadingLimits
from tests.excel.whole import read_workbook


def write_xlsx(path: Path) -> Any:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet["A1"], sheet["B1"] = "Áo phao", 12
    sheet["A1"].font = Font(name=".VnTime", bold=True)
    sheet["A2"], sheet["B2"] = "Tổng", "=SUBTOTAL(9,B1:B1)"
    sheet["C5"] = "ẩn"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["D1"] = 1.5
    sheet.merge_cells("A3:B4")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(path)
    return book


def test_xlsx_gives_values_fonts_merges_hidden_and_formulas_without_result(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    first, hidden = read_workbook(tmp_path / "a.xlsx", "a.xlsx").sheets
    cells = {(cell.row, cell.col): cell for cell in first.cells}
    assert first.name == "Biểu 1"
    assert hidden.state == "hidden"
    assert cells[1, 1].font == ".VnTime"
    assert cells[1, 1].bold
    assert cells[1, 2].value == 12
    assert cells[2, 2].formula
    assert cells[2, 2].value is None
    assert cells[5, 3].hidden
    assert cells[1, 4].hidden
    assert cells[1, 4].value == 1.5
    assert first.merges == (Merge(3, 1, 4, 2),)


def test_xls_gives_fonts_and_whole_numbers(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cu")
    sheet.write(0, 0, "Nhµ b¹t", xlwt.easyxf("font: name .VnTime"))
    sheet.write(0, 1, 12)
    sheet.write_merge(1, 2, 0, 1, "gộp")
    sheet.write(5, 0, xlwt.Formula("TODAY()"))
    book.save(str(tmp_path / "a.xls"))
    found = read_workbook(tmp_path / "a.xls", "a.xls").sheets[0]
    assert [(cell.value, cell.font) for cell in found.cells][:1] == [("Nhµ b¹t", ".VnTime")]
    assert found.cells[1].value == 12
    assert (found.cells[-1].value, found.cells[-1].formula) == (None, True)  # never calculated, not blank
    assert found.merges == (Merge(2, 1, 3, 2),)


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        ("Tên;Số lượng\nÁo phao;12,5\n".encode(), ["Tên", "Số lượng", "Áo phao", "12,5"]),
        ('Tên,Số lượng\nÁo phao,"12,5"\n'.encode("utf-8-sig"), ["Tên", "Số lượng", "Áo phao", "12,5"]),
        ("Tên\tSố lượng\nÁo phao\t12\n".encode("utf-16"), ["Tên", "Số lượng", "Áo phao", "12"]),
        ("Tªn,Sè l­îng\n¸o phao,12\n".encode("latin-1"), ["Tªn", "Sè l­îng", "¸o phao", "12"]),
    ],
)
def test_csv_encoding_and_separator_by_evidence(tmp_path: Path, encoded: bytes, expected: list[str]) -> None:
    (tmp_path / "a.csv").write_bytes(encoded)
    found = read_workbook(tmp_path / "a.csv", "a.csv").sheets[0]
    assert [cell.value for cell in found.cells] == expected


def _zip(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def _parts(tmp_path: Path) -> dict[str, bytes]:
    write_xlsx(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def no_workbook(tmp_path: Path) -> bytes:
    return b"%PDF-1.7 not a workbook"


def empty_file(tmp_path: Path) -> bytes:
    return b""


def picture(tmp_path: Path) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


def word_file(tmp_path: Path) -> bytes:
    _zip(tmp_path / "w.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    return (tmp_path / "w.docx").read_bytes()


def encrypted_office(tmp_path: Path) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


def encrypted_entries(tmp_path: Path) -> bytes:
    _zip(tmp_path / "e.zip", {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})
    raw = bytearray((tmp_path / "e.zip").read_bytes())
    place = raw.rfind(b"PK\x01\x02")
    while place >= 0:
        raw[place + 8] |= 1
        place = raw.rfind(b"PK\x01\x02", 0, place)
    return bytes(raw)


def zip_bomb(tmp_path: Path) -> bytes:
    _zip(tmp_path / "b.xlsx", _parts(tmp_path) | {"xl/worksheets/sheet9.xml": bytes(60 << 20)})
    return (tmp_path / "b.xlsx").read_bytes()


def too_many_entries(tmp_path: Path) -> bytes:
    _zip(tmp_path / "m.xlsx", {f"xl/{number}.xml": b"" for number in range(2_500)})
    return (tmp_path / "m.xlsx").read_bytes()


def names_twice(tmp_path: Path) -> bytes:
    _zip(tmp_path / "d.xlsx", _parts(tmp_path) | {"XL/Workbook.xml": b"<w/>"})
    return (tmp_path / "d.xlsx").read_bytes()


def billion_laughs(tmp_path: Path) -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    _zip(tmp_path / "l.xlsx", _parts(tmp_path) | {"xl/sharedStrings.xml": bomb})
    return (tmp_path / "l.xlsx").read_bytes()


def torn_inside(tmp_path: Path) -> bytes:
    """A whole archive whose packed parts no longer make sense, as after a bad copy."""
    write_xlsx(tmp_path / "torn.xlsx")
    whole = bytearray((tmp_path / "torn.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "torn.xlsx") as archive:
        for entry in archive.infolist():
            begin = entry.header_offset + 30 + len(entry.filename)
            whole[begin : begin + entry.compress_size] = b"\xff" * entry.compress_size
    return bytes(whole)


def truncated(tmp_path: Path) -> bytes:
    write_xlsx(tmp_path / "good.xlsx")
    return (tmp_path / "good.xlsx").read_bytes()[:-900]


def broken_sheet(tmp_path: Path) -> bytes:
    _zip(
        tmp_path / "x.xlsx",
        _parts(tmp_path) | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c r="},
    )
    return (tmp_path / "x.xlsx").read_bytes()


def broken_xls(tmp_path: Path) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(5_000)


HOSTILE: list[tuple[Callable[[Path], bytes], type[WorkbookError]]] = [
    (no_workbook, NotAWorkbookError),
    (empty_file, WorkbookEmptyError),
    (picture, NotAWorkbookError),
    (word_file, NotAWorkbookError),
    (encrypted_office, WorkbookEncryptedError),
    (encrypted_entries, WorkbookEncryptedError),
    (zip_bomb, WorkbookUnsafeError),
    (too_many_entries, WorkbookTooLargeError),
    (names_twice, WorkbookUnsafeError),
    (billion_laughs, WorkbookUnsafeError),
    (torn_inside, WorkbookUnreadableError),
    (truncated, WorkbookUnreadableError),
    (broken_sheet, WorkbookUnreadableError),
    (broken_xls, WorkbookUnreadableError),
]


def processor_seconds() -> float:
    """Return what this process and the readers it has waited for used: what others hold up is not the reader's time."""
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + readers.ru_utime + readers.ru_stime


@pytest.mark.parametrize(("make", "refusal"), HOSTILE, ids=[make.__name__ for make, _ in HOSTILE])
def test_hostile_files_end_in_a_clear_refusal(
    tmp_path: Path, make: Callable[[Path], bytes], refusal: type[WorkbookError]
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(make(tmp_path))
    start = processor_seconds()
    with pytest.raises(refusal) as caught:
        read_workbook(path, "tệp.xlsx")
    assert processor_seconds() - start < 10
    assert caught.value.facts["name"] == "tệp.xlsx"


@pytest.mark.parametrize("seed", range(24))
def test_a_copy_damaged_anywhere_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    write_xlsx(tmp_path / "good.xlsx")
    data = bytearray((tmp_path / "good.xlsx").read_bytes())
    for _ in range(rng.randrange(1, 40)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path = tmp_path / "upload"
    path.write_bytes(data if seed % 3 else data[: rng.randrange(len(data))])
    with suppress(WorkbookError):
        assert read_workbook(path, "tệp.xlsx").sheets


def test_a_huge_stated_dimension_is_not_walked(tmp_path: Path) -> None:
    parts = _parts(tmp_path)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'ref="A1:D5"', b'ref="A1:XFD1048576"')
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    _zip(tmp_path / "huge.xlsx", parts | {"xl/worksheets/sheet1.xml": far})
    start = processor_seconds()
    found = read_workbook(tmp_path / "huge.xlsx", "huge.xlsx").sheets[0]
    assert processor_seconds() - start < 5
    assert found.cells[-1].row == 1_048_576


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    with pytest.raises(ReaderTimeoutError):
        read_workbook(tmp_path / "a.xlsx", "a.xlsx", ReadingLimits(base_seconds=0.01))


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    with pytest.raises(WorkbookTooLargeError):
        read_workbook(tmp_path / "a.xlsx", "a.xlsx", ReadingLimits(file_bytes=100))


def test_a_marking_in_a_page_header_refuses_the_file(tmp_path: Path) -> None:
    book = write_xlsx(tmp_path / "a.xlsx")
    book.active.oddHeader.center.text = "TỐI MẬT"
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(StateSecretError):
        read_workbook(tmp_path / "b.xlsx", "b.xlsx")
