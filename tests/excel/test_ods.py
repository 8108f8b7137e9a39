"""An .ods file gives its values, and how its cells look."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.excel.book import Cell, Merge
from tests.excel.whole import read_workbook


def test_ods_gives_values_and_looks(tmp_path: Path) -> None:
    odf = pytest.importorskip("odf.opendocument")
    style = pytest.importorskip("odf.style")
    table = pytest.importorskip("odf.table")
    text = pytest.importorskip("odf.text")
    document = odf.OpenDocumentSpreadsheet()
    document.fontfacedecls.addElement(style.FontFace(name="F1", fontfamily="'.VnTime'"))
    base = style.Style(name="base", family="table-cell")
    base.addElement(style.TextProperties(fontname="F1"))
    bold = style.Style(name="bold", family="table-cell", parentstylename="base")
    bold.addElement(style.TextProperties(fontweight="bold"))
    document.styles.addElement(base)
    document.automaticstyles.addElement(bold)
    sheet = table.Table(name="B\u1ea3ng")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=2, defaultcellstylename="base"))
    sheet.addElement(table.TableColumn(visibility="collapse"))
    for hidden in (False, True):
        row = table.TableRow(**({"visibility": "collapse"} if hidden else {}))
        for value, kind, more in (
            ("\u00b8o phao", "string", {"stylename": "bold"}),
            ("120", "float", {"formula": "of:=[.A1]*2"}),
            ("n", "string", {}),
        ):
            cell = table.TableCell(valuetype=kind, **more, **({"value": value} if kind == "float" else {}))
            cell.addElement(text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "a.ods"))
    found = read_workbook(tmp_path / "a.ods", "a.ods").sheets[0]
    assert found.cells == (
        Cell(1, 1, "\u00b8o phao", ".VnTime", bold=True),
        Cell(1, 2, 120, ".VnTime", formula=True),
        Cell(1, 3, "n", hidden=True),
        Cell(2, 1, "\u00b8o phao", ".VnTime", bold=True, hidden=True),
        Cell(2, 2, 120, ".VnTime", hidden=True, formula=True),
        Cell(2, 3, "n", hidden=True),
    )


def test_ods_gives_merges(tmp_path: Path) -> None:
    odf = pytest.importorskip("odf.opendocument")
    table = pytest.importorskip("odf.table")
    text = pytest.importorskip("odf.text")
    document, sheet = odf.OpenDocumentSpreadsheet(), table.Table(name="PL1")
    for words in (("TT", "Nh\u00e0 b\u1ea1t", "\u1ea9n"), (None, "16,5", "24,5")):
        row = table.TableRow()
        for word in words:
            spans = {"TT": {"numberrowsspanned": 2}, "Nh\u00e0 b\u1ea1t": {"numbercolumnsspanned": 2}}.get(
                word or "", {}
            )
            covered = word in (None, "\u1ea9n")
            cell = (table.CoveredTableCell if covered else table.TableCell)(valuetype="string", **spans)
            cell.addElement(text.P(text=word or ""))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "a.ods"))
    found = read_workbook(tmp_path / "a.ods", "a.ods").sheets[0]
    assert found.merges == (Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))
    assert [cell.value for cell in found.cells] == ["TT", "Nh\u00e0 b\u1ea1t", "16,5", "24,5"]
