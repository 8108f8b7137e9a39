"""Close a stocktake: what was found goes into the ledger with the minutes' number, what cannot be posted is told."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.text import tidy
from core.values import frozen
from inventory.models import LotRow, StockCountLineRow
from inventory.queries.count_lines import recounted_lines
from inventory.rules.counting import (
    Counted,
    CountNotDoneError,
    CountState,
    CountUnexplainedError,
    LineState,
    difference,
    document_of,
    needs_reason,
    why_held,
)
from inventory.rules.stock import ZERO, Balance, Delta, MovementKind
from inventory.services.counting import lock_count, note_count, release
from inventory.services.ledger import Occasion, Post, balance_of, lock_lots, post

AGREES = "Kiểm kê, khớp sổ sách"


@frozen
class Closed:
    """What closing did: lines posted, lines left uncounted, lines held back; closed only when none is held."""

    posted: int
    left: int
    held: int


def close_count(
    session: Session, *, count_id: int, number: str, leave_uncounted: bool, actor: Actor, now: datetime
) -> Closed:
    """Post every counted line that can be posted and return what became of the others.

    A line below what is promised, or set anew by somebody since, is held: the stocktake stays open for it alone, to
    be settled with the command post, counted again, or left out. Raises CountNotDoneError, CountUnexplainedError.
    """
    count = lock_count(session, count_id)
    lines = list(
        session.scalars(
            select(StockCountLineRow)
            .where(StockCountLineRow.count_id == count_id, StockCountLineRow.open_lot_id.is_not(None))
            .order_by(StockCountLineRow.id)
        )
    )
    uncounted = [line for line in lines if line.present is None]
    if uncounted and not leave_uncounted:
        raise CountNotDoneError(rows=len(uncounted))
    counted = {line.id: line for line in lines if line.present is not None}
    deltas = {line_id: _delta(line) for line_id, line in counted.items()}
    unexplained = sum(needs_reason(deltas[line_id]) and not line.reason for line_id, line in counted.items())
    if unexplained:
        raise CountUnexplainedError(rows=unexplained)
    lots = lock_lots(session, (line.lot_id for line in counted.values()))
    fit = _fitting(session, count_id, counted, deltas, lots)
    count.number = tidy(number) or count.number
    occasion = Occasion(
        actor=actor,
        at=now,
        action="count.post",
        document=document_of(count.number, count_id, f"{day_of(now):%d/%m/%Y}"),
        batch=f"KK-{count_id}",
    )
    _post(session, fit, deltas, occasion)
    for line in fit:
        _mark_checked(lots[line.lot_id], line)
    release(session, uncounted)
    still_held = len(counted) - len(fit)
    count.state = CountState.REVIEWING.value if still_held else CountState.CLOSED.value
    count.closed_at, count.closed_by = (None, "") if still_held else (now, actor.name)
    count.version += 1
    done = {"posted": len(fit), "left": len(uncounted), "held": still_held, "number": count.number}
    note_count(session, count, "count.close", actor, now, **done)
    return Closed(posted=len(fit), left=len(uncounted), held=still_held)


def _fitting(
    session: Session,
    count_id: int,
    counted: dict[int, StockCountLineRow],
    deltas: dict[int, Delta],
    lots: dict[int, LotRow],
) -> list[StockCountLineRow]:
    """Return the lines that can be posted; the others are marked with why they are held."""
    recounted = recounted_lines(session, count_id)
    fit = []
    for line_id, line in counted.items():
        lot = lots[line.lot_id]
        balance, again = balance_of(lot), line_id in recounted
        # What was found beside the list stands on it only from now on.
        held = why_held(balance, deltas[line_id], recounted=again, gone=lot.closed and not line.found)
        if held is None:
            fit.append(line)
        else:
            line.state, line.held = LineState.HELD.value, held.value
    return fit


def _delta(line: StockCountLineRow) -> Delta:
    assert line.present is not None
    book = Balance(on_hand=line.book_on_hand, away=line.book_away, broken=line.book_broken)
    return difference(Counted(book=book, present=line.present, broken=line.broken or ZERO))


def _post(
    session: Session, lines: list[StockCountLineRow], deltas: dict[int, Delta], occasion: Occasion
) -> None:
    """Post the lines, those with one reason together, so that every ledger line says its own reason."""
    by_reason: dict[str, list[Post]] = defaultdict(list)
    for line in lines:
        reason = line.reason if needs_reason(deltas[line.id]) else AGREES
        found = f"Đợt kiểm kê KK-{line.count_id}, đếm bởi {line.counted_by}"
        by_reason[reason].append(
            Post(lot_id=line.lot_id, kind=MovementKind.COUNT, delta=deltas[line.id], source=found[:300])
        )
    for reason, posts in by_reason.items():
        post(
            session,
            posts,
            Occasion(
                actor=occasion.actor,
                at=occasion.at,
                action=occasion.action,
                reason=reason,
                document=occasion.document,
                batch=occasion.batch,
            ),
        )


def _mark_checked(lot: LotRow, line: StockCountLineRow) -> None:
    """Note that the row was seen on the day it was counted, unless somebody saw it later."""
    assert line.counted_at is not None
    counted_on = day_of(line.counted_at)
    if lot.checked_on is None or lot.checked_on <= counted_on:
        lot.checked_on, lot.checked_by = counted_on, line.counted_by
    lot.closed = False
    lot.version += 1
    line.state, line.open_lot_id, line.held = LineState.POSTED.value, None, ""
