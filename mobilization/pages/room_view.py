"""What the room, its wall and its rack of cards show, worked out from an incident's lists."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.together import ask_together
from core.values import frozen
from mobilization.pages.room_since import since_of
from mobilization.pages.urgent import urgent_line
from mobilization.queries.below import Below, asked_below, taken_over
from mobilization.queries.dispatches import Dispatch, dispatches_of
from mobilization.queries.incidents import Incident
from mobilization.queries.journal import log_of
from mobilization.queries.levels import level_decisions
from mobilization.queries.needs import NeedState, list_needs
from mobilization.queries.order_papers import noted_papers_of
from mobilization.queries.orders import Order, orders_of
from mobilization.queries.outside import Coming, offers_coming
from mobilization.queries.roads import LinkState, link_states, without_way
from mobilization.queries.since import incident_and_plan
from mobilization.queries.standings import OnRoad, Standing
from mobilization.queries.turned_down import turned_down
from mobilization.rules.journal import newest_first
from mobilization.rules.proposals import ProposalState
from mobilization.rules.room import (
    COLUMNS,
    Column,
    Fill,
    Part,
    at_one_press,
    expected_at,
    fill,
    lateness,
)
from mobilization.rules.states import COMING, GIVEN_UP, State
from mobilization.sentences import (
    COLUMN_NAMES,
    GIVEN_UP_NAME,
    HAZARDS,
    ORDER_MARKS,
    ORDER_STATES,
    PTDS_LEVELS,
    STATE_MARKS,
    TIERS,
)
from mobilization.sentences.came import states_of
from mobilization.sentences.levels import LEVEL_ACTS
from mobilization.sentences.told import told_of
from mobilization.services.paper_numbers import amendment_missing

NEWEST = 30  # lines of the log that stand in the room


@frozen
class Met:
    """A need with its bar; `below` where it was taken over from a commune."""

    need: NeedState
    fill: Fill
    below: Below | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do: to find what is missing, or to give up what is too much."""
        return bool(self.fill.open or (self.below and self.below.spare))


@frozen
class Moving:
    """Something on the road, when it should arrive, and by how many minutes it is late."""

    item: Dispatch
    expected: datetime
    late: int


WORDS: dict[str, object] = {
    "level_acts": LEVEL_ACTS,
    "ptds_levels": PTDS_LEVELS,
    "newest": NEWEST,
    "hazards": HAZARDS,
    "states_of": states_of,
    "told_of": told_of,
    "marks": STATE_MARKS,
    "tiers": TIERS,
    "order_states": ORDER_STATES,
    "order_marks": ORDER_MARKS,
}


def room_view(session: Session, incident_id: int, moment: datetime) -> dict[str, Any]:
    """Return everything the room's templates read, in three questions."""
    (incident, plan), dispatches, orders, decisions, steps, entries, noted, roads, back, helping, taken = (
        ask_together(
            session,
            incident_and_plan(incident_id),
            dispatches_of(incident_id=incident_id),
            orders_of(incident_id),
            level_decisions(incident_id),
            *log_of(incident_id, limit=NEWEST + 1),
            noted_papers_of(incident_id),
            link_states(moment),
            turned_down(incident_id=incident_id),
            offers_coming([incident_id]),
            taken_over(incident_id),
        )
    )
    events = newest_first(steps, entries, limit=NEWEST + 1)
    every = list_needs(session, incident_id, *{one.asked_in for one in taken}, withdrawn=True)
    asked = [need for need in every if need.incident_id == incident_id]
    needs = [need for need in asked if need.withdrawn_at is None]
    below = asked_below(taken, every)
    stranded = set() if incident.closed_at else _stranded(session, dispatches, roads)
    road = _road(dispatches, moment)
    gone = {item.order_id for item in dispatches if item.order_id and item.state in GIVEN_UP}
    waiting = {paper.order_id for paper in back}
    amended = {order_id for order_id in gone if amendment_missing(noted.get(order_id, ()))}
    since = None if incident.closed_at else since_of(session, plan, needs, dispatches, moment)
    return {
        **WORDS,
        "incident": incident,
        "offered": plan.id if plan and plan.state == "proposed" and plan.result["lines"] and not since else 0,
        "planned": plan is not None,
        "needs": [met_of(need, dispatches, below.get(need.id)) for need in needs],
        "withdrawn": [need for need in asked if need.withdrawn_at is not None],
        "missing": [need for need in needs if need.missing > 0],
        "dispatches": dispatches,
        "groups": _groups(dispatches, road),
        "waiting": sum(item.state is State.RESERVED and item.order_id is None for item in dispatches),
        "road": road,
        "helping": []
        if incident.closed_at
        else [(item, lateness(expected=item.arrives_at, moment=moment)) for item in helping],
        "stranded": stranded,
        "stranded_going": sum(moving.item.id in stranded for moving in road),
        "orders": orders,
        "to_do": [order for order in orders if _waits(order, amended, waiting)],
        "settled": [order for order in orders if not _waits(order, amended, waiting)],
        "amended": amended,
        "noted": noted,
        "level_decisions": decisions,
        "events": events,
        "log": at_one_press(events[:NEWEST]),
        "urgent": None
        if incident.closed_at
        else urgent_line(_standing(incident, needs, dispatches, orders, helping), moment),
        "since": since,
        "as_of": moment,
    }


def met_of(need: NeedState, dispatches: Iterable[Dispatch], below: Below | None = None) -> Met:
    """Return a need with its bar."""
    return Met(need=need, fill=fill(need.quantity, _parts(need, dispatches), need.above), below=below)


def _parts(need: NeedState, dispatches: Iterable[Dispatch]) -> list[Part]:
    """Return a need's shares; what the need counts beyond its dispatches came, or comes, from outside."""
    own = [Part(serves=item.serves, state=item.state) for item in dispatches if item.need_id == need.id]
    bar = fill(need.quantity, own)
    there = need.arrived - bar.there
    called = need.promised - bar.there - bar.coming - bar.called - bar.held - there
    return [*own, Part(serves=there, state=State.ARRIVED), Part(serves=called, state=State.ORDERED)]


def _road(dispatches: Iterable[Dispatch], moment: datetime) -> list[Moving]:
    """Return what is on the road, the next to arrive first."""
    moving = []
    for item in dispatches:
        if item.state is State.DEPARTED:
            expected = expected_at(item.state_at, item.minutes)
            moving.append(
                Moving(item=item, expected=expected, late=lateness(expected=expected, moment=moment))
            )
    return sorted(moving, key=lambda found: (found.expected, found.item.id))


def _stranded(session: Session, dispatches: Iterable[Dispatch], roads: Iterable[LinkState]) -> set[int]:
    """Return what has not come yet and has no way there any more, since roads are cut."""
    coming = (item for item in dispatches if item.state in COMING)
    return without_way(
        session, ((item.id, item.commune_code, item.destination_code) for item in coming), roads
    )


def _standing(
    incident: Incident,
    needs: list[NeedState],
    dispatches: Iterable[Dispatch],
    orders: list[Order],
    helping: list[Coming],
) -> Standing:
    """Return how the incident stands, from what the room has read already."""
    standing = Standing(incident=incident, needs=needs, orders=orders, helping=helping)
    for item in dispatches:
        standing.count(item.state, item.order_id)
        if item.state is State.DEPARTED:
            standing.road.append(
                OnRoad(
                    id=item.id,
                    resource=item.resource,
                    commune=item.commune,
                    state_at=item.state_at,
                    minutes=item.minutes,
                )
            )
    return standing


@frozen
class Group:
    """Resources that stand alike, and how many of them are late."""

    key: str
    name: str
    items: list[Dispatch]
    late: int


def _groups(dispatches: Iterable[Dispatch], road: Iterable[Moving]) -> list[Group]:
    """Return the resources by where they stand, in the order of the rack; those given up last."""
    found = [
        *rack(dispatches),
        ("given-up", str(GIVEN_UP_NAME), [item for item in dispatches if item.state in GIVEN_UP]),
    ]
    late = {moving.item.id for moving in road if moving.late}
    return [
        Group(key=str(key), name=name, items=items, late=sum(item.id in late for item in items))
        for key, name, items in found
        if items
    ]


def _waits(order: Order, amended: Container[int], turned_down: Container[int]) -> bool:
    """Return whether something is still to be done with an order's paper: sign it, decide on it, amend it, draft it anew.

    What was `turned_down` waits until what it called on is in another paper or given up.
    """
    if order.state == "approved":
        return order.id in amended
    return order.state in ("draft", ProposalState.PROPOSED) or order.id in turned_down


def rack(dispatches: Iterable[Dispatch]) -> list[tuple[Column, str, list[Dispatch]]]:
    """Return the rack of cards: each column with its name and its resources, given-up ones left out."""
    found: dict[Column, list[Dispatch]] = {column: [] for column in Column}
    for item in dispatches:
        if item.state not in GIVEN_UP:
            found[COLUMNS[item.state]].append(item)
    return [(column, str(COLUMN_NAMES[column]), items) for column, items in found.items()]
