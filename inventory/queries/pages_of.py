"""Lists for other programs: page after page by the last row's number, so that no page costs more than the first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.text import fold
from inventory.models import HolderRow, LotRow, MovementRow, ResourceNameRow, ResourceTypeRow
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.queries.province import mark_says
from inventory.queries.story import Movement, movement_of


def list_lots_after(
    session: Session,
    *,
    scope: str | None,
    commune_code: str = "",
    pillar: str = "",
    type_code: str = "",
    q: str = "",
    updated_since: datetime | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[Lot], int | None]:
    """Return open lots by number that come after one, and the number after which the next page begins (or None)."""
    query = select(LotRow.id).where(LotRow.closed.is_(False), LotRow.id > after)
    for code in filter(None, (scope, commune_code)):
        query = query.where(LotRow.commune_code == code)
    if type_code:
        query = query.where(LotRow.type_code == type_code)
    if updated_since is not None:
        query = query.where(LotRow.changed_at >= updated_since)
    if pillar:
        query = query.where(
            LotRow.type_code.in_(select(ResourceTypeRow.code).where(ResourceTypeRow.pillar == pillar))
        )
    for word in fold(q).split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(
                LotRow.type_code.in_(select(ResourceTypeRow.code).where(ResourceTypeRow.folded.like(like))),
                LotRow.type_code.in_(
                    select(ResourceNameRow.type_code).where(ResourceNameRow.folded.like(like))
                ),
                LotRow.holder_id.in_(select(HolderRow.id).where(HolderRow.folded.like(like))),
                LotRow.place_folded.like(like),
                mark_says(word),
            )
        )
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
