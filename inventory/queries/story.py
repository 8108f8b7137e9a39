"""Why a number is what it is: a lot's movements, and the ledger as the audit chain covers it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from inventory.models import LotRow, MergeLineRow, MovementRow
from inventory.rules.stock import Balance

STORY_LENGTH = 60  # movements of one page


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """One line of a lot's story."""

    id: int
    kind: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    on_hand_after: Decimal
    at: datetime
    actor: str
    reason: str
    document: str
    source: str
    batch: str


def list_movements(
    session: Session, lot_id: int, *, before: datetime | None = None, limit: int = STORY_LENGTH
) -> list[Movement]:
    """Return a lot's newest movements (of those `before` a moment), newest first."""
    query = select(MovementRow).where(MovementRow.lot_id == lot_id)
    if before is not None:
        query = query.where(MovementRow.at < before)
    rows = session.scalars(query.order_by(MovementRow.id.desc()).limit(limit))
    return [movement_of(row) for row in rows]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryPage:
    """A page of a lot's movements, newest first, and whether there are more and other rows were put together with it."""

    movements: list[Movement]
    more: bool
    merged: bool


def get_story_page(session: Session, lot_id: int, *, page: int, before: datetime | None) -> StoryPage:
    """Return a page of a lot's movements, of those `before` a moment where one is given."""
    absorbed = select(MergeLineRow.id).where(MergeLineRow.into_lot_id == lot_id).exists()
    query = select(MovementRow, absorbed).where(MovementRow.lot_id == lot_id)
    if before is not None:
        query = query.where(MovementRow.at < before)
    query = query.order_by(MovementRow.id.desc()).limit(STORY_LENGTH + 1).offset((page - 1) * STORY_LENGTH)
    rows = session.execute(query).all()
    return StoryPage(
        movements=[movement_of(row) for row, _flag in rows[:STORY_LENGTH]],
        more=len(rows) > STORY_LENGTH,
        merged=any(flag for _row, flag in rows),
    )


def movement_of(row: MovementRow) -> Movement:
    """Return a line of the ledger as a plain value."""
    return Movement(
        id=row.id,
        kind=row.kind,
        on_hand=row.on_hand,
        reserved=row.reserved,
        away=row.away,
        broken=row.broken,
        on_hand_after=row.on_hand_after,
        at=row.at,
        actor=row.actor,
        reason=row.reason,
        document=row.document,
        source=row.source,
        batch=row.batch,
    )


def balance_at(session: Session, lot_id: int, before: datetime) -> Balance:
    """Return a lot's balance as the ledger had it just before a moment."""
    sums = session.execute(
        select(
            func.sum(MovementRow.on_hand),
            func.sum(MovementRow.reserved),
            func.sum(MovementRow.away),
            func.sum(MovementRow.broken),
        ).where(MovementRow.lot_id == lot_id, MovementRow.at < before)
    ).one()
    on_hand, reserved, away, broken = (value or Decimal(0) for value in sums)
    return Balance(on_hand=on_hand, reserved=reserved, away=away, broken=broken)


def stream_of(commune_code: str) -> str:
    """Return the audit chain that covers a commune's stock."""
    return f"commune:{commune_code}"


def ledger_line(row: MovementRow) -> str:
    """Return a movement as the audit chain covers it: everything but its row number."""
    moment = row.at.astimezone(UTC).isoformat(timespec="milliseconds")
    numbers = [f"{value:f}" for value in (row.on_hand, row.reserved, row.away, row.broken, row.on_hand_after)]
    texts = [row.actor, row.reason, row.document, row.source, row.batch]
    return json.dumps([row.lot_id, row.kind, *numbers, moment, row.actor_id, *texts], ensure_ascii=False)


def ledger_lines(session: Session) -> Iterator[tuple[str, str, str]]:
    """Yield the whole ledger as (stream, act, line), grouped by stream and act."""
    rows = session.scalars(
        select(MovementRow)
        .order_by(MovementRow.commune_code, MovementRow.act, MovementRow.id)
        .execution_options(yield_per=2000)
    )
    for row in rows:
        yield stream_of(row.commune_code), row.act, ledger_line(row)
        session.expunge(row)


def list_unequal(session: Session) -> list[tuple[str, int]]:
    """Return the (commune, lot) whose balance is not the sum of its movements."""
    columns = ("on_hand", "reserved", "away", "broken")
    sums = (
        select(
            MovementRow.lot_id,
            *(func.sum(getattr(MovementRow, name)).label(name) for name in columns),
        )
        .group_by(MovementRow.lot_id)
        .subquery()
    )
    differs = [getattr(LotRow, name) != func.coalesce(sums.c[name], 0) for name in columns]
    query = (
        select(LotRow.commune_code, LotRow.id)
        .outerjoin(sums, sums.c.lot_id == LotRow.id)
        .where(or_(*differs))
        .order_by(LotRow.commune_code, LotRow.id)
    )
    return [(row.commune_code, row.id) for row in session.execute(query)]
