"""What follows an order, as plain values: its legal acts and its times."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    func,
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
from inventory.rules.catalogue import LegalForm
from mobilization.models import (
    CompensationRow,
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    MinutesRow,
    OrderActRow,
    OrderRow,
)
from mobilization.queries.bought import price_entered, taken_over
from mobilization.queries.incidents import Incident, incident_of
from mobilization.queries.orders import Order, order_of
from mobilization.rules.clocks import OrderTimes
from mobilization.rules.proposals import ProposalState, needed_by
from mobilization.rules.states import OPEN_STATES, State

# As the partial index says it: a bound number would not be known to be that nought.
HARMED = or_(DispatchRow.lost > literal_column("0"), DispatchRow.damaged > literal_column("0"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One legal act on an order."""

    kind: str
    happened_at: datetime
    until: datetime | None
    number: str
    text: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timed:
    """An approved order with the moments its clocks hang on."""

    order_id: int
    commune: str
    incident_id: int
    incident: str
    number: str
    times: OrderTimes
    claims: int = 0
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """What an order's clocks hang on, each looked up for that order alone: no closed file is read for the others."""

    confirmed: ColumnElement[datetime]
    extended: ColumnElement[datetime]
    return_decided: ColumnElement[datetime]
    pay_extended: ColumnElement[datetime]
    out: ColumnElement[int]
    harmed: ColumnElement[int]
    unsettled: ColumnElement[int]
    returned_at: ColumnElement[datetime]
    claims: ColumnElement[int]
    unpaid: ColumnElement[int]
    paid_on: ColumnElement[date | None]
    handed: ColumnElement[int]
    given_back: ColumnElement[int]

    @property
    def running(self) -> ColumnElement[bool]:
        """Whether a clock of the order may still run: what `deadlines_of` tells, in the words of the database."""
        confirm = and_(OrderRow.oral_at.is_not(None), self.confirmed.is_(None))
        term = and_(OrderRow.form != LegalForm.TRUNG_MUA.value, self.return_decided.is_(None), self.out > 0)
        owed = or_(self.unpaid > 0, and_(self.harmed > 0, self.claims == 0))
        home = and_(OrderRow.form != LegalForm.TRUNG_MUA.value, self.out == 0, self.returned_at.is_not(None))
        price = and_(OrderRow.pay_by.is_not(None), or_(self.unpaid > 0, self.unsettled > 0))
        return or_(confirm, term, and_(home, owed), and_(OrderRow.form == LegalForm.TRUNG_MUA.value, price))

    @property
    def oldest(self) -> ColumnElement[Any]:
        """What to sort by so that the longest overdue comes first."""
        waits = and_(OrderRow.oral_at.is_not(None), self.confirmed.is_(None))
        asks = OrderRow.state == ProposalState.PROPOSED
        return case(
            (waits, OrderRow.oral_at),
            (asks, OrderRow.arrive_by),
            else_=func.coalesce(self.extended, OrderRow.until),
        )

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """All of them, by name."""
        return [getattr(self, part.name).label(part.name) for part in fields(self)]


def _parts() -> _Parts:
    act, line = aliased(OrderActRow), aliased(DispatchRow)
    step, claim, minutes = aliased(DispatchEventRow), aliased(CompensationRow), aliased(MinutesRow)

    def acted(kind: str, column: Any) -> ColumnElement[Any]:
        newest = select(func.max(column, type_=column.type))
        return newest.where(act.order_id == OrderRow.id, act.kind == kind).scalar_subquery()

    def lines(*where: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).where(line.order_id == OrderRow.id, *where).scalar_subquery()

    def claimed(*where: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).where(claim.order_id == OrderRow.id, *where).scalar_subquery()

    def written(kind: str) -> ColumnElement[int]:
        own = (minutes.order_id == OrderRow.id, minutes.kind == kind)
        return select(func.count()).where(*own).scalar_subquery()

    moment = DispatchEventRow.happened_at.type
    return _Parts(
        confirmed=acted("confirmed", act.happened_at),
        extended=acted("extended", act.until),
        return_decided=acted("return_decided", act.happened_at),
        pay_extended=acted("pay_extended", act.happened_at),
        out=lines(line.state.in_([state.value for state in OPEN_STATES])),
        harmed=lines(or_(line.lost > 0, line.damaged > 0)),
        unsettled=lines(taken_over(line), ~price_entered(line)),
        returned_at=select(func.max(step.happened_at, type_=moment))
        .join(line, line.id == step.dispatch_id)
        .where(line.order_id == OrderRow.id, step.state == State.RETURNED.value)
        .scalar_subquery(),
        claims=claimed(),
        unpaid=claimed(claim.paid_on.is_(None)),
        paid_on=select(func.max(claim.paid_on, type_=CompensationRow.paid_on.type))
        .where(claim.order_id == OrderRow.id)
        .scalar_subquery(),
        handed=written("handover"),
        given_back=written("return"),
    )


def _query(parts: _Parts, *, drafts: bool = False) -> Select[Any]:
    query = (
        select(OrderRow, IncidentRow.title, CommuneRow, *parts.columns)
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
    )
    return query if drafts else query.where(OrderRow.state == "approved")


def find_timed(session: Session, order_id: int) -> Timed | None:
    """Return an approved order with its moments, or None for a draft."""
    query = _query(_parts()).where(OrderRow.id == order_id)
    row = session.execute(query).one_or_none()
    return None if row is None else _timed(row)


def get_order_with_times(session: Session, order_id: int) -> tuple[Order, Incident, Timed | None]:
    """Return one order with its incident and, once approved, its moments, in one question; raises NotFoundError."""
    parts, place = _parts(), aliased(CommuneRow)
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
    claimed = select(CompensationRow.id).where(CompensationRow.order_id == DispatchRow.order_id).exists()
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
        select(DispatchRow.order_id).where(HARMED, DispatchRow.order_id.is_not(None), ~claimed),
        select(CompensationRow.order_id).where(CompensationRow.paid_on.is_(None)),
        select(OrderRow.id).where(OrderRow.oral_at.is_not(None), ~confirmed),
        # As the partial index says it.
        select(OrderRow.id).where(OrderRow.form == literal_column("'trung_mua'"), unsettled.exists()),
    )


def running_orders(*, scope: str | None, limit: int, offset: int = 0) -> Question[list[Timed]]:
    """Return the question for orders within reach of which a clock runs, the longest overdue first.

    The 48 hours of what was decided by word of mouth run while its paper is still a draft; a tờ trình waits until the
    province decides.
    """
    parts = _parts()
    where = (OrderRow.id.in_(_live()), parts.running, IncidentRow.drill.is_(False))
    oral = and_(OrderRow.state == "draft", OrderRow.oral_at.is_not(None))
    known = or_(OrderRow.state.in_(["approved", ProposalState.PROPOSED]), oral)
    query = _query(parts, drafts=True).where(known, *where)
    query = query.order_by(parts.oldest, OrderRow.id).limit(limit).offset(offset)
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
        owed=bool(row.unpaid or row.unsettled if bought else row.unpaid or (row.harmed and not row.claims)),
        paid_on=row.paid_on,
        pay_extended=row.pay_extended is not None,
        asked_at=order.drafted_at if asks else None,
        needed_by=needed_by(order.arrive_by, order.handover_at) if asks else None,
        pay_by=order.pay_by if bought else None,
    )
    return Timed(
        order_id=order.id,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        incident_id=order.incident_id,
        incident=row[1],
        number=order.number,
        times=times,
        claims=row.claims,
        handed=bool(row.handed),
        given_back=bool(row.given_back),
    )
