"""Nothing is settled while money is owed; losses are changed and taken back; what runs is found however old."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import ConstraintError, Database
from core.documents.paper import Table
from core.errors import NotFoundError, StaleError
from inventory.rules.used_up import PeopleNotGoodsError
from mobilization.models import MinutesLineRow, OrderRow
from mobilization.queries.minutes import MinutesLine, list_losses
from mobilization.queries.settlement import find_timed, running_orders
from mobilization.rules.clocks import Clock, Standing, deadlines_of
from mobilization.rules.compensation import Budget, Cause, Claim, Method, NoLossError
from mobilization.rules.states import State
from mobilization.services.dispatches import Came
from mobilization.services.losses import (
    ClaimTerms,
    PaidAlreadyError,
    PeopleNotOwedForError,
    SettledError,
    WaiverGroundError,
    amend,
    claim,
    pay,
    withdraw,
)
from mobilization.services.settlement import MinutesHead, extend_payment, save_minutes
from mobilization.services.unpaid import UnpaidError
from tests.db.inventory.register import DUTY, JACKETS, MILITIA, NOW, RICE, SAWS, stock
from tests.db.mobilization.command_post import SEEN_AT, begin, by_whom, hold, order, step
from tests.db.mobilization.test_settlement import paper_of_order

LATER = SEEN_AT + timedelta(hours=1)
TERMS = ClaimTerms(payer="Phòng Kinh tế", budget=Budget.COMMUNE, ground="báo giá")
LOSS = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(1), unit_dong=150_000)
LESS = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(1), unit_dong=100_000)


def _returned(session: Session, type_code: str = JACKETS) -> tuple[int, int]:
    """Return an order whose only resource came back with two lost, and that resource."""
    line = hold(session, begin(session, [(type_code, 10)]))[0]
    order_id = order(session, line.incident_id, [line.id])
    for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
        step(session, line.id, to)
    step(session, line.id, State.RETURNED, came=Came(back=Decimal(8), lost=Decimal(2)))
    return order_id, line.id


def test_nothing_is_settled_while_money_is_owed(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        order_id, line_id = _returned(session)
        act = {"order_id": order_id, "actor": DUTY, "now": LATER}
        assert [item.order_id for item in running_orders(scope=None, limit=5).ask(session)] == [order_id]
        loss_id = claim(session, dispatch_id=line_id, loss=LOSS, terms=TERMS, **act)  # type: ignore[arg-type]
        other_id = claim(session, dispatch_id=line_id, loss=LOSS, terms=TERMS, **act)  # type: ignore[arg-type]
        stock(session, 10, type_code=SAWS, household="Hộ ông Năm")
        strange_order, strange_id = _returned(session, SAWS)
    with pytest.raises(NotFoundError), database.transaction() as session:
        claim(session, dispatch_id=strange_id, loss=LOSS, terms=TERMS, **act)  # type: ignore[arg-type]
    with database.transaction() as session:  # of a resource of another order minutes keep nothing
        lines = {
            number: MinutesLine(condition="tốt", meter="", fuel="", papers="")
            for number in (line_id, strange_id)
        }
        head = MinutesHead(at=SEEN_AT, place="UBND xã")
        save_minutes(session, kind="return", head=head, lines=lines, version=0, **act)  # type: ignore[arg-type]
        assert list(session.scalars(select(MinutesLineRow.dispatch_id))) == [line_id]
    for number in (line_id, strange_id):  # of the household's two nobody has even said what is owed
        with pytest.raises(UnpaidError), database.transaction() as session:
            step(session, number, State.SETTLED)
    with database.transaction() as session:
        amend(session, loss_id=loss_id, version=1, loss=LESS, terms=TERMS, **act)  # type: ignore[arg-type]
        withdraw(session, loss_id=other_id, version=1, **act)  # type: ignore[arg-type]
        assert [(row.amount_dong, row.version) for row in list_losses(session, order_id)] == [(100_000, 2)]
    with pytest.raises(StaleError), database.transaction() as session:
        withdraw(session, loss_id=loss_id, version=1, **act)  # type: ignore[arg-type]
    with pytest.raises(StaleError) as stale, database.transaction() as session:
        amend(session, loss_id=loss_id, version=1, loss=LOSS, terms=TERMS, **act)  # type: ignore[arg-type]
    assert by_whom(stale.value) == (DUTY.login, LATER)
    three = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(3), unit_dong=1)
    with pytest.raises(NoLossError), database.transaction() as session:
        amend(session, loss_id=loss_id, version=2, loss=three, terms=TERMS, **act)  # type: ignore[arg-type]
    with pytest.raises(StaleError), database.transaction() as session:
        pay(session, loss_id=loss_id, version=1, paid_on=day_of(LATER), document="UNC 12", **act)  # type: ignore[arg-type]
    with database.transaction() as session:
        pay(session, loss_id=loss_id, version=2, paid_on=day_of(LATER), document="UNC 12", **act)  # type: ignore[arg-type]
        assert [item.order_id for item in running_orders(scope=None, limit=5).ask(session)] == [strange_order]
        step(session, line_id, State.SETTLED)
    with pytest.raises(PaidAlreadyError), database.transaction() as session:
        amend(session, loss_id=loss_id, version=3, loss=LESS, terms=TERMS, **act)  # type: ignore[arg-type]
    with pytest.raises(ConstraintError), database.transaction() as session:
        session.execute(text("UPDATE dispatch SET back = 9 WHERE state = 'settled'"))


def _rows_of(session: Session, order_id: int, kind: str) -> int:
    """Return how many claims a paper about money lists."""
    paper = paper_of_order(session, order_id, kind)
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    return sum(len(block.rows) for block in blocks if isinstance(block, Table))


def test_an_owner_may_ask_for_nothing_and_all_that_was_lost_is_entered_before_the_file_closes(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 10, type_code=SAWS, household="Hộ ông Năm")
        order_id, line_id = _returned(session, SAWS)
        act = {"order_id": order_id, "actor": DUTY, "now": LATER}
        given = {"session": session, "dispatch_id": line_id, **act}
        loss_id = claim(loss=LOSS, terms=TERMS, **given)  # type: ignore[arg-type]
        pay(session, loss_id=loss_id, version=1, paid_on=day_of(LATER), document="UNC 12", **act)  # type: ignore[arg-type]
    with pytest.raises(UnpaidError), database.transaction() as session:  # of the second nobody said a word
        step(session, line_id, State.SETTLED)
    gone = replace(LOSS, method=Method.WAIVED, unit_dong=0)
    with pytest.raises(WaiverGroundError), database.transaction() as session:
        claim(session, dispatch_id=line_id, loss=gone, terms=replace(TERMS, ground=" "), **act)  # type: ignore[arg-type]
    said = replace(TERMS, ground="đơn của hộ ông Năm ngày 12/9/2026")
    with database.transaction() as session:
        waived = claim(session, dispatch_id=line_id, loss=gone, terms=said, **act)  # type: ignore[arg-type]
    with pytest.raises(PaidAlreadyError), database.transaction() as session:
        pay(session, loss_id=waived, version=1, paid_on=day_of(LATER), document="UNC 13", **act)  # type: ignore[arg-type]
    with (
        database.transaction() as session
    ):  # what was given up may be asked for after all, and given up again
        amend(session, loss_id=waived, version=1, loss=LESS, terms=TERMS, **act)  # type: ignore[arg-type]
        assert [item.order_id for item in running_orders(scope=None, limit=5).ask(session)] == [order_id]
        amend(session, loss_id=waived, version=2, loss=gone, terms=said, **act)  # type: ignore[arg-type]
        assert not running_orders(scope=None, limit=5).ask(session)
        assert [(row.amount_dong, row.paid_on) for row in list_losses(session, order_id)] == [
            (150_000, day_of(LATER)),
            (0, day_of(LATER)),
        ]
        assert [_rows_of(session, order_id, kind) for kind in ("thiet-hai", "chi-tra")] == [2, 1]
        step(session, line_id, State.SETTLED)


def test_what_is_public_may_be_closed_without_money_and_then_takes_nothing_more(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        order_id, line_id = _returned(session)
        assert [item.order_id for item in running_orders(scope=None, limit=5).ask(session)] == [order_id]
        step(session, line_id, State.SETTLED)
        assert not running_orders(scope=None, limit=5).ask(session)
        timed = find_timed(session, order_id)
        assert timed is not None
        assert all(item.standing(LATER) is Standing.DONE for item in deadlines_of(timed.times))
    with pytest.raises(SettledError), database.transaction() as session:
        claim(session, order_id=order_id, dispatch_id=line_id, loss=LOSS, terms=TERMS, actor=DUTY, now=LATER)


def test_goods_of_a_household_that_were_used_up_are_paid_or_given(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 500, type_code=RICE, household="Tạp hóa Hương Quế")
        line = hold(session, begin(session, [(RICE, 300)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            step(session, line.id, to)
        step(session, line.id, State.RETURNED, came=Came(back=Decimal(100), used=Decimal(200)))
        assert [item.order_id for item in running_orders(scope=None, limit=5).ask(session)] == [order_id]
        timed = find_timed(session, order_id)
        assert timed is not None
        (pay_clock,) = [item for item in deadlines_of(timed.times) if item.clock is Clock.PAY]
        assert pay_clock.standing(LATER) is Standing.RUNNING
        assert pay_clock.standing(LATER + timedelta(days=31)) is Standing.LATE
    with pytest.raises(UnpaidError), database.transaction() as session:
        step(session, line.id, State.SETTLED)
    given = Claim(cause=Cause.USED, method=Method.WAIVED, quantity=Decimal(200), unit_dong=0)
    with database.transaction() as session:
        said = replace(TERMS, ground="chủ hàng ủng hộ, nói ngày 12/9/2026")
        claim(session, order_id=order_id, dispatch_id=line.id, loss=given, terms=said, actor=DUTY, now=LATER)
        assert not running_orders(scope=None, limit=5).ask(session)
        step(session, line.id, State.SETTLED)


def test_goods_of_the_commune_that_were_used_up_are_owed_to_nobody(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 500, type_code=RICE)
        line = hold(session, begin(session, [(RICE, 300)]))[0]
        order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            step(session, line.id, to)
        step(session, line.id, State.RETURNED, came=Came(back=Decimal(100), used=Decimal(200)))
        assert not running_orders(scope=None, limit=5).ask(session)


def test_people_are_not_used_up_and_nobody_is_paid_for_them_as_for_things(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 10, type_code=MILITIA, household="Đội tình nguyện thôn 2")
        line = hold(session, begin(session, [(MILITIA, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            step(session, line.id, to)
    with pytest.raises(PeopleNotGoodsError), database.transaction() as session:
        step(session, line.id, State.RETURNED, came=Came(back=Decimal(9), used=Decimal(1)))
    with database.transaction() as session:
        step(
            session, line.id, State.RETURNED, came=Came(back=Decimal(7), lost=Decimal(1), damaged=Decimal(2))
        )
        assert not running_orders(scope=None, limit=5).ask(session)  # no term of thirty days runs for a wound
    with pytest.raises(PeopleNotOwedForError), database.transaction() as session:
        claim(session, order_id=order_id, dispatch_id=line.id, loss=LOSS, terms=TERMS, actor=DUTY, now=LATER)
    with database.transaction() as session:
        step(session, line.id, State.SETTLED)


def test_the_list_holds_exactly_the_orders_of_which_a_clock_runs(
    database: Database, lots: tuple[int, int]
) -> None:
    there = (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED)
    lives: tuple[tuple[tuple[State, ...], int, bool], ...] = (
        (there, 0, True),
        ((*there, State.RELEASED, State.RETURNED), 0, False),
        ((*there, State.RELEASED, State.RETURNED), 2, True),  # lost, and nobody has said what is owed
        ((*there, State.RELEASED, State.RETURNED, State.CHECKED), 0, False),
        ((State.REFUSED,), 0, False),  # nothing of it ever went: there is nothing to bring back
    )
    due = set()
    with database.transaction() as session:
        for steps, lost, runs in lives:
            line = hold(session, begin(session, [(JACKETS, 4)]))[0]
            order_id = order(session, line.incident_id, [line.id])
            due |= {order_id} if runs else set()
            for to in steps:
                step(session, line.id, to, came=Came(back=Decimal(4 - lost), lost=Decimal(lost)))
            timed = find_timed(session, order_id)
            assert timed is not None
            running = [
                item for item in deadlines_of(timed.times) if item.standing(LATER) is not Standing.DONE
            ]
            assert bool(running) == runs, steps
    with database.reading() as session:
        assert {item.order_id for item in running_orders(scope=None, limit=9).ask(session)} == due


def test_what_ends_first_stands_first_whatever_kind_of_term_it_is(
    database: Database, lots: tuple[int, int]
) -> None:
    day = timedelta(days=1)
    changes: list[dict[str, object]] = [
        {"until": NOW + 40 * day},
        {"until": NOW + 3 * day},
        {"until": NOW + 2 * day, "oral_at": NOW - 1 * day},  # its 48 hours end before the term
        {"until": NOW + 50 * day, "oral_at": NOW - 3 * day, "state": "draft"},
        {"until": NOW + 60 * day, "arrive_by": NOW + 35 * day, "state": "proposed"},
        {"state": "proposed", "form": "trung_mua", "arrive_by": NOW + 9 * day, "handover_at": NOW + 8 * day},
        {"form": "trung_mua", "pay_by": NOW + 20 * day},
    ]
    with database.transaction() as session:
        back, _line = _returned(session)  # paid within thirty days of the return
        extended, _line = _returned(session)
        extend_payment(session, order_id=extended, text="bão", actor=DUTY, now=LATER)
        for change in changes:
            line = hold(session, begin(session, [(JACKETS, 1)]))[0]
            order_id = order(session, line.incident_id, [line.id])
            if change.get("pay_by"):
                step(session, line.id, State.ACKNOWLEDGED)
                step(session, line.id, State.DEPARTED)
            session.execute(update(OrderRow).where(OrderRow.id == order_id).values(**change))
        last = order_id
    with database.reading() as session:
        running = running_orders(scope=None, limit=20).ask(session)
    ends = [
        min(item.due_at for item in deadlines_of(timed.times) if item.standing(LATER) is not Standing.DONE)
        for timed in running
    ]
    assert ends == sorted(ends)
    assert len(running) == len(changes) + 2
    assert [item.order_id for item in running].index(last) == 4
    assert [item.order_id for item in running][-1] == extended
    assert back in {item.order_id for item in running}


def test_no_closed_file_is_read_to_find_what_runs(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole, whatever indexes there are")
    query = running_orders(scope=None, limit=5).query.compile(
        database.engine, compile_kwargs={"literal_binds": True}
    )
    with database.engine.connect() as connection:
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    whole = [step for step in steps if step.startswith("SCAN") and " INDEX " not in step]
    assert [step for step in whole if "SUBQUERY" not in step and "CONSTANT" not in step] == []
