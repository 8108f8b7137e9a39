"""Take back one save of the quick table: the rows still as it left them, the others stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of, local
from core.errors import DomainError, NotFoundError
from inventory.queries.saves import list_saved_rows, undo_batch
from inventory.rules.stock import MovementKind
from inventory.rules.undoing import UndoState, reverse
from inventory.services.ledger import Occasion, Post, lock_lots, post


class SaveTooOldError(DomainError):
    """A save is taken back on the day it was made; later a figure is corrected, not taken back."""

    code = "save_too_old"
    status = 409


class NothingToUndoError(DomainError):
    """The save was taken back before, or every one of its rows was changed since."""

    code = "nothing_to_undo"
    status = 409


def undo_save(
    session: Session, *, commune_code: str, batch: str, actor: Actor, now: datetime
) -> tuple[int, int]:
    """Return how many rows of a save were brought back and how many were left because they changed since.

    A row brought back counts as checked when it last was before the save, as far as the ledger knows.
    """
    held = list_saved_rows(session, commune_code, batch)
    if not held:
        raise NotFoundError(what=batch)
    if any(day_of(row.at) != day_of(now) for row in held):
        raise SaveTooOldError
    lots = lock_lots(session, [row.lot_id for row in held])
    # Looked at again under lock: a rival may have taken it back, or counted a row, a moment ago.
    held = list_saved_rows(session, commune_code, batch)
    back = [row for row in held if row.state is UndoState.OPEN]
    if not back:
        raise NothingToUndoError
    for saved in back:
        lot = lots[saved.lot_id]
        lot.checked_on = day_of(saved.checked_at) if saved.checked_at else None
        lot.checked_by = saved.checked_by or ""
        lot.version += 1
    occasion = Occasion(
        actor=actor,
        at=now,
        action="stock.undo_save",
        reason=f"Hoàn tác lần lưu lúc {local(held[0].at):%H:%M %d/%m/%Y}",
        batch=undo_batch(batch),
    )
    posts = [
        Post(lot_id=saved.lot_id, kind=MovementKind.ADJUST, delta=reverse(saved.delta)) for saved in back
    ]
    post(session, posts, occasion)
    return len(back), len(held) - len(back)
