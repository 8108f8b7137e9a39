"""The lines of a stocktake as plain values: its sheet, page by page or whole, and what is next to look at."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.errors import NotFoundError
from core.text import fold, sort_key
from core.values import frozen
from inventory.models import HolderRow, LotDetailRow, LotRow, MovementRow, ResourceTypeRow, StockCountLineRow
from inventory.queries.counting import LIVE, UNEQUAL
from inventory.rules.counting import SUPERSEDING, Counted, LineState, difference
from inventory.rules.details import is_expired
from inventory.rules.holders import whereabouts
from inventory.rules.stock import Balance, Delta, MovementKind

PAGE = 40


@frozen
class CountLine:
    """One line of the sheet. `counted` is None until somebody has been there."""

    id: int
    count_id: int
    lot_id: int
    resource: str
    unit: str
    category: str
    holder: str
    holder_kind: str
    place: str
    mark: str
    expires_on: date | None
    state: LineState
    held: str
    found: bool
    book: Balance
    counted: Counted | None
    reason: str
    counted_at: datetime | None
    counted_by: str
    version: int

    def expired_on(self, today: date) -> bool:
        """Whether what stands in the row is past its last day."""
        return is_expired(self.expires_on, today)

    @property
    def where(self) -> str:
        """Where to go and count, and whose it is."""
        return whereabouts(self.place, self.holder, self.holder_kind)

    @property
    def delta(self) -> Delta:
        """The difference found; nothing while not counted."""
        return difference(self.counted) if self.counted else Delta()


_LINE = StockCountLineRow


def _lines() -> Select[StockCountLineRow, LotRow, ResourceTypeRow, HolderRow, date | None]:
    return (
        select(StockCountLineRow, LotRow, ResourceTypeRow, HolderRow, LotDetailRow.expires_on)
        .join(LotRow, LotRow.id == _LINE.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
    )


def _line(
    row: StockCountLineRow, lot: LotRow, kind: ResourceTypeRow, holder: HolderRow, expires_on: date | None
) -> CountLine:
    book = Balance(on_hand=row.book_on_hand, away=row.book_away, broken=row.book_broken)
    counted = (
        Counted(book=book, present=row.present, broken=row.broken or Decimal(0))
        if row.present is not None
        else None
    )
    return CountLine(
        id=row.id,
        count_id=row.count_id,
        lot_id=row.lot_id,
        resource=kind.name,
        unit=kind.unit,
        category=kind.category,
        holder=holder.name,
        holder_kind=holder.kind,
        place=lot.place,
        mark=lot.mark,
        expires_on=expires_on,
        state=LineState(row.state),
        held=row.held,
        found=row.found,
        book=book,
        counted=counted,
        reason=row.reason,
        counted_at=row.counted_at,
        counted_by=row.counted_by,
        version=row.version,
    )


SHOWN = {
    "": None,
    "chua": and_(_LINE.present.is_(None), LIVE),
    "roi": _LINE.present.is_not(None),
    "lech": and_(_LINE.present.is_not(None), UNEQUAL, LIVE),
    "giu": _LINE.state == LineState.HELD.value,
}


def _sheet_order(
    session: Session, count_id: int
) -> tuple[ColumnElement[Any] | InstrumentedAttribute[int], ...]:
    """Return the order of a stocktake's sheet: places as a Vietnamese dictionary has them, then catalogue order.

    No database knows that order, and a stocktake has few places: their ranks go along with the question.
    """
    query = select(LotRow.place).join(_LINE, _LINE.lot_id == LotRow.id).where(_LINE.count_id == count_id)
    ranks = {
        place: rank for rank, place in enumerate(sorted(session.scalars(query.distinct()), key=sort_key))
    }
    by_place = [case(ranks, value=LotRow.place)] if len(ranks) > 1 else []
    return (*by_place, ResourceTypeRow.position, _LINE.id)


def list_lines(
    session: Session, count_id: int, *, show: str = "", search: str = "", page: int = 1
) -> tuple[list[CountLine], bool]:
    """Return one page of a stocktake's lines by place, then catalogue order, and whether more follow."""
    query = _lines().where(_LINE.count_id == count_id)
    condition = SHOWN.get(show)
    if condition is not None:
        query = query.where(condition)
    for word in fold(search).split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(
                ResourceTypeRow.folded.like(like), LotRow.place_folded.like(like), HolderRow.folded.like(like)
            )
        )
    query = query.order_by(*_sheet_order(session, count_id))
    rows = session.execute(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    return [_line(*row) for row in rows[:PAGE]], len(rows) > PAGE


def list_all_lines(session: Session, count_id: int) -> list[CountLine]:
    """Return every line of a stocktake in the order of its sheet: for the minutes and the spreadsheet."""
    query = _lines().where(_LINE.count_id == count_id)
    rows = session.execute(query.order_by(*_sheet_order(session, count_id)))
    return [_line(*row) for row in rows]


def get_line(session: Session, line_id: int) -> CountLine:
    """Return one line; raises NotFoundError."""
    row = session.execute(_lines().where(_LINE.id == line_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=line_id)
    return _line(*row)


def find_next_line(session: Session, count_id: int, *, after: int, show: str) -> int | None:
    """Return the id of the next line to look at behind line `after`, from the top again at the end, or None."""
    condition = SHOWN["lech" if show == "lech" else "chua"]
    assert condition is not None
    wanted = and_(condition, _LINE.reason == "") if show == "lech" else condition
    rows = list(
        session.execute(
            select(_LINE.id, case((wanted, 1), else_=0))
            .join(LotRow, LotRow.id == _LINE.lot_id)
            .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
            .where(_LINE.count_id == count_id)
            .order_by(*_sheet_order(session, count_id))
        )
    )
    place = next((number for number, row in enumerate(rows) if row[0] == after), -1)
    turned = [*rows[place + 1 :], *rows[: place + 1]]
    return next((line_id for line_id, is_wanted in turned if is_wanted and line_id != after), None)


def find_count_of(session: Session, lot_id: int) -> int | None:
    """Return the open stocktake a row stands in, or None."""
    return session.scalar(select(_LINE.count_id).where(_LINE.open_lot_id == lot_id))


def newest_movement(session: Session, lot_ids: list[int]) -> dict[int, int]:
    """Return the newest ledger line of each of these lots."""
    found: dict[int, int] = {}
    for start in range(0, len(lot_ids), 500):
        query = select(MovementRow.lot_id, func.max(MovementRow.id)).group_by(MovementRow.lot_id)
        for lot_id, newest in session.execute(
            query.where(MovementRow.lot_id.in_(lot_ids[start : start + 500]))
        ):
            found[lot_id] = newest
    return found


def recounted_lines(session: Session, count_id: int) -> set[int]:
    """Return the lines of a stocktake whose row was set to another figure after it was counted.

    What was found beside the list may come in another way meanwhile, as from a file: that is the same again, not more.
    """
    query = (
        select(_LINE.id)
        .join(MovementRow, and_(MovementRow.lot_id == _LINE.lot_id, MovementRow.id > _LINE.book_movement_id))
        .where(
            _LINE.count_id == count_id,
            _LINE.present.is_not(None),
            or_(
                MovementRow.kind.in_([kind.value for kind in SUPERSEDING]),
                and_(_LINE.found, MovementRow.kind == MovementKind.RECEIVE.value),
            ),
            or_(MovementRow.on_hand != 0, MovementRow.broken != 0),
        )
    )
    return set(session.scalars(query))
