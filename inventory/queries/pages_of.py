"""Lists for other programs: page after page by the last row's number, so that no page costs more than the first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.models import LotRow, MovementRow
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.queries.province import asks_lot_alone, conditions, joined
from inventory.queries.story import Movement, movement_of
from inventory.rules.listing import Filter


def list_lots_after(
    session: Session,
    wanted: Filter,
    *,
    scope: str | None,
    updated_since: datetime | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[Lot], int | None]:
    """Return open lots that meet a filter, by number, that come after one, and the number after which the next page begins (or None)."""
    # The rows alone, in the order of their numbers, where holders and details have no say: a page ends the search early.
    rows = select(LotRow.id) if asks_lot_alone(wanted) else joined(LotRow.id)
    query = rows.where(LotRow.id > after, *conditions(wanted, scope, alone=asks_lot_alone(wanted)))
    if updated_since is not None:
        query = query.where(LotRow.changed_at >= updated_since)
    ids = list(session.scalars(query.order_by(LotRow.id).limit(limit + 1)))
    shown = ids[:limit]
    lots = list_lots_by_ids(session, shown)
    return [lots[lot_id] for lot_id in shown], shown[-1] if len(ids) > limit else None


def list_movements_after(
    session: Session, lot_id: int, *, after: int = 0, limit: int = 50
) -> tuple[list[Movement], int | None]:
    """Return a lot's movements, oldest first, that come after one, and where the next page begins (or None)."""
    query = select(MovementRow).where(MovementRow.lot_id == lot_id, MovementRow.id > after)
    rows = session.scalars(query.order_by(MovementRow.id).limit(limit + 1)).all()
    shown = rows[:limit]
    return [movement_of(row) for row in shown], shown[-1].id if len(rows) > limit else None
