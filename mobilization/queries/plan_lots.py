"""The stock as a plan reads it: columns as they are kept, not whole rows, for there are hundreds of thousands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Executable,
    Integer,
    bindparam,
    case,
    exists,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from core.db import from_thousandths, plain_rows, raw_rows, thousandths
from inventory.models import DualUseRow, HolderRow, LotDetailRow, LotRow
from inventory.rules.details import Season, is_expired, keep_in_force, ready_after
from inventory.rules.stock import Balance
from mobilization.rules.bundles import GENERATORS
from mobilization.rules.problem import named

SAYING = 4  # where what a lot says begins among its values: before it, whose it is


class PlanDetail(NamedTuple):
    """What a few lots say beyond their numbers that a plan must know: a last day, a season."""

    expires_on: date | None
    keep_seasonal: int
    season_from: int | None
    season_to: int | None

    def days_left(self, today: date) -> int | None:
        """Return the days until the last one, None where there is none."""
        return None if self.expires_on is None else (self.expires_on - today).days


class PlanLot(NamedTuple):
    """A lot with only what a plan asks about it, as the database keeps it: quantities are whole thousandths.

    What stands from `SAYING` on decides how much of it may be given, and when.
    """

    id: int
    commune_code: str
    type_code: str
    holder_id: int
    holder_kind: str
    ready_minutes: int
    verified: int
    on_hand: int
    reserved: int
    away: int
    broken: int
    keep: int
    detail: PlanDetail | None

    @property
    def balance(self) -> Balance:
        """The numbers as people know them."""
        return Balance(
            on_hand=from_thousandths(self.on_hand),
            reserved=from_thousandths(self.reserved),
            away=from_thousandths(self.away),
            broken=from_thousandths(self.broken),
            keep=from_thousandths(self.keep),
        )

    def with_balance(self, balance: Balance) -> PlanLot:
        """Return the lot with other numbers."""
        return self._replace(
            on_hand=thousandths(balance.on_hand),
            reserved=thousandths(balance.reserved),
            away=thousandths(balance.away),
            broken=thousandths(balance.broken),
            keep=thousandths(balance.keep),
        )

    def balance_on(self, today: date) -> Balance:
        """The numbers with what must stay on a day, by season."""
        balance, detail = self.balance, self.detail
        if detail is None or detail.season_from is None or detail.season_to is None:
            return balance
        keep = from_thousandths(detail.keep_seasonal)
        season = Season(keep=keep, from_month=detail.season_from, to_month=detail.season_to)
        return replace(balance, keep=keep_in_force(balance.keep, season, today))

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return self.detail is not None and is_expired(self.detail.expires_on, today)


def list_plan_lots(session: Session, type_codes: Iterable[str]) -> list[PlanLot]:
    """Return all open lots of some types, by id. Columns as they are kept, not whole rows: a plan reads thousands.

    The few lots with details are asked for apart, and sorting is left to us: half the time for the many without.
    """
    types = sorted(type_codes)
    details = {lot_id: PlanDetail(*said) for lot_id, *said in plain_rows(session, _details(), types=types)}
    first: dict[int, int] = dict(plain_rows(session, _converted(), types=types))
    lots = sorted(named(PlanLot, raw_rows(session, _plan_lots(), types=types)), key=itemgetter(0))
    if not details and not first:
        return lots
    return [
        lot._replace(
            detail=details.get(lot.id),
            ready_minutes=ready_after(ready=lot.ready_minutes, convert=first.get(lot.id)),
        )
        for lot in lots
    ]


@cache
def _plan_lots() -> Executable:
    figures = (LotRow.on_hand, LotRow.reserved, LotRow.away, LotRow.broken, LotRow.keep)
    return (
        select(
            LotRow.id,
            LotRow.commune_code,
            LotRow.type_code,
            LotRow.holder_id,
            HolderRow.kind,
            LotRow.ready_minutes,
            type_coerce(LotRow.checked_on.is_not(None), Integer),
            *(type_coerce(figure, BigInteger) for figure in figures),
            null(),
        )
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .where(LotRow.type_code.in_(bindparam("types", expanding=True)), LotRow.closed.is_(False))
    )


@cache
def _details() -> Executable:
    keep = type_coerce(LotDetailRow.keep_seasonal, BigInteger)
    wanted = LotRow.type_code.in_(bindparam("types", expanding=True)) & LotRow.closed.is_(False)
    return select(
        LotDetailRow.lot_id, LotDetailRow.expires_on, keep, LotDetailRow.season_from, LotDetailRow.season_to
    ).where(
        or_(LotDetailRow.expires_on.is_not(None), LotDetailRow.season_from.is_not(None)),
        exists().where(LotRow.id == LotDetailRow.lot_id, wanted),
    )


@cache
def _converted() -> Executable:
    """Return the question for what must be converted from its peacetime use before it can leave, with the minutes."""
    wanted = LotRow.type_code.in_(bindparam("types", expanding=True)) & LotRow.closed.is_(False)
    return select(DualUseRow.lot_id, DualUseRow.convert_minutes).where(
        DualUseRow.convert_minutes > 0, exists().where(LotRow.id == DualUseRow.lot_id, wanted)
    )


def list_self_reliant(session: Session, type_codes: Iterable[str]) -> set[int]:
    """Return the open lots of some types whose dual-use details name an operator or fuel of their own.

    A generator asks for the fuel, anything else for the operator.
    """
    query = (
        select(LotRow.id)
        .join(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .where(
            LotRow.type_code.in_(sorted(type_codes)),
            LotRow.closed.is_(False),
            case((LotRow.type_code.in_(GENERATORS), DualUseRow.fuel), else_=DualUseRow.operator) != "",
        )
    )
    return set(session.scalars(query))
