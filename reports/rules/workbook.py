"""The yearly workbook as sheets of plain values, cover first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from core.excel.writing import Column, Exact, Formula, Look, Sheet, Value
from reports.rules.activity import log_sheet, mobilized_sheet
from reports.rules.appendices import APPENDICES, appendix_sheet
from reports.rules.changes import change_sheet, stale_sheet
from reports.rules.frame import (
    CHANGES,
    COVER,
    DETAILS,
    FLOWS,
    LOG,
    MOBILIZED,
    STALE,
    UNBALANCED,
    WORKS,
    Words,
    head,
    signatures,
    unit_title,
)
from reports.rules.ledger_sheets import detail_sheet, flow_sheet, unbalanced_sheet
from reports.rules.works_sheet import works_sheet
from reports.rules.year import YearFacts, by_cell, imbalances

TITLE = "BÁO CÁO NGUỒN LỰC BỐN TẠI CHỖ"
CONTENTS = {
    **{appendix.name: appendix.title.split(". ", 1)[1].capitalize() for appendix in APPENDICES},
    WORKS: "Từng công trình: sức chứa, công dụng thời bình, thời gian chuyển đổi",
    MOBILIZED: "Huy động, trưng dụng, trưng mua trong năm",
    CHANGES: "Biến động so với năm trước, theo loại",
    STALE: "Các dòng quá hạn kiểm tra",
    LOG: "Nhật ký nhập liệu",
    FLOWS: "Tồn đầu năm, tăng, giảm, tồn cuối năm của từng xã và từng loại",
    DETAILS: "Từng dòng: số lượng, đơn vị quản lý, địa điểm, ngày kiểm tra",
    UNBALANCED: "Những chỗ số liệu không cân",
}
COVER_COLUMNS = (Column("Mục", 40), Column("Nội dung", 76), Column("Số dòng", 12, Look.NUMBER))


def workbook(facts: YearFacts, words: Words) -> list[Sheet]:
    """Return all sheets of the year in their order."""
    cells = by_cell(facts.lots)
    wrong = imbalances(facts.lots)
    sheets = [
        *(appendix_sheet(facts, cells, appendix) for appendix in APPENDICES),
        works_sheet(facts),
        mobilized_sheet(facts, words),
        change_sheet(facts, cells),
        stale_sheet(facts),
        log_sheet(facts, words),
        flow_sheet(facts, cells),
        detail_sheet(facts),
        unbalanced_sheet(facts, wrong),
    ]
    reported = len({commune_code for commune_code, _ in cells})
    return [_cover(facts, sheets, reported=reported, wrong=len(wrong)), *sheets]


def fingerprint(sheets: Sequence[Sheet]) -> str:
    """Return the SHA-256 of everything the sheets say: two workbooks with the same one hold the same figures."""
    digest = hashlib.sha256()
    for sheet in sheets:
        digest.update(f"\x1d{sheet.name}".encode())
        for row in (*sheet.rows, sheet.totals):
            digest.update(("\x1e" + "\x1f".join(map(_as_text, row))).encode())
    return digest.hexdigest()


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    return f"{value.text}\x1c{value.value}" if isinstance(value, Formula) else str(value)


def _scope(facts: YearFacts) -> str:
    if facts.commune is not None:
        return facts.commune.title
    if facts.area:
        return (
            f"Khu vực {facts.area} (cũ): các xã, phường nay có phần đất của huyện ấy, mỗi xã tính trọn; xã gồm đất của hai "
            "huyện có mặt ở cả hai khu vực"
        )
    return "Toàn tỉnh"


def _cover(facts: YearFacts, sheets: Sequence[Sheet], *, reported: int, wrong: int) -> Sheet:
    rows: list[list[Value]] = [
        ["Đơn vị", unit_title(facts), None],
        ["Phạm vi", _scope(facts), None],
        ["Năm báo cáo", str(facts.year), None],
        ["Số liệu tính đến", f"{facts.as_of:%d/%m/%Y %H:%M} (giờ Việt Nam)", None],
        ["Ngày lập", f"{facts.made_on:%d/%m/%Y}", None],
        ["Người lập", facts.made_by, None],
        ["Xã, phường, đặc khu đã báo cáo", f"{reported} trên {len(facts.communes)}", None],
        ["Số chỗ không cân", "Không có" if wrong == 0 else f"{wrong}, xem trang “{UNBALANCED}”", None],
        ["Gốc chuỗi kiểm toán", Exact(facts.audit_root), None],
        ["Dấu số liệu (SHA-256)", Exact(fingerprint(sheets)), None],
        [
            "Cách đọc",
            "Ô trống và “chưa báo cáo” là chưa có số liệu, không phải là 0. Số điện thoại được che. "
            "Mỗi số truy được đến từng biến động theo địa chỉ ở cột cuối các trang danh sách.",
            None,
        ],
    ]
    rows += [[sheet.name, CONTENTS[sheet.name], len(sheet.rows)] for sheet in sheets]
    return Sheet(
        name=COVER,
        columns=COVER_COLUMNS,
        top=head(facts, columns=len(COVER_COLUMNS), title=TITLE),
        rows=rows,
        below=signatures(facts, columns=len(COVER_COLUMNS)),
        single=True,
    )
