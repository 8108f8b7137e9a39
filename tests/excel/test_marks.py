"""What is marked on cells: struck through, and remarked by people; in each format that knows it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from core.excel.xlsx_comments import read_comments, without_author
from tests.excel.whole import read_workbook


def _xlsx(path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Áo phao", 30])
    sheet.append(["Bộ đàm", 5])
    sheet["B1"].font = Font(strike=True)
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B2"].comment = Comment("Văn phòng:\nSố của năm 2023", "Văn phòng")
    book.save(path)


def _xls(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang")
    style = xlwt.XFStyle()
    style.font.struck_out = True
    yellow = xlwt.easyxf("pattern: pattern solid, fore_colour yellow")
    sheet.write(0, 0, "Áo phao")
    sheet.write(1, 0, "Bộ đàm", yellow)
    sheet.write(0, 1, 30, style)
    book.save(str(path))


def _ods(path: Path) -> None:
    odf = pytest.importorskip("odf.opendocument")
    style = pytest.importorskip("odf.style")
    table = pytest.importorskip("odf.table")
    text = pytest.importorskip("odf.text")
    document = odf.OpenDocumentSpreadsheet()
    crossed = style.Style(name="crossed", family="table-cell")
    crossed.addElement(style.TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(crossed)
    yellow = style.Style(name="yellow", family="table-cell")
    yellow.addElement(style.TableCellProperties(backgroundcolor="#FFFF00"))
    document.automaticstyles.addElement(yellow)
    sheet, row = table.Table(name="T"), table.TableRow()
    for look in ({}, {"stylename": "crossed"}):
        cell = table.TableCell(valuetype="float", value="30", **look)
        cell.addElement(text.P(text="30"))
        row.addElement(cell)
    sheet.addElement(row)
    row = table.TableRow()
    cell = table.TableCell(valuetype="float", value="5", stylename="yellow")
    cell.addElement(text.P(text="5"))
    row.addElement(cell)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_cells_struck_through_are_told(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"danh-muc.{ending}"
    {"xlsx": _xlsx, "xls": _xls, "ods": _ods}[ending](path)
    assert read_workbook(path, path.name).sheets[0].struck == {(1, 2)}


def _in_parts_xlsx(path: Path) -> None:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    old = InlineFont(strike=True)
    sheet["A1"] = CellRichText(TextBlock(old, "12"), TextBlock(InlineFont(b=True), "15"))
    sheet["A2"] = CellRichText(TextBlock(old, " "), "20")
    sheet["A3"] = CellRichText(TextBlock(old, "30"))
    book.save(path)


def _in_parts_shared(path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    old, bold = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
    sheet.write_rich_string("A1", old, "12", bold, "15")
    sheet.write_rich_string("A2", old, " ", "20", bold, " ")
    sheet.write_rich_string("A3", old, "3", old, "0")
    book.close()


def _in_parts_xls(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang")
    old, new = xlwt.Font(), xlwt.Font()
    old.struck_out = True
    sheet.write_rich_text(0, 0, [("12", old), ("15", new)])
    sheet.write_rich_text(1, 0, [(" ", old), ("20", new)])
    sheet.write_rich_text(2, 0, [("30", old)])
    book.save(str(path))


def _in_parts_ods(path: Path) -> None:
    odf = pytest.importorskip("odf.opendocument")
    office = pytest.importorskip("odf.office")
    style = pytest.importorskip("odf.style")
    table = pytest.importorskip("odf.table")
    text = pytest.importorskip("odf.text")
    document = odf.OpenDocumentSpreadsheet()
    crossed = style.Style(name="crossed", family="text")
    crossed.addElement(style.TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(crossed)
    sheet = table.Table(name="T")
    for struck, left in (("12", "15"), (" ", "20"), ("30", "")):
        row, cell, words = table.TableRow(), table.TableCell(valuetype="string"), text.P()
        remark = office.Annotation()
        remark.addElement(text.P(text="đã đếm"))
        cell.addElement(remark)
        words.addElement(text.Span(stylename="crossed", text=struck))
        words.addText(left)
        cell.addElement(words)
        row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


IN_PARTS = {
    "xlsx": _in_parts_xlsx,
    "shared.xlsx": _in_parts_shared,
    "xls": _in_parts_xls,
    "ods": _in_parts_ods,
}


@pytest.mark.parametrize("ending", IN_PARTS)
def test_of_what_is_struck_through_in_part_the_rest_is_read_and_marked(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"danh-muc.{ending}"
    IN_PARTS[ending](path)
    sheet = read_workbook(path, path.name).sheets[0]
    assert [str(cell.value).strip() for cell in sheet.cells] == ["15", "20", "30"]  # never 1215
    assert sheet.struck == {(1, 1), (3, 1)}


def test_remarks_on_cells_are_told_without_their_author(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.xlsx"
    _xlsx(path)
    assert read_workbook(path, path.name).sheets[0].comments == {(2, 2): "Số của năm 2023"}


WORDS = {
    ("Lan:\nhỏng 2", "Lan"): "hỏng 2",
    ("hỏng 2", "Lan"): "hỏng 2",
    ("hỏng 2", ""): "hỏng 2",
    ("[Threaded comment]\n\nYour version of Excel …\n\nComment:\n    đã trả", "tc={1}"): "đã trả",
}


@pytest.mark.parametrize(("text", "author"), WORDS)
def test_the_words_of_a_remark(text: str, author: str) -> None:
    assert without_author(text, author) == WORDS[text, author]


def test_remarks_that_cannot_be_read_refuse_no_list() -> None:
    whole = b'<comments><commentList><comment ref="B2"><text><t>h\xe1\xbb\x8fng</t></text></comment><comm'
    assert read_comments(io.BytesIO(whole)) == {(2, 2): "hỏng"}


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("B2", {(2, 2)}),
        ("$B$2", {(2, 2)}),
        ("A1:B2", set()),
        ("A٣", set()),
        ("", set()),
        ("B" * 40 + "2", set()),
    ],
)
def test_a_remark_on_no_cell_refuses_no_list(place: str, found: set[tuple[int, int]]) -> None:
    remark = f'<comments><commentList><comment ref="{place}"><text><t>hỏng</t></text></comment></commentList></comments>'
    assert read_comments(io.BytesIO(remark.encode())).keys() == found


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_the_colours_behind_cells_are_told(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"danh-muc.{ending}"
    {"xlsx": _xlsx, "xls": _xls, "ods": _ods}[ending](path)
    fills = read_workbook(path, path.name).sheets[0].fills
    assert {at: fill[-6:] for at, fill in fills.items()} == {(2, 1): "FFFF00"}
