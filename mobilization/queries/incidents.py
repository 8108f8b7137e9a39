"""Incidents as plain values."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question, the_one
from core.values import frozen
from mobilization.models import IncidentRow

CLOSED_ROWS = 20  # of one page


@frozen
class Incident:
    """One incident as people see it."""

    id: int
    title: str
    hazard: str
    commune_code: str
    commune: str
    commune_name: str
    place: str
    run_by: str
    ptds_level: int | None
    risk_level: int | None
    drill: bool
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    record: str | None = None
    version: int = 1


def incident_of(row: IncidentRow, commune: CommuneRow) -> Incident:
    """Return an incident as people see it."""
    return Incident(
        id=row.id,
        title=row.title,
        hazard=row.hazard,
        commune_code=row.commune_code,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        commune_name=commune.name,
        place=row.place,
        run_by=row.run_by,
        ptds_level=row.ptds_level,
        risk_level=row.risk_level,
        drill=row.drill,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        record=row.record,
        version=row.version,
    )


def _query() -> Select[IncidentRow, CommuneRow]:
    return select(IncidentRow, CommuneRow).join(CommuneRow, CommuneRow.code == IncidentRow.commune_code)


def list_incidents(session: Session, *, scope: str | None, limit: int = 50, skip: int = 0) -> list[Incident]:
    """Return incidents within `scope`, running ones first, newest first."""
    running = case((IncidentRow.closed_at.is_(None), 0), else_=1)
    query = _within(scope).order_by(running, IncidentRow.opened_at.desc(), IncidentRow.id.desc())
    return [incident_of(*row) for row in session.execute(query.limit(limit).offset(skip))]


def open_incidents(scope: str | None) -> Question[list[Incident]]:
    """Return the question for every incident within `scope` not closed, newest first; a storm's list is never cut."""
    query = _within(scope).where(IncidentRow.closed_at.is_(None))
    query = query.order_by(IncidentRow.opened_at.desc(), IncidentRow.id.desc())
    return Question(query, lambda rows: [incident_of(*row) for row in rows])


def list_closed(session: Session, *, scope: str | None, page: int, size: int) -> tuple[list[Incident], bool]:
    """Return a page of the closed incidents within `scope`, the last closed first, and whether there are more."""
    query = _within(scope).where(IncidentRow.closed_at.is_not(None))
    query = query.order_by(IncidentRow.closed_at.desc(), IncidentRow.id.desc())
    rows = session.execute(query.limit(size + 1).offset((page - 1) * size)).all()
    return [incident_of(*row) for row in rows[:size]], len(rows) > size


def _within(scope: str | None) -> Select[IncidentRow, CommuneRow]:
    return _query() if scope is None else _query().where(IncidentRow.commune_code == scope)


def get_incident(session: Session, incident_id: int) -> Incident:
    """Return one incident; raises NotFoundError."""
    return one_incident(incident_id).ask(session)


def one_incident(incident_id: int) -> Question[Incident]:
    """Return the question for one incident; its answer raises NotFoundError."""
    return the_one(_query().where(IncidentRow.id == incident_id), incident_of, incident_id)


def commune_of_incident(session: Session, *, incident_id: int, **_: object) -> str:
    """Return the commune whose incident it is, or "" for one the province runs; raises NotFoundError."""
    row = session.execute(
        select(IncidentRow.commune_code, IncidentRow.run_by).where(IncidentRow.id == incident_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=incident_id)
    return row.commune_code if row.run_by == "commune" else ""


def place_of_incident(session: Session, *, incident_id: int, **_: object) -> str:
    """Return the commune an incident happens in, whoever runs it; raises NotFoundError."""
    code = session.scalar(select(IncidentRow.commune_code).where(IncidentRow.id == incident_id))
    if code is None:
        raise NotFoundError(what=incident_id)
    return code
