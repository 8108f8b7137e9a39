"""Boards and rosters as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from core.clock import VIETNAM, local
from core.excel.writing import Column, Look, Sheet, Span, Value
from core.text import masked
from inventory.queries.command import Seat, Watch
from inventory.sentences import BOARD_POSTS, WATCH_KINDS


def week_span(days: Sequence[date]) -> tuple[datetime, datetime]:
    """Return the first moment of the first day and the first moment after the last, on a Vietnamese clock."""
    first = datetime(days[0].year, days[0].month, days[0].day, tzinfo=VIETNAM)
    return first, first + timedelta(days=len(days))


def people_sheets(title: str, seats: Sequence[Seat], watches: Sequence[Watch], *, today: date) -> list[Sheet]:
    """Return the board (the former holders last) and the week's roster; telephone numbers are masked."""
    board: list[list[Value]] = [
        [
            str(BOARD_POSTS[seat.post]),
            seat.name,
            seat.unit,
            seat.term_from,
            seat.term_to,
            seat.ended_on,
            masked(seat.phone),
            seat.stand_in,
            seat.document,
        ]
        for seat in seats
    ]
    roster: list[list[Value]] = [
        [
            local(watch.starts_at),
            local(watch.ends_at),
            str(WATCH_KINDS[watch.kind]),
            watch.name,
            watch.unit,
            masked(watch.phone),
        ]
        for watch in watches
    ]
    return [
        Sheet(
            name=_("Ban Chỉ huy"),
            top=((Span(_("Ban Chỉ huy Phòng thủ dân sự: %(place)s", place=title), Look.TITLE, 9),),),
            columns=(
                Column(_("Chức vụ trong Ban"), 34),
                Column(_("Họ và tên"), 24),
                Column(_("Đơn vị, chức vụ"), 34),
                Column(_("Từ ngày"), 12, Look.DAY),
                Column(_("Đến ngày"), 12, Look.DAY),
                Column(_("Thôi giữ"), 12, Look.DAY),
                Column(_("Điện thoại"), 14),
                Column(_("Người thay khi vắng"), 22),
                Column(_("Quyết định"), 22),
            ),
            rows=board,
        ),
        Sheet(
            name=_("Trực ban"),
            top=((Span(_("Trực ban tuần từ %(day)s", day=f"{today:%d/%m/%Y}"), Look.TITLE, 6),),),
            columns=(
                Column(_("Từ"), 18, Look.MOMENT),
                Column(_("Đến"), 18, Look.MOMENT),
                Column(_("Ca trực"), 18),
                Column(_("Họ và tên"), 24),
                Column(_("Đơn vị, chức vụ"), 34),
                Column(_("Điện thoại"), 14),
            ),
            rows=roster,
        ),
    ]
