"""The minutes of an order and what is owed after it, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.values import frozen
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from mobilization.models import CompensationRow, DispatchRow, MinutesLineRow, MinutesRow


@frozen
class MinutesLine:
    """The condition of one resource when it changed hands."""

    condition: str
    meter: str
    fuel: str
    papers: str


@frozen
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


@frozen
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
    made_at: datetime
    version: int


def minutes_of(session: Session, order_id: int) -> dict[str, Minutes]:
    """Return what is kept of an order's handing over and of its return, by "handover" and "return"."""
    query = (
        select(MinutesRow, MinutesLineRow)
        .outerjoin(MinutesLineRow, MinutesLineRow.minutes_id == MinutesRow.id)
        .where(MinutesRow.order_id == order_id)
    )
    lines: dict[MinutesRow, list[MinutesLineRow]] = {}
    for row, line in session.execute(query):
        lines.setdefault(row, []).extend([line] if line else [])
    return {row.kind: _minutes(row, own) for row, own in lines.items()}


def _minutes(row: MinutesRow, lines: list[MinutesLineRow]) -> Minutes:
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


def select_losses() -> Select[CompensationRow, str, str, str]:
    """Return the question for all losses with owner, type and unit: what `loss_of` makes a value of."""
    return (
        select(CompensationRow, HolderRow.name, ResourceTypeRow.name, ResourceTypeRow.unit)
        .join(DispatchRow, DispatchRow.id == CompensationRow.dispatch_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
    )


def list_losses(session: Session, order_id: int) -> list[Loss]:
    """Return the losses of an order in the order they were entered."""
    query = select_losses().where(CompensationRow.order_id == order_id).order_by(CompensationRow.id)
    return [loss_of(*found) for found in session.execute(query)]


def loss_of(row: CompensationRow, owner: str, resource: str, unit: str) -> Loss:
    """Return a kept loss as a plain value."""
    return Loss(
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
        made_at=row.made_at,
        version=row.version,
    )
