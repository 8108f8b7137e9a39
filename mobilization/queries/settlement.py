"""What follows an order, as plain values: its legal acts and its times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
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
    OrderActRow,
    OrderRow,
)
from mobilization.queries.incidents import Incident, incident_of
from mobilization.queries.orders import Order, order_of
from mobilization.rules.clocks import OrderTimes
from mobilization.rules.states import OPEN_STATES, State


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
    incident: str
    number: str
    times: OrderTimes
    claims: int = 0


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
    """What the clocks of all orders hang on, one row an order in each."""

    acts: Subquery
    lines: Subquery
    returned: Subquery
    money: Subquery

    @property
    def running(self) -> ColumnElement[bool]:
        """Whether a clock of the order may still run: what `deadlines_of` tells, in the words of the database."""
        confirm = and_(OrderRow.oral_at.is_not(None), self.acts.c.confirmed.is_(None))
        term = and_(
            OrderRow.form != LegalForm.TRUNG_MUA.value,
            self.acts.c.return_decided.is_(None),
            or_(self.lines.c.out > 0, self.returned.c.at.is_(None)),
        )
        claims = func.coalesce(self.money.c.claims, 0)
        unpaid = func.coalesce(self.money.c.unpaid, 0)
        owed = or_(unpaid > 0, and_(self.lines.c.harmed > 0, claims == 0))
        return or_(confirm, term, and_(self.lines.c.out == 0, self.returned.c.at.is_not(None), owed))

    @property
    def oldest(self) -> ColumnElement[Any]:
        """What to sort by so that the longest overdue comes first."""
        waits = and_(OrderRow.oral_at.is_not(None), self.acts.c.confirmed.is_(None))
        return case((waits, OrderRow.oral_at), else_=func.coalesce(self.acts.c.extended, OrderRow.until))


def _acts() -> Subquery:
    columns = (
        ("confirmed", OrderActRow.happened_at),
        ("extended", OrderActRow.until),
        ("return_decided", OrderActRow.happened_at),
        ("pay_extended", OrderActRow.happened_at),
    )
    newest = (
        func.max(case((OrderActRow.kind == kind, column)), type_=column.type).label(kind)
        for kind, column in columns
    )
    return select(OrderActRow.order_id, *newest).group_by(OrderActRow.order_id).subquery()


def _parts() -> _Parts:
    open_states = [state.value for state in OPEN_STATES]
    lines = select(
        DispatchRow.order_id,
        func.sum(case((DispatchRow.state.in_(open_states), 1), else_=0)).label("out"),
        func.sum(case((DispatchRow.lost + DispatchRow.damaged > 0, 1), else_=0)).label("harmed"),
    ).group_by(DispatchRow.order_id)
    returned = (
        select(DispatchRow.order_id, func.max(DispatchEventRow.happened_at).label("at"))
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(DispatchEventRow.state == State.RETURNED.value)
        .group_by(DispatchRow.order_id)
    )
    money = select(
        CompensationRow.order_id,
        func.count().label("claims"),
        func.sum(case((CompensationRow.paid_on.is_(None), 1), else_=0)).label("unpaid"),
        func.max(CompensationRow.paid_on).label("paid_on"),
    ).group_by(CompensationRow.order_id)
    return _Parts(acts=_acts(), lines=lines.subquery(), returned=returned.subquery(), money=money.subquery())


def _query(parts: _Parts, *, drafts: bool = False) -> Select[Any]:
    query = (
        select(
            OrderRow, IncidentRow.title, CommuneRow, parts.acts, parts.lines, parts.returned.c.at, parts.money
        )
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
        .outerjoin(parts.acts, parts.acts.c.order_id == OrderRow.id)
        .join(parts.lines, parts.lines.c.order_id == OrderRow.id, isouter=drafts)
        .outerjoin(parts.returned, parts.returned.c.order_id == OrderRow.id)
        .outerjoin(parts.money, parts.money.c.order_id == OrderRow.id)
    )
    return query if drafts else query.where(OrderRow.state == "approved")


def list_timed(
    session: Session,
    *,
    scope: str | None = None,
    order_id: int | None = None,
    incident_id: int | None = None,
    limit: int = 500,
) -> list[Timed]:
    """Return approved orders with their moments, newest first: one, an incident's, or all real ones within reach."""
    if order_id is None and incident_id is None:
        return real_orders(scope=scope, limit=limit).ask(session)
    query = _query(_parts()).order_by(OrderRow.id.desc()).limit(limit)
    wanted = OrderRow.id == order_id if order_id is not None else OrderRow.incident_id == incident_id
    return [_timed(row) for row in session.execute(_within(query.where(wanted), scope))]


def real_orders(*, scope: str | None = None, limit: int) -> Question[list[Timed]]:
    """Return the question for approved orders within reach with their moments, newest first; a drill binds nobody by law."""
    query = _query(_parts()).where(IncidentRow.drill.is_(False)).order_by(OrderRow.id.desc()).limit(limit)
    return Question(_within(query, scope), lambda rows: [_timed(row) for row in rows])


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


def running_orders(*, scope: str | None, limit: int, offset: int = 0) -> Question[list[Timed]]:
    """Return the question for orders within reach of which a clock runs, the longest overdue first."""
    parts = _parts()
    where = (parts.running, IncidentRow.drill.is_(False))
    query = _query(parts).where(*where).order_by(parts.oldest, OrderRow.id).limit(limit).offset(offset)
    return Question(_within(query, scope), lambda rows: [_timed(row) for row in rows])


def _within(query: Select[Any], scope: str | None) -> Select[Any]:
    if scope is None:
        return query
    return query.where(or_(OrderRow.commune_code == scope, OrderRow.issuer_code == scope))


def _timed(row: Any) -> Timed:
    order, commune = row[0], row[2]
    times = OrderTimes(
        form=LegalForm(order.form),
        until=order.until,
        oral_at=order.oral_at,
        confirmed_at=row.confirmed,
        extended_until=row.extended,
        return_decided_at=row.return_decided,
        returned_at=None if row.out else row.at,
        owed=bool(row.unpaid) or bool(row.harmed and not row.claims),
        paid_on=row.paid_on,
        pay_extended=row.pay_extended is not None,
    )
    return Timed(
        order_id=order.id,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        incident=row[1],
        number=order.number,
        times=times,
        claims=row.claims or 0,
    )
