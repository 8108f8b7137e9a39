"""Lines of an incident's log: what the post writes down, and what it did to the incident and its needs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from mobilization.models import IncidentEntryRow, IncidentRow, NeedRow
from mobilization.rules.journal import Entry


def enter(
    session: Session,
    incident_id: int,
    kind: Entry,
    *,
    actor: Actor,
    now: datetime,
    need: NeedRow | None = None,
    was: Decimal | None = None,
    text: str = "",
    happened_at: datetime | None = None,
) -> IncidentEntryRow:
    """Return a new line of an incident's log, of this moment unless it happened before."""
    row = IncidentEntryRow(
        incident_id=incident_id,
        kind=kind.value,
        need_id=need.id if need else None,
        quantity=need.quantity if need else None,
        was=was,
        happened_at=happened_at or now,
        entered_at=now,
        actor=actor.name,
        text=text,
    )
    session.add(row)
    return row


def tell_above(
    session: Session,
    kind: Entry,
    need: NeedRow,
    *,
    actor: Actor,
    now: datetime,
    was: Decimal | None = None,
    text: str = "",
) -> None:
    """Enter what became of a need into the log of each running incident that took it over."""
    for incident_id in _seeking(session, NeedRow.for_need_id == need.id):
        enter(session, incident_id, kind, need=need, was=was, text=text, actor=actor, now=now)


def tell_above_of_closing(session: Session, incident: IncidentRow, *, actor: Actor, now: datetime) -> None:
    """Enter into the log of each running incident that took needs of this one over that it was closed."""
    own = select(NeedRow.id).where(NeedRow.incident_id == incident.id)
    for incident_id in _seeking(session, NeedRow.for_need_id.in_(own)):
        enter(session, incident_id, Entry.BELOW_CLOSED, text=incident.title, actor=actor, now=now)


def _seeking(session: Session, taken: ColumnElement[bool]) -> list[int]:
    """Return the running incidents with needs of which this holds, those withdrawn left out."""
    query = (
        select(NeedRow.incident_id)
        .join(IncidentRow, IncidentRow.id == NeedRow.incident_id)
        .where(taken, NeedRow.withdrawn_at.is_(None), IncidentRow.closed_at.is_(None))
        .distinct()
        .order_by(NeedRow.incident_id)
    )
    return list(session.scalars(query))
