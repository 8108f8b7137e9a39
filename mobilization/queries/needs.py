"""The needs of incidents as plain values, each with how far it is met, here and by the level above."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Executable, Subquery, bindparam, case, func, null, select, true
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.db import plain_rows
from core.errors import NotFoundError
from inventory.models import ResourceTypeRow
from mobilization.models import DispatchRow, IncidentRow, NeedRow, OfferRow
from mobilization.queries.serving import served
from mobilization.rules.abilities import Ability, ability_name, ability_unit
from mobilization.rules.fitting import Asked
from mobilization.rules.offers import ACCEPTED, OfferState
from mobilization.rules.states import AT_WORK, HOME_AGAIN, State

ON_THE_SPOT = tuple(sorted(state.value for state in {*AT_WORK, *HOME_AGAIN, State.RELEASED}))


class NeedState(NamedTuple):
    """A need and how far it is met: `promised` by what serves it or will, `arrived` of that on the spot or home again.

    Both count accepted offers from outside; `outside` is their part of `promised`. It asks for a type or an ability.
    """

    id: int
    incident_id: int
    commune_code: str
    commune: str
    type_code: str | None
    resource: str
    unit: str
    quantity: Decimal
    priority: int
    within_minutes: int | None
    note: str
    promised: Decimal
    arrived: Decimal
    outside: Decimal = Decimal(0)
    ability: Ability | None = None
    least_each: Decimal | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    @property
    def missing(self) -> Decimal:
        """What nobody has promised yet."""
        return max(Decimal(0), self.quantity - self.promised)

    @property
    def asked(self) -> Asked:
        """What it asks for, as the rules know it."""
        return _asked(self.type_code, self.ability, self.least_each)


def list_needs(session: Session, *incident_ids: int, withdrawn: bool = False) -> list[NeedState]:
    """Return needs of incidents by priority, each with how far it is met; those withdrawn only where wanted too."""
    return [_need(row) for row in plain_rows(session, _needs(withdrawn), incidents=incident_ids)]


@cache
def _needs(withdrawn: bool) -> Executable:
    incidents: BindParameter[Any] = bindparam("incidents", expanding=True)
    serving = served(DispatchRow.covers)
    there = case((DispatchRow.state.in_(ON_THE_SPOT), serving), else_=0)
    met = (
        select(
            DispatchRow.need_id,
            func.sum(serving, type_=DispatchRow.covers.type).label("promised"),
            func.sum(there, type_=DispatchRow.covers.type).label("arrived"),
        )
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(DispatchRow.incident_id.in_(incidents))
        .group_by(DispatchRow.need_id)
        .subquery()
    )
    given = _outside_of(incidents)
    gone = (NeedRow.withdrawn_at, NeedRow.withdrawn_by, NeedRow.withdrawn_why) if withdrawn else [null()] * 3
    return (
        select(
            NeedRow.id,
            NeedRow.incident_id,
            NeedRow.commune_code,
            CommuneRow.kind,
            CommuneRow.name.label("commune"),
            NeedRow.type_code,
            NeedRow.ability,
            NeedRow.least_each,
            ResourceTypeRow.name.label("resource"),
            ResourceTypeRow.unit,
            NeedRow.quantity,
            NeedRow.priority,
            NeedRow.within_minutes,
            NeedRow.note,
            *gone,
            func.coalesce(met.c.promised, 0, type_=DispatchRow.covers.type).label("promised"),
            func.coalesce(met.c.arrived, 0, type_=DispatchRow.covers.type).label("arrived"),
            func.coalesce(given.c.accepted, 0, type_=OfferRow.quantity.type).label("outside"),
            func.coalesce(given.c.arrived, 0, type_=OfferRow.quantity.type).label("outside_arrived"),
        )
        .outerjoin(ResourceTypeRow, ResourceTypeRow.code == NeedRow.type_code)
        .join(CommuneRow, CommuneRow.code == NeedRow.commune_code)
        .outerjoin(met, met.c.need_id == NeedRow.id)
        .outerjoin(given, given.c.need_id == NeedRow.id)
        .where(NeedRow.incident_id.in_(incidents), true() if withdrawn else NeedRow.withdrawn_at.is_(None))
        .order_by(NeedRow.priority, NeedRow.id)
    )


def _need(row: Any) -> NeedState:
    """Return a need from its row of columns: whole objects of a storm's needs would cost more than the plan."""
    (
        need_id, incident_id, commune_code, kind, commune, type_code, ability, least_each, resource, unit, quantity,
        priority, within_minutes, note, withdrawn_at, withdrawn_by, withdrawn_why, promised, arrived, outside,
        outside_arrived,
    ) = row  # fmt: skip
    able = Ability(ability) if ability else None
    return NeedState(  # by place, not by name: half the time
        need_id,
        incident_id,
        commune_code,
        f"{KIND_TITLES[kind]} {commune}",
        type_code,
        ability_name(able, least_each) if able else resource,
        ability_unit(able, least_each) if able else unit,
        quantity,
        priority,
        within_minutes,
        note,
        promised + outside if outside else promised,
        arrived + outside_arrived if outside_arrived else arrived,
        outside,
        able,
        least_each,
        withdrawn_at,
        withdrawn_by,
        withdrawn_why,
    )


def asked_of(need: NeedRow) -> Asked:
    """Return what a need asks for, as the rules know it."""
    return _asked(need.type_code, Ability(need.ability) if need.ability else None, need.least_each)


def _asked(type_code: str | None, ability: Ability | None, least_each: Decimal | None) -> Asked:
    if ability:
        return Asked(type_code=type_code, ability=ability, least_each=least_each)
    return _by_type(type_code)


@lru_cache(maxsize=4096)  # a storm's needs ask for the same few types over and over
def _by_type(type_code: str | None) -> Asked:
    return Asked(type_code=type_code)


def mark_of(need: NeedState | NeedRow) -> str:
    """Return a mark of what a need says now; two people who read the same words hold the same mark."""
    said = (need.commune_code, need.quantity.normalize(), need.priority, need.within_minutes, need.note)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def get_need(session: Session, incident_id: int, need_id: int) -> NeedState:
    """Return one need of an incident; raises NotFoundError."""
    found = next((need for need in list_needs(session, incident_id) if need.id == need_id), None)
    if found is None:
        raise NotFoundError(what=need_id)
    return found


def _outside_of(incidents: BindParameter[Any]) -> Subquery:
    """Return what accepted offers from outside cover of each need: accepted in all, and of that arrived."""
    covers = func.coalesce(OfferRow.covers, OfferRow.quantity)
    there = case((OfferRow.state == OfferState.ARRIVED.value, covers), else_=0)
    return (
        select(
            OfferRow.need_id,
            func.sum(covers, type_=OfferRow.quantity.type).label("accepted"),
            func.sum(there, type_=OfferRow.quantity.type).label("arrived"),
        )
        .where(OfferRow.incident_id.in_(incidents), OfferRow.state.in_(ACCEPTED))
        .group_by(OfferRow.need_id)
        .subquery()
    )
