"""What decides how urgent each running incident is, for all of them in three questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question, ask_together
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import DispatchRow, NeedRow, OrderRow
from mobilization.queries.incidents import Incident
from mobilization.queries.needs import NeedState, list_needs
from mobilization.queries.orders import Order, list_orders_where
from mobilization.queries.outside import Coming, offers_coming
from mobilization.queries.roads import LinkState, without_way
from mobilization.rules.proposals import ProposalState
from mobilization.rules.states import COMING, NOT_GONE, ON_THE_WAY, State

COUNTED = tuple(sorted(state.value for state in ON_THE_WAY | NOT_GONE))


@frozen
class OnRoad:
    """A resource that left and has not arrived."""

    id: int
    resource: str
    commune: str
    state_at: datetime
    minutes: int


@dataclass(kw_only=True, slots=True)
class Standing:
    """How an incident stands.

    `silent` are the orders of which something is not acknowledged, `out` those of which something is out and not on
    its way home; `held` counts what is held without an order, `at_work` what is out in any way. `helping` is help from outside on its way; `coming` are those not
    there yet, each with its place and where it is to go; `cut_off` counts those of them that have no way left.
    """

    incident: Incident
    needs: list[NeedState] = field(default_factory=list)
    road: list[OnRoad] = field(default_factory=list)
    helping: list[Coming] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    out: set[int] = field(default_factory=set)
    coming: list[tuple[int, str, str]] = field(default_factory=list)
    held: int = 0
    at_work: int = 0
    cut_off: int = 0

    def count(self, state: State, order_id: int | None, number: int = 1) -> None:
        """Take so many dispatches of one order in one state into account."""
        if state is State.RESERVED and order_id is None:
            self.held += number
        if state in ON_THE_WAY:
            self.at_work += number
        if order_id is None:
            return
        if state is State.ORDERED:
            self.silent.add(order_id)
        if state in ON_THE_WAY and state is not State.RELEASED:
            self.out.add(order_id)


def list_standings(
    session: Session, incidents: Sequence[Incident], roads: Iterable[LinkState] = ()
) -> list[Standing]:
    """Return how each incident stands with what is said of the `roads`, in their order."""
    found = {incident.id: Standing(incident=incident) for incident in incidents}
    if not found:
        return []
    for need in list_needs(session, *found):
        found[need.incident_id].needs.append(need)
    _count_dispatches(session, found)
    _add_orders(session, found)
    _count_cut_off(session, found.values(), roads)
    return list(found.values())


def _count_dispatches(session: Session, found: dict[int, Standing]) -> None:
    query = (
        select(
            DispatchRow.id,
            DispatchRow.incident_id,
            DispatchRow.order_id,
            DispatchRow.state,
            DispatchRow.state_at,
            DispatchRow.minutes,
            DispatchRow.commune_code,
            NeedRow.commune_code,
            ResourceTypeRow.name,
            CommuneRow.kind,
            CommuneRow.name,
        )
        .join(LotRow, LotRow.id == DispatchRow.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(CommuneRow, CommuneRow.code == DispatchRow.commune_code)
        .join(NeedRow, NeedRow.id == DispatchRow.need_id)
        .where(DispatchRow.incident_id.in_(found), DispatchRow.state.in_(COUNTED))
        .order_by(DispatchRow.id)
    )
    rows, helping = ask_together(session, Question(query, lambda rows: rows.all()), offers_coming(found))
    for item in helping:
        found[item.incident_id].helping.append(item)
    for number, incident_id, order_id, state, at, minutes, start, end, resource, kind, commune in rows:
        standing, title = found[incident_id], f"{KIND_TITLES[kind]} {commune}"
        standing.count(State(state), order_id)
        if state in COMING:
            standing.coming.append((number, start, end))
        if state == State.DEPARTED:
            standing.road.append(
                OnRoad(id=number, resource=resource, commune=title, state_at=at, minutes=minutes)
            )


def _count_cut_off(session: Session, standings: Iterable[Standing], roads: Iterable[LinkState]) -> None:
    gone = without_way(session, (one for standing in standings for one in standing.coming), roads)
    for standing in standings if gone else ():
        standing.cut_off = sum(number in gone for number, _from, _to in standing.coming)


def _add_orders(session: Session, found: dict[int, Standing]) -> None:
    named = [order for standing in found.values() for order in (standing.silent | standing.out)]
    drafts = and_(OrderRow.incident_id.in_(found), OrderRow.state.in_(["draft", ProposalState.PROPOSED]))
    for order in list_orders_where(session, or_(drafts, OrderRow.id.in_(named))):
        found[order.incident_id].orders.append(order)
