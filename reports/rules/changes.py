"""PL7 and PL8: what changed against last year, and which rows nobody has checked for too long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.excel.writing import Column, Formula, Look, Sheet, Value
from core.text import masked
from core.values import frozen
from inventory.rules.papers.list_sheets import lot_path
from inventory.rules.stock import FRESH_DAYS, ZERO, Freshness, freshness
from reports.rules.frame import CHANGES, FLOWS, STALE, head, signatures
from reports.rules.ledger_sheets import FLOW_FIRST_ROW
from reports.rules.year import CellKey, Flow, YearFacts, types_used

NUMBER, CENTRE = Look.NUMBER, Look.CENTRE

CHANGE_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã loại", 9, CENTRE),
    Column("Danh mục", 40),
    Column("ĐVT", 9, CENTRE),
    Column("Cuối năm trước", 14, NUMBER),
    Column("Cuối năm nay", 14, NUMBER),
    Column("Tăng (+), giảm (−)", 14, NUMBER),
    Column("Tỷ lệ (%)", 10, NUMBER),
    Column("Số đơn vị tăng", 10, NUMBER),
    Column("Số đơn vị giảm", 10, NUMBER),
)


@frozen
class Change:
    """How a type's stock changed over the year, and in how many communes it grew or shrank."""

    opening: Decimal
    closing: Decimal
    grew: int
    shrank: int

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the opening, one decimal, halves away from nought; None from nothing."""
        if self.opening == 0:
            return None
        share = (self.closing - self.opening) / self.opening * 100
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def changes(cells: Mapping[CellKey, Flow]) -> dict[str, Change]:
    """Return the year's change of every type that is recorded."""
    found: dict[str, Change] = {}
    for (_, type_code), flow in cells.items():
        held = found.get(type_code, Change(opening=ZERO, closing=ZERO, grew=0, shrank=0))
        found[type_code] = Change(
            opening=held.opening + flow.opening,
            closing=held.closing + flow.closing,
            grew=held.grew + (flow.closing > flow.opening),
            shrank=held.shrank + (flow.closing < flow.opening),
        )
    return found


def change_sheet(facts: YearFacts, cells: Mapping[CellKey, Flow]) -> Sheet:
    """Return PL7; its two stocks are live sums over the sheet of flows."""
    width = len(CHANGE_COLUMNS)
    remark = f"Hai cột tồn cộng từ trang “{FLOWS}”. Tỷ lệ để trống khi cuối năm trước không có."
    top = head(facts, columns=width, title="PHỤ LỤC VII. BIẾN ĐỘNG SO VỚI NĂM TRƯỚC", remark=remark)
    by_type = changes(cells)
    last = FLOW_FIRST_ROW + len(cells) - 1
    rows: list[list[Value]] = []
    for kind in types_used(facts.types, cells):
        row, change = len(top) + 2 + len(rows), by_type[kind.code]
        share = change.percent
        rows.append(
            [
                len(rows) + 1,
                kind.code,
                kind.name,
                kind.unit,
                Formula(_sum_of("G", row, last), change.opening),
                Formula(_sum_of("J", row, last), change.closing),
                Formula(f"=F{row}-E{row}", change.closing - change.opening),
                None if share is None else Formula(f"=ROUND(G{row}/E{row}*100,1)", share),
                change.grew,
                change.shrank,
            ]
        )
    return Sheet(
        name=CHANGES,
        columns=CHANGE_COLUMNS,
        top=top,
        rows=rows,
        below=signatures(facts, columns=width),
        frozen_columns=3,
    )


def _sum_of(column: str, row: int, last: int) -> str:
    def area(letters: str) -> str:
        return f"'{FLOWS}'!${letters}${FLOW_FIRST_ROW}:${letters}${last}"

    return f"=SUMIF({area('D')},B{row},{area(column)})"


STALE_COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Mã xã", 8, CENTRE),
    Column("Xã, phường, đặc khu", 24),
    Column("Danh mục", 32),
    Column("ĐVT", 8, CENTRE),
    Column("Số lượng", 11, NUMBER),
    Column("Đơn vị quản lý", 34),
    Column("Địa điểm để", 30),
    Column("Kiểm tra gần nhất", 12, Look.DAY),
    Column("Số ngày đã qua", 9, NUMBER),
    Column("Tình trạng", 16, CENTRE),
    Column("Xem", 10, CENTRE),
)


def stale_sheet(facts: YearFacts) -> Sheet:
    """Return PL8: rows never checked, or not for half a year, counted on the report's day."""
    titles = facts.titles()
    kinds = facts.kinds()
    rows: list[list[Value]] = []
    for lot in facts.lots:
        fresh = freshness(lot.checked_on, facts.day)
        if not lot.listed or fresh is Freshness.FRESH:
            continue
        kind = kinds[lot.type_code]
        rows.append(
            [
                len(rows) + 1,
                lot.commune_code,
                titles[lot.commune_code],
                kind.name,
                kind.unit,
                lot.flow.closing,
                masked(lot.holder),
                masked(lot.place),
                lot.checked_on,
                _days(lot.checked_on, facts.day),
                "quá hạn" if fresh is Freshness.STALE else "chưa rà soát",
                lot_path(lot.lot_id),
            ]
        )
    width = len(STALE_COLUMNS)
    remark = f"Các dòng chưa kiểm tra trong {FRESH_DAYS} ngày tính đến {facts.day:%d/%m/%Y}."
    return Sheet(
        name=STALE,
        columns=STALE_COLUMNS,
        top=head(facts, columns=width, title="PHỤ LỤC VIII. DỮ LIỆU QUÁ HẠN KIỂM TRA", remark=remark),
        rows=rows,
        below=signatures(facts, columns=width),
    )


def _days(checked_on: date | None, day: date) -> int | None:
    return None if checked_on is None else (day - checked_on).days
