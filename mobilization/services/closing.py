"""End an incident in one act: what has not left is given up, what is away can be sent home, and it closes once all are home."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.errors import StaleError
from core.locking import locked
from core.values import frozen
from inventory.services.ledger import lock_lots
from mobilization.models import DispatchRow, OrderRow
from mobilization.queries.dispatches import Dispatch
from mobilization.rules.proposals import ProposalState
from mobilization.rules.states import NOT_GONE, ON_THE_WAY, OPEN_STATES, State
from mobilization.services.dispatches import mark
from mobilization.services.incidents import close_incident, lock_open_incident
from mobilization.services.orders import withdraw


@frozen
class Ended:
    """How many resources were given up, and how many are still away: with any, the incident goes on."""

    given_up: int
    away: int


def as_seen(items: Iterable[Dispatch | DispatchRow]) -> str:
    """Return a mark of what is still open of an incident, so that nothing is given up that left since it was looked at."""
    said = sorted(
        (item.id, str(item.state), str(item.quantity.normalize()))
        for item in items
        if State(item.state) in OPEN_STATES
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def wind_up(
    session: Session, *, incident_id: int, seen: str, send_home: bool, actor: Actor, now: datetime
) -> Ended:
    """Give up what has not left and withdraw the drafts; close the incident where nothing is away.

    With `send_home` what is at work or on its way is told to go home. Raises StaleError where something moved since.
    """
    lock_open_incident(session, incident_id)
    papers = _waiting(incident_id, "draft", ProposalState.PROPOSED)
    session.execute(
        locked(papers, key_share=True)
    )  # before their lines are, as whoever changes one of them does
    query = select(DispatchRow).where(DispatchRow.incident_id == incident_id)
    lock_lots(session, sorted({row.lot_id for row in _open(session.scalars(query))}))
    rows = _open(
        session.scalars(locked(query.order_by(DispatchRow.id)).execution_options(populate_existing=True))
    )
    if as_seen(rows) != seen:
        raise StaleError(yours={"mark": seen}, theirs={"mark": as_seen(rows)})
    going = [(row.id, State.CANCELLED) for row in rows if row.state in NOT_GONE]
    if send_home:
        home = ON_THE_WAY - {State.RELEASED}
        going += [(row.id, State.RELEASED) for row in rows if row.state in home]
    for dispatch_id, to in going:
        mark(
            session,
            dispatch_id=dispatch_id,
            to=to,
            happened_at=now,
            text="kết thúc sự cố",
            came=None,
            actor=actor,
            now=now,
        )
    _withdraw_waiting(session, incident_id, "draft", ProposalState.PROPOSED, actor=actor, now=now)
    away = sum(row.state in ON_THE_WAY for row in rows)
    if not away:
        close_incident(session, incident_id=incident_id, actor=actor, now=now)
    return Ended(given_up=sum(to is State.CANCELLED for _id, to in going), away=away)


def close(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> None:
    """Close an incident of which nothing is out, or a drill at any time; no tờ trình waits for the province after that.

    A drill's drafts stay as they stood at its end, like all it is scored by.
    """
    lock_open_incident(session, incident_id)
    _withdraw_waiting(session, incident_id, ProposalState.PROPOSED, actor=actor, now=now)
    close_incident(session, incident_id=incident_id, actor=actor, now=now)


def _withdraw_waiting(session: Session, incident_id: int, *states: str, actor: Actor, now: datetime) -> None:
    for order_id in session.scalars(_waiting(incident_id, *states)).all():
        withdraw(session, order_id=order_id, actor=actor, now=now)


def _waiting(incident_id: int, *states: str) -> Select[int]:
    return (
        select(OrderRow.id)
        .where(OrderRow.incident_id == incident_id, OrderRow.state.in_(states))
        .order_by(OrderRow.id)
    )


def _open(rows: Iterable[DispatchRow]) -> list[DispatchRow]:
    return [row for row in rows if State(row.state) in OPEN_STATES]
