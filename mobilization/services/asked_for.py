"""What a paper that decides nothing yet binds: kept as it was sent, taken up by a decision, given back by what came to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.locking import locked
from mobilization.models import DispatchRow, OrderActRow, OrderRow, ProposalLineRow
from mobilization.rules.proposals import PROPOSALS, ProposalState


def lock_proposals(session: Session, dispatch_ids: Sequence[int]) -> dict[int, OrderRow]:
    """Return the waiting tờ trình that some of these resources are bound to, locked, by id."""
    bound = select(DispatchRow.order_id).where(
        DispatchRow.id.in_(dispatch_ids), DispatchRow.order_id == DispatchRow.proposal_id
    )
    return _locked(session, list(session.scalars(bound)), ProposalState.PROPOSED)


def take_up(session: Session, proposals: Iterable[OrderRow]) -> None:
    """Mark each tờ trình of which nothing waits any more as taken up."""
    session.flush()
    for row in proposals:
        waiting = select(DispatchRow.id).where(DispatchRow.order_id == row.id).limit(1)
        if session.scalar(waiting) is None:
            row.state = ProposalState.TAKEN.value
            row.version += 1


def keep_lines(session: Session, order_id: int, rows: Sequence[DispatchRow]) -> None:
    """Keep what a paper called on or asks for as it stands now, whatever becomes of it."""
    for row in rows:
        line = {"dispatch_id": row.id, "quantity": row.quantity, "price_dong": row.price_dong}
        session.add(ProposalLineRow(order_id=order_id, **line))


def turn_down(
    session: Session,
    order: OrderRow,
    rows: Sequence[DispatchRow],
    state: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """End a paper that came to nothing, with who, when and why, and keep what it called on: that still waits."""
    if order.state not in PROPOSALS:  # a tờ trình has its lines since it was sent
        keep_lines(session, order.id, rows)
    order.state = state
    order.version += 1
    act = {"kind": state, "until": None, "number": "", "text": reason.strip(), "actor": actor.name}
    session.add(OrderActRow(order_id=order.id, happened_at=now, entered_at=now, **act))


def give_back(session: Session, rows: Sequence[DispatchRow]) -> None:
    """Set resources free of a paper that was withdrawn; what a tờ trình asked for waits on it again."""
    asked = [row.proposal_id for row in rows if row.proposal_id not in (None, row.order_id)]
    proposals = _locked(session, asked, ProposalState.PROPOSED, ProposalState.TAKEN)
    for row in rows:
        row.order_id = row.proposal_id = row.proposal_id if row.proposal_id in proposals else None
        row.price_dong = row.price_dong if row.order_id else None
        row.version += 1
    for proposal in proposals.values():
        proposal.state = ProposalState.PROPOSED.value
        proposal.version += 1


def _locked(session: Session, ids: Iterable[int | None], *states: ProposalState) -> dict[int, OrderRow]:
    query = select(OrderRow).where(
        OrderRow.id.in_({number for number in ids if number is not None}), OrderRow.state.in_(states)
    )
    return {row.id: row for row in session.scalars(locked(query.order_by(OrderRow.id), key_share=True))}
