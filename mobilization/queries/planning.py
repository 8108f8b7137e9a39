"""SELECTs behind a plan: the commander's word, what stands, who was called on before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import Executable, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.db import plain_rows
from core.values import frozen
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, NeedRow, PlanChoiceRow
from mobilization.queries.serving import GIVEN_UP, served
from mobilization.rules.abilities import Ability, ability_name
from mobilization.rules.states import State


@frozen
class Choice:
    """A pin or a ban in force, with the names people know it by; `by_holder` where a holder's refusal made the ban."""

    id: int
    incident_id: int
    need_id: int | None
    lot_id: int | None
    holder_id: int | None
    kind: str
    quantity: Decimal | None
    unit: str
    reason: str
    made_at: datetime
    made_by: str
    by_holder: bool
    resource: str
    holder: str
    commune: str
    need: str


def list_choices(session: Session, incident_ids: Iterable[int]) -> list[Choice]:
    """Return what the commanders and the holders of some incidents said and nobody took back, oldest first."""
    return [
        Choice(
            id=row.id,
            incident_id=row.incident_id,
            need_id=row.need_id,
            lot_id=row.lot_id,
            holder_id=row.holder_id,
            kind=row.kind,
            quantity=row.quantity,
            unit=row.unit or "",
            reason=row.reason,
            made_at=row.made_at,
            made_by=row.made_by,
            by_holder=bool(row.by_holder),
            resource=row.resource or "",
            holder=row.holder,
            commune=f"{KIND_TITLES[row.commune_kind]} {row.commune}",
            need=row.need or (ability_name(Ability(row.ability), row.least_each) if row.ability else ""),
        )
        for row in plain_rows(session, _choices(), incidents=list(incident_ids))
    ]


@cache
def _choices() -> Executable:
    kind = aliased(ResourceTypeRow)
    # The refusal and the ban it makes are one act, entered at one moment.
    refusal = (
        select(DispatchEventRow.id)
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(
            DispatchEventRow.incident_id == PlanChoiceRow.incident_id,
            DispatchEventRow.state == State.REFUSED.value,
            DispatchEventRow.entered_at == PlanChoiceRow.made_at,
            DispatchRow.lot_id == PlanChoiceRow.lot_id,
        )
        .exists()
    )
    return (
        select(
            *PlanChoiceRow.__table__.c,
            ResourceTypeRow.name.label("resource"),
            ResourceTypeRow.unit,
            HolderRow.name.label("holder"),
            CommuneRow.kind.label("commune_kind"),
            CommuneRow.name.label("commune"),
            NeedRow.ability,
            NeedRow.least_each,
            kind.name.label("need"),
            and_(PlanChoiceRow.kind == "forbid", refusal).label("by_holder"),
        )
        .outerjoin(LotRow, LotRow.id == PlanChoiceRow.lot_id)
        .outerjoin(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == func.coalesce(PlanChoiceRow.holder_id, LotRow.holder_id))
        .join(CommuneRow, CommuneRow.code == HolderRow.commune_code)
        .outerjoin(NeedRow, NeedRow.id == PlanChoiceRow.need_id)
        .outerjoin(kind, kind.code == NeedRow.type_code)
        .where(
            PlanChoiceRow.incident_id.in_(bindparam("incidents", expanding=True)),
            PlanChoiceRow.undone_at.is_(None),
        )
        .order_by(PlanChoiceRow.id)
    )


def list_standing(session: Session, incident_ids: Iterable[int]) -> dict[int, dict[tuple[int, int], int]]:
    """Return for each incident the units that serve a need or will, by (need, lot)."""
    found: dict[int, dict[tuple[int, int], int]] = {}
    rows = plain_rows(session, _standing(), incidents=list(incident_ids))
    for incident_id, need_id, lot_id, quantity in rows:
        found.setdefault(incident_id, {})[need_id, lot_id] = int(quantity)
    return found


@cache
def _standing() -> Executable:
    serving = served(DispatchRow.quantity)
    return (
        select(
            DispatchRow.incident_id,
            DispatchRow.need_id,
            DispatchRow.lot_id,
            func.sum(serving, type_=DispatchRow.quantity.type),
        )
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(DispatchRow.incident_id.in_(bindparam("incidents", expanding=True)), serving > 0)
        .group_by(DispatchRow.incident_id, DispatchRow.need_id, DispatchRow.lot_id)
    )


def count_calls(session: Session, since: datetime) -> dict[int, int]:
    """Return how often each holder was called on since a moment, for real incidents, calls given up left out.

    One order to a holder is one call, whatever it asks for and in however many parts it went; what is held for an
    incident without an order will be one.
    """
    return dict(tuple(row) for row in plain_rows(session, _calls(), since=since))


@cache
def _calls() -> Executable:
    return (
        select(
            LotRow.holder_id,
            func.count(func.coalesce(DispatchRow.order_id, -DispatchRow.incident_id).distinct()),
        )
        .join(DispatchRow, DispatchRow.lot_id == LotRow.id)
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(
            DispatchRow.state_at >= bindparam("since"),
            DispatchRow.state.not_in(GIVEN_UP),
            IncidentRow.drill.is_(False),
        )
        .group_by(LotRow.holder_id)
    )
