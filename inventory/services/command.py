"""What is done with boards and rosters: appoint, correct, relieve; put on duty, take off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import NotFoundError, StaleError
from core.locking import hold, locked
from core.text import fold, same_name, tidy
from inventory.models import BoardSeatRow, DutyWatchRow
from inventory.queries.story import stream_of
from inventory.rules.command import (
    Post,
    SeatEndedError,
    TermError,
    WatchKind,
    WatchTwiceError,
    check_term,
    check_watch,
)


def stream_for(commune_code: str) -> str:
    """Return the audit chain of a place: the commune's, or the system's for the province."""
    return stream_of(commune_code) if commune_code else SYSTEM


def _lock_seat(session: Session, seat_id: int, version: int, yours: dict[str, object]) -> BoardSeatRow:
    row = session.get(BoardSeatRow, seat_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFoundError(what=seat_id)
    if row.version != version:
        theirs = {name: getattr(row, name) for name in yours}
        told = facts_of(last_word(session, stream_for(row.commune_code), f"seat:{seat_id}"))
        raise StaleError(yours=yours, theirs=theirs, version=row.version, **told)
    return row


def appoint(
    session: Session,
    *,
    commune_code: str,
    post: Post,
    name: str,
    unit: str,
    phone: str,
    stand_in: str,
    term_from: date,
    term_to: date | None,
    document: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a new holder's row. Whoever held a single post before leaves it the day before; nothing is lost.

    Raises TermError where the term ends before it begins, or begins before the predecessor's.
    """
    check_term(term_from, term_to)
    before: list[BoardSeatRow] = []
    if post is not Post.MEMBER:
        hold(session.connection(), f"post:{commune_code}:{post}")  # a vacant post has no row to lock
        before = list(
            session.scalars(
                locked(
                    select(BoardSeatRow).where(
                        BoardSeatRow.commune_code == commune_code,
                        BoardSeatRow.post == post,
                        BoardSeatRow.ended_on.is_(None),
                    )
                )
            )
        )
    for old in before:
        if term_from <= old.term_from:
            raise TermError
        _leave(old, min(term_from - timedelta(days=1), day_of(now)))
    row = BoardSeatRow(
        commune_code=commune_code,
        post=post,
        name=tidy(name),
        folded=fold(name),
        unit=tidy(unit),
        phone=tidy(phone),
        stand_in=tidy(stand_in),
        term_from=term_from,
        term_to=term_to,
        ended_on=None,
        document=tidy(document),
        version=1,
    )
    session.add(row)
    session.flush()
    _note(session, "command.appoint", row, actor, now, relieved=[old.id for old in before])
    return row.id


def correct_seat(
    session: Session,
    *,
    seat_id: int,
    version: int,
    name: str,
    unit: str,
    phone: str,
    stand_in: str,
    term_from: date,
    term_to: date | None,
    document: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Correct a holder's row; raises StaleError, TermError, or SeatEndedError where the holder has left."""
    check_term(term_from, term_to)
    yours: dict[str, object] = {"name": name, "phone": phone, "term_from": term_from, "term_to": term_to}
    row = _lock_seat(session, seat_id, version, yours)
    if row.ended_on is not None:
        raise SeatEndedError
    row.name, row.folded = tidy(name), fold(name)
    row.unit, row.phone, row.stand_in = tidy(unit), tidy(phone), tidy(stand_in)
    row.term_from, row.term_to, row.document = term_from, term_to, tidy(document)
    row.version += 1
    _note(session, "command.correct", row, actor, now)


def end_seat(
    session: Session,
    *,
    seat_id: int,
    version: int,
    ended_on: date,
    document: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Relieve a holder: the post stands vacant, the term stays in the history."""
    row = _lock_seat(session, seat_id, version, {"ended_on": ended_on})
    if row.ended_on is not None:
        raise SeatEndedError
    if not row.term_from <= ended_on <= day_of(now):
        raise TermError
    _leave(row, ended_on)
    row.document = tidy(document) or row.document
    _note(session, "command.end", row, actor, now)


def _leave(row: BoardSeatRow, day: date) -> None:
    row.ended_on = max(day, row.term_from)
    row.version += 1


def _note(
    session: Session, action: str, row: BoardSeatRow, actor: Actor, now: datetime, **facts: object
) -> None:
    """Note the act without anybody's name or number: personal data can be erased, the chain cannot."""
    note(
        session,
        stream=stream_for(row.commune_code),
        at=now,
        actor=actor.login,
        action=action,
        subject=f"seat:{row.id}",
        post=row.post,
        term_from=row.term_from.isoformat(),
        term_to=row.term_to.isoformat() if row.term_to else "",
        **facts,
    )


def add_watch(
    session: Session,
    *,
    commune_code: str,
    kind: WatchKind,
    name: str,
    unit: str,
    phone: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a new watch; raises WatchSpanError, WatchLongOverError, or WatchTwiceError where the person is on duty then."""
    check_watch(starts_at, ends_at, now=now)
    hold(session.connection(), f"roster:{commune_code}")
    at_the_time = session.scalars(
        select(DutyWatchRow.name).where(
            DutyWatchRow.commune_code == commune_code,
            DutyWatchRow.folded == fold(name),
            DutyWatchRow.starts_at < ends_at,
            DutyWatchRow.ends_at > starts_at,
        )
    )
    if any(same_name(name, other) for other in at_the_time):
        raise WatchTwiceError(name=tidy(name))
    row = DutyWatchRow(
        commune_code=commune_code,
        kind=kind,
        name=tidy(name),
        folded=fold(name),
        unit=tidy(unit),
        phone=tidy(phone),
        starts_at=starts_at,
        ends_at=ends_at,
        version=1,
    )
    session.add(row)
    session.flush()
    _note_watch(session, "roster.add", row, actor, now)
    return row.id


def remove_watch(session: Session, *, watch_id: int, version: int, actor: Actor, now: datetime) -> None:
    """Take a watch off the roster, or end it now where it has begun: what was, stays. One that is over: SeatEndedError."""
    row = session.get(DutyWatchRow, watch_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFoundError(what=watch_id)
    if row.version != version:
        raise StaleError(yours={}, theirs={}, version=row.version)
    if row.ends_at <= now:
        raise SeatEndedError
    if row.starts_at < now:
        row.ends_at = now
        row.version += 1
        _note_watch(session, "roster.end", row, actor, now)
    else:
        _note_watch(session, "roster.remove", row, actor, now)
        session.delete(row)


def _note_watch(session: Session, action: str, row: DutyWatchRow, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=stream_for(row.commune_code),
        at=now,
        actor=actor.login,
        action=action,
        subject=f"watch:{row.id}",
        starts_at=row.starts_at.isoformat(),
        ends_at=row.ends_at.isoformat(),
    )
