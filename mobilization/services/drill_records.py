"""Drills held without the software, or before it: entered from their paper, so that the calendar of what is owed is true."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import VIETNAM, day_of
from core.errors import NotFoundError
from mobilization.models import IncidentEntryRow, IncidentRow
from mobilization.rules.hazards import Hazard
from mobilization.rules.journal import FutureError
from mobilization.services.incidents import open_incident, stream_of

MORNING = time(8, 0)  # paper tells the day; the hour is of no account


def record_drill(
    session: Session,
    *,
    title: str,
    hazard: Hazard,
    commune_code: str,
    held_on: date,
    record: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a drill entered from its paper: over, held by the actor's own level, without figures."""
    if held_on > day_of(now):
        raise FutureError
    incident_id = open_incident(
        session,
        title=title,
        hazard=hazard,
        commune_code=commune_code,
        place="",
        ptds_level=None,
        risk_level=None,
        drill=True,
        actor=actor,
        now=now,
    )
    session.execute(
        delete(IncidentEntryRow).where(IncidentEntryRow.incident_id == incident_id)
    )  # its log is its paper
    row = session.get_one(IncidentRow, incident_id)
    row.record = record.strip()
    row.opened_at = min(now, datetime.combine(held_on, MORNING, VIETNAM))
    row.closed_at = min(now, row.opened_at + timedelta(hours=8))
    return incident_id


def forget_drill(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> None:
    """Take a drill entered from paper out of the calendar again; raises NotFoundError for any other incident."""
    row = session.get(IncidentRow, incident_id, with_for_update=True)
    if row is None or not row.record:
        raise NotFoundError(what=incident_id)
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="drill.forget",
        title=row.title,
        record=row.record,
    )
    session.delete(row)
