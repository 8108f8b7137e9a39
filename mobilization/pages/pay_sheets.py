"""What an order costs in money as sheets of a workbook: compensation, and days of people called out."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.excel.writing import Column, Formula, Look, Sheet, Span, Value, column_name
from mobilization.queries.minutes import Loss
from mobilization.queries.terms import DayPay
from mobilization.rules.compensation import Budget, Cause, Method
from mobilization.rules.day_pay import DayKind
from mobilization.sentences import BUDGETS, CAUSES, METHODS

DAY_KINDS = {DayKind.DUTY: _l("Làm nhiệm vụ"), DayKind.TRAINING: _l("Tập huấn, huấn luyện")}
FIRST_ROW = 3  # under the title and the head, as Excel counts


def pay_sheets(title: str, losses: Sequence[Loss], entries: Sequence[DayPay]) -> list[Sheet]:
    """Return two sheets with live totals."""
    owed: list[list[Value]] = [
        [
            item.owner,
            item.resource,
            str(CAUSES[Cause(item.cause)]),
            str(METHODS[Method(item.method)]),
            item.quantity,
            item.unit,
            item.amount_dong,
            item.payer,
            str(BUDGETS[Budget(item.budget)]),
            item.paid_on,
            item.paid_document,
        ]
        for item in losses
    ]
    worked: list[list[Value]] = [
        [
            item.group_name,
            str(DAY_KINDS[DayKind(item.kind)]),
            item.worked_on,
            item.people,
            item.days,
            item.nights,
            item.rate_dong,
            item.amount_dong,
            str(BUDGETS[Budget(item.budget)]),
        ]
        for item in entries
    ]
    return [
        _sheet(_("Bồi thường"), title, _owed_columns(), owed, 6, sum(item.amount_dong for item in losses)),
        _sheet(_("Ngày công"), title, _day_columns(), worked, 7, sum(item.amount_dong for item in entries)),
    ]


def _sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: list[list[Value]], summed: int, total: int
) -> Sheet:
    totals: list[Value] = [None] * len(columns)
    totals[0] = _("Tổng cộng")
    letters = column_name(summed)
    if rows:
        totals[summed] = Formula(f"=SUM({letters}{FIRST_ROW}:{letters}{FIRST_ROW + len(rows) - 1})", total)
    return Sheet(
        name=name,
        top=((Span(title, Look.TITLE, len(columns)),),),
        columns=columns,
        rows=rows,
        totals=totals if rows else (),
    )


def _owed_columns() -> tuple[Column, ...]:
    return (
        Column(_("Chủ tài sản"), 30),
        Column(_("Nguồn lực"), 26),
        Column(_("Trường hợp"), 16),
        Column(_("Cách tính"), 30),
        Column(_("Số lượng"), 10, Look.NUMBER),
        Column(_("Đơn vị"), 10),
        Column(_("Số tiền (đồng)"), 18, Look.NUMBER),
        Column(_("Cơ quan chi trả"), 26),
        Column(_("Nguồn kinh phí"), 20),
        Column(_("Ngày chi trả"), 12, Look.DAY),
        Column(_("Chứng từ"), 16),
    )


def _day_columns() -> tuple[Column, ...]:
    return (
        Column(_("Nhóm người"), 34),
        Column(_("Việc"), 20),
        Column(_("Từ ngày"), 12, Look.DAY),
        Column(_("Số người"), 10, Look.NUMBER),
        Column(_("Số ngày"), 10, Look.NUMBER),
        Column(_("Số đêm"), 10, Look.NUMBER),
        Column(_("Mức ngày đầu (đồng)"), 18, Look.NUMBER),
        Column(_("Số tiền (đồng)"), 18, Look.NUMBER),
        Column(_("Nguồn kinh phí"), 20),
    )
