"""Reports in words as plain values: the newest text, who saved what, and what is still owed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from mobilization.models import IncidentRow
from mobilization.queries.drills import Held, held_of
from reports.models import PaperRow, PaperVersionRow
from reports.rules.written import DuePaper, PaperKind, due_papers


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One report with its newest text; `saved_…` tell of that text, `made_at` of the first."""

    id: int
    kind: PaperKind
    incident_id: int | None
    year: int
    commune_code: str
    on_day: date
    made_at: datetime
    version: int
    body: Mapping[str, str]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Save:
    """One saving of a report's text."""

    version: int
    saved_at: datetime
    saved_by: str
    body: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedPaper:
    """A report an incident owes; `run_by_code` is who owes it, empty for the province."""

    incident_id: int
    incident: str
    run_by_code: str
    commune: str
    paper: DuePaper


def _list(session: Session, *where: object) -> list[Written]:
    newest = and_(PaperVersionRow.report_id == PaperRow.id, PaperVersionRow.version == PaperRow.version)
    query = (
        select(PaperRow, PaperVersionRow)
        .join(PaperVersionRow, newest)
        .where(*where)  # type: ignore[arg-type]
        .order_by(PaperRow.on_day.desc(), PaperRow.id.desc())
    )
    return [
        Written(
            id=row.id,
            kind=PaperKind(row.kind),
            incident_id=row.incident_id,
            year=row.year,
            commune_code=row.commune_code,
            on_day=row.on_day,
            made_at=row.made_at,
            version=row.version,
            body=json.loads(text.body),
            saved_at=text.saved_at,
            saved_by=text.saved_by,
        )
        for row, text in session.execute(query)
    ]


def list_of_incident(session: Session, incident_id: int) -> list[Written]:
    """Return an incident's reports, the newest day first."""
    return _list(session, PaperRow.incident_id == incident_id)


def find_of_slot(session: Session, slot: str) -> Written | None:
    """Return the report of this slot, or None where nobody has written it."""
    found = _list(session, PaperRow.slot == slot)
    return found[0] if found else None


def get_written(session: Session, report_id: int) -> Written:
    """Return one report; raises NotFoundError."""
    found = _list(session, PaperRow.id == report_id)
    if not found:
        raise NotFoundError(what=report_id)
    return found[0]


def commune_of_report(session: Session, *, report_id: int, **_: object) -> str:
    """Return whose report it is, "" for the province; raises NotFoundError."""
    return get_written(session, report_id).commune_code


def list_saves(session: Session, report_id: int) -> list[Save]:
    """Return every saving of a report, the newest first."""
    rows = session.scalars(
        select(PaperVersionRow)
        .where(PaperVersionRow.report_id == report_id)
        .order_by(PaperVersionRow.version.desc())
    )
    return [
        Save(version=row.version, saved_at=row.saved_at, saved_by=row.saved_by, body=json.loads(row.body))
        for row in rows
    ]


def list_owed_and_held(
    session: Session, *, scope: str | None, now: datetime, since: datetime
) -> tuple[list[OwedPaper], list[Held]]:
    """Return the reports owed, the earliest end first, and the drills held, newest first; one question for both.

    Running incidents, and those closed after `since`, owe reports; drills owe none. A commune sees what itself owes
    and the drills on its own ground; None sees all.
    """
    incident = IncidentRow
    recent = or_(incident.closed_at.is_(None), incident.closed_at >= since)
    owing, held = (
        and_(incident.drill.is_(False), recent),
        and_(incident.drill, incident.closed_at.is_not(None)),
    )
    query = (
        select(incident, CommuneRow, PaperRow.kind, PaperRow.on_day)
        .join(CommuneRow, CommuneRow.code == incident.commune_code)
        .outerjoin(PaperRow, PaperRow.incident_id == incident.id)
        .where(or_(owing, held))
        .order_by(incident.opened_at.desc(), incident.id.desc())
    )
    if scope is not None:
        query = query.where(incident.commune_code == scope, or_(incident.drill, incident.run_by == "commune"))
    incidents: dict[int, tuple[IncidentRow, CommuneRow]] = {}
    done: dict[int, set[tuple[PaperKind, date]]] = {}
    for row, commune, kind, day in session.execute(query):
        incidents[row.id] = (row, commune)
        if kind is not None:
            done.setdefault(row.id, set()).add((PaperKind(kind), day))
    owed = [
        OwedPaper(
            incident_id=row.id,
            incident=row.title,
            run_by_code=row.commune_code if row.run_by == "commune" else "",
            commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
            paper=paper,
        )
        for row, commune in incidents.values()
        if not row.drill
        for paper in due_papers(
            opened_at=row.opened_at, closed_at=row.closed_at, done=done.get(row.id, ()), now=now
        )
    ]
    owed.sort(key=lambda item: (item.paper.due_at, item.incident_id))
    return owed, [held_of(row) for row, _commune in incidents.values() if row.drill]
