"""The needs of incidents as plain values, each with how far it is met, here and by the level above."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Executable,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    null,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.db import plain_rows
from core.errors import NotFoundError
from inventory.models import ResourceTypeRow
from mobilization.models import DispatchRow, IncidentRow, NeedRow, OfferRow
from mobilization.queries.serving import served
from mobilization.rules.abilities import Ability, ability_name, ability_unit
from mobilization.rules.fitting import Asked
from mobilization.rules.offers import COVERING, THERE
from mobilization.rules.states import AT_WORK, HOME_AGAIN, State

ON_THE_SPOT = tuple(sorted(state.value for state in {*AT_WORK, *HOME_AGAIN, State.RELEASED}))


class NeedState(NamedTuple):
    """A need and how far it is met: `promised` by what serves it or will, `arrived` of that on the spot or home again.

    Both count accepted offers from outside; `outside` is their part of `promised`. Where the level above took part of it
    over, both count what came of that, and `above` is what that level still seeks, in its incident `above_in`. It asks
    for a type or an ability.
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
    above: Decimal = Decimal(0)
    above_in: int | None = None
    ability: Ability | None = None
    least_each: Decimal | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    @property
    def missing(self) -> Decimal:
        """What nobody has promised yet, and the level above does not seek."""
        return max(Decimal(0), self.quantity - self.promised - self.above)

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
    given, above = _outside_of(incidents), _above_of(incidents)
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
            func.coalesce(above.c.came, 0, type_=NeedRow.quantity.type).label("above_came"),
            func.coalesce(above.c.sought, 0, type_=NeedRow.quantity.type).label("above_sought"),
            above.c.incident_id.label("above_in"),
        )
        .outerjoin(ResourceTypeRow, ResourceTypeRow.code == NeedRow.type_code)
        .join(CommuneRow, CommuneRow.code == NeedRow.commune_code)
        .outerjoin(met, met.c.need_id == NeedRow.id)
        .outerjoin(given, given.c.need_id == NeedRow.id)
        .outerjoin(above, above.c.need_id == NeedRow.id)
        .where(NeedRow.incident_id.in_(incidents), true() if withdrawn else NeedRow.withdrawn_at.is_(None))
        .order_by(NeedRow.priority, NeedRow.id)
    )


def _need(row: Any) -> NeedState:
    """Return a need from its row of columns: whole objects of a storm's needs would cost more than the plan."""
    (
        need_id, incident_id, commune_code, kind, commune, type_code, ability, least_each, resource, unit, quantity,
        priority, within_minutes, note, withdrawn_at, withdrawn_by, withdrawn_why, promised, arrived, outside,
        outside_arrived, above_came, above_sought, above_in,
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
        promised + outside + above_came if outside or above_came else promised,
        arrived + outside_arrived + above_came if outside_arrived or above_came else arrived,
        outside,
        above_sought,
        above_in,
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
    there = case((OfferRow.state.in_(THERE), covers), else_=0)
    return (
        select(
            OfferRow.need_id,
            func.sum(covers, type_=OfferRow.quantity.type).label("accepted"),
            func.sum(there, type_=OfferRow.quantity.type).label("arrived"),
        )
        .where(OfferRow.incident_id.in_(incidents), OfferRow.state.in_(COVERING))
        .group_by(OfferRow.need_id)
        .subquery()
    )


def _above_of(incidents: BindParameter[Any]) -> Subquery:
    """Return what the level above took over of each need: what of that came, and what its open incidents still seek."""
    own, taken, over = aliased(NeedRow), aliased(NeedRow), aliased(IncidentRow)
    sent = case((DispatchRow.state.in_(ON_THE_SPOT), served(DispatchRow.covers)), else_=0)
    by_order = (
        select(func.coalesce(func.sum(sent, type_=DispatchRow.covers.type), 0))
        .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
        .where(DispatchRow.need_id == taken.id)
        .correlate(taken)
        .scalar_subquery()
    )
    covers = func.coalesce(OfferRow.covers, OfferRow.quantity)
    offered = (
        select(func.coalesce(func.sum(covers, type_=OfferRow.quantity.type), 0))
        .where(OfferRow.need_id == taken.id, OfferRow.state.in_(THERE))
        .correlate(taken)
        .scalar_subquery()
    )
    each = (
        select(
            taken.for_need_id.label("need_id"),
            taken.incident_id,
            taken.quantity,
            over.closed_at,
            type_coerce(by_order + offered, NeedRow.quantity.type).label("came"),
        )
        .join(own, own.id == taken.for_need_id)
        .join(over, over.id == taken.incident_id)
        .where(own.incident_id.in_(incidents), taken.withdrawn_at.is_(None))
        .subquery()
    )
    still = case(
        (and_(each.c.closed_at.is_(None), each.c.quantity > each.c.came), each.c.quantity - each.c.came),
        else_=0,
    )
    return (
        select(
            each.c.need_id,
            func.sum(each.c.came, type_=NeedRow.quantity.type).label("came"),
            func.sum(still, type_=NeedRow.quantity.type).label("sought"),
            func.max(each.c.incident_id).label("incident_id"),
        )
        .group_by(each.c.need_id)
        .subquery()
    )
