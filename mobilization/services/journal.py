"""Lines of an incident's log: what the post writes down, and what it did to the incident and its needs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from mobilization.models import IncidentEntryRow, NeedRow
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
