"""What a tờ trình asks for is bound to it until the province's decision takes it up; a withdrawn decision gives it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.locking import locked
from mobilization.models import DispatchRow, OrderRow
from mobilization.rules.proposals import ProposalState


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
