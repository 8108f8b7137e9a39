"""What is bought by compulsion is owed, paid by the day its decision names, and stands in the totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.errors import DomainError
from inventory.rules.catalogue import LegalForm
from mobilization.pages.urgent import _facts
from mobilization.queries.dispatches import get_dispatch, list_dispatches
from mobilization.queries.incidents import get_incident
from mobilization.queries.orders import get_order, kept_lines
from mobilization.queries.owed import OwedAsked, list_owed
from mobilization.queries.settlement import find_timed, running_orders
from mobilization.queries.standings import list_standings
from mobilization.rules.clocks import Clock, TermDecidedError, deadlines_of
from mobilization.rules.compensation import (
    Budget,
    Cause,
    CauseError,
    Claim,
    Method,
    NotBoughtError,
    PriceNoneError,
    PriceSetError,
    total_of,
)
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.states import State
from mobilization.services.dispatches import Came
from mobilization.services.exchange.writing import _times
from mobilization.services.losses import ClaimTerms, NotHandedError, claim, pay, withdraw
from mobilization.services.orders import EndBeforeStartError, OrderTerms, approve, draft_order
from mobilization.services.orders import withdraw as withdraw_paper
from mobilization.services.settlement import extend_payment
from mobilization.services.unpaid import UnpaidError
from tests.db.inventory.register import CHAIRMAN, DUTY, JACKETS, RICE, stock
from tests.db.mobilization.command_post import ORDERED_AT, SEEN_AT, begin, hold, refuse, step, terms

PAY_BY = SEEN_AT + timedelta(days=20)
LATER = SEEN_AT + timedelta(hours=1)
ACT: dict[str, Any] = {"actor": DUTY, "now": LATER}
TERMS = ClaimTerms(payer="Sở Tài chính", budget=Budget.PROVINCE, ground="")
PRICE = Claim(cause=Cause.BOUGHT, method=Method.PRICE, quantity=Decimal(10), unit_dong=0)


def bought(session: Session, price: int | None = 23_500) -> tuple[int, int]:
    """Return an order that buys a household's ten sacks of rice, and that resource; the household has acknowledged."""
    stock(session, 10, type_code=RICE, household="Hộ ông Năm")
    line = hold(session, begin(session, [(RICE, 10)]))[0]
    said = {name: getattr(terms(), name) for name in ("destination", "purpose", "commander")}
    said |= {"arrive_by": terms().arrive_by, "handover_at": SEEN_AT}
    order_id = draft_order(
        session,
        incident_id=line.incident_id,
        dispatch_ids=[line.id],
        terms=OrderTerms(
            form=LegalForm.TRUNG_MUA, pay_by=PAY_BY, prices={line.id: price} if price else {}, **said
        ),
        actor=DUTY,
        now=ORDERED_AT,
    )
    approve(session, order_id=order_id, actor=CHAIRMAN, now=ORDERED_AT)
    step(session, line.id, State.ACKNOWLEDGED)
    return order_id, line.id


def runs(session: Session) -> list[int]:
    """Return the orders of which a clock runs."""
    return [item.order_id for item in running_orders(scope=None, limit=9).ask(session)]


def due(session: Session, order_id: int) -> list[object]:
    """Return until when an order's price is to be paid, where it still is."""
    timed = find_timed(session, order_id)
    assert timed is not None
    return [
        item.due_at for item in deadlines_of(timed.times) if item.clock is Clock.PAY and item.done_on is None
    ]


def test_what_is_bought_is_owed_from_handing_over_and_paid_once(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        order_id, line_id = bought(session)
        assert (runs(session), due(session, order_id)) == ([], [])

    def enter(said: Claim) -> Any:
        return lambda session: claim(
            session, order_id=order_id, dispatch_id=line_id, loss=said, terms=TERMS, **ACT
        )

    refuse(database, NotHandedError, enter(PRICE))
    with database.transaction() as session:
        step(session, line_id, State.DEPARTED)
        assert (runs(session), due(session, order_id)) == ([order_id], [PAY_BY])
    for change, error in (
        ({"cause": Cause.LOST, "method": Method.VALUE, "unit_dong": 1}, CauseError),
        ({"method": Method.VALUE, "unit_dong": 23_500}, PriceSetError),
        ({"unit_dong": 23_000}, PriceSetError),
        ({"quantity": Decimal(11)}, NotBoughtError),
    ):
        refuse(database, error, enter(replace(PRICE, **change)))
    with database.transaction() as session:
        loss_id = enter(PRICE)(session)
    refuse(database, NotBoughtError, enter(PRICE))
    with database.transaction() as session:
        step(session, line_id, State.ARRIVED)
        step(session, line_id, State.RELEASED, part=4)
        assert runs(session) == [order_id]
        parts = [line.id for line in list_dispatches(session, order_id=order_id)]
        part_id = next(part for part in parts if part != line_id)
        (item,) = list_owed(session, OwedAsked(scope=None))
        assert (item.amount_dong, item.loss.unit_dong, item.owner) == (
            235_000,
            23_500,
            "Hộ ông Năm, Xã Bình Minh",
        )
        assert total_of([item]).unpaid == 235_000
        step(session, line_id, State.RELEASED)
        step(session, line_id, State.RETURNED, came=Came(used=Decimal(5), lost=Decimal(1)))
        assert due(session, order_id) == [PAY_BY]

    def enter_part(session: Session) -> int:  # a part that went apart is no second sale
        four = replace(PRICE, quantity=Decimal(4))
        return claim(session, order_id=order_id, dispatch_id=part_id, loss=four, terms=TERMS, **ACT)

    refuse(database, NotBoughtError, enter_part)
    refuse(database, UnpaidError, lambda session: step(session, line_id, State.SETTLED))
    longer: dict[str, Any] = {"order_id": order_id, "text": "bão", **ACT}
    refuse(database, TermDecidedError, lambda session: extend_payment(session, **longer))
    with database.transaction() as session:
        paid: dict[str, Any] = {"paid_on": day_of(LATER), "document": "UNC 9", "version": 1}
        pay(session, order_id=order_id, loss_id=loss_id, **paid, **ACT)
        assert (runs(session), due(session, order_id)) == ([], [])
        step(session, line_id, State.SETTLED)


@pytest.mark.parametrize(("method", "error"), [(Method.PRICE, PriceNoneError), (Method.VALUE, None)])
def test_without_a_price_in_the_decision_the_value_is_paid(
    database: Database, lots: tuple[int, int], method: Method, error: type[DomainError] | None
) -> None:
    with database.transaction() as session:
        order_id, line_id = bought(session, price=None)
        step(session, line_id, State.DEPARTED)
    said = Claim(cause=Cause.BOUGHT, method=method, quantity=Decimal(10), unit_dong=20_000)

    def enter(session: Session) -> int:
        return claim(session, order_id=order_id, dispatch_id=line_id, loss=said, terms=TERMS, **ACT)

    if error is not None:
        refuse(database, error, enter)
        return
    with database.transaction() as session:
        loss_id = enter(session)
        withdraw(session, order_id=order_id, loss_id=loss_id, version=1, **ACT)
        for to in (State.ARRIVED, State.RELEASED):
            step(session, line_id, to)
        step(session, line_id, State.RETURNED, came=Came(used=Decimal(10)))
        assert runs(session) == [order_id]  # nobody has entered the price, and nothing of it is out any more
    refuse(database, UnpaidError, lambda session: step(session, line_id, State.SETTLED))


def test_what_turned_back_on_the_road_is_not_bought(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        order_id, line_id = bought(session)
        for to in (State.DEPARTED, State.RELEASED):
            step(session, line_id, to)
        assert (runs(session), due(session, order_id)) == ([], [])
        step(session, line_id, State.RETURNED, came=Came(back=Decimal(10)))
        step(session, line_id, State.SETTLED)


def test_what_is_bought_has_no_end(database: Database, lots: tuple[int, int]) -> None:
    """Nobody typed one, none is read, the room and its messages know of none."""
    with database.transaction() as session:
        order_id, line_id = bought(session)
        step(session, line_id, State.DEPARTED)
        held = get_order(session, order_id)
        assert (held.until, held.ends_at) == (None, None)
        item = get_dispatch(session, line_id)
        sent = [_times(kind, item, held) for kind in (MessageKind.REQUISITION, MessageKind.COMMIT)]
        assert [when.kind for whens in sent for when in whens if "Return" in when.kind] == []
        (standing,) = list_standings(session, [get_incident(session, held.incident_id)])
        assert _facts(standing, LATER + timedelta(days=99)).terms == []


def test_every_other_form_has_its_end(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 5)]))[0]
    said: dict[str, Any] = {"incident_id": line.incident_id, "dispatch_ids": [line.id], **ACT}
    for until in (None, terms().arrive_by):
        other = partial(draft_order, terms=replace(terms(), until=until), **said)
        refuse(database, EndBeforeStartError, other)


def test_a_withdrawn_purchase_leaves_its_price_on_its_paper_alone(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 10, type_code=RICE, household="Hộ ông Năm")
        line = hold(session, begin(session, [(RICE, 10)]))[0]
        said = replace(terms(LegalForm.TRUNG_MUA), until=None, prices={line.id: 23_500})
        paper: dict[str, Any] = {"incident_id": line.incident_id, "dispatch_ids": [line.id], **ACT}
        order_id = draft_order(session, terms=said, **paper)
        assert get_dispatch(session, line.id).price_dong == 23_500
        withdraw_paper(session, order_id=order_id, **ACT)
        session.flush()
        assert get_dispatch(session, line.id).price_dong is None
        assert [kept.price_dong for kept in kept_lines(session, get_order(session, order_id))] == [23_500]
