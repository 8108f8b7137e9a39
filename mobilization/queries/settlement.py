"""What follows an order, as plain values: its times, minutes, losses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from inventory.rules.catalogue import LegalForm
from mobilization.models import (
    CompensationRow,
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    MinutesLineRow,
    MinutesRow,
    OrderActRow,
    OrderRow,
)
from mobilization.rules.clocks import OrderTimes
from mobilization.rules.states import OPEN_STATES, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One legal act on an order."""

    kind: str
    happened_at: datetime
    until: datetime | None
    number: str
    text: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timed:
    """An approved order with the moments its clocks hang on."""

    order_id: int
    commune: str
    incident: str
    number: str
    times: OrderTimes


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesLine:
    """The condition of one resource when it changed hands."""

    condition: str
    meter: str
    fuel: str
    papers: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """Kept minutes; `lines` by dispatch."""

    at: datetime
    place: str
    owner_delegate: str
    owner_position: str
    user_name: str
    user_address: str
    user_delegate: str
    user_position: str
    witness: str
    remarks: str
    written_by: str
    version: int
    lines: dict[int, MinutesLine]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """One loss, what is owed for it, and whether it was paid."""

    id: int
    dispatch_id: int
    owner: str
    resource: str
    unit: str
    cause: str
    method: str
    quantity: Decimal
    unit_dong: int
    days: int
    amount_dong: int
    payer: str
    budget: str
    ground: str
    paid_on: date | None
    paid_document: str
    version: int


def list_acts(session: Session, order_id: int) -> dict[str, Act]:
    """Return the legal acts on an order by kind."""
    rows = session.scalars(select(OrderActRow).where(OrderActRow.order_id == order_id))
    return {
        row.kind: Act(
            kind=row.kind,
            happened_at=row.happened_at,
            until=row.until,
            number=row.number,
            text=row.text,
            actor=row.actor,
        )
        for row in rows
    }


def list_timed(
    session: Session, *, scope: str | None = None, order_id: int | None = None, limit: int = 500
) -> list[Timed]:
    """Return approved orders with their moments, newest first: one order, or all within a commune's reach."""
    acts = (
        select(
            OrderActRow.order_id,
            *(
                func.max(case((OrderActRow.kind == kind, column)), type_=column.type).label(kind)
                for kind, column in (
                    ("confirmed", OrderActRow.happened_at),
                    ("extended", OrderActRow.until),
                    ("return_decided", OrderActRow.happened_at),
                    ("pay_extended", OrderActRow.happened_at),
                )
            ),
        )
        .group_by(OrderActRow.order_id)
        .subquery()
    )
    open_states = [state.value for state in OPEN_STATES]
    lines = (
        select(
            DispatchRow.order_id,
            func.sum(case((DispatchRow.state.in_(open_states), 1), else_=0)).label("out"),
            func.sum(case((DispatchRow.lost + DispatchRow.damaged > 0, 1), else_=0)).label("harmed"),
        )
        .group_by(DispatchRow.order_id)
        .subquery()
    )
    returned = (
        select(DispatchRow.order_id, func.max(DispatchEventRow.happened_at).label("at"))
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(DispatchEventRow.state == State.RETURNED.value)
        .group_by(DispatchRow.order_id)
        .subquery()
    )
    money = (
        select(
            CompensationRow.order_id,
            func.count().label("claims"),
            func.sum(case((CompensationRow.paid_on.is_(None), 1), else_=0)).label("unpaid"),
        )
        .group_by(CompensationRow.order_id)
        .subquery()
    )
    query = (
        select(OrderRow, IncidentRow.title, CommuneRow, acts, lines, returned.c.at, money)
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
        .outerjoin(acts, acts.c.order_id == OrderRow.id)
        .join(lines, lines.c.order_id == OrderRow.id)
        .outerjoin(returned, returned.c.order_id == OrderRow.id)
        .outerjoin(money, money.c.order_id == OrderRow.id)
        .where(OrderRow.state == "approved")
        .order_by(OrderRow.id.desc())
        .limit(limit)
    )
    if order_id is not None:
        query = query.where(OrderRow.id == order_id)
    if scope is not None:
        query = query.where(or_(OrderRow.commune_code == scope, OrderRow.issuer_code == scope))
    found = []
    for row in session.execute(query):
        order, commune = row[0], row[2]
        back = None if row.out else row.at
        times = OrderTimes(
            form=LegalForm(order.form),
            until=order.until,
            oral_at=order.oral_at,
            confirmed_at=row.confirmed,
            extended_until=row.extended,
            return_decided_at=row.return_decided,
            returned_at=back,
            owed=bool(row.unpaid) or bool(row.harmed and not row.claims),
            pay_extended=row.pay_extended is not None,
        )
        found.append(
            Timed(
                order_id=order.id,
                commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
                incident=row[1],
                number=order.number,
                times=times,
            )
        )
    return found


def find_minutes(session: Session, order_id: int, kind: str) -> Minutes | None:
    """Return the minutes of a handing over or a return, or None."""
    row = session.scalars(
        select(MinutesRow).where(MinutesRow.order_id == order_id, MinutesRow.kind == kind)
    ).one_or_none()
    if row is None:
        return None
    lines = session.scalars(select(MinutesLineRow).where(MinutesLineRow.minutes_id == row.id))
    return Minutes(
        at=row.at,
        place=row.place,
        owner_delegate=row.owner_delegate,
        owner_position=row.owner_position,
        user_name=row.user_name,
        user_address=row.user_address,
        user_delegate=row.user_delegate,
        user_position=row.user_position,
        witness=row.witness,
        remarks=row.remarks,
        written_by=row.written_by,
        version=row.version,
        lines={
            line.dispatch_id: MinutesLine(
                condition=line.condition, meter=line.meter, fuel=line.fuel, papers=line.papers
            )
            for line in lines
        },
    )


def list_losses(session: Session, order_id: int) -> list[Loss]:
    """Return the losses of an order in the order they were entered."""
    query = (
        select(CompensationRow, HolderRow.name, ResourceTypeRow.name, ResourceTypeRow.unit)
        .join(DispatchRow, DispatchRow.id == CompensationRow.dispatch_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(CompensationRow.order_id == order_id)
        .order_by(CompensationRow.id)
    )
    return [
        Loss(
            id=row.id,
            dispatch_id=row.dispatch_id,
            owner=owner,
            resource=resource,
            unit=unit,
            cause=row.cause,
            method=row.method,
            quantity=row.quantity,
            unit_dong=row.unit_dong,
            days=row.days,
            amount_dong=row.amount_dong,
            payer=row.payer,
            budget=row.budget,
            ground=row.ground,
            paid_on=row.paid_on,
            paid_document=row.paid_document,
            version=row.version,
        )
        for row, owner, resource, unit in session.execute(query)
    ]
