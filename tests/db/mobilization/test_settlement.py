"""After an order: minutes, a loss, its payment, the clocks, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import day_of
from core.db import Database
from core.documents.paper import Paper, day_text
from core.errors import NotFoundError, StaleError
from mobilization.models import OrderRow
from mobilization.queries.dispatches import get_dispatch, list_dispatches
from mobilization.queries.minutes import MinutesLine, list_losses
from mobilization.queries.orders import get_order
from mobilization.queries.settlement import find_timed
from mobilization.queries.terms import list_day_pay
from mobilization.rules.clocks import ExtensionLateError, TermDecidedError
from mobilization.rules.compensation import Budget, Cause, Claim, Method, NoLossError
from mobilization.rules.day_pay import DayKind
from mobilization.rules.states import State
from mobilization.services.dispatches import Came
from mobilization.services.later_papers import paper_named
from mobilization.services.losses import ClaimTerms, PaidAlreadyError, PaidFutureError, claim, pay
from mobilization.services.paper_numbers import note_paper
from mobilization.services.settlement import (
    MinutesFutureError,
    MinutesHead,
    NotReturnedError,
    confirm,
    extend,
    save_minutes,
)
from mobilization.services.terms import add_days
from tests.db.inventory.register import CHAIRMAN, DUTY, JACKETS
from tests.db.mobilization.command_post import SEEN_AT, UNTIL, begin, by_whom, hold, order, step

TERMS = ClaimTerms(payer="Phòng Kinh tế", budget=Budget.COMMUNE, ground="báo giá")


def paper_of_order(session: Session, order_id: int, title: str) -> Paper:
    order = get_order(session, order_id)
    return paper_named(session, order, title, province="Quảng Ngãi", data_dir=Path("khong-co"))


def test_a_return_its_loss_and_its_payment(database: Database, lots: tuple[int, int]) -> None:
    later = SEEN_AT + timedelta(hours=1)
    head = MinutesHead(
        at=SEEN_AT, place="UBND xã", owner_delegate="A", user_name="Ban Chỉ huy", user_delegate="B"
    )
    loss = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(2), unit_dong=150_000)
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        there = hold(session, begin(session, [(JACKETS, 2)]))[0]
        other = order(session, there.incident_id, [there.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.STAND_BY):
            step(session, line.id, to)
        longer = UNTIL + timedelta(days=2)
        extend(session, order_id=order_id, until=longer, text="mưa", actor=CHAIRMAN, now=SEEN_AT)
        assert get_dispatch(session, line.id).state is State.EXTENDED
    shared = {"order_id": order_id, "actor": DUTY, "now": later}
    state = {line.id: MinutesLine(condition="tốt", meter="", fuel="", papers="")}

    def write(version: int) -> None:
        with database.transaction() as session:
            save_minutes(session, kind="return", head=head, lines=state, version=version, **shared)  # type: ignore[arg-type]

    ahead = replace(head, at=later + timedelta(minutes=6))
    with pytest.raises(MinutesFutureError), database.transaction() as session:
        save_minutes(session, kind="handover", head=ahead, lines=state, version=0, **shared)  # type: ignore[arg-type]
    with pytest.raises(NotReturnedError):
        write(0)
    with database.transaction() as session:
        step(session, line.id, State.RELEASED)
        step(session, line.id, State.RETURNED, came=Came(back=Decimal(8), lost=Decimal(2)))
    write(0)
    with pytest.raises(StaleError) as stale:
        write(0)
    assert by_whom(stale.value)[0] == DUTY.login
    with database.transaction() as session:
        assert get_dispatch(session, line.id).state is State.CHECKED
        timed = find_timed(session, order_id)
        assert timed is not None
        assert timed.times.owed
        loss_id = claim(session, dispatch_id=line.id, loss=loss, terms=TERMS, **shared)  # type: ignore[arg-type]
    with pytest.raises(NoLossError), database.transaction() as session:
        claim(session, dispatch_id=line.id, loss=replace(loss, quantity=Decimal(1)), terms=TERMS, **shared)  # type: ignore[arg-type]
    tomorrow = day_of(later) + timedelta(days=1)
    with pytest.raises(PaidFutureError), database.transaction() as session:
        pay(session, loss_id=loss_id, version=1, paid_on=tomorrow, document="UNC 12", **shared)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError), database.transaction() as session:
        pay(
            session, order_id=other, loss_id=loss_id, version=1, paid_on=day_of(later), document="UNC 12",
            actor=DUTY, now=later,
        )  # fmt: skip
    with database.transaction() as session:
        pay(session, loss_id=loss_id, version=1, paid_on=day_of(later), document="UNC 12", **shared)  # type: ignore[arg-type]
        assert [row.amount_dong for row in list_losses(session, order_id)] == [300_000]
        timed = find_timed(session, order_id)
        assert timed is not None
        assert not timed.times.owed
        papers_tell_of_it(session, order_id, later)
    with pytest.raises(PaidAlreadyError), database.transaction() as session:
        pay(session, loss_id=loss_id, version=1, paid_on=day_of(later), document="UNC 12", **shared)  # type: ignore[arg-type]


def papers_tell_of_it(session: Session, order_id: int, later: datetime) -> None:
    """Check the papers of a return, its loss and its payment."""
    for title in ("hoan-tra", "thiet-hai", "chi-tra", "gia-han"):
        assert paper_of_order(session, order_id, title).blocks
    called = paper_of_order(session, order_id, "van-ban")
    assert called.bases[-2].startswith("Căn cứ Kế hoạch phòng thủ dân sự")
    assert called.bases[-1].startswith("Theo đề nghị của Ban Chỉ huy Phòng thủ dân sự")
    found = paper_of_order(session, order_id, "thiet-hai")
    money = [found.drafted_at, paper_of_order(session, order_id, "chi-tra").drafted_at]
    assert money == [loss.made_at for loss in list_losses(session, order_id)] * 2
    assert [signature.name for signature in found.signatures] == ["A", "B", ""]
    said = {"order_id": order_id, "actor": DUTY, "now": later}
    note_paper(session, kind="thiet-hai", number="7", dated=day_of(later), **said)  # type: ignore[arg-type]
    rests_on = paper_of_order(session, order_id, "chi-tra").bases
    assert f"Căn cứ Biên bản xác định thiệt hại số 7/BB-UBND {day_text(day_of(later))}" in rests_on


def test_an_extension_keeps_what_works_and_is_refused_after_the_end(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, line.id, to)
        step(session, line.id, State.OUT_MECHANICAL, part=2)
    longer = {"order_id": order_id, "until": UNTIL + timedelta(days=1), "text": "", "actor": CHAIRMAN}
    with pytest.raises(ExtensionLateError), database.transaction() as session:
        extend(session, now=UNTIL, **longer)  # type: ignore[arg-type]
    with database.transaction() as session:
        extend(session, now=UNTIL - timedelta(minutes=1), **longer)  # type: ignore[arg-type]
        states = [item.state for item in list_dispatches(session, incident_id=line.incident_id)]
        assert sorted(states) == [State.EXTENDED, State.OUT_MECHANICAL]  # what is out of order stays so


def test_only_a_return_s_minutes_wait_for_the_return_and_check_what_came_back(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, line.id, to)
        head = MinutesHead(at=SEEN_AT, place="UBND xã")
        said: dict[str, Any] = {"order_id": order_id, "actor": DUTY, "now": SEEN_AT}
        save_minutes(session, kind="handover", head=head, lines={}, version=0, **said)
        step(session, line.id, State.RELEASED)
        came = Came(back=Decimal(7), lost=Decimal(2), damaged=Decimal(1))
        step(session, line.id, State.RETURNED, came=came)
        save_minutes(session, kind="handover", head=head, lines={}, version=1, **said)
        assert get_dispatch(session, line.id).state is State.RETURNED
        # What is damaged is claimed beside what is lost, each up to what the return showed.
        one = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(2), unit_dong=150_000)
        other = replace(one, cause=Cause.DAMAGED, method=Method.REPAIR_COST, quantity=Decimal(1))
        for loss in (one, other):
            claim(session, dispatch_id=line.id, loss=loss, terms=TERMS, **said)
        with pytest.raises(NoLossError):
            claim(session, dispatch_id=line.id, loss=other, terms=TERMS, **said)


def test_an_oral_order_is_confirmed_once_and_no_other_is(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        said: dict[str, Any] = {"number": "12", "dated": day_of(SEEN_AT), "actor": CHAIRMAN, "now": SEEN_AT}
        with pytest.raises(TermDecidedError):
            confirm(session, order_id=order_id, **said)
        session.execute(update(OrderRow).where(OrderRow.id == order_id).values(oral_at=SEEN_AT))
        confirm(session, order_id=order_id, **said)
        with pytest.raises(TermDecidedError):
            confirm(session, order_id=order_id, **said)


def test_training_is_paid_and_noted_at_its_own_rate(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        line = hold(session, begin(session, [(JACKETS, 10)]))[0]
        order_id = order(session, line.incident_id, [line.id])
        days: dict[str, Any] = {"people": 10, "days": 2, "nights": 1, "budget": Budget.COMMUNE}
        group: dict[str, Any] = {"group_name": "Dân quân thôn 2", "worked_on": day_of(SEEN_AT), **days}
        add_days(session, order_id=order_id, kind=DayKind.TRAINING, actor=DUTY, now=SEEN_AT, **group)
        (paid,) = list_day_pay(session, order_id)
        assert (paid.rate_dong, paid.amount_dong) == (59_600, 10 * (2 + 2) * 59_600)
