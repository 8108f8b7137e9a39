"""A list as a sheet of a workbook: who, as of when, what it was narrowed to, then row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.excel.writing import Column, Look, Sheet, Span, Value


def list_sheet(
    name: str,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Value]],
    *,
    title: str,
    unit: str,
    as_of: datetime,
    conditions: Sequence[str],
) -> Sheet:
    """Return a sheet with its head: the office, the title, the moment and the conditions of the list."""
    width = len(columns)
    narrowed = "; ".join(conditions) if conditions else "tất cả"
    remark = f"Số liệu tính đến {as_of:%d/%m/%Y %H:%M}. Điều kiện lọc: {narrowed}."
    return Sheet(
        name=name,
        columns=columns,
        top=(
            (Span(unit.upper(), Look.ORGAN, 4),),
            (Span(title.upper(), Look.TITLE, width),),
            (Span(remark, Look.REMARK, width),),
        ),
        rows=rows,
        frozen_columns=4,
    )
