"""Undo an import: each row goes back to its figure before, or stays because it was edited or promised since."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.errors import DomainError
from core.text import fold
from importers.models import ImportBatchRow, ImportLineRow
from importers.queries.batches import BatchState, batch_value
from importers.rules.lines import LineStatus
from importers.rules.undo import Outcome, Since, outcome_of
from importers.services.uploads import lock_batch
from inventory.models import LotRow, MovementRow
from inventory.rules.stock import ZERO, Delta, MovementKind
from inventory.services.keeping import find_lot_row, hold_holder
from inventory.services.ledger import Occasion, Post, balance_of, lock_lots, post


class NotCommittedError(DomainError):
    """There is nothing to undo: the upload is not committed, or was undone before. Fact: `number`."""

    code = "import_not_committed"
    status = 409


def undo(session: Session, *, batch_id: int, actor: Actor, now: datetime) -> dict[Outcome, int]:
    """Take an import back row by row and return how many rows had each outcome; itself movements."""
    batch = lock_batch(session, batch_id)
    number = batch_value(batch).number
    if batch.state != BatchState.COMMITTED:
        raise NotCommittedError(number=number)
    lines = list(
        session.scalars(
            select(ImportLineRow)
            .where(
                ImportLineRow.batch_id == batch_id,
                ImportLineRow.lot_version.is_not(None),
            )
            .order_by(ImportLineRow.position)
        )
    )
    lots = lock_lots(session, (line.lot_id for line in lines if line.lot_id is not None))
    since = _since(session, batch, lines, lots)
    posts = []
    for line in lines:
        assert line.lot_id is not None
        row = lots[line.lot_id]
        back = _back(line)
        outcome = outcome_of(balance_of(row), back, since[row.id])
        if outcome is Outcome.REVERSED and line.old_place is not None and not _taken_back(session, row, line):
            outcome = Outcome.KEPT_EDITED
        line.outcome = outcome.value
        if outcome is Outcome.REVERSED:
            source = f"{batch.file_name} › {line.sheet}!{line.cell}"[:300]
            posts.append(Post(lot_id=row.id, kind=MovementKind.ADJUST, delta=back, source=source))
            _restore(row, line)
    occasion = Occasion(
        actor=actor,
        at=now,
        action="stock.import_undo",
        reason=f"Hoàn tác nhập từ tệp {batch.file_name}",
        document=number,
        batch=f"undo:{batch.id}",
    )
    post(session, posts, occasion)
    batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE.value, actor.name, now
    found = Counter(line.outcome for line in lines)
    counts = {outcome: found[outcome.value] for outcome in Outcome}
    facts = {outcome.value: count for outcome, count in counts.items()}
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action="import.undo",
        subject=f"import:{batch.id}",
        **facts,
    )
    return counts


def _back(line: ImportLineRow) -> Delta:
    assert line.on_hand is not None
    assert line.broken is not None
    return Delta(
        on_hand=(line.old_on_hand or ZERO) - line.on_hand, broken=(line.old_broken or ZERO) - line.broken
    )


def _taken_back(session: Session, row: LotRow, line: ImportLineRow) -> bool:
    """Bring a row back to its holder and place before; returns False where another row of these things is there by now.

    A holder that was merged meanwhile is the one it was merged into.
    """
    assert line.old_place is not None
    holder_id = line.old_holder_id
    while holder_id is not None and (holder := hold_holder(session, holder_id)) is not None:
        if holder.merged_into is None:
            break
        holder_id = holder.merged_into
    assert holder_id is not None
    there = find_lot_row(
        session,
        commune_code=row.commune_code,
        type_code=row.type_code,
        holder_id=holder_id,
        place=line.old_place,
        mark=row.mark,
    )
    if there is not None and there.id != row.id:
        return False
    row.holder_id, row.place, row.place_folded = holder_id, line.old_place, fold(line.old_place)
    return True


def _restore(row: LotRow, line: ImportLineRow) -> None:
    row.note = line.old_note
    row.checked_on, row.checked_by = line.old_checked_on, line.old_checked_by
    row.version += 1
    if line.status == LineStatus.NEW:
        row.closed = True


def _since(
    session: Session, batch: ImportBatchRow, lines: list[ImportLineRow], lots: dict[int, LotRow]
) -> dict[int, Since]:
    """Return what became of each lot after the import wrote it, in one SELECT over the later movements."""
    last = (
        select(MovementRow.lot_id, func.max(MovementRow.id).label("id"))
        .where(MovementRow.batch == f"import:{batch.id}")
        .group_by(MovementRow.lot_id)
        .subquery()
    )
    sums = {
        lot_id: (on_hand, broken, reserved)
        for lot_id, on_hand, broken, reserved in session.execute(
            select(
                MovementRow.lot_id,
                func.sum(MovementRow.on_hand),
                func.sum(MovementRow.broken),
                func.sum(MovementRow.reserved),
            )
            .join(last, (last.c.lot_id == MovementRow.lot_id) & (MovementRow.id > last.c.id))
            .group_by(MovementRow.lot_id)
        )
    }
    found: dict[int, Since] = {}
    for line in lines:
        assert line.lot_id is not None
        on_hand, broken, reserved = sums.get(line.lot_id, (ZERO, ZERO, ZERO))
        edited = lots[line.lot_id].version != line.lot_version
        found[line.lot_id] = Since(edited=edited, on_hand=on_hand, broken=broken, reserved=reserved)
    return found
