"""A commune's list as the ledger had it at a past moment."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.values import frozen
from inventory.models import HolderRow, LotRow, MovementRow, ResourceTypeRow

PAGE = 40


@frozen
class PastRow:
    """A row with the numbers of a past moment; its keeper and place are today's."""

    lot_id: int
    resource: str
    mark: str
    unit: str
    category: str
    holder: str
    place: str
    on_hand: Decimal
    broken: Decimal
    reserved: Decimal
    closed: bool


def list_past(
    session: Session, *, commune_code: str, before: datetime, page: int = 1, size: int = PAGE
) -> tuple[list[PastRow], bool]:
    """Return one page of the rows that had a movement before a moment, with its numbers, and whether more follow.

    Rows that were struck off since are among them.
    """
    sums = (
        select(
            MovementRow.lot_id,
            func.sum(MovementRow.on_hand).label("on_hand"),
            func.sum(MovementRow.broken).label("broken"),
            func.sum(MovementRow.reserved).label("reserved"),
        )
        .where(MovementRow.commune_code == commune_code, MovementRow.at < before)
        .group_by(MovementRow.lot_id)
        .subquery()
    )
    query = (
        select(LotRow, ResourceTypeRow, HolderRow.name, sums.c.on_hand, sums.c.broken, sums.c.reserved)
        .join(sums, sums.c.lot_id == LotRow.id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .order_by(ResourceTypeRow.position, LotRow.id)
        .limit(size + 1)
        .offset((page - 1) * size)
    )
    rows = session.execute(query).all()
    return [
        PastRow(
            lot_id=lot.id,
            resource=kind.name,
            mark=lot.mark,
            unit=kind.unit,
            category=kind.category,
            holder=holder,
            place=lot.place,
            on_hand=on_hand,
            broken=broken,
            reserved=reserved,
            closed=lot.closed,
        )
        for lot, kind, holder, on_hand, broken, reserved in rows[:size]
    ], len(rows) > size
