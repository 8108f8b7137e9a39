"""The log of an incident: the steps of its resources, and what the post wrote down or did to its needs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question, ask_together
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import DispatchEventRow, DispatchRow, IncidentEntryRow, NeedRow
from mobilization.rules.abilities import Ability, ability_name, ability_unit
from mobilization.rules.journal import Entry, newest_first
from mobilization.rules.states import State


@frozen
class Event:
    """One line of the log. What is about no resource and no need names none; `was` is what a need asked for before."""

    state: State | Entry
    happened_at: datetime
    entered_at: datetime
    actor: str
    note: str
    category: str = ""
    resource: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    was: Decimal | None = None
    commune: str = ""


def list_events(session: Session, incident_id: int, *, limit: int, skip: int = 0) -> list[Event]:
    """Return an incident's log, what happened last first, whenever it was told."""
    steps, entries = ask_together(session, *log_of(incident_id, limit=limit + skip))
    return newest_first(steps, entries, limit=limit, skip=skip)


def log_of(incident_id: int, *, limit: int) -> tuple[Question[list[Event]], Question[list[Event]]]:
    """Return the questions for the newest steps of an incident's resources and for the newest other lines of its log."""
    return _steps_of(incident_id, limit), _entries_of(incident_id, limit)


def _steps_of(incident_id: int, limit: int) -> Question[list[Event]]:
    query = (
        select(
            DispatchEventRow,
            DispatchRow.quantity,
            ResourceTypeRow.category,
            ResourceTypeRow.name,
            ResourceTypeRow.unit,
            CommuneRow,
        )
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(CommuneRow, CommuneRow.code == DispatchRow.commune_code)
        .where(DispatchEventRow.incident_id == incident_id)
        .order_by(DispatchEventRow.happened_at.desc(), DispatchEventRow.id.desc())
        .limit(limit)
    )
    return Question(query, lambda rows: [_step(*found) for found in rows])


def _step(
    row: DispatchEventRow, quantity: Decimal, category: str, name: str, unit: str, commune: CommuneRow
) -> Event:
    return Event(
        state=State(row.state),
        happened_at=row.happened_at,
        entered_at=row.entered_at,
        actor=row.actor,
        note=row.note,
        category=category,
        resource=name,
        unit=unit,
        quantity=quantity,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
    )


def _entries_of(incident_id: int, limit: int) -> Question[list[Event]]:
    query = (
        select(
            IncidentEntryRow,
            NeedRow.ability,
            NeedRow.least_each,
            ResourceTypeRow.name.label("resource"),
            ResourceTypeRow.unit,
            CommuneRow.kind.label("commune_kind"),
            CommuneRow.name.label("commune"),
        )
        .outerjoin(NeedRow, NeedRow.id == IncidentEntryRow.need_id)
        .outerjoin(ResourceTypeRow, ResourceTypeRow.code == NeedRow.type_code)
        .outerjoin(CommuneRow, CommuneRow.code == NeedRow.commune_code)
        .where(IncidentEntryRow.incident_id == incident_id)
        .order_by(IncidentEntryRow.happened_at.desc(), IncidentEntryRow.id.desc())
        .limit(limit)
    )
    return Question(query, lambda rows: [_entry(*found) for found in rows])


def _entry(
    row: IncidentEntryRow,
    ability: str | None,
    least_each: Decimal | None,
    resource: str | None,
    unit: str | None,
    commune_kind: str | None,
    commune: str | None,
) -> Event:
    able = Ability(ability) if ability else None
    return Event(
        state=Entry(row.kind),
        happened_at=row.happened_at,
        entered_at=row.entered_at,
        actor=row.actor,
        note=row.text,
        resource=ability_name(able, least_each) if able else resource or "",
        unit=ability_unit(able, least_each) if able else unit or "",
        quantity=row.quantity,
        was=row.was,
        commune=f"{KIND_TITLES[commune_kind]} {commune}" if commune_kind else "",
    )
