"""A stocktake from opening to closing: who counts, what is found, what the ledger takes over."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import LastWord, Person, facts_of
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from core.text import tidy
from inventory.models import StockCountLineRow, StockCountRow
from inventory.queries.catalogue import get_type
from inventory.queries.count_lines import newest_movement
from inventory.queries.story import stream_of
from inventory.rules.counting import (
    OPEN_STATES,
    CountClosedError,
    Counted,
    CountState,
    LineState,
    difference,
)
from inventory.rules.stock import check_quantity
from inventory.services.ledger import balance_of, lock_lots


class NoReasonError(DomainError):
    """A line is left out, or a stocktake given up, only with a reason."""

    code = "count_reason_missing"


def note_count(
    session: Session, count: StockCountRow, action: str, actor: Actor, now: datetime, **facts: object
) -> None:
    """Note an act of a stocktake in its commune's audit chain."""
    note(
        session,
        stream=stream_of(count.commune_code),
        at=now,
        actor=actor.login,
        action=action,
        subject=f"KK-{count.id}",
        **facts,
    )


def lock_count(session: Session, count_id: int) -> StockCountRow:
    """Return an open stocktake, locked; raises NotFoundError or CountClosedError."""
    row = session.scalars(locked(select(StockCountRow).where(StockCountRow.id == count_id))).one_or_none()
    if row is None:
        raise NotFoundError(what=count_id)
    if CountState(row.state) not in OPEN_STATES:
        raise CountClosedError
    return row


def _lock_line(session: Session, line_id: int) -> tuple[StockCountRow, StockCountLineRow]:
    count_id = session.scalar(select(StockCountLineRow.count_id).where(StockCountLineRow.id == line_id))
    if count_id is None:
        raise NotFoundError(what=line_id)
    count = lock_count(session, count_id)
    line = session.get_one(StockCountLineRow, line_id, populate_existing=True)
    if line.open_lot_id is None:
        raise CountClosedError
    return count, line


def _check_version(line: StockCountLineRow, version: int, **yours: object) -> None:
    if line.version != version:
        theirs = {"present": line.present, "broken": line.broken, "reason": line.reason}
        counted = LastWord(by=Person(name=line.counted_by), at=line.counted_at) if line.counted_at else None
        raise StaleError(yours=yours, theirs=theirs, version=line.version, **facts_of(counted))


def enter(
    session: Session,
    *,
    line_id: int,
    version: int,
    present: Decimal,
    broken: Decimal,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write down what was found in the place, beside the book as it is at this moment.

    Raises StaleError with both values where somebody else counted the line since it was shown.
    """
    count, line = _lock_line(session, line_id)
    lot = lock_lots(session, [line.lot_id])[line.lot_id]
    unit = get_type(session, lot.type_code).unit
    check_quantity(present, unit)
    check_quantity(broken, unit)
    _check_version(line, version, present=present, broken=broken)
    difference(Counted(book=balance_of(lot), present=present, broken=broken))
    line.present, line.broken, line.reason = present, broken, tidy(reason)
    line.book_on_hand, line.book_away, line.book_broken = lot.on_hand, lot.away, lot.broken
    line.book_movement_id = newest_movement(session, [lot.id]).get(lot.id, 0)
    line.counted_at, line.counted_by = now, actor.name
    line.state, line.held = LineState.OPEN.value, ""
    line.version += 1
    figures = {"present": str(line.present), "broken": str(line.broken)}
    note_count(session, count, "count.enter", actor, now, lot=line.lot_id, **figures)


def explain(session: Session, *, line_id: int, version: int, reason: str) -> None:
    """Write down why a line differs; the count itself stays as it was."""
    _count, line = _lock_line(session, line_id)
    _check_version(line, version, reason=reason)
    line.reason = tidy(reason)
    line.version += 1


def leave_out(
    session: Session, *, line_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> None:
    """Take a line out of the stocktake without any movement; the reason stands in the minutes."""
    count, line = _lock_line(session, line_id)
    _check_version(line, version, reason=reason)
    if not tidy(reason):
        raise NoReasonError
    line.reason = tidy(reason)
    line.version += 1
    release(session, [line])
    note_count(session, count, "count.leave_out", actor, now, lot=line.lot_id, reason=line.reason)


def release(session: Session, lines: list[StockCountLineRow]) -> None:
    """Leave lines out; a row that exists only because it was found in this stocktake goes from the list again."""
    for line in lines:
        line.state, line.open_lot_id, line.held = LineState.LEFT.value, None, ""
        if line.found and line.book_movement_id == 0:
            lot = lock_lots(session, [line.lot_id])[line.lot_id]
            if not newest_movement(session, [lot.id]):
                lot.closed = True
                lot.version += 1


def start_explaining(session: Session, *, count_id: int, actor: Actor, now: datetime) -> None:
    """End the counting: from here the book is shown beside the count, blind or not."""
    count = lock_count(session, count_id)
    if count.state == CountState.COUNTING.value:
        count.state = CountState.REVIEWING.value
        count.version += 1
        note_count(session, count, "count.counted", actor, now)


def cancel_count(session: Session, *, count_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Give a stocktake up: nothing is posted, its rows are free again."""
    count = lock_count(session, count_id)
    if not tidy(reason):
        raise NoReasonError
    lines = session.scalars(
        select(StockCountLineRow).where(
            StockCountLineRow.count_id == count_id, StockCountLineRow.open_lot_id.is_not(None)
        )
    )
    release(session, list(lines))
    count.state, count.closed_at, count.closed_by = CountState.CANCELLED.value, now, actor.name
    count.version += 1
    note_count(session, count, "count.cancel", actor, now, reason=tidy(reason))
