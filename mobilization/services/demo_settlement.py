"""What follows the demo's first order with something damaged: both minutes, and a compensation that is still due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from mobilization.queries.dispatches import Dispatch
from mobilization.queries.minutes import MinutesLine
from mobilization.rules.compensation import Budget, Cause, Claim, Method
from mobilization.rules.day_pay import DayKind
from mobilization.services.losses import ClaimTerms, claim
from mobilization.services.settlement import MinutesHead, save_minutes
from mobilization.services.terms import add_days


def settle(
    session: Session,
    *,
    order_id: int,
    lines: list[Dispatch],
    damaged: Dispatch,
    actor: Actor,
    handed_at: datetime,
    returned_at: datetime,
) -> None:
    """Write the minutes of handing over and return, the damage found, and the days of the people who came."""
    _write_minutes(
        session,
        order_id=order_id,
        lines=lines,
        damaged=damaged,
        actor=actor,
        handed_at=handed_at,
        returned_at=returned_at,
    )
    claim(
        session,
        order_id=order_id,
        dispatch_id=damaged.id,
        loss=Claim(cause=Cause.DAMAGED, method=Method.REPAIR_COST, quantity=Decimal(1), unit_dong=1_850_000),
        terms=ClaimTerms(payer="Sở Tài chính", budget=Budget.PROVINCE, ground="báo giá của cơ sở sửa chữa"),
        actor=actor,
        now=returned_at,
    )
    worked: date = handed_at.date()
    add_days(
        session,
        order_id=order_id,
        kind=DayKind.DUTY,
        group_name="Tổ vận hành đi cùng phương tiện",
        worked_on=worked,
        people=4,
        days=1,
        nights=1,
        budget=Budget.PROVINCE,
        actor=actor,
        now=returned_at + timedelta(minutes=5),
    )


def _write_minutes(
    session: Session,
    *,
    order_id: int,
    lines: list[Dispatch],
    damaged: Dispatch,
    actor: Actor,
    handed_at: datetime,
    returned_at: datetime,
) -> None:
    for kind, at, condition in (
        ("handover", handed_at, "Hoạt động tốt, đủ phụ kiện"),
        ("return", returned_at, "Đã kiểm tra, sạch, đủ phụ kiện"),
    ):
        save_minutes(
            session,
            order_id=order_id,
            kind=kind,
            head=MinutesHead(
                at=at,
                place="Trụ sở UBND xã",
                owner_delegate="Nguyễn Văn An",
                owner_position="Phó Chủ tịch UBND xã",
                user_name="Ban Chỉ huy Phòng thủ dân sự tỉnh",
                user_delegate="Trần Thị Bình",
                user_position="Cán bộ thường trực",
                witness="Lê Văn Công",
            ),
            lines={
                line.id: MinutesLine(
                    condition=_condition(line, condition, harmed=kind == "return" and line.id == damaged.id),
                    meter="",
                    fuel="đầy bình" if kind == "handover" and line.type_code.startswith(("PT", "TB")) else "",
                    papers="",
                )
                for line in lines
            },
            version=0,
            actor=actor,
            now=at,
        )


def _condition(line: Dispatch, thing: str, *, harmed: bool) -> str:
    if line.type_code.startswith("LL"):
        return "Đủ quân số, sức khỏe tốt"
    return "Hỏng lưỡi cưa, không nổ máy" if harmed else thing
