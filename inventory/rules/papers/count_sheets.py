"""The spreadsheets of a stocktake and of a review campaign, as plain sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.excel.writing import Column, Look, Sheet, Span
from core.values import frozen
from inventory.rules.papers.count_minutes import MinutesFacts

COUNT_COLUMNS = (
    Column("TT", 6, Look.CENTRE),
    Column("Tên, ký hiệu, số lô", 34),
    Column("ĐVT", 8, Look.CENTRE),
    Column("Hạn dùng", 12, Look.DAY),
    Column("Nơi để", 26),
    Column("Sổ sách", 11, Look.NUMBER),
    Column("Đang đi làm nhiệm vụ", 12, Look.NUMBER),
    Column("Thực tế tại chỗ", 11, Look.NUMBER),
    Column("Thừa (+), thiếu (-)", 11, Look.NUMBER),
    Column("Trong đó hỏng", 10, Look.NUMBER),
    Column("Lý do", 34),
    Column("Đã ghi sổ", 10, Look.CENTRE),
)
REVIEW_COLUMNS = (
    Column("TT", 6, Look.CENTRE),
    Column("Mã xã", 9, Look.CENTRE),
    Column("Xã, phường, đặc khu", 26),
    Column("Trạng thái", 22),
    Column("Số dòng", 10, Look.NUMBER),
    Column("Đã xác nhận", 12, Look.NUMBER),
    Column("Tỷ lệ (%)", 10, Look.NUMBER),
    Column("Trễ (ngày)", 10, Look.NUMBER),
    Column("Xong ngày", 13, Look.DAY),
    Column("Người chốt", 24),
    Column("Số lần nhắc", 10, Look.NUMBER),
    Column("Nhắc gần nhất", 13, Look.DAY),
)


def count_sheet(facts: MinutesFacts) -> Sheet:
    """Return the sheet of a stocktake, line by line."""
    width = len(COUNT_COLUMNS)
    title = f"BẢNG KIỂM KÊ NGUỒN LỰC BỐN TẠI CHỖ {facts.area.upper()}"
    remark = f"{facts.what}; đợt KK-{facts.count_id}; số liệu tính đến {facts.ended_at:%d/%m/%Y %H:%M}."
    return Sheet(
        name="Kiểm kê",
        columns=COUNT_COLUMNS,
        top=((Span(title, Look.TITLE, width),), (Span(remark, Look.REMARK, width),)),
        rows=[
            (
                number,
                line.name,
                line.unit,
                line.expires_on,
                line.place,
                line.book,
                line.away or None,
                line.present,
                line.difference if line.present is not None else None,
                line.broken if line.present is not None else None,
                line.reason,
                "có" if line.posted else "chưa",
            )
            for number, line in enumerate(facts.lines, start=1)
        ],
        frozen_columns=2,
    )


@frozen
class ReviewRow:
    """One commune's line in the province's table."""

    code: str
    commune: str
    state: str
    rows: int
    confirmed: int
    percent: int
    late_days: int
    finished_on: date | None
    signed_by: str
    reminders: int
    reminded_on: date | None


def review_sheet(title: str, remark: str, rows: Sequence[ReviewRow]) -> Sheet:
    """Return the table of a campaign: all communes, also those that have reported nothing."""
    width = len(REVIEW_COLUMNS)
    return Sheet(
        name="Rà soát",
        columns=REVIEW_COLUMNS,
        top=((Span(title.upper(), Look.TITLE, width),), (Span(remark, Look.REMARK, width),)),
        rows=[
            (
                number,
                row.code,
                row.commune,
                row.state,
                row.rows,
                row.confirmed,
                row.percent,
                row.late_days or None,
                row.finished_on,
                row.signed_by,
                row.reminders or None,
                row.reminded_on,
            )
            for number, row in enumerate(rows, start=1)
        ],
        frozen_columns=3,
    )
