"""One figure's story: every line of the ledger behind a commune's stock of one type in one year."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from core.text import masked, tidy
from core.values import frozen
from inventory.models import HolderRow, LotRow, MovementRow
from inventory.rules.stock import ZERO
from reports.queries.year import Period

PAGE = 50


@frozen
class Step:
    """One line of the ledger; `balance` is what the commune had of the type right after it."""

    id: int
    lot_id: int
    owner: str
    kind: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    balance: Decimal
    at: datetime
    actor: str
    reason: str
    document: str
    source: str
    batch: str

    @property
    def unchanged(self) -> bool:
        """Whether the line only confirms what stood there."""
        return not (self.on_hand or self.reserved or self.away or self.broken)


@frozen
class CellStory:
    """Opening, the steps of one page in their order, whether more follow, and closing."""

    opening: Decimal
    closing: Decimal
    lines: int
    steps: tuple[Step, ...]
    more: bool


def cell_story(session: Session, period: Period, *, type_code: str, page: int) -> CellStory:
    """Return how a commune's stock of a type went through the year; one with no lines tells of nothing."""
    line = MovementRow
    of_cell = (line.commune_code == period.commune_code, LotRow.type_code == type_code)
    worth = line.on_hand.type
    opening, closing, lines = session.execute(
        select(
            func.sum(case((line.at < period.start, line.on_hand), else_=0), type_=worth),
            func.sum(line.on_hand, type_=worth),
            func.sum(case((line.at >= period.start, 1), else_=0)),
        )
        .join(LotRow, LotRow.id == line.lot_id)
        .where(*of_cell, line.at < period.end)
    ).one()
    opening = opening or ZERO
    running = func.sum(line.on_hand, type_=worth).over(order_by=(line.at, line.id))
    rows = session.execute(
        select(line, LotRow.place, LotRow.mark, HolderRow.name, running.label("since"))
        .join(LotRow, LotRow.id == line.lot_id)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .where(*of_cell, line.at >= period.start, line.at < period.end)
        .order_by(line.at, line.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    ).all()
    steps = tuple(
        _step(row, tidy(f"{holder} {mark}") + (f", {place}" if place else ""), opening + since)
        for row, place, mark, holder, since in rows[:PAGE]
    )
    return CellStory(
        opening=opening, closing=closing or ZERO, lines=int(lines or 0), steps=steps, more=len(rows) > PAGE
    )


def _step(row: MovementRow, owner: str, balance: Decimal) -> Step:
    return Step(
        id=row.id,
        lot_id=row.lot_id,
        owner=masked(owner),
        kind=row.kind,
        on_hand=row.on_hand,
        reserved=row.reserved,
        away=row.away,
        broken=row.broken,
        balance=balance,
        at=row.at,
        actor=row.actor,
        reason=masked(row.reason),
        document=masked(row.document),
        source=masked(row.source),
        batch=row.batch,
    )
