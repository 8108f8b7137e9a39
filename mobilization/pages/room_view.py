"""What the room, its wall and its rack of cards show, worked out from an incident's lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from mobilization.pages.room_since import since_of
from mobilization.queries.dispatches import Dispatch, list_dispatches, list_events
from mobilization.queries.incidents import Incident, NeedState, list_needs
from mobilization.queries.orders import Order, list_orders
from mobilization.queries.since import get_incident_and_plan
from mobilization.rules.room import (
    COLUMNS,
    Column,
    Facts,
    Fill,
    Part,
    Short,
    Urgency,
    Urgent,
    expected_at,
    fill,
    lateness,
    most_urgent,
)
from mobilization.rules.states import ON_THE_WAY, State
from mobilization.sentences import COLUMN_NAMES, HAZARDS, ORDER_STATES, STATE_MARKS, STATES, TIERS

GIVEN_UP = (State.REFUSED, State.CANCELLED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """A need with its bar."""

    need: NeedState
    fill: Fill


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """Something on the road, when it should arrive, and by how many minutes it is late."""

    item: Dispatch
    expected: datetime
    late: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """The one line at the top: what, how grave, and where to act on it."""

    text: str
    mark: str
    location: str


def room_view(session: Session, incident_id: int, moment: datetime) -> dict[str, Any]:
    """Return everything the room's templates read, in six questions."""
    incident, plan = get_incident_and_plan(session, incident_id)
    needs = list_needs(session, incident_id)
    dispatches = list_dispatches(session, incident_id=incident_id)
    orders = list_orders(session, incident_id)
    road = _road(dispatches, moment)
    return {
        "incident": incident,
        "needs": [Met(need=need, fill=fill(need.quantity, _parts(need, dispatches))) for need in needs],
        "missing": [need for need in needs if need.missing > 0],
        "dispatches": dispatches,
        "waiting": sum(item.state is State.RESERVED and item.order_id is None for item in dispatches),
        "road": road,
        "orders": orders,
        "events": list_events(session, incident_id, limit=30),
        "urgent": _urgent(incident, needs, dispatches, orders, road, moment),
        "since": None if incident.closed_at else since_of(session, plan, needs, dispatches, moment),
        "as_of": moment,
        "hazards": HAZARDS,
        "states": STATES,
        "marks": STATE_MARKS,
        "tiers": TIERS,
        "order_states": ORDER_STATES,
    }


def _parts(need: NeedState, dispatches: Iterable[Dispatch]) -> list[Part]:
    """Return a need's shares; what the need counts beyond its dispatches came, or comes, from outside."""
    own = [Part(covers=item.covers, state=item.state) for item in dispatches if item.need_id == need.id]
    bar = fill(need.quantity, own)
    there = need.arrived - bar.there
    called = need.promised - bar.there - bar.coming - bar.called - there
    return [*own, Part(covers=there, state=State.ARRIVED), Part(covers=called, state=State.ORDERED)]


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


def _urgent(
    incident: Incident,
    needs: Sequence[NeedState],
    dispatches: Sequence[Dispatch],
    orders: Sequence[Order],
    road: Iterable[Moving],
    moment: datetime,
) -> Line | None:
    """Return the line at the top; a closed incident has none."""
    if incident.closed_at is not None:
        return None
    silent = {item.order_id for item in dispatches if item.state is State.ORDERED}
    out = {
        item.order_id for item in dispatches if item.state in ON_THE_WAY and item.state is not State.RELEASED
    }
    found = most_urgent(
        Facts(
            needs=len(needs),
            late=[(moving.item.id, moving.late) for moving in road],
            unanswered=[
                (order.id, lateness(expected=order.approved_at, moment=moment))
                for order in orders
                if order.id in silent and order.approved_at
            ],
            short=[
                Short(need_id=need.id, priority=need.priority, missing=need.missing)
                for need in needs
                if need.missing > 0
            ],
            terms=[
                (order.id, int((order.ends_at - moment) / timedelta(minutes=1)))
                for order in orders
                if order.id in out and order.return_decided_at is None
            ],
            drafts=[order.id for order in orders if order.state == "draft"],
            held=sum(item.state is State.RESERVED and item.order_id is None for item in dispatches),
        )
    )
    return _line(
        found, incident, needs, {item.id: item for item in dispatches}, {order.id: order for order in orders}
    )


def _line(
    found: Urgent,
    incident: Incident,
    needs: Sequence[NeedState],
    dispatches: Mapping[int, Dispatch],
    orders: Mapping[int, Order],
) -> Line:
    """Return the most urgent thing in words."""
    room = url_for("incidents.room", incident_id=incident.id)
    kind, count, minutes = found.kind, found.count, found.minutes
    if kind is Urgency.LATE:
        item = dispatches[found.subject]
        text = _(
            "%(resource)s từ %(place)s trễ %(minutes)s phút (%(count)s nguồn lực đang trễ). Hãy gọi hỏi.",
            resource=item.resource,
            place=item.commune,
            minutes=minutes,
            count=count,
        )
        return Line(text=text, mark="bad", location=url_for("dispatches.show", dispatch_id=item.id))
    if kind in {Urgency.UNCOVERED_FIRST, Urgency.UNCOVERED}:
        need = next(need for need in needs if need.id == found.subject)
        text = _(
            "Còn thiếu %(count)s/%(all)s nhu cầu: %(first)s thiếu %(short)s %(unit)s.",
            count=count,
            all=len(needs),
            first=need.resource,
            short=int(need.missing),
            unit=need.unit,
        )
        mark = "bad" if kind is Urgency.UNCOVERED_FIRST else "late"
        return Line(text=text, mark=mark, location=f"{room}#nhu-cau-{need.id}")
    if kind is Urgency.HELD:
        text = _("%(count)s nguồn lực đang giữ nhưng chưa có lệnh.", count=count)
        return Line(text=text, mark="late", location=url_for("orders.new", incident_id=incident.id))
    if kind is Urgency.NO_NEEDS:
        return Line(
            text=_("Chưa có nhu cầu. Hãy thêm nhu cầu đầu tiên ở dưới."),
            mark="info",
            location=f"{room}?them=1#them",
        )
    if kind is Urgency.ALL_WELL:
        working = sum(item.state in ON_THE_WAY for item in dispatches.values())
        text = _(
            "Mọi nhu cầu đã có nguồn; %(count)s nguồn lực đang trên đường hoặc đang làm nhiệm vụ.",
            count=working,
        )
        return Line(text=text, mark="ok", location="")
    order = orders[found.subject]
    return Line(
        text=_of_order(kind, order.commune, minutes, count),
        mark="late" if kind is Urgency.TERM_ENDING else "bad",
        location=url_for("orders.show", order_id=order.id),
    )


def _of_order(kind: Urgency, place: str, minutes: int, count: int) -> str:
    """Return what is urgent about an order."""
    if kind is Urgency.UNANSWERED:
        text = ngettext(
            "%(place)s chưa trả lời lệnh sau %(minutes)s phút (%(count)s lệnh chưa được trả lời). Hãy gọi điện.",
            "%(place)s chưa trả lời lệnh sau %(minutes)s phút (%(count)s lệnh chưa được trả lời). Hãy gọi điện.",
            count,
            place=place,
            minutes=minutes,
            count=count,
        )
    elif kind is Urgency.DRAFT:
        text = ngettext(
            "%(count)s lệnh đang chờ duyệt, trước hết là lệnh gửi %(place)s.",
            "%(count)s lệnh đang chờ duyệt, trước hết là lệnh gửi %(place)s.",
            count,
            count=count,
            place=place,
        )
    elif kind is Urgency.TERM_OVER:
        text = _(
            "Lệnh gửi %(place)s đã hết thời hạn %(hours)s giờ: gia hạn hoặc cho về.",
            place=place,
            hours=minutes // 60,
        )
    else:
        text = _("Lệnh gửi %(place)s hết thời hạn sau %(hours)s giờ.", place=place, hours=minutes // 60)
    return str(text)


def rack(dispatches: Iterable[Dispatch]) -> list[tuple[Column, str, list[Dispatch]]]:
    """Return the rack of cards: each column with its name and its resources, given-up ones left out."""
    found: dict[Column, list[Dispatch]] = {column: [] for column in Column}
    for item in dispatches:
        if item.state not in GIVEN_UP:
            found[COLUMNS[item.state]].append(item)
    return [(column, str(COLUMN_NAMES[column]), items) for column, items in found.items()]
