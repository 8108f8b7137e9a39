"""Stocktakes as plain values: whose, of what, how far."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.text import sort_key
from core.together import Question
from core.values import frozen
from inventory.models import LotRow, StockCountLineRow, StockCountRow
from inventory.rules.counting import OPEN_STATES, CountState, LineState


@frozen
class Tally:
    """How far a stocktake is, in lines. `unexplained` counts differences without a reason."""

    lines: int
    counted: int
    different: int
    unexplained: int
    held: int
    left: int

    @property
    def uncounted(self) -> int:
        """Lines nobody has counted or left out yet."""
        return self.lines - self.counted - self.left


@frozen
class Stocktake:
    """One stocktake with how far it is."""

    id: int
    commune_code: str
    commune: str
    commune_name: str
    pillar: str
    place: str
    blind: bool
    state: CountState
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    number: str
    version: int
    tally: Tally


_LINE = StockCountLineRow
UNEQUAL = or_(_LINE.present != _LINE.book_on_hand - _LINE.book_away, _LINE.broken != _LINE.book_broken)
LIVE = _LINE.state != LineState.LEFT.value
_IS_OPEN = StockCountRow.state.in_([state.value for state in OPEN_STATES])


def _sum(condition: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _counts() -> Select[*tuple[Any, ...]]:
    live_unequal = and_(LIVE, _LINE.present.is_not(None), UNEQUAL)
    tallies = (
        select(
            _LINE.count_id,
            func.count().label("lines"),
            _sum(and_(LIVE, _LINE.present.is_not(None))).label("counted"),
            _sum(live_unequal).label("different"),
            _sum(and_(live_unequal, _LINE.reason == "")).label("unexplained"),
            _sum(_LINE.state == LineState.HELD.value).label("held"),
            _sum(_LINE.state == LineState.LEFT.value).label("left"),
        )
        .group_by(_LINE.count_id)
        .subquery()
    )
    numbers = (tallies.c[name] for name in Tally.__dataclass_fields__)
    return (
        select(StockCountRow, CommuneRow.kind, CommuneRow.name, *numbers)
        .join(CommuneRow, CommuneRow.code == StockCountRow.commune_code)
        .outerjoin(tallies, tallies.c.count_id == StockCountRow.id)
    )


def _count(row: StockCountRow, kind: str, name: str, *numbers: int | None) -> Stocktake:
    return Stocktake(
        id=row.id,
        commune_code=row.commune_code,
        commune=f"{KIND_TITLES[kind]} {name}",
        commune_name=name,
        pillar=row.pillar,
        place=row.place,
        blind=row.blind,
        state=CountState(row.state),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        number=row.number,
        version=row.version,
        tally=Tally(
            **dict(zip(Tally.__dataclass_fields__, (int(number or 0) for number in numbers), strict=True))
        ),
    )


def get_count(session: Session, count_id: int) -> Stocktake:
    """Return one stocktake; raises NotFoundError."""
    row = session.execute(_counts().where(StockCountRow.id == count_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=count_id)
    return _count(*row)


def list_counts(session: Session, *, scope: str | None, limit: int = 50, skip: int = 0) -> list[Stocktake]:
    """Return the newest stocktakes within `scope`, open ones first."""
    query = _counts().order_by(case((_IS_OPEN, 0), else_=1), StockCountRow.id.desc())
    query = query.limit(limit).offset(skip)
    if scope is not None:
        query = query.where(StockCountRow.commune_code == scope)
    return [_count(*row) for row in session.execute(query)]


def open_counts(scope: str, *, limit: int) -> Question[list[Stocktake]]:
    """Return the question for a commune's newest open stocktakes."""
    query = _counts().where(StockCountRow.commune_code == scope, _IS_OPEN)
    query = query.order_by(StockCountRow.id.desc()).limit(limit)
    return Question(query, lambda rows: [_count(*row) for row in rows])


def list_places(session: Session, commune_code: str) -> list[tuple[str, int]]:
    """Return a commune's places of storage and how many rows each has, by name."""
    query = (
        select(func.min(LotRow.place), func.count())
        .where(LotRow.commune_code == commune_code, LotRow.closed.is_(False), LotRow.place_folded != "")
        .group_by(LotRow.place_folded)
    )
    found = [(place, rows) for place, rows in session.execute(query)]
    return sorted(found, key=lambda held: sort_key(held[0]))


def commune_of_count(session: Session, *, count_id: int, **_: object) -> str:
    """Return the code of the commune a stocktake belongs to; raises NotFoundError."""
    code = session.scalar(select(StockCountRow.commune_code).where(StockCountRow.id == count_id))
    if code is None:
        raise NotFoundError(what=count_id)
    return code


def commune_of_line(session: Session, *, line_id: int, **_: object) -> str:
    """Return the code of the commune a stocktake's line belongs to; raises NotFoundError."""
    query = select(StockCountRow.commune_code).join(_LINE, _LINE.count_id == StockCountRow.id)
    code = session.scalar(query.where(_LINE.id == line_id))
    if code is None:
        raise NotFoundError(what=line_id)
    return code
