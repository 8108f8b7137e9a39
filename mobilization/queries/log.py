"""The log of incidents and orders for other programs, page after page."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import DispatchEventRow, DispatchRow, IncidentEntryRow


@frozen
class Step:
    """One step of a resource: when it really happened, when it was entered, who said so."""

    id: int
    dispatch_id: int
    order_id: int | None
    state: str
    happened_at: datetime
    entered_at: datetime
    actor: str
    note: str
    resource: str
    unit: str
    quantity: Decimal
    commune_code: str


def list_steps_after(
    session: Session,
    *,
    incident_id: int | None = None,
    order_id: int | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[Step], int | None]:
    """Return steps of an incident or of an order in the order they were entered, and where the next page begins."""
    query = (
        select(DispatchEventRow, DispatchRow, ResourceTypeRow.name, ResourceTypeRow.unit)
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(DispatchEventRow.id > after)
        .order_by(DispatchEventRow.id)
        .limit(limit + 1)
    )
    if incident_id is not None:
        query = query.where(DispatchEventRow.incident_id == incident_id)
    if order_id is not None:
        query = query.where(DispatchRow.order_id == order_id)
    found = [
        Step(
            id=row.id,
            dispatch_id=row.dispatch_id,
            order_id=sent.order_id,
            state=row.state,
            happened_at=row.happened_at,
            entered_at=row.entered_at,
            actor=row.actor,
            note=row.note,
            resource=name,
            unit=unit,
            quantity=sent.quantity,
            commune_code=sent.commune_code,
        )
        for row, sent, name, unit in session.execute(query)
    ]
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


@frozen
class EntryLine:
    """A line of the log beside the steps; of a need what it asks for from then on, and `was` what it asked for before."""

    id: int
    kind: str
    need_id: int | None
    quantity: Decimal | None
    was: Decimal | None
    happened_at: datetime
    entered_at: datetime
    actor: str
    text: str


def list_entries_after(
    session: Session, incident_id: int, *, after: int = 0, limit: int = 50
) -> tuple[list[EntryLine], int | None]:
    """Return lines of an incident's log in the order they were entered, and where the next page begins."""
    query = (
        select(IncidentEntryRow)
        .where(IncidentEntryRow.incident_id == incident_id, IncidentEntryRow.id > after)
        .order_by(IncidentEntryRow.id)
        .limit(limit + 1)
    )
    found = [_line(row) for row in session.scalars(query)]
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def get_entry(session: Session, entry_id: int) -> EntryLine:
    """Return one line of a log."""
    return _line(session.get_one(IncidentEntryRow, entry_id))


def _line(row: IncidentEntryRow) -> EntryLine:
    return EntryLine(**{field.name: getattr(row, field.name) for field in fields(EntryLine)})


def held_by_step(session: Session, incident_id: int) -> dict[int, int]:
    """Return for each resource of an incident the step that held it; of a part, of what it was called with."""
    rows = session.execute(
        select(DispatchRow.id, DispatchRow.part_of, func.min(DispatchEventRow.id))
        .join(DispatchEventRow, DispatchEventRow.dispatch_id == DispatchRow.id)
        .where(DispatchRow.incident_id == incident_id)
        .group_by(DispatchRow.id, DispatchRow.part_of)
        .order_by(DispatchRow.id)
    )
    found: dict[int, int] = {}
    for dispatch_id, part_of, step in rows:  # a part is written after what it is a part of
        found[dispatch_id] = step if part_of is None else found.get(part_of, step)
    return found
