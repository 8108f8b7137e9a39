"""What the clocks of an order hang on, in the words of the database: which run, and which ends first."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from core.moments import first_of, later
from core.values import frozen
from inventory.models import HolderRow, LotRow, ResourceTypeRow
from inventory.rules.catalogue import Category, LegalForm
from mobilization.models import (
    CompensationRow,
    DispatchEventRow,
    DispatchRow,
    MinutesRow,
    OrderActRow,
    OrderRow,
)
from mobilization.queries.bought import price_entered, taken_over
from mobilization.rules.authority import PUBLIC_HOLDERS
from mobilization.rules.clocks import CONFIRM_WITHIN, PAY_DAYS, PAY_EXTENSION_DAYS
from mobilization.rules.compensation import CAUSES, Cause, Method
from mobilization.rules.proposals import ProposalState
from mobilization.rules.states import OPEN_STATES, State


@frozen
class Parts:
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
    payable: ColumnElement[int]
    unpaid: ColumnElement[int]
    paid_on: ColumnElement[date | None]
    handed: ColumnElement[int]
    given_back: ColumnElement[int]

    @property
    def _confirm(self) -> ColumnElement[bool]:
        return and_(OrderRow.oral_at.is_not(None), self.confirmed.is_(None))

    @property
    def _term(self) -> ColumnElement[bool]:
        bought = OrderRow.form == LegalForm.TRUNG_MUA.value
        return and_(~bought, self.return_decided.is_(None), self.out > 0)

    @property
    def _owed(self) -> ColumnElement[bool]:
        owed = or_(self.unpaid > 0, self.harmed > 0)
        bought = OrderRow.form == LegalForm.TRUNG_MUA.value
        return and_(~bought, self.out == 0, self.returned_at.is_not(None), owed)

    @property
    def _price(self) -> ColumnElement[bool]:
        bought = OrderRow.form == LegalForm.TRUNG_MUA.value
        return and_(bought, OrderRow.pay_by.is_not(None), or_(self.unpaid > 0, self.unsettled > 0))

    @property
    def running(self) -> ColumnElement[bool]:
        """Whether a clock of the order may still run: what `deadlines_of` tells, in the words of the database."""
        asks = OrderRow.state == ProposalState.PROPOSED
        return or_(asks, self._confirm, self._term, self._owed, self._price)

    @property
    def first_due(self) -> ColumnElement[Any]:
        """When the first of its running clocks ends, as `deadlines_of` tells it: what is overdue longest comes first."""
        asks = OrderRow.state == ProposalState.PROPOSED
        given = OrderRow.state == "approved"
        twice = self.pay_extended.is_not(None)
        pay = case(
            (twice, later(self.returned_at, timedelta(days=PAY_DAYS + PAY_EXTENSION_DAYS))),
            else_=later(self.returned_at, timedelta(days=PAY_DAYS)),
        )
        return first_of(
            case((self._confirm, later(OrderRow.oral_at, CONFIRM_WITHIN))),
            case((asks, first_of(OrderRow.arrive_by, OrderRow.handover_at))),
            case((and_(given, self._term), func.coalesce(self.extended, OrderRow.until))),
            case((and_(given, self._owed), pay), (and_(given, self._price), OrderRow.pay_by)),
        )

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """All of them, by name."""
        return [getattr(self, part.name).label(part.name) for part in fields(self)]


def unentered(line: Any) -> ColumnElement[bool]:
    """Return whether something of a thing was lost, damaged or its owner's to be paid for, nothing is entered and its file is open."""
    claim, lot = aliased(CompensationRow), aliased(LotRow)
    harmed = or_(line.lost > 0, line.damaged > 0, used_up(line))
    entered = select(claim.id).where(claim.dispatch_id == line.id).exists()
    people = (
        select(lot.id)
        .join(ResourceTypeRow, ResourceTypeRow.code == lot.type_code)
        .where(lot.id == line.lot_id, ResourceTypeRow.category == Category.FORCES.value)
        .exists()
    )
    return and_(harmed, line.state != State.SETTLED.value, ~entered, ~people)


def used_up(line: Any) -> ColumnElement[bool]:
    """Return whether a household's or a firm's goods were called out in a form that pays for them, and used up."""
    lot, holder, order = aliased(LotRow), aliased(HolderRow), aliased(OrderRow)
    private = select(lot.id).join(holder, holder.id == lot.holder_id)
    private = private.where(lot.id == line.lot_id, holder.kind.not_in(sorted(PUBLIC_HOLDERS)))
    paid_for = [form.value for form, causes in CAUSES.items() if Cause.USED in causes]
    called = select(order.id).where(order.id == line.order_id, order.form.in_(paid_for))
    return and_(line.used > 0, private.exists(), called.exists())


def clock_parts() -> Parts:
    """Return what the clocks of the orders of a query hang on."""
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
    return Parts(
        confirmed=acted("confirmed", act.happened_at),
        extended=acted("extended", act.until),
        return_decided=acted("return_decided", act.happened_at),
        pay_extended=acted("pay_extended", act.happened_at),
        out=lines(line.state.in_([state.value for state in OPEN_STATES])),
        harmed=lines(unentered(line)),
        unsettled=lines(taken_over(line), ~price_entered(line)),
        returned_at=select(func.max(step.happened_at, type_=moment))
        .join(line, line.id == step.dispatch_id)
        .where(line.order_id == OrderRow.id, step.state == State.RETURNED.value)
        .scalar_subquery(),
        claims=claimed(),
        payable=claimed(claim.method != Method.WAIVED.value),
        unpaid=claimed(claim.paid_on.is_(None)),
        paid_on=select(func.max(claim.paid_on, type_=CompensationRow.paid_on.type))
        .where(claim.order_id == OrderRow.id)
        .scalar_subquery(),
        handed=written("handover"),
        given_back=written("return"),
    )
