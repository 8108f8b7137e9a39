"""What an order costs in money as sheets of a workbook: compensation, and days of people called out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.excel.writing import Column, Formula, Look, Sheet, Span, Value, column_name
from mobilization.queries.minutes import Loss
from mobilization.queries.owed import OfOrder
from mobilization.queries.terms import DayPay
from mobilization.rules.compensation import Budget, Cause, Method, Total, total_of
from mobilization.rules.day_pay import DayKind
from mobilization.sentences import BUDGETS, CAUSES, METHODS

DAY_KINDS = {DayKind.DUTY: _l("Làm nhiệm vụ"), DayKind.TRAINING: _l("Tập huấn, huấn luyện")}
FIRST_ROW = 3  # under the title and the head, as Excel counts


def pay_sheets(
    title: str,
    losses: Sequence[Loss],
    entries: Sequence[DayPay],
    *,
    orders: tuple[Sequence[OfOrder], Sequence[OfOrder]] | None = None,
) -> list[Sheet]:
    """Return two sheets with live totals; `orders` of the losses and of the days, where they are of many."""
    first: tuple[Column, ...] = _order_columns() if orders else ()
    none: Sequence[OfOrder | None] = ()
    of_losses, of_days = orders or (none, none)
    owed: list[list[Value]] = [
        [
            *_order_cells(order),
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
        for item, order in zip_longest(losses, of_losses)
    ]
    worked: list[list[Value]] = [
        [
            *_order_cells(order),
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
        for item, order in zip_longest(entries, of_days)
    ]
    whole = total_of(losses).owed
    paid_days = sum(item.amount_dong for item in entries)
    return [
        money_sheet(_("Bồi thường"), title, first + _owed_columns(), owed, {len(first) + 6: whole}),
        money_sheet(_("Ngày công"), title, first + _day_columns(), worked, {len(first) + 7: paid_days}),
    ]


def total_sheets(title: str, totals: Sequence[tuple[str, Sequence[Total]]]) -> list[Sheet]:
    """Return a sheet for each way of adding up: how many losses, owed, paid, still to be paid."""
    columns = (
        Column(_("Tên"), 44),
        Column(_("Số khoản"), 10, Look.NUMBER),
        Column(_("Phải chi (đồng)"), 18, Look.NUMBER),
        Column(_("Đã chi (đồng)"), 18, Look.NUMBER),
        Column(_("Còn phải chi (đồng)"), 18, Look.NUMBER),
    )
    return [
        money_sheet(
            name,
            title,
            columns,
            [[item.name, item.count, item.owed, item.paid, item.unpaid] for item in sums],
            {
                1: sum(item.count for item in sums),
                2: sum(item.owed for item in sums),
                3: sum(item.paid for item in sums),
                4: sum(item.unpaid for item in sums),
            },
        )
        for name, sums in totals
    ]


def money_sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: list[list[Value]], summed: Mapping[int, int]
) -> Sheet:
    """Return a sheet whose columns `summed` end with a live total that shows these figures."""
    totals: list[Value] = [None] * len(columns)
    totals[0] = _("Tổng cộng")
    for place, total in summed.items() if rows else ():
        letters = column_name(place)
        totals[place] = Formula(f"=SUM({letters}{FIRST_ROW}:{letters}{FIRST_ROW + len(rows) - 1})", total)
    return Sheet(
        name=name,
        top=((Span(title, Look.TITLE, len(columns)),),),
        columns=columns,
        rows=rows,
        totals=totals if rows else (),
    )


def _order_columns() -> tuple[Column, ...]:
    return (
        Column(_("Sự cố"), 34),
        Column(_("Mã lệnh"), 9, Look.CENTRE),
        Column(_("Số văn bản"), 18),
        Column(_("Xã, phường, đặc khu"), 24),
    )


def _order_cells(order: OfOrder | None) -> list[Value]:
    return [order.incident, order.order_id, order.number, order.commune] if order else []


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
