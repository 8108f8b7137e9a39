"""What follows an order, as plain values: its legal acts and its times."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.rules.catalogue import LegalForm
from mobilization.models import (
    CompensationRow,
    DispatchRow,
    IncidentRow,
    OrderActRow,
    OrderRow,
)
from mobilization.queries.bought import price_entered, taken_over
from mobilization.queries.incidents import Incident, incident_of
from mobilization.queries.order_clocks import Parts, clock_parts, unentered
from mobilization.queries.orders import Order, order_of
from mobilization.rules.clocks import OrderTimes
from mobilization.rules.proposals import ProposalState, needed_by
from mobilization.rules.states import OPEN_STATES, State

# As the partial index says it: a bound number would not be known to be that nought.
HARMED = or_(DispatchRow.lost > literal_column("0"), DispatchRow.damaged > literal_column("0"))


@frozen
class Act:
    """One legal act on an order."""

    kind: str
    happened_at: datetime
    until: datetime | None
    number: str
    text: str
    actor: str


@frozen
class Timed:
    """An approved order with the moments its clocks hang on."""

    order_id: int
    commune: str
    incident_id: int
    incident: str
    number: str
    times: OrderTimes
    claims: int = 0
    payable: int = 0
    handed: bool = False
    given_back: bool = False


def list_acts(session: Session, order_id: int) -> dict[str, Act]:
    """Return the legal acts on an order by kind."""
    rows = session.scalars(select(OrderActRow).where(OrderActRow.order_id == order_id))
    return {
        row.kind: Act(
            kind=row.kind,
            happened_at=row.happened_at,
            until=row.until,
            number=row.number,
            text=row.text,
            actor=row.actor,
        )
        for row in rows
    }


def _query(parts: Parts, *, drafts: bool = False) -> Select[Any]:
    query = (
        select(OrderRow, IncidentRow.title, CommuneRow, *parts.columns)
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
    )
    return query if drafts else query.where(OrderRow.state == "approved")


def find_timed(session: Session, order_id: int) -> Timed | None:
    """Return an approved order with its moments, or None for a draft."""
    query = _query(clock_parts()).where(OrderRow.id == order_id)
    row = session.execute(query).one_or_none()
    return None if row is None else _timed(row)


def get_order_with_times(session: Session, order_id: int) -> tuple[Order, Incident, Timed | None]:
    """Return one order with its incident and, once approved, its moments, in one question; raises NotFoundError."""
    parts, place = clock_parts(), aliased(CommuneRow)
    query = (
        _query(parts, drafts=True)
        .where(OrderRow.id == order_id)
        .add_columns(IncidentRow, place)
        .join(place, place.code == IncidentRow.commune_code)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFoundError(what=order_id)
    row, *_rest, incident, where = found
    order = order_of(row, incident, found[2], found.extended, found.return_decided)
    return order, incident_of(incident, where), _timed(found) if row.state == "approved" else None


def _live() -> CompoundSelect[int]:
    """Return the orders of which a clock may run, each way found by an index of its own: a closed file is not read."""
    sold = aliased(DispatchRow)
    unsettled = select(sold.id).where(sold.order_id == OrderRow.id, taken_over(sold), ~price_entered(sold))
    confirmed = (
        select(OrderActRow.id)
        .where(OrderActRow.order_id == OrderRow.id, OrderActRow.kind == "confirmed")
        .exists()
    )
    return union(
        select(DispatchRow.order_id).where(
            DispatchRow.state.in_([state.value for state in OPEN_STATES]), DispatchRow.order_id.is_not(None)
        ),
        select(DispatchRow.order_id).where(HARMED, DispatchRow.order_id.is_not(None), unentered(DispatchRow)),
        select(DispatchRow.order_id).where(
            DispatchRow.state.in_([State.RETURNED.value, State.CHECKED.value]),
            DispatchRow.used > 0,
            DispatchRow.order_id.is_not(None),
            unentered(DispatchRow),
        ),
        select(CompensationRow.order_id).where(CompensationRow.paid_on.is_(None)),
        select(OrderRow.id).where(OrderRow.oral_at.is_not(None), ~confirmed),
        # As the partial index says it.
        select(OrderRow.id).where(OrderRow.form == literal_column("'trung_mua'"), unsettled.exists()),
    )


def running_orders(*, scope: str | None, limit: int, offset: int = 0) -> Question[list[Timed]]:
    """Return the question for orders within reach of which a clock runs, whose end comes first: the longest overdue before all.

    The 48 hours of what was decided by word of mouth run while its paper is still a draft; a tờ trình waits until the
    province decides.
    """
    parts = clock_parts()
    where = (OrderRow.id.in_(_live()), parts.running, IncidentRow.drill.is_(False))
    oral = and_(OrderRow.state == "draft", OrderRow.oral_at.is_not(None))
    known = or_(OrderRow.state.in_(["approved", ProposalState.PROPOSED]), oral)
    query = _query(parts, drafts=True).where(known, *where)
    query = query.order_by(parts.first_due, OrderRow.id).limit(limit).offset(offset)
    return Question(_within(query, scope), lambda rows: [_timed(row) for row in rows])


def _within(query: Select[Any], scope: str | None) -> Select[Any]:
    if scope is None:
        return query
    return query.where(or_(OrderRow.commune_code == scope, OrderRow.issuer_code == scope))


def _timed(row: Any) -> Timed:
    order, commune = row[0], row[2]
    asks = order.state == ProposalState.PROPOSED
    bought = order.form == LegalForm.TRUNG_MUA.value
    times = OrderTimes(
        form=LegalForm(order.form),
        until=order.until,
        oral_at=order.oral_at,
        confirmed_at=row.confirmed,
        extended_until=row.extended,
        return_decided_at=row.return_decided,
        returned_at=None if row.out else row.returned_at,
        given_up=order.state != "approved" or (not row.out and row.returned_at is None),
        owed=bool(row.unpaid or row.unsettled if bought else row.unpaid or row.harmed),
        paid_on=row.paid_on,
        pay_extended=row.pay_extended is not None,
        asked_at=order.drafted_at if asks else None,
        needed_by=needed_by(order.arrive_by, order.handover_at) if asks else None,
        pay_by=order.pay_by if bought else None,
        given_at=order.approved_at,
    )
    return Timed(
        order_id=order.id,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        incident_id=order.incident_id,
        incident=row[1],
        number=order.number,
        times=times,
        claims=row.claims,
        payable=row.payable,
        handed=bool(row.handed),
        given_back=bool(row.given_back),
    )
