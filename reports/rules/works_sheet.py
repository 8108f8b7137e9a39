"""PL5 work by work: what each holds, what it serves in peacetime, how soon it can be used as a shelter."""

from __future__ import annotations

from decimal import Decimal

from core.excel.writing import Column, Formula, Look, Sheet, Value, column_name
from core.text import masked
from inventory.rules.catalogue import Category, DualUse
from inventory.rules.papers.list_sheets import lot_path
from reports.rules.frame import WORKS, head, signatures
from reports.rules.year import WorkNote, YearFacts

NUMBER, CENTRE = Look.NUMBER, Look.CENTRE
COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 22),
    Column("Mã loại", 9, CENTRE),
    Column("Công trình, nơi trú ẩn", 30),
    Column("ĐVT", 8, CENTRE),
    Column("Số lượng", 9, NUMBER),
    Column("Trong đó hỏng", 8, NUMBER),
    Column("Sức chứa (người)", 10, NUMBER),
    Column("Diện tích (m²)", 10, NUMBER),
    Column("Lưỡng dụng", 9, CENTRE),
    Column("Công dụng thời bình", 26),
    Column("Thời gian chuyển đổi (phút)", 10, NUMBER),
    Column("Đơn vị quản lý", 26),
    Column("Địa điểm", 24),
    Column("Ngày kiểm tra", 11, Look.DAY),
    Column("Xem", 10, CENTRE),
)
SUMMED = (8, 9)  # what one may add up over different kinds of works
USES = {DualUse.YES: "có", DualUse.NO: "không", DualUse.DEPENDS: "tùy nơi"}
REMARK = (
    "Sức chứa, diện tích là của cả số lượng ở dòng ấy; ô trống là chưa ghi, không phải là 0. Sức chứa, công dụng thời bình "
    "và thời gian chuyển đổi ghi theo lúc lập sổ."
)


def of_all(each: Decimal | None, pieces: Decimal) -> Decimal | None:
    """Return a figure of so many pieces, None where it is not noted."""
    return None if each is None else each * pieces


def works_sheet(facts: YearFacts) -> Sheet:
    """Return every work and shelter of the year's list, communes in official order."""
    titles, kinds = facts.titles(), facts.kinds()
    width = len(COLUMNS)
    top = head(facts, columns=width, title="CÔNG TRÌNH, NƠI TRÚ ẨN: TỪNG CÔNG TRÌNH", remark=REMARK)
    rows: list[list[Value]] = []
    for lot in facts.lots:
        kind = kinds[lot.type_code]
        if not lot.listed or kind.category is not Category.WORKS:
            continue
        note = facts.works.get(lot.lot_id, WorkNote())
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
                of_all(note.persons, lot.flow.closing),
                of_all(note.area_m2, lot.flow.closing),
                USES[kind.dual_use],
                masked(note.peacetime_use),
                note.convert_minutes,
                masked(lot.holder),
                masked(lot.place),
                lot.checked_on,
                lot_path(lot.lot_id),
            ]
        )
    return Sheet(
        name=WORKS,
        columns=COLUMNS,
        top=top,
        rows=rows,
        totals=_totals(rows, first=len(top) + 2) if rows else (),
        below=signatures(facts, columns=width),
        frozen_columns=5,
    )


def _totals(rows: list[list[Value]], *, first: int) -> list[Value]:
    totals: list[Value] = ["", "", "Tổng cộng", *[""] * (len(COLUMNS) - 3)]
    for place in SUMMED:
        letters = column_name(place)
        total = sum((value for row in rows if isinstance(value := row[place], Decimal)), Decimal(0))
        totals[place] = Formula(f"=SUM({letters}{first}:{letters}{first + len(rows) - 1})", total)
    return totals
