"""What follows an approved order: legal acts and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import DomainError, StaleError
from core.locking import locked
from core.values import frozen
from mobilization.models import (
    DispatchRow,
    MinutesLineRow,
    MinutesRow,
    OrderActRow,
    OrderRow,
)
from mobilization.queries.minutes import MinutesLine
from mobilization.queries.settlement import Timed, find_timed
from mobilization.rules.clocks import (
    TermDecidedError,
    can_decide_return,
    check_can_extend,
    check_can_extend_pay,
)
from mobilization.rules.states import AT_WORK, OPEN_STATES, State
from mobilization.services.accepting import event
from mobilization.services.incidents import stream_of
from mobilization.services.order_seen import lock_order
from mobilization.services.orders import OrderPassedError, register


class NotReturnedError(DomainError):
    """Something of the order is still out: minutes of return and losses come after the return."""

    code = "order_not_returned"
    status = 409


class MinutesFutureError(DomainError):
    """Minutes cannot be of a meeting that has not been held."""

    code = "happened_in_future"


@frozen
class MinutesHead:
    """Who met, where, when; `user_…` is the organisation that uses the resources."""

    at: datetime
    place: str
    owner_delegate: str = ""
    owner_position: str = ""
    user_name: str = ""
    user_address: str = ""
    user_delegate: str = ""
    user_position: str = ""
    witness: str = ""
    remarks: str = ""


def lock_approved(session: Session, order_id: int) -> tuple[OrderRow, Timed]:
    """Return an approved order, locked, with its times; raises OrderPassedError for a draft."""
    order = lock_order(session, order_id)
    found = find_timed(session, order_id)
    if found is None:
        raise OrderPassedError
    return order, found


def _act(
    session: Session,
    order: OrderRow,
    kind: str,
    *,
    at: datetime,
    number: str,
    text: str,
    actor: Actor,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Keep a legal act; each kind once, the database has the last word."""
    session.add(
        OrderActRow(
            order_id=order.id,
            kind=kind,
            happened_at=at,
            until=until,
            number=number.strip(),
            text=text.strip(),
            actor=actor.name,
            entered_at=now,
        )
    )
    order.version += 1
    note_order(
        session, order, f"order.{kind}", actor, now, number=number, until=until.isoformat() if until else ""
    )


def note_order(
    session: Session, order: OrderRow, action: str, actor: Actor, now: datetime, **facts: object
) -> None:
    """Note an act on an order in its incident's chain."""
    note(
        session,
        stream=stream_of(order.incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=str(order.id),
        **{key: str(value) for key, value in facts.items()},
    )


def confirm(
    session: Session, *, order_id: int, number: str, dated: date, actor: Actor, now: datetime
) -> None:
    """Note that an oral requisition was confirmed in writing and sent to the owner."""
    order, timed = lock_approved(session, order_id)
    if timed.times.oral_at is None or timed.times.confirmed_at is not None:
        raise TermDecidedError
    register(order, number=number, dated=dated, now=now)
    _act(session, order, "confirmed", at=now, number=number, text="", actor=actor, now=now)


def extend(
    session: Session, *, order_id: int, until: datetime, text: str, actor: Actor, now: datetime
) -> None:
    """Extend an order's term as its issuer's chairman; what is at work is marked as extended."""
    order, timed = lock_approved(session, order_id)
    check_can_extend(timed.times, until=until, now=now)
    _act(session, order, "extended", at=now, number="", text=text, actor=actor, now=now, until=until)
    staying = [state.value for state in AT_WORK if not state.value.startswith("out_")]
    rows = session.scalars(
        locked(
            select(DispatchRow)
            .where(DispatchRow.order_id == order_id, DispatchRow.state.in_(staying))
            .order_by(DispatchRow.id)
        )
    )
    for row in rows:
        row.state, row.state_at = State.EXTENDED.value, now
        row.version += 1
        session.add(event(row, now=now, happened_at=now, actor=actor, text=text))


def decide_return(
    session: Session,
    *,
    order_id: int,
    number: str,
    actor: Actor,
    now: datetime,
    back_at: datetime | None = None,
    back_place: str = "",
) -> None:
    """Note the return decision, and when and where the things go back where that is set (điều 33).

    Raises TermDecidedError where there is nothing left to decide.
    """
    order, timed = lock_approved(session, order_id)
    if not can_decide_return(timed.times):
        raise TermDecidedError
    _act(
        session,
        order,
        "return_decided",
        at=now,
        number=number,
        text=back_place,
        until=back_at,
        actor=actor,
        now=now,
    )


def extend_payment(session: Session, *, order_id: int, text: str, actor: Actor, now: datetime) -> None:
    """Extend the term for payment once, for the reason told to the owner in writing."""
    order, timed = lock_approved(session, order_id)
    check_can_extend_pay(timed.times, now=now)
    _act(session, order, "pay_extended", at=now, number="", text=text, actor=actor, now=now)


def save_minutes(
    session: Session,
    *,
    order_id: int,
    kind: str,
    head: MinutesHead,
    lines: Mapping[int, MinutesLine],
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the minutes of a handing over or a return; after a return its resources count as checked.

    `version` is 0 for new minutes; raises StaleError where another wrote them in the meantime.
    """
    order, _timed = lock_approved(session, order_id)
    if head.at > now + timedelta(minutes=5):
        raise MinutesFutureError
    rows = list(
        session.scalars(
            locked(select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id))
        )
    )
    if kind == "return" and any(State(row.state) in OPEN_STATES for row in rows):
        raise NotReturnedError
    held = session.scalars(
        locked(select(MinutesRow).where(MinutesRow.order_id == order_id, MinutesRow.kind == kind))
    ).one_or_none()
    if (held.version if held else 0) != version:
        theirs = held.written_by if held else ""
        told = facts_of(
            last_word(session, stream_of(order.incident_id), str(order_id), f"order.minutes.{kind}")
        )
        raise StaleError(theirs={"written_by": theirs}, yours={"written_by": actor.name}, **told)
    if held is None:
        held = MinutesRow(order_id=order_id, kind=kind, version=0)
        session.add(held)
    for name, value in asdict(head).items():
        setattr(held, name, value)
    held.written_by, held.written_at = actor.name, now
    held.version += 1
    session.flush()
    session.execute(delete(MinutesLineRow).where(MinutesLineRow.minutes_id == held.id))
    known = {row.id for row in rows}
    session.add_all(
        MinutesLineRow(minutes_id=held.id, dispatch_id=number, **asdict(line))
        for number, line in sorted(lines.items())
        if number in known
    )
    for row in rows:
        if kind == "return" and row.state == State.RETURNED.value:
            row.state, row.state_at = State.CHECKED.value, now
            row.version += 1
            session.add(event(row, now=now, happened_at=now, actor=actor, text=""))
    note_order(session, order, f"order.minutes.{kind}", actor, now, version=held.version)
