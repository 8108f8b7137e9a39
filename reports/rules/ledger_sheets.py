"""The long lists: the year of every commune and type, every row of the register, and what does not balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.excel.writing import Column, Formula, Look, Sheet, Value
from core.text import masked
from inventory.rules.papers.list_sheets import lot_path
from reports.rules.frame import DETAILS, FLOWS, UNBALANCED, cell_path, head, signatures
from reports.rules.year import CellKey, Flow, Imbalance, Problem, YearFacts

NUMBER, CENTRE = Look.NUMBER, Look.CENTRE

FLOW_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 24),
    Column("Mã loại", 9, CENTRE),
    Column("Danh mục", 38),
    Column("ĐVT", 8, CENTRE),
    Column("Tồn đầu năm", 11, NUMBER),
    Column("Tăng trong năm", 11, NUMBER),
    Column("Giảm trong năm", 11, NUMBER),
    Column("Tồn cuối năm", 11, NUMBER),
    Column("Tăng do kiểm đếm, điều chỉnh", 11, NUMBER),
    Column("Giảm do kiểm đếm, điều chỉnh", 11, NUMBER),
    Column("Số lần ghi sổ", 8, NUMBER),
    Column("Xem vì sao (địa chỉ trên hệ thống)", 34),
)
FLOW_REMARK = (
    "Tồn đầu năm + Tăng − Giảm = Tồn cuối năm, tính từ sổ biến động theo giờ Việt Nam. Hai cột “do kiểm đếm, điều chỉnh” "
    "nằm trong Tăng và Giảm. Cột cuối là địa chỉ trang kể từng biến động, văn bản và người ghi."
)
FLOW_TOP_LINES = 4
FLOW_FIRST_ROW = FLOW_TOP_LINES + 2  # PL7 adds this sheet up by formulas


def flow_rows(facts: YearFacts, cells: Mapping[CellKey, Flow]) -> list[list[Value]]:
    """Return a line for every commune and type recorded, communes in official order, types in the catalogue's."""
    rows: list[list[Value]] = []
    for commune in facts.communes:
        for kind in facts.types:
            flow = cells.get((commune.code, kind.code))
            if flow is None:
                continue
            row = FLOW_FIRST_ROW + len(rows)
            rows.append(
                [
                    len(rows) + 1,
                    commune.code,
                    commune.title,
                    kind.code,
                    kind.name,
                    kind.unit,
                    flow.opening,
                    flow.inflow,
                    flow.outflow,
                    Formula(f"=G{row}+H{row}-I{row}", flow.opening + flow.inflow - flow.outflow),
                    flow.counted_in,
                    flow.counted_out,
                    flow.lines,
                    cell_path(facts.year, commune.code, kind.code),
                ]
            )
    return rows


def flow_sheet(facts: YearFacts, cells: Mapping[CellKey, Flow]) -> Sheet:
    """Return the sheet on which opening + in - out = closing stands line by line."""
    width = len(FLOW_COLUMNS)
    top = head(facts, columns=width, title="BIẾN ĐỘNG NGUỒN LỰC TẠI CHỖ", remark=FLOW_REMARK)
    assert len(top) == FLOW_TOP_LINES
    return Sheet(
        name=FLOWS,
        columns=FLOW_COLUMNS,
        top=top,
        rows=flow_rows(facts, cells),
        below=signatures(facts, columns=width),
        frozen_columns=5,
    )


DETAIL_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 22),
    Column("Mã loại", 9, CENTRE),
    Column("Danh mục", 32),
    Column("ĐVT", 8, CENTRE),
    Column("Số lượng", 10, NUMBER),
    Column("Trong đó hỏng", 8, NUMBER),
    Column("Đơn vị quản lý", 32),
    Column("Địa điểm để", 28),
    Column("Biển số, ký hiệu", 13, CENTRE),
    Column("Ngày kiểm tra", 11, Look.DAY),
    Column("Xem", 10, CENTRE),
)


def detail_sheet(facts: YearFacts) -> Sheet:
    """Return every row of the register: quantity, who keeps it, where (the least that TT 02/2021/TT-BNNPTNT asks)."""
    titles = facts.titles()
    kinds = facts.kinds()
    rows: list[list[Value]] = []
    for lot in facts.lots:
        if not lot.listed:
            continue
        kind = kinds[lot.type_code]
        rows.append(
            [
                len(rows) + 1,
                lot.commune_code,
                titles[lot.commune_code],
                kind.code,
                kind.name,
                kind.unit,
                lot.flow.closing,
                lot.flow.broken,
                masked(lot.holder),
                masked(lot.place),
                masked(lot.mark),
                lot.checked_on,
                lot_path(lot.lot_id),
            ]
        )
    width = len(DETAIL_COLUMNS)
    return Sheet(
        name=DETAILS,
        columns=DETAIL_COLUMNS,
        top=head(facts, columns=width, title="DANH SÁCH CHI TIẾT NGUỒN LỰC TẠI CHỖ"),
        rows=rows,
        below=signatures(facts, columns=width),
        frozen_columns=5,
    )


PROBLEMS: Mapping[Problem, str] = {
    Problem.DOES_NOT_ADD_UP: "Đầu năm + tăng − giảm khác cuối năm",
    Problem.OPENING_NEGATIVE: "Tồn đầu năm âm",
    Problem.CLOSING_NEGATIVE: "Tồn cuối năm âm",
    Problem.LEDGER_DIFFERS: "Số hiện có khác tổng sổ biến động",
    Problem.RESERVED_DIFFERS: "Số đang giữ khác tổng sổ biến động",
    Problem.AWAY_DIFFERS: "Số đang đi khác tổng sổ biến động",
    Problem.BROKEN_DIFFERS: "Số hỏng khác tổng sổ biến động",
}
UNBALANCED_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 24),
    Column("Mã loại", 9, CENTRE),
    Column("Danh mục", 28),
    Column("Đơn vị quản lý", 26),
    Column("Vấn đề", 34),
    Column("Theo sổ biến động", 12, NUMBER),
    Column("Đang ghi", 12, NUMBER),
    Column("Chênh lệch", 12, NUMBER),
    Column("Xem", 10, CENTRE),
)


def unbalanced_sheet(facts: YearFacts, found: Sequence[Imbalance]) -> Sheet:
    """Return the list of what does not balance; an empty one says so."""
    titles = facts.titles()
    kinds = facts.kinds()
    remark = "Các dòng dưới đây cần được kiểm tra trước khi ký." if found else "Không có dòng nào không cân."
    width = len(UNBALANCED_COLUMNS)
    top = head(facts, columns=width, title="SỐ LIỆU KHÔNG CÂN", remark=remark)
    first = len(top) + 2
    rows: list[list[Value]] = []
    for item in found:
        row = first + len(rows)
        rows.append(
            [
                len(rows) + 1,
                item.lot.commune_code,
                titles[item.lot.commune_code],
                item.lot.type_code,
                kinds[item.lot.type_code].name,
                masked(item.lot.holder),
                PROBLEMS[item.problem],
                item.computed,
                item.stated,
                Formula(f"=I{row}-H{row}", item.stated - item.computed),
                lot_path(item.lot.lot_id),
            ]
        )
    return Sheet(
        name=UNBALANCED,
        columns=UNBALANCED_COLUMNS,
        top=top,
        rows=rows,
        below=signatures(facts, columns=width),
    )
