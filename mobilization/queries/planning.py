"""Every SELECT behind a plan: stock, the commander's word, who was called on before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sqlalchemy import BigInteger, Executable, bindparam, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.db import from_thousandths, plain_rows, thousandths
from inventory.models import DualUseRow, HolderRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import Season, is_expired, keep_in_force
from inventory.rules.stock import Balance
from mobilization.models import DispatchRow, IncidentRow, NeedRow, PlanChoiceRow
from mobilization.queries.serving import GIVEN_UP, served
from mobilization.rules.abilities import Ability, ability_name
from mobilization.rules.bundles import GENERATORS


class PlanLot(NamedTuple):
    """A lot with only what a plan asks about it, as the database keeps it: quantities are whole thousandths.

    A nation has 332,000; `figures` are what decides how much of it may be given.
    """

    id: int
    commune_code: str
    type_code: str
    holder_id: int
    holder_kind: str
    ready_minutes: int
    verified: bool
    on_hand: int
    reserved: int
    away: int
    broken: int
    keep: int
    expires_on: date | None
    keep_seasonal: int | None
    season_from: int | None
    season_to: int | None

    @property
    def figures(self) -> tuple[object, ...]:
        """Everything from `on_hand` on."""
        return self[7:]

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
        balance = self.balance
        if self.season_from is None or self.season_to is None or self.keep_seasonal is None:
            return balance
        season = Season(
            keep=from_thousandths(self.keep_seasonal), from_month=self.season_from, to_month=self.season_to
        )
        return replace(balance, keep=keep_in_force(balance.keep, season, today))

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return is_expired(self.expires_on, today)


def list_plan_lots(session: Session, type_codes: Iterable[str]) -> list[PlanLot]:
    """Return all open lots of some types, by id. Columns as they are kept, not whole rows: a plan reads thousands."""
    return list(map(PlanLot._make, plain_rows(session, _plan_lots(), types=sorted(type_codes))))


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
            LotRow.checked_on.is_not(None),
            *(type_coerce(figure, BigInteger) for figure in figures),
            LotDetailRow.expires_on,
            type_coerce(LotDetailRow.keep_seasonal, BigInteger),
            LotDetailRow.season_from,
            LotDetailRow.season_to,
        )
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.type_code.in_(bindparam("types", expanding=True)), LotRow.closed.is_(False))
        .order_by(LotRow.id)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A pin or a ban in force, with the names people know it by."""

    id: int
    incident_id: int
    need_id: int | None
    lot_id: int | None
    holder_id: int | None
    kind: str
    quantity: Decimal | None
    unit: str
    reason: str
    made_at: datetime
    made_by: str
    resource: str
    holder: str
    commune: str
    need: str


def list_choices(session: Session, incident_ids: Iterable[int]) -> list[Choice]:
    """Return what the commanders of some incidents decided and did not take back, oldest first."""
    return [
        Choice(
            id=row.id,
            incident_id=row.incident_id,
            need_id=row.need_id,
            lot_id=row.lot_id,
            holder_id=row.holder_id,
            kind=row.kind,
            quantity=row.quantity,
            unit=row.unit or "",
            reason=row.reason,
            made_at=row.made_at,
            made_by=row.made_by,
            resource=row.resource or "",
            holder=row.holder,
            commune=f"{KIND_TITLES[row.commune_kind]} {row.commune}",
            need=row.need or (ability_name(Ability(row.ability), row.least_each) if row.ability else ""),
        )
        for row in plain_rows(session, _choices(), incidents=list(incident_ids))
    ]


@cache
def _choices() -> Executable:
    kind = aliased(ResourceTypeRow)
    return (
        select(
            *PlanChoiceRow.__table__.c,
            ResourceTypeRow.name.label("resource"),
            ResourceTypeRow.unit,
            HolderRow.name.label("holder"),
            CommuneRow.kind.label("commune_kind"),
            CommuneRow.name.label("commune"),
            NeedRow.ability,
            NeedRow.least_each,
            kind.name.label("need"),
        )
        .outerjoin(LotRow, LotRow.id == PlanChoiceRow.lot_id)
        .outerjoin(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == func.coalesce(PlanChoiceRow.holder_id, LotRow.holder_id))
        .join(CommuneRow, CommuneRow.code == HolderRow.commune_code)
        .outerjoin(NeedRow, NeedRow.id == PlanChoiceRow.need_id)
        .outerjoin(kind, kind.code == NeedRow.type_code)
        .where(
            PlanChoiceRow.incident_id.in_(bindparam("incidents", expanding=True)),
            PlanChoiceRow.undone_at.is_(None),
        )
        .order_by(PlanChoiceRow.id)
    )


def list_standing(session: Session, incident_ids: Iterable[int]) -> dict[int, dict[tuple[int, int], int]]:
    """Return for each incident the units that serve a need or will, by (need, lot)."""
    found: dict[int, dict[tuple[int, int], int]] = {}
    rows = plain_rows(session, _standing(), incidents=list(incident_ids))
    for incident_id, need_id, lot_id, quantity in rows:
        found.setdefault(incident_id, {})[need_id, lot_id] = int(quantity)
    return found


@cache
def _standing() -> Executable:
    serving = served(DispatchRow.quantity)
    return (
        select(
            DispatchRow.incident_id,
            DispatchRow.need_id,
            DispatchRow.lot_id,
            func.sum(serving, type_=DispatchRow.quantity.type),
        )
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(DispatchRow.incident_id.in_(bindparam("incidents", expanding=True)), serving > 0)
        .group_by(DispatchRow.incident_id, DispatchRow.need_id, DispatchRow.lot_id)
    )


def count_calls(session: Session, since: datetime) -> dict[int, int]:
    """Return how often each holder was called on since a moment, for real incidents, calls given up left out."""
    return dict(tuple(row) for row in plain_rows(session, _calls(), since=since))


@cache
def _calls() -> Executable:
    return (
        select(LotRow.holder_id, func.count())
        .join(DispatchRow, DispatchRow.lot_id == LotRow.id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(
            DispatchRow.state_at >= bindparam("since"),
            DispatchRow.state.not_in(GIVEN_UP),
            IncidentRow.drill.is_(False),
        )
        .group_by(LotRow.holder_id)
    )
