"""Why a number is what it is: a lot's movements, and the ledger as the audit chain covers it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.db import from_thousandths, thousandths
from core.together import Question, ask_together
from core.values import frozen
from inventory.models import LotRow, MovementRow
from inventory.queries.details import details_question
from inventory.queries.lot_values import Lot
from inventory.queries.lots import lot_question
from inventory.queries.merged_rows import Absorbed, absorbed
from inventory.rules.stock import Balance

STORY_LENGTH = 60  # movements of one page


@frozen
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


def list_movements(session: Session, lot_id: int, *, limit: int = STORY_LENGTH) -> list[Movement]:
    """Return a lot's newest movements, newest first."""
    query = select(MovementRow).where(MovementRow.lot_id == lot_id)
    rows = session.scalars(query.order_by(MovementRow.id.desc()).limit(limit))
    return [movement_of(row) for row in rows]


@frozen
class RowStory:
    """A lot with its details, a page of its movements and the rows put together with it, each with its newest ones."""

    lot: Lot
    values: dict[str, object]
    movements: list[Movement]
    more: bool
    earlier: list[tuple[Absorbed, list[Movement]]]
    then: Balance | None  # as the ledger had it just before the moment that was asked about


def get_row_story(session: Session, lot_id: int, *, page: int, before: datetime | None) -> RowStory:
    """Return a page of a lot's story, of what was `before` a moment where one is given; raises NotFoundError."""
    told = select(MovementRow).where(MovementRow.lot_id == lot_id)
    asked: list[Question[Any]] = []
    if before is not None:
        told = told.where(MovementRow.at < before)
        asked = [_balance_at(lot_id, before)]
    told = told.order_by(MovementRow.id.desc()).limit(STORY_LENGTH + 1).offset((page - 1) * STORY_LENGTH)
    lot, values, rows, others, *then = ask_together(
        session,
        lot_question(lot_id),
        details_question(lot_id),
        Question(told, lambda rows: rows.scalars().all()),
        absorbed(lot_id),
        *asked,
    )
    newest = _newest_of_each(session, [one.lot_id for one in others], before=before) if others else {}
    return RowStory(
        lot=lot,
        values=values,
        movements=[movement_of(row) for row in rows[:STORY_LENGTH]],
        more=len(rows) > STORY_LENGTH,
        earlier=[(one, newest.get(one.lot_id, [])) for one in others],
        then=then[0] if then else None,
    )


def _newest_of_each(
    session: Session, lot_ids: list[int], *, before: datetime | None
) -> dict[int, list[Movement]]:
    """Return the newest movements of several lots, of each as many as a page holds, newest first."""
    number = func.row_number().over(partition_by=MovementRow.lot_id, order_by=MovementRow.id.desc())
    numbered = select(MovementRow.id, number.label("number")).where(MovementRow.lot_id.in_(lot_ids))
    if before is not None:
        numbered = numbered.where(MovementRow.at < before)
    held = numbered.subquery()
    query = select(MovementRow).join(held, held.c.id == MovementRow.id).where(held.c.number <= STORY_LENGTH)
    found: dict[int, list[Movement]] = {}
    for row in session.scalars(query.order_by(MovementRow.id.desc())):
        found.setdefault(row.lot_id, []).append(movement_of(row))
    return found


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


def _balance_at(lot_id: int, before: datetime) -> Question[Balance]:
    """Return the question for a lot's balance as the ledger had it just before a moment."""
    names = ("on_hand", "reserved", "away", "broken")
    sums = [func.coalesce(func.sum(getattr(MovementRow, name)), 0).label(name) for name in names]
    query = select(*sums).where(MovementRow.lot_id == lot_id, MovementRow.at < before)
    return Question(query, lambda rows: Balance(**rows.one()._mapping))


def stream_of(commune_code: str) -> str:
    """Return the audit chain that covers a commune's stock."""
    return f"commune:{commune_code}"


class Written(NamedTuple):
    """A line of the ledger as it is about to be written."""

    lot_id: int
    commune_code: str
    kind: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    on_hand_after: Decimal
    at: datetime
    actor_id: int | None
    actor: str
    act: str
    reason: str
    document: str
    source: str
    batch: str


_as_text = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=4096)
def _figure(quantity: Decimal) -> str:
    """Return a quantity as it is read back: 5500 for the 5500.0 that five and a half tonnes come to."""
    return f"{from_thousandths(thousandths(quantity)):f}"


def ledger_line(row: MovementRow | Written) -> str:
    """Return a movement as the audit chain covers it: everything but its row number."""
    moment = row.at.astimezone(UTC).isoformat(timespec="milliseconds")
    numbers = map(_figure, (row.on_hand, row.reserved, row.away, row.broken, row.on_hand_after))
    texts = [row.actor, row.reason, row.document, row.source, row.batch]
    return _as_text([row.lot_id, row.kind, *numbers, moment, row.actor_id, *texts])


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
