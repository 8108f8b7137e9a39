"""Undo an import: each row goes back to its figure before, or stays because it was edited or promised since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.collecting import collecting_paused
from core.db import plain_rows
from core.errors import DomainError
from core.text import fold
from importers.models import ImportBatchRow, ImportLineRow
from importers.queries.batches import BatchState, batch_value
from importers.rules.stock.lines import LineStatus
from importers.rules.stock.undo import Outcome, Since, outcome_of
from importers.services.uploads import lock_batch
from inventory.models import MovementRow
from inventory.rules.stock import ZERO, Delta, MovementKind
from inventory.services.keeping import find_lot_row, hold_holder
from inventory.services.last_days import note_last_days
from inventory.services.ledger import Occasion
from inventory.services.many_rows import AT_ONCE, Held, Move, hold_lots, take_in


class NotCommittedError(DomainError):
    """There is nothing to undo: the upload is not committed, or was undone before. Fact: `number`."""

    code = "import_not_committed"
    status = 409


class _Line(NamedTuple):
    """A line that wrote: what it brought the row to, and what the row held before."""

    position: int
    sheet: str
    cell: str
    status: str
    lot_id: int
    old_on_hand: Decimal | None
    old_broken: Decimal | None
    on_hand: Decimal
    broken: Decimal
    old_note: str
    old_checked_on: date | None
    old_checked_by: str
    lot_version: int
    old_holder_id: int | None
    old_place: str | None
    last_day: date | None
    old_last_day: date | None


@collecting_paused()
def undo(session: Session, *, batch_id: int, actor: Actor, now: datetime) -> dict[Outcome, int]:
    """Take an import back row by row and return how many rows had each outcome; itself movements."""
    batch = lock_batch(session, batch_id)
    number = batch_value(batch).number
    if batch.state != BatchState.COMMITTED:
        raise NotCommittedError(number=number)
    lines = _lines(session, batch.id)
    lots = hold_lots(session, (line.lot_id for line in lines))
    since = _since(session, batch, lines, lots)
    outcomes: dict[int, Outcome] = {}
    back_there: set[tuple[str, str, str, int, str]] = set()
    moves = []
    days: dict[int, date | None] = {}
    for line in lines:
        row = lots[line.lot_id]
        back = _back(line)
        outcome = outcome_of(row.balance, back, since[row.id])
        if outcome is Outcome.REVERSED and line.old_place is not None:
            there = _taken_back(session, row, line)
            if there is None or _things(there) in back_there:
                outcome = Outcome.KEPT_EDITED
            else:
                row = there
                back_there.add(_things(there))
        outcomes[line.position] = outcome
        if outcome is Outcome.REVERSED:
            source = f"{batch.file_name} › {line.sheet}!{line.cell}"[:300]
            moves.append(Move(row=_restored(row, line), kind=MovementKind.ADJUST, delta=back, source=source))
            if line.last_day != line.old_last_day:
                days[row.id] = line.old_last_day
    occasion = Occasion(
        actor=actor,
        at=now,
        action="stock.import_undo",
        reason=f"Hoàn tác nhập từ tệp {batch.file_name}",
        document=number,
        batch=f"undo:{batch.id}",
    )
    take_in(session, [], moves, occasion)
    note_last_days(session, days, occasion)
    _keep_outcomes(session, batch.id, outcomes)
    batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE.value, actor.name, now
    found = Counter(outcomes.values())
    counts = {outcome: found[outcome] for outcome in Outcome}
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


def _lines(session: Session, batch_id: int) -> list[_Line]:
    """Return the lines of a committed file that wrote, in its order."""
    columns = (getattr(ImportLineRow, name) for name in _Line._fields)
    wrote = ImportLineRow.batch_id == batch_id, ImportLineRow.lot_version.is_not(None)
    query = select(*columns).where(*wrote).order_by(ImportLineRow.position)
    return [_Line._make(row) for row in plain_rows(session, query)]


def _keep_outcomes(session: Session, batch_id: int, outcomes: Mapping[int, Outcome]) -> None:
    """Write beside each line what became of it: the commonest outcome at once, the others one by one."""
    if not outcomes:
        return
    commonest = Counter(outcomes.values()).most_common(1)[0][0]
    lines = update(ImportLineRow).where(ImportLineRow.batch_id == batch_id)
    wrote = lines.where(ImportLineRow.lot_version.is_not(None))
    unloaded = {"synchronize_session": False}
    session.execute(wrote.values(outcome=commonest.value), execution_options=unloaded)
    for outcome in set(outcomes.values()) - {commonest}:
        kept = [position for position, found in outcomes.items() if found is outcome]
        for start in range(0, len(kept), AT_ONCE):
            some = lines.where(ImportLineRow.position.in_(kept[start : start + AT_ONCE]))
            session.execute(some.values(outcome=outcome.value), execution_options=unloaded)


def _back(line: _Line) -> Delta:
    return Delta(
        on_hand=(line.old_on_hand or ZERO) - line.on_hand, broken=(line.old_broken or ZERO) - line.broken
    )


def _things(row: Held) -> tuple[str, str, str, int, str]:
    """Return what no two rows of the register have in common."""
    return row.commune_code, row.type_code, row.mark, row.holder_id, fold(row.place)


def _taken_back(session: Session, row: Held, line: _Line) -> Held | None:
    """Return a row with its holder and place before, or None where another row of these things is there by now.

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
        return None
    return row._replace(holder_id=holder_id, place=line.old_place)


def _restored(row: Held, line: _Line) -> Held:
    """Return a row with what stood beside its figures before."""
    return row._replace(
        note=line.old_note,
        checked_on=line.old_checked_on,
        checked_by=line.old_checked_by,
        closed=row.closed or line.status == LineStatus.NEW,
    )


def _since(
    session: Session, batch: ImportBatchRow, lines: Iterable[_Line], lots: Mapping[int, Held]
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
        on_hand, broken, reserved = sums.get(line.lot_id, (ZERO, ZERO, ZERO))
        edited = lots[line.lot_id].version != line.lot_version
        found[line.lot_id] = Since(edited=edited, on_hand=on_hand, broken=broken, reserved=reserved)
    return found
