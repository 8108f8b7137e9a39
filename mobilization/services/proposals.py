"""The commune's tờ trình: what it may not take itself it asks the province to requisition or to buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.locking import locked
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import LegalForm
from mobilization.models import DispatchRow, OrderRow
from mobilization.rules.authority import Issuer, NobodyAboveError, OtherAreaError, check_objects
from mobilization.rules.proposals import ProposalPassedError, ProposalState
from mobilization.rules.states import State
from mobilization.services.asked_for import keep_lines, turn_down
from mobilization.services.incidents import lock_incident_of, lock_open_incident, stream_of
from mobilization.services.order_seen import lock_order
from mobilization.services.orders import (
    ManyDonorsError,
    NothingChosenError,
    OrderPassedError,
    OrderTerms,
    new_order,
    wanted_of,
)


def propose_taking(
    session: Session,
    *,
    incident_id: int,
    dispatch_ids: Sequence[int],
    terms: OrderTerms,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a tờ trình to the provincial chair on resources held for a commune's incident.

    Luật 15/2008/QH12 điều 14, 24: only the province decides. Nothing is ordered by it; what it asks for stays held and
    waits for the decision.
    """
    incident = lock_open_incident(session, incident_id)
    if incident.run_by != Issuer.COMMUNE:
        raise NobodyAboveError
    rows = session.scalars(
        locked(
            select(DispatchRow)
            .where(DispatchRow.incident_id == incident_id, DispatchRow.id.in_(sorted(set(dispatch_ids))))
            .order_by(DispatchRow.id)
        )
    ).all()
    if not rows:
        raise NothingChosenError
    if any(row.order_id is not None or row.state != State.RESERVED.value for row in rows):
        raise OrderPassedError
    donors = {row.commune_code for row in rows}
    if len(donors) > 1:
        raise ManyDonorsError
    lots = list_lots_by_ids(session, [row.lot_id for row in rows]).values()
    for lot in lots:
        if lot.commune_code != incident.commune_code:
            raise OtherAreaError(place=lot.commune)
    check_objects([wanted_of(lot) for lot in lots], terms.form)
    proposal = new_order(
        incident, terms, donor=donors.pop(), issuer_code=incident.commune_code, actor=actor, now=now
    )
    proposal.state = ProposalState.PROPOSED.value
    session.add(proposal)
    session.flush()
    for row in rows:
        row.order_id = row.proposal_id = proposal.id
        row.price_dong = terms.prices.get(row.id) if terms.form is LegalForm.TRUNG_MUA else None
        row.version += 1
    keep_lines(session, proposal.id, rows)
    _note(session, proposal, "order.propose", actor, now)
    return proposal.id


def decline(session: Session, *, order_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Note that the province does not decide as a tờ trình asks, and why; what it asked for is free for another way."""
    lock_incident_of(session, order_id, running=False)
    proposal = lock_order(session, order_id)
    if proposal.state != ProposalState.PROPOSED.value:
        raise ProposalPassedError
    lines = select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id)
    rows = session.scalars(locked(lines)).all()
    turn_down(session, proposal, rows, ProposalState.DECLINED.value, reason=reason, actor=actor, now=now)
    for row in rows:
        row.order_id = row.proposal_id = None
        row.version += 1
    _note(session, proposal, "order.decline", actor, now)


def _note(session: Session, proposal: OrderRow, action: str, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=stream_of(proposal.incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=str(proposal.id),
        form=proposal.form,
    )
