"""Reports in words as plain values: the newest text, who saved what, and what is still owed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question, the_one
from core.values import frozen
from mobilization.models import IncidentRow
from mobilization.queries.drills import Held, held_of
from mobilization.queries.incidents import Incident, incident_of
from reports.models import PaperRow, PaperVersionRow
from reports.rules.written import DuePaper, PaperKind, due_papers


@frozen
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
    about: Incident | None
    place: str  # the commune whose report it is, with its kind; empty for the province


@frozen
class Save:
    """One saving of a report's text."""

    version: int
    saved_at: datetime
    saved_by: str
    body: Mapping[str, str]


@frozen
class OwedPaper:
    """A report an incident owes; `run_by_code` is who owes it, empty for the province."""

    incident_id: int
    incident: str
    run_by_code: str
    commune: str
    paper: DuePaper


def _query(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    newest = and_(PaperVersionRow.report_id == PaperRow.id, PaperVersionRow.version == PaperRow.version)
    scene = aliased(CommuneRow)
    return (
        select(PaperRow, PaperVersionRow, IncidentRow, scene, CommuneRow)
        .join(PaperVersionRow, newest)
        .outerjoin(IncidentRow, IncidentRow.id == PaperRow.incident_id)
        .outerjoin(scene, scene.code == IncidentRow.commune_code)
        .outerjoin(CommuneRow, CommuneRow.code == PaperRow.commune_code)
        .where(*where)
        .order_by(PaperRow.on_day.desc(), PaperRow.id.desc())
    )


def _written(
    row: PaperRow,
    text: PaperVersionRow,
    incident: IncidentRow | None,
    scene: CommuneRow | None,
    own: CommuneRow | None,
) -> Written:
    return Written(
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
        about=incident_of(incident, scene) if incident and scene else None,
        place=f"{KIND_TITLES[own.kind]} {own.name}" if own else "",
    )


def list_of_incident(session: Session, incident_id: int) -> list[Written]:
    """Return an incident's reports, the newest day first."""
    rows = session.execute(_query(PaperRow.incident_id == incident_id))
    return [_written(*row) for row in rows]


def find_of_slot(session: Session, slot: str) -> Written | None:
    """Return the report of this slot, or None where nobody has written it."""
    found = session.execute(_query(PaperRow.slot == slot)).one_or_none()
    return _written(*found) if found else None


def get_written(session: Session, report_id: int) -> Written:
    """Return one report; raises NotFoundError."""
    return one_written(report_id).ask(session)


def one_written(report_id: int) -> Question[Written]:
    """Return the question for one report; its answer raises NotFoundError."""
    return the_one(_query(PaperRow.id == report_id), _written, report_id)


def commune_of_report(session: Session, *, report_id: int, **_: object) -> str:
    """Return whose report it is, "" for the province; raises NotFoundError."""
    return get_written(session, report_id).commune_code


def saves_of(report_id: int) -> Question[list[Save]]:
    """Return the question for every saving of a report, the newest first."""
    query = select(PaperVersionRow).where(PaperVersionRow.report_id == report_id)
    return Question(
        query.order_by(PaperVersionRow.version.desc()),
        lambda rows: [
            Save(version=row.version, saved_at=row.saved_at, saved_by=row.saved_by, body=json.loads(row.body))
            for row in rows.scalars()
        ],
    )


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
