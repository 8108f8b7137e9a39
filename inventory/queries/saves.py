"""What one save of the quick table wrote, and what became of its rows since."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Row, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from core.values import frozen
from inventory.models import HolderRow, LotRow, MovementRow, ResourceTypeRow
from inventory.rules.stock import Balance, Delta, MovementKind
from inventory.rules.undoing import UndoState, undo_state

# Small letters and digits only, the commune and the day first: a day's saves are one stretch of the index under
# every database's order of letters.
SAVED, UNDONE = "luu", "huy"


@frozen
class Save:
    """One save: its batch in the ledger, when, by whom, how many rows."""

    batch: str
    at: datetime
    actor: str
    rows: int


@frozen
class SavedRow:
    """A row of a save: what the save changed, whether that can be taken back, and who checked it before."""

    lot_id: int
    resource: str
    unit: str
    holder: str
    place: str
    mark: str
    before: Decimal
    after: Decimal
    delta: Delta
    state: UndoState
    at: datetime
    actor: str
    changed_at: datetime | None
    changed_by: str | None
    checked_at: datetime | None
    checked_by: str | None


def save_batch(commune_code: str, day: date, act: str) -> str:
    """Return the batch under which a save stands in the ledger."""
    return f"{SAVED}{commune_code}d{day:%Y%m%d}t{act[:12]}"


def undo_batch(batch: str) -> str:
    """Return the batch of the movements that take a save back."""
    return UNDONE + batch.removeprefix(SAVED)


def last_save(session: Session, commune_code: str, day: date) -> Save | None:
    """Return a commune's newest save of a day that nobody took back, or None."""
    first = save_batch(commune_code, day, "")
    other = aliased(MovementRow)
    taken_back = exists().where(other.batch == literal(UNDONE) + func.substr(MovementRow.batch, 4))
    query = (
        select(MovementRow.batch, func.min(MovementRow.at), func.max(MovementRow.actor), func.count())
        .where(MovementRow.batch >= first, MovementRow.batch < first + "z", ~taken_back)
        .group_by(MovementRow.batch)
        .order_by(func.max(MovementRow.id).desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return Save(batch=row[0], at=row[1], actor=row[2], rows=row[3]) if row else None


def list_saved_rows(session: Session, commune_code: str, batch: str) -> list[SavedRow]:
    """Return the rows of a commune's save in catalogue order; empty where there was no such save."""
    if not batch.startswith(SAVED):
        return []
    later, earlier, back, since, before = (aliased(MovementRow) for _ in range(5))
    changed = or_(since.on_hand != 0, since.broken != 0, since.kind == MovementKind.COUNT.value)
    taken_back = undo_batch(batch)
    same = MovementRow.lot_id
    first_since = (
        select(func.min(since.id))
        .where(since.lot_id == same, since.id > MovementRow.id, since.batch != taken_back, changed)
        .correlate(MovementRow)
        .scalar_subquery()
    )
    last_before = (
        select(func.max(before.id))
        .where(before.lot_id == same, before.id < MovementRow.id, before.kind == MovementKind.COUNT.value)
        .correlate(MovementRow)
        .scalar_subquery()
    )
    undone = exists().where(back.lot_id == same, back.batch == taken_back).correlate(MovementRow)
    columns = (later.at, later.actor, earlier.at, earlier.actor, undone)
    query = (
        select(MovementRow, LotRow, ResourceTypeRow.name, ResourceTypeRow.unit, HolderRow.name, *columns)
        .join(LotRow, LotRow.id == MovementRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(later, later.id == first_since)
        .outerjoin(earlier, earlier.id == last_before)
        .where(MovementRow.batch == batch, MovementRow.commune_code == commune_code)
        .order_by(ResourceTypeRow.position, LotRow.id)
    )
    return [_saved_row(row) for row in session.execute(query)]


def _saved_row(row: Row[*tuple[object, ...]]) -> SavedRow:
    move, lot, resource, unit, holder, changed_at, changed_by, checked_at, checked_by, undone = row
    assert isinstance(move, MovementRow)
    assert isinstance(lot, LotRow)
    delta = Delta(on_hand=move.on_hand, reserved=move.reserved, away=move.away, broken=move.broken)
    balance = Balance(on_hand=lot.on_hand, reserved=lot.reserved, away=lot.away, broken=lot.broken)
    state = undo_state(balance, delta, undone=bool(undone), changed=changed_at is not None, closed=lot.closed)
    return SavedRow(
        lot_id=lot.id,
        resource=str(resource),
        unit=str(unit),
        holder=str(holder),
        place=lot.place,
        mark=lot.mark,
        before=move.on_hand_after - move.on_hand,
        after=move.on_hand_after,
        delta=delta,
        state=state,
        at=move.at,
        actor=move.actor,
        changed_at=changed_at if isinstance(changed_at, datetime) else None,
        changed_by=str(changed_by) if changed_by else None,
        checked_at=checked_at if isinstance(checked_at, datetime) else None,
        checked_by=str(checked_by) if checked_by else None,
    )
