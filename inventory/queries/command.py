"""Boards and rosters as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import BindParameter, Select, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import BoardSeatRow, DutyWatchRow
from inventory.rules.command import ORDER, Post, term_ended


@frozen
class Seat:
    """One person's term in one post; `ended_on` stands where the person has left it."""

    id: int
    commune_code: str
    post: str
    name: str
    unit: str
    phone: str
    stand_in: str
    term_from: date
    term_to: date | None
    ended_on: date | None
    document: str
    version: int

    def term_over(self, today: date) -> bool:
        """Return whether the term has run out."""
        return term_ended(self.term_to, today)


@frozen
class Watch:
    """One person on duty from one moment to another."""

    id: int
    commune_code: str
    kind: str
    name: str
    unit: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    version: int


_SEAT_FIELDS = tuple(Seat.__dataclass_fields__)
_WATCH_FIELDS = tuple(Watch.__dataclass_fields__)


def seat_of(row: BoardSeatRow) -> Seat:
    """Return a board's row as a plain value."""
    return Seat(**{name: getattr(row, name) for name in _SEAT_FIELDS})


def watch_of(row: DutyWatchRow) -> Watch:
    """Return a roster's row as a plain value."""
    return Watch(**{name: getattr(row, name) for name in _WATCH_FIELDS})


def list_seats(session: Session, commune_code: str) -> tuple[list[Seat], list[Seat]]:
    """Return the holders of today in official order, and the former ones, last to leave first."""
    rows = session.scalars(
        select(BoardSeatRow).where(BoardSeatRow.commune_code == commune_code).order_by(BoardSeatRow.id)
    )
    seats = [seat_of(row) for row in rows]
    now_held = sorted(
        (seat for seat in seats if seat.ended_on is None), key=lambda seat: (ORDER[Post(seat.post)], seat.id)
    )
    past = [seat for seat in seats if seat.ended_on is not None]
    return now_held, sorted(past, key=lambda seat: (seat.ended_on or date.min, seat.id), reverse=True)


def current_seats(*, scope: str | None = None) -> Question[dict[str, list[Seat]]]:
    """Return the question for today's holders of every board (or of one place), in official order; "" is the province."""
    query = select(BoardSeatRow).where(BoardSeatRow.ended_on.is_(None)).order_by(BoardSeatRow.id)
    if scope is not None:
        query = query.where(BoardSeatRow.commune_code == scope)
    return Question(query, lambda rows: _boards(rows.scalars()))


def _boards(rows: Iterable[BoardSeatRow]) -> dict[str, list[Seat]]:
    boards: dict[str, list[Seat]] = {}
    for row in rows:
        boards.setdefault(row.commune_code, []).append(seat_of(row))
    for seats in boards.values():
        seats.sort(key=lambda seat: (ORDER[Post(seat.post)], seat.id))
    return boards


def get_seat(session: Session, seat_id: int) -> Seat:
    """Return one holder's row; raises NotFoundError."""
    row = session.get(BoardSeatRow, seat_id)
    if row is None:
        raise NotFoundError(what=seat_id)
    return seat_of(row)


def commune_of_seat(session: Session, *, seat_id: int, **_: object) -> str:
    """Return the commune of a holder's row ("" for the province); raises NotFoundError."""
    code = session.scalar(select(BoardSeatRow.commune_code).where(BoardSeatRow.id == seat_id))
    if code is None:
        raise NotFoundError(what=seat_id)
    return code


def _watches() -> Select[DutyWatchRow]:
    return select(DutyWatchRow).order_by(
        DutyWatchRow.commune_code, DutyWatchRow.starts_at, DutyWatchRow.kind.desc(), DutyWatchRow.id
    )


def list_watches(session: Session, commune_code: str, *, since: datetime, until: datetime) -> list[Watch]:
    """Return a place's watches that touch a span of time, by their beginning, the leader first."""
    query = _watches().where(
        DutyWatchRow.commune_code == commune_code,
        DutyWatchRow.ends_at > since,
        DutyWatchRow.starts_at < until,
    )
    return [watch_of(row) for row in session.scalars(query)]


def on_duty_at(now: datetime | BindParameter[datetime]) -> Select[DutyWatchRow]:
    """Return the SELECT of the watches of a moment, by place, the leader first."""
    return _watches().where(DutyWatchRow.ends_at > now, DutyWatchRow.starts_at <= now)


def list_on_duty(session: Session, now: datetime, *, commune_code: str | None = None) -> list[Watch]:
    """Return who is on duty at a moment, in one place or everywhere, by place, the leader first."""
    query = on_duty_at(now)
    if commune_code is not None:
        query = query.where(DutyWatchRow.commune_code == commune_code)
    return [watch_of(row) for row in session.scalars(query)]


def get_watch(session: Session, watch_id: int) -> Watch:
    """Return one watch; raises NotFoundError."""
    row = session.get(DutyWatchRow, watch_id)
    if row is None:
        raise NotFoundError(what=watch_id)
    return watch_of(row)


def commune_of_watch(session: Session, *, watch_id: int, **_: object) -> str:
    """Return the commune of a watch ("" for the province); raises NotFoundError."""
    return get_watch(session, watch_id).commune_code
