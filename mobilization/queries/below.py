"""What whoever asked the level above for help lacks by now: their own need behind each one that was taken over."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import aliased

from core.together import Question
from core.values import frozen
from mobilization.models import IncidentRow, NeedRow
from mobilization.queries.needs import NeedState
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


@frozen
class Taken:
    """A need that was taken over, and the need and the incident it was taken over from."""

    need_id: int
    asked_id: int
    asked_in: int
    closed: bool


def taken_over(incident_id: int) -> Question[list[Taken]]:
    """Return the question for the needs an incident took over."""
    own = aliased(NeedRow)
    query = (
        select(NeedRow.id, own.id, own.incident_id, IncidentRow.closed_at)
        .join(own, own.id == NeedRow.for_need_id)
        .join(IncidentRow, IncidentRow.id == own.incident_id)
        .where(NeedRow.incident_id == incident_id, NeedRow.withdrawn_at.is_(None))
        .order_by(NeedRow.id)
    )
    return Question(
        query,
        lambda rows: [
            Taken(need_id=taken, asked_id=asked, asked_in=incident, closed=closed_at is not None)
            for taken, asked, incident, closed_at in rows
        ],
    )


def asked_below(taken: Iterable[Taken], needs: Iterable[NeedState]) -> dict[int, Below]:
    """Return by need that was taken over the need of those who asked; `needs` holds both, withdrawn ones too."""
    known = {need.id: need for need in needs}
    found = {}
    for one in taken:
        here, there = known[one.need_id], known[one.asked_id]
        withdrawn, sought = there.withdrawn_at is not None, here.quantity - here.arrived
        spare = beyond_wanted(
            sought=sought,
            asked=there.quantity,
            promised=there.promised,
            ended=withdrawn or one.closed,
        )
        found[here.id] = Below(
            incident_id=one.asked_in,
            commune=there.commune,
            lacking=sought - spare,
            spare=spare,
            withdrawn=withdrawn,
            closed=one.closed,
        )
    return found
