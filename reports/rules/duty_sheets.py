"""The list of duties as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from core.excel.writing import Column, Look, Sheet, Span, Value
from core.text import masked

COLUMNS = (
    Column("TT", 6, Look.CENTRE),
    Column("Đơn vị", 28),
    Column("Việc", 30),
    Column("Nội dung", 48),
    Column("Hạn", 12, Look.DAY),
    Column("Tình trạng", 26, Look.CENTRE),
)


def duty_sheet(rows: Sequence[tuple[str, str, str, date | None, str]], *, as_of: datetime) -> Sheet:
    """Return the sheet of duties: place, kind, what, day, state; a duty without a day should stand already.

    Telephone numbers in what people typed are masked.
    """
    lines: list[list[Value]] = [
        [place, where, kind, masked(what), due, state]
        for place, (where, kind, what, due, state) in enumerate(rows, start=1)
    ]
    return Sheet(
        name="Việc phải làm",
        columns=COLUMNS,
        top=(
            (Span("VIỆC PHẢI LÀM THEO KẾ HOẠCH PHÒNG THỦ DÂN SỰ", Look.TITLE, len(COLUMNS)),),
            (
                Span(
                    f"Tính đến {as_of:%d/%m/%Y %H:%M}. Không ghi hạn là việc lẽ ra đã có.",
                    Look.REMARK,
                    len(COLUMNS),
                ),
            ),
        ),
        rows=lines,
        frozen_columns=2,
    )
