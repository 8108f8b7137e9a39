"""Orders as plain values, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from mobilization.models import DispatchRow, IncidentRow, OrderActRow, OrderRow, ProposalLineRow
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.rules.clocks import has_term
from mobilization.rules.proposals import PROPOSALS, TURNED_DOWN, ProposalState, needed_by
from mobilization.rules.states import State


@frozen
class Order:
    """A drafted or approved order."""

    id: int
    incident_id: int
    incident: str
    drill: bool
    form: str
    issuer: str
    issuer_code: str
    commune_code: str
    commune: str
    state: str
    destination: str
    purpose: str
    commander: str
    arrive_by: datetime
    until: datetime | None
    failed_ways: str
    assigned_to: str
    assigned_address: str
    handover_at: datetime | None
    handover_place: str
    oral_at: datetime | None
    oral_place: str
    pay_by: datetime | None
    pay_method: str
    pay_place: str
    drafted_by_id: int
    drafted_by: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    number: str
    dated: date | None
    extended_until: datetime | None
    return_decided_at: datetime | None
    version: int

    @property
    def asks(self) -> bool:
        """Whether it is a tờ trình, which calls on nothing."""
        return self.state in PROPOSALS

    @property
    def turned_down(self) -> bool:
        """Whether it came to nothing: sent back, withdrawn or declined."""
        return self.state in TURNED_DOWN

    @property
    def needed_by(self) -> datetime:
        """By when a tờ trình has to be decided on."""
        return needed_by(self.arrive_by, self.handover_at)

    @property
    def ends_at(self) -> datetime | None:
        """When the term ends, its extension counted; None for what is bought, which has no end."""
        return self.extended_until or self.until


def _moment(kind: str, column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """Return an order's legal act of a kind as a column: each kind is noted once."""
    return (
        select(func.max(column, type_=column.type))
        .where(OrderActRow.order_id == OrderRow.id, OrderActRow.kind == kind)
        .correlate(OrderRow)
        .scalar_subquery()
    )


def list_orders_where(session: Session, *where: ColumnElement[bool]) -> list[Order]:
    """Return the orders that fulfil the conditions, newest first."""
    return [order_of(*row) for row in session.execute(_query(*where))]


def _query(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            OrderRow,
            IncidentRow,
            CommuneRow,
            _moment("extended", OrderActRow.until),
            _moment("return_decided", OrderActRow.happened_at),
        )
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
        .where(*where)
        .order_by(OrderRow.drafted_at.desc(), OrderRow.id.desc())
    )


def order_of(
    row: OrderRow,
    incident: IncidentRow,
    commune: CommuneRow,
    extended_until: datetime | None,
    return_decided_at: datetime | None,
) -> Order:
    """Return an order as a plain value, with its incident, its donor and the moments of its acts."""
    return Order(
        id=row.id,
        incident_id=row.incident_id,
        incident=incident.title,
        drill=incident.drill,
        form=row.form,
        issuer=row.issuer,
        issuer_code=row.issuer_code,
        commune_code=row.commune_code,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        state=row.state,
        destination=row.destination,
        purpose=row.purpose,
        commander=row.commander,
        arrive_by=row.arrive_by,
        until=row.until if has_term(row.form) else None,
        failed_ways=row.failed_ways,
        assigned_to=row.assigned_to,
        assigned_address=row.assigned_address,
        handover_at=row.handover_at,
        handover_place=row.handover_place,
        oral_at=row.oral_at,
        oral_place=row.oral_place or "",
        pay_by=row.pay_by,
        pay_method=row.pay_method or "",
        pay_place=row.pay_place or "",
        drafted_by_id=row.drafted_by_id,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        number=row.number,
        dated=row.dated,
        extended_until=extended_until,
        return_decided_at=return_decided_at,
        version=row.version,
    )


def list_orders(session: Session, incident_id: int) -> list[Order]:
    """Return an incident's orders, newest first."""
    return orders_of(incident_id).ask(session)


def orders_of(incident_id: int) -> Question[list[Order]]:
    """Return the question for an incident's orders, newest first."""
    query = _query(OrderRow.incident_id == incident_id)
    return Question(query, lambda rows: [order_of(*row) for row in rows])


def get_order(session: Session, order_id: int) -> Order:
    """Return one order; raises NotFoundError."""
    found = list_orders_where(session, OrderRow.id == order_id)
    if not found:
        raise NotFoundError(what=order_id)
    return found[0]


def list_orders_after(
    session: Session, *, scope: str | None, state: str = "", after: int = 0, limit: int = 50
) -> tuple[list[Order], int | None]:
    """Return orders that a commune gives to or issues (None: all), by number, and where the next page begins."""
    where: list[ColumnElement[bool]] = [OrderRow.id > after]
    if scope is not None:
        where.append(or_(OrderRow.commune_code == scope, OrderRow.issuer_code == scope))
    if state:
        where.append(OrderRow.state == state)
    return _page(session, where, limit)


def list_proposals_after(
    session: Session, *, scope: str | None, state: str = "", after: int = 0, limit: int = 50
) -> tuple[list[Order], int | None]:
    """Return the tờ trình of a commune (None: of all), by number, and where the next page begins."""
    states = [state] if state else [one.value for one in ProposalState]
    where: list[ColumnElement[bool]] = [OrderRow.id > after, OrderRow.state.in_(states)]
    if scope is not None:
        where.append(OrderRow.commune_code == scope)
    return _page(session, where, limit)


def _page(
    session: Session, where: Sequence[ColumnElement[bool]], limit: int
) -> tuple[list[Order], int | None]:
    query = _query(*where).order_by(None).order_by(OrderRow.id).limit(limit + 1)
    found = [order_of(*row) for row in session.execute(query)]
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def drafts(*, issuer_code: str) -> Question[list[Order]]:
    """Return the question for orders waiting for approval, of one issuer ("" the province); it begins with what still runs."""
    running = select(IncidentRow.id).where(IncidentRow.closed_at.is_(None))
    where = (
        OrderRow.incident_id.in_(running),
        OrderRow.state == "draft",
        OrderRow.issuer_code == issuer_code,
    )
    return Question(_query(*where), lambda rows: [order_of(*row) for row in rows])


def waiting_proposals() -> Question[list[Order]]:
    """Return the question for tờ trình of communes that wait for the province.

    It begins with what is held for a paper, of which there is little at any time: orders stay for ever.
    """
    held = select(DispatchRow.order_id).where(
        DispatchRow.state == State.RESERVED.value, DispatchRow.order_id.is_not(None)
    )
    where = (
        OrderRow.id.in_(held),
        OrderRow.state == ProposalState.PROPOSED,
        IncidentRow.closed_at.is_(None),
    )
    return Question(_query(*where), lambda rows: [order_of(*row) for row in rows])


def list_lines(session: Session, order: Order) -> list[Dispatch]:
    """Return what an order calls on, or what a tờ trình asked for, so much and at that price, whatever became of it."""
    return kept_lines(session, order) if order.asks else list_dispatches(session, order_id=order.id)


def kept_lines(session: Session, order: Order) -> list[Dispatch]:
    """Return what a tờ trình asked for, or what a draft called on when it was sent back or withdrawn."""
    rows = session.scalars(select(ProposalLineRow).where(ProposalLineRow.order_id == order.id))
    asked = {row.dispatch_id: row for row in rows}
    return [
        replace(item, quantity=asked[item.id].quantity, price_dong=asked[item.id].price_dong)
        for item in list_dispatches(session, ids=list(asked))
    ]


def linked_papers(order: Order, lines: Sequence[Dispatch]) -> list[int]:
    """Return the decisions that take up a tờ trình, or the tờ trình an order takes up, by number."""
    if order.asks:
        found = {line.order_id for line in lines if line.proposal_id == order.id}
    else:
        found = {line.proposal_id for line in lines}
    return sorted(number for number in found if number not in (None, order.id))


def unanswered_orders(commune_code: str) -> Question[list[Order]]:
    """Return the question for approved orders to a commune of which something is still to be acknowledged."""
    waiting = select(DispatchRow.order_id).where(
        DispatchRow.commune_code == commune_code, DispatchRow.state == State.ORDERED.value
    )
    query = _query(OrderRow.id.in_(waiting), IncidentRow.closed_at.is_(None))
    return Question(query, lambda rows: [order_of(*row) for row in rows])


def donor_of_order(session: Session, *, order_id: int, **_: object) -> str:
    """Return the commune an order calls on; raises NotFoundError."""
    code = session.scalar(select(OrderRow.commune_code).where(OrderRow.id == order_id))
    if code is None:
        raise NotFoundError(what=order_id)
    return code


def issuer_of_order(session: Session, *, order_id: int, **_: object) -> str:
    """Return the commune that issues an order ("" for the province); raises NotFoundError."""
    code = session.scalar(select(OrderRow.issuer_code).where(OrderRow.id == order_id))
    if code is None:
        raise NotFoundError(what=order_id)
    return code
