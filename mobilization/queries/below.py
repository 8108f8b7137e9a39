"""What whoever asked the level above for help lacks by now: their own need behind each one that was taken over."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from core.values import frozen
from mobilization.models import IncidentRow, NeedRow
from mobilization.queries.needs import NeedState, list_needs
from mobilization.rules.shortfall import beyond_wanted


@frozen
class Below:
    """The need as those who asked have it: in which incident, what it still lacks of what is sought, and what is sought beyond."""

    incident_id: int
    commune: str
    lacking: Decimal
    spare: Decimal
    withdrawn: bool
    closed: bool


def asked_below(session: Session, incident_id: int, needs: Iterable[NeedState]) -> dict[int, Below]:
    """Return by need of this incident the need it was taken over from; needs of the incident's own are left out."""
    taken, own = aliased(NeedRow), aliased(NeedRow)
    rows = session.execute(
        select(taken.id, own.id, IncidentRow.id, IncidentRow.closed_at)
        .join(own, own.id == taken.for_need_id)
        .join(IncidentRow, IncidentRow.id == own.incident_id)
        .where(taken.incident_id == incident_id)
    ).all()
    if not rows:
        return {}
    asking = {need.id: need for need in list_needs(session, *{row[2] for row in rows}, withdrawn=True)}
    seeking = {need.id: need for need in needs}
    found = {}
    for taken_id, own_id, below_id, closed_at in rows:
        if taken_id not in seeking:
            continue
        here, there = seeking[taken_id], asking[own_id]
        withdrawn, closed = there.withdrawn_at is not None, closed_at is not None
        sought = here.quantity - here.arrived
        spare = beyond_wanted(
            sought=sought,
            asked=there.quantity,
            promised=there.promised,
            ended=withdrawn or closed,
        )
        found[taken_id] = Below(
            incident_id=below_id,
            commune=there.commune,
            lacking=sought - spare,
            spare=spare,
            withdrawn=withdrawn,
            closed=closed,
        )
    return found
