"""Dispatches and plans of an incident as plain values."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, NeedRow, PlanRow
from mobilization.rules.states import State, serves


@frozen
class Dispatch:
    """A quantity of one lot, where it stands, and how many of the asked units it was to cover and `serves`.

    `run_by` is the commune that runs the incident, "" for the province.
    """

    id: int
    incident_id: int
    incident: str
    drill: bool
    run_by: str
    need_id: int
    lot_id: int
    part_of: int | None
    order_id: int | None
    proposal_id: int | None
    commune_code: str
    commune: str
    destination_code: str
    type_code: str
    resource: str
    category: str
    unit: str
    holder: str
    holder_kind: str
    phone: str
    place: str
    mark: str
    quantity: Decimal
    covers: Decimal
    serves: Decimal
    minutes: int
    tier: int
    state: State
    state_at: datetime
    back: Decimal
    used: Decimal
    lost: Decimal
    damaged: Decimal
    price_dong: int | None
    version: int


@frozen
class StoredPlan:
    """A plan as it was kept; `result` holds its lines, shortfalls and reasons."""

    id: int
    state: str
    result: dict[str, Any]
    proved: bool
    made_at: datetime
    made_by: str


def list_dispatches(
    session: Session,
    *,
    incident_id: int | None = None,
    order_id: int | None = None,
    lot_id: int | None = None,
    ids: list[int] | None = None,
) -> list[Dispatch]:
    """Return dispatches of an incident, an order or a row, by donor commune and id."""
    return dispatches_of(incident_id=incident_id, order_id=order_id, lot_id=lot_id, ids=ids).ask(session)


def dispatches_of(
    *,
    incident_id: int | None = None,
    order_id: int | None = None,
    lot_id: int | None = None,
    ids: list[int] | None = None,
) -> Question[list[Dispatch]]:
    """Return the question for dispatches of an incident, an order or a row, by donor commune and id."""
    where: list[ColumnElement[bool]] = []
    if incident_id is not None:
        where.append(DispatchRow.incident_id == incident_id)
    if order_id is not None:
        where.append(DispatchRow.order_id == order_id)
    if lot_id is not None:
        where.append(DispatchRow.lot_id == lot_id)
    if ids is not None:
        where.append(DispatchRow.id.in_(ids))
    query = (
        select(
            DispatchRow,
            LotRow,
            ResourceTypeRow,
            HolderRow,
            CommuneRow,
            NeedRow.commune_code,
            IncidentRow,
        )
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == DispatchRow.commune_code)
        .join(NeedRow, NeedRow.id == DispatchRow.need_id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(*where)
        .order_by(DispatchRow.tier, DispatchRow.minutes, CommuneRow.position, DispatchRow.id)
    )
    return Question(query, lambda rows: [_dispatch(*found) for found in rows])


def _dispatch(
    row: DispatchRow,
    lot: LotRow,
    kind: ResourceTypeRow,
    holder: HolderRow,
    commune: CommuneRow,
    destination: str,
    incident: IncidentRow,
) -> Dispatch:
    return Dispatch(
        id=row.id,
        incident_id=row.incident_id,
        incident=incident.title,
        drill=incident.drill,
        run_by=incident.commune_code if incident.run_by == "commune" else "",
        need_id=row.need_id,
        lot_id=row.lot_id,
        part_of=row.part_of,
        order_id=row.order_id,
        proposal_id=row.proposal_id,
        commune_code=row.commune_code,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        destination_code=destination,
        type_code=kind.code,
        resource=kind.name,
        category=kind.category,
        unit=kind.unit,
        holder=holder.name,
        holder_kind=holder.kind,
        phone=holder.phone,
        place=lot.place,
        mark=lot.mark,
        quantity=row.quantity,
        covers=row.covers,
        serves=serves(
            state=State(row.state),
            released_from=State(row.released_from) if row.released_from else None,
            covers=row.covers,
            sent=row.quantity,
            lost=row.lost,
            damaged=row.damaged,
            over=incident.closed_at is not None,
        ),
        minutes=row.minutes,
        tier=row.tier,
        state=State(row.state),
        state_at=row.state_at,
        back=row.back,
        used=row.used,
        lost=row.lost,
        damaged=row.damaged,
        price_dong=row.price_dong,
        version=row.version,
    )


def get_dispatch(session: Session, dispatch_id: int) -> Dispatch:
    """Return one dispatch; raises NotFoundError."""
    found = list_dispatches(session, ids=[dispatch_id])
    if not found:
        raise NotFoundError(what=dispatch_id)
    return found[0]


def donor_of_dispatch(session: Session, *, dispatch_id: int, **_: object) -> str:
    """Return the commune a dispatch comes from; raises NotFoundError."""
    code = session.scalar(select(DispatchRow.commune_code).where(DispatchRow.id == dispatch_id))
    if code is None:
        raise NotFoundError(what=dispatch_id)
    return code


def run_by_of_dispatch(session: Session, *, dispatch_id: int, **_: object) -> str:
    """Return the commune that runs a dispatch's incident ("" for the province); raises NotFoundError."""
    row = session.execute(
        select(IncidentRow.commune_code, IncidentRow.run_by)
        .join(DispatchRow, DispatchRow.incident_id == IncidentRow.id)
        .where(DispatchRow.id == dispatch_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=dispatch_id)
    return row.commune_code if row.run_by == "commune" else ""


@frozen
class GivenUp:
    """How a resource of an order was given up: refused or cancelled, when, with what words; `step` counts all steps."""

    step: int
    state: State
    at: datetime
    entered_at: datetime
    note: str


def list_given_up(session: Session, order_id: int) -> dict[int, GivenUp]:
    """Return by dispatch what was refused or cancelled of an order."""
    states = [State.REFUSED.value, State.CANCELLED.value]
    rows = session.scalars(
        select(DispatchEventRow)
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(DispatchRow.order_id == order_id, DispatchEventRow.state.in_(states))
        .order_by(DispatchEventRow.id)
    )
    return {
        row.dispatch_id: GivenUp(
            step=row.id, state=State(row.state), at=row.happened_at, entered_at=row.entered_at, note=row.note
        )
        for row in rows
    }


def find_newest_plan(session: Session, incident_id: int) -> StoredPlan | None:
    """Return an incident's newest plan, or None."""
    return newest_plan(incident_id).ask(session)


def newest_plan(incident_id: int) -> Question[StoredPlan | None]:
    """Return the question for an incident's newest plan."""
    query = select(PlanRow).where(PlanRow.incident_id == incident_id).order_by(PlanRow.id.desc()).limit(1)
    return Question(query, lambda rows: _stored(rows.scalar_one_or_none()))


def _stored(row: PlanRow | None) -> StoredPlan | None:
    if row is None:
        return None
    return StoredPlan(
        id=row.id,
        state=row.state,
        result=json.loads(row.result),
        proved=row.proved,
        made_at=row.made_at,
        made_by=row.made_by,
    )
