"""Open a stocktake, and add to its sheet what stands in the place but not on it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.text import fold, tidy
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow, StockCountLineRow, StockCountRow
from inventory.queries.catalogue import get_type, standing_type
from inventory.queries.count_lines import find_count_of, newest_movement
from inventory.queries.details import details_of
from inventory.rules.counting import CountedElsewhereError, CountState, LineState, NothingToCountError
from inventory.services.counting import enter, lock_count, note_count
from inventory.services.details import edit_details
from inventory.services.keeping import LotExistsError, chosen_holder, open_lot
from inventory.services.ledger import lock_lots


@frozen
class Opened:
    """A new stocktake: its number, its lines, and the rows left to another open one."""

    count_id: int
    lines: int
    elsewhere: int


def open_count(
    session: Session, *, commune_code: str, pillar: str, place: str, blind: bool, actor: Actor, now: datetime
) -> Opened:
    """Return a new stocktake of a commune's rows (of one pillar, one place, or all).

    Rows under another open stocktake stay there; raises NothingToCountError where nothing is left.
    """
    query = select(LotRow.id).where(LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    if pillar:
        of_pillar = select(ResourceTypeRow.code).where(ResourceTypeRow.pillar == pillar)
        query = query.where(LotRow.type_code.in_(of_pillar))
    if place:
        query = query.where(LotRow.place_folded == fold(place))
    lots = lock_lots(session, session.scalars(query.order_by(LotRow.id)))
    taken = set(
        session.scalars(
            select(StockCountLineRow.open_lot_id)
            .join(StockCountRow, StockCountRow.id == StockCountLineRow.count_id)
            .where(StockCountRow.commune_code == commune_code, StockCountLineRow.open_lot_id.is_not(None))
        )
    )
    free = [row for lot_id, row in lots.items() if lot_id not in taken]
    if not free:
        raise NothingToCountError(elsewhere=len(lots))
    count = StockCountRow(
        commune_code=commune_code,
        pillar=pillar,
        place=tidy(place),
        blind=blind,
        state=CountState.COUNTING.value,
        opened_at=now,
        opened_by=actor.name,
        closed_at=None,
        closed_by="",
        number="",
        version=1,
    )
    session.add(count)
    session.flush()
    newest = newest_movement(session, [row.id for row in free])
    session.execute(
        insert(StockCountLineRow), [_line_of(count.id, row, newest.get(row.id, 0)) for row in free]
    )
    note_count(session, count, "count.open", actor, now, lines=len(free), blind=blind)
    return Opened(count_id=count.id, lines=len(free), elsewhere=len(lots) - len(free))


def _line_of(count_id: int, row: LotRow, movement_id: int) -> dict[str, object]:
    return {
        "count_id": count_id,
        "lot_id": row.id,
        "open_lot_id": row.id,
        "state": LineState.OPEN.value,
        "held": "",
        "found": False,
        "book_on_hand": row.on_hand,
        "book_away": row.away,
        "book_broken": row.broken,
        "book_movement_id": movement_id,
        "present": None,
        "broken": None,
        "reason": "",
        "counted_at": None,
        "counted_by": "",
        "version": 1,
    }


def add_found(
    session: Session,
    *,
    count_id: int,
    type_code: str,
    holder_id: int | None,
    place: str,
    mark: str,
    present: Decimal,
    broken: Decimal,
    reason: str,
    actor: Actor,
    now: datetime,
    expires_on: date | None = None,
) -> int:
    """Return the id of a new line for things found that the sheet does not name; their number is posted on closing.

    What the list did not have either stands in the stocktake alone until then: it is no row of the list that has run out.

    Raises LotExistsError where the sheet has the row, or the list has it with another last day, CountedElsewhereError
    where another open stocktake has it.
    """
    count = lock_count(session, count_id)
    kind = get_type(session, standing_type(session, type_code))
    code = count.commune_code
    holder = chosen_holder(session, code, holder_id)
    lot = open_lot(
        session, commune_code=code, type_code=kind.code, holder=holder, place=place or count.place, mark=mark
    )
    listed = lot.version > 0
    held = details_of(session, lot.id)["expires_on"]
    if listed and held and expires_on and held != expires_on:
        # another last day is another lot of goods
        raise LotExistsError(resource=kind.name, holder=holder.name)
    other = find_count_of(session, lot.id)
    if other is not None and other != count_id:
        raise CountedElsewhereError(count=other)
    again = StockCountLineRow.count_id == count_id, StockCountLineRow.lot_id == lot.id
    line_id = session.scalar(select(StockCountLineRow.id).where(*again))
    if other is not None:
        raise LotExistsError(resource=kind.name, holder=holder.name)
    if line_id is not None:  # it was left out, and is found after all
        session.execute(delete(StockCountLineRow).where(StockCountLineRow.id == line_id))
    _note_last_day(session, lot, expires_on, actor=actor, now=now)
    values = _line_of(count_id, lot, 0) | {"found": True}
    line_id = session.execute(
        insert(StockCountLineRow).values(values).returning(StockCountLineRow.id)
    ).scalar_one()
    enter(
        session,
        line_id=line_id,
        version=1,
        present=present,
        broken=broken,
        reason=reason or "Phát hiện khi kiểm kê, chưa có trong danh sách",
        actor=actor,
        now=now,
    )
    lot.closed = not listed
    return line_id


def _note_last_day(
    session: Session, lot: LotRow, expires_on: date | None, *, actor: Actor, now: datetime
) -> None:
    """Write down the last day of what was found; a row that stood on the list before forgets the old one."""
    anew = lot.version == 0
    lot.version = max(lot.version, 1)
    if anew or expires_on:
        values = details_of(session, lot.id) | {"expires_on": expires_on}
        edit_details(session, lot_id=lot.id, version=lot.version, values=values, actor=actor, now=now)
