"""The terms of an order and what is owed, as tables of cases (Luật 15/2008/QH12 điều 26-38)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.errors import DomainError
from inventory.rules.catalogue import LegalForm
from mobilization.rules import clocks, compensation
from mobilization.rules.clocks import Clock, OrderTimes, Standing, deadlines_of
from mobilization.rules.compensation import Cause, Claim, Harm, Method

T = datetime(2026, 11, 1, 8, tzinfo=UTC)
END = T + timedelta(days=20)
ORAL = OrderTimes(form=LegalForm.TRUNG_DUNG, until=END, oral_at=T)
BACK = replace(ORAL, confirmed_at=T, returned_at=END, owed=True)


@pytest.mark.parametrize(
    ("times", "after", "clock", "standing"),
    [
        (ORAL, timedelta(hours=35), Clock.CONFIRM, Standing.RUNNING),
        (ORAL, timedelta(hours=36), Clock.CONFIRM, Standing.DUE),
        (ORAL, timedelta(hours=48), Clock.CONFIRM, Standing.DUE),
        (ORAL, timedelta(hours=48, seconds=1), Clock.CONFIRM, Standing.LATE),
        (replace(ORAL, confirmed_at=T), timedelta(days=5), Clock.CONFIRM, Standing.DONE),
        (ORAL, timedelta(days=16), Clock.TERM, Standing.RUNNING),
        (ORAL, timedelta(days=17), Clock.TERM, Standing.DUE),
        (ORAL, timedelta(days=21), Clock.TERM, Standing.LATE),
        (replace(ORAL, given_at=T), timedelta(days=17), Clock.TERM, Standing.DUE),
        (replace(ORAL, given_at=END - timedelta(days=3)), timedelta(days=18), Clock.TERM, Standing.RUNNING),
        (
            replace(ORAL, given_at=END - timedelta(days=3)),
            timedelta(days=18, hours=12),
            Clock.TERM,
            Standing.DUE,
        ),
        (
            replace(ORAL, extended_until=END + timedelta(days=15)),
            timedelta(days=21),
            Clock.TERM,
            Standing.RUNNING,
        ),
        (replace(ORAL, return_decided_at=T), timedelta(days=21), Clock.TERM, Standing.DONE),
        (BACK, timedelta(days=50), Clock.PAY, Standing.DUE),
        (BACK, timedelta(days=51), Clock.PAY, Standing.LATE),
        (replace(BACK, pay_extended=True), timedelta(days=51), Clock.PAY, Standing.RUNNING),
        (replace(BACK, owed=False, paid_on=END.date()), timedelta(days=51), Clock.PAY, Standing.DONE),
        (
            replace(BACK, paid_on=END.date()),
            timedelta(days=51),
            Clock.PAY,
            Standing.LATE,
        ),  # a part is still owed
    ],
)
def test_a_clock_stands_as_the_law_says(
    times: OrderTimes, after: timedelta, clock: Clock, standing: Standing
) -> None:
    (found,) = [item for item in deadlines_of(times) if item.clock is clock]
    assert found.standing(T + after) is standing


def test_what_is_bought_has_no_end_and_where_nothing_was_owed_no_clock() -> None:
    assert deadlines_of(OrderTimes(form=LegalForm.TRUNG_MUA, until=END)) == ()
    owed = OrderTimes(form=LegalForm.TRUNG_MUA, until=END, pay_by=T, owed=True)
    assert [(item.clock, item.due_at) for item in deadlines_of(owed)] == [(Clock.PAY, T)]
    assert deadlines_of(replace(owed, pay_by=None, returned_at=END)) == ()  # no day is named for it
    assert Clock.PAY not in {item.clock for item in deadlines_of(replace(BACK, owed=False))}
    given_up = replace(
        ORAL, given_up=True
    )  # nothing of it ever went; what was said by mouth is put in writing all the same
    assert [item.clock for item in deadlines_of(given_up)] == [Clock.CONFIRM]


@pytest.mark.parametrize(
    ("times", "days", "now", "error"),
    [
        (ORAL, 15, T, None),
        (ORAL, 16, T, clocks.ExtensionLengthError),
        (ORAL, 0, T, clocks.ExtensionLengthError),
        (ORAL, 5, END, clocks.ExtensionLateError),
        (replace(ORAL, extended_until=END), 5, T, clocks.TermDecidedError),
        (replace(ORAL, form=LegalForm.HUY_DONG), 40, T, None),
    ],
)
def test_an_extension(times: OrderTimes, days: int, now: datetime, error: type[DomainError] | None) -> None:
    until = END + timedelta(days=days)
    if error is None:
        clocks.check_can_extend(times, until=until, now=now)
    else:
        with pytest.raises(error):
            clocks.check_can_extend(times, until=until, now=now)


@pytest.mark.parametrize(
    ("times", "can"),
    [
        (ORAL, True),
        (replace(ORAL, return_decided_at=T), False),
        (BACK, True),  # điều 33 wants the decision in writing, so the file is completed
        (replace(BACK, return_decided_at=T), False),
        (replace(ORAL, form=LegalForm.HUY_DONG), True),
        (replace(BACK, form=LegalForm.HUY_DONG), False),
        (replace(ORAL, form=LegalForm.TRUNG_MUA), False),
    ],
)
def test_a_return_is_decided_once_and_before_it_unless_the_law_wants_the_paper(
    times: OrderTimes, can: bool
) -> None:
    assert clocks.can_decide_return(times) is can


def test_payment_is_extended_once_and_in_time() -> None:
    clocks.check_can_extend_pay(BACK, now=END + timedelta(days=30))
    with pytest.raises(clocks.ExtensionLateError):
        clocks.check_can_extend_pay(BACK, now=END + timedelta(days=31))
    with pytest.raises(clocks.TermDecidedError):
        clocks.check_can_extend_pay(replace(BACK, pay_extended=True), now=END)
    with pytest.raises(clocks.TermDecidedError):  # nothing waits to be paid
        clocks.check_can_extend_pay(replace(BACK, owed=False), now=END)
    with pytest.raises(clocks.TermDecidedError):
        clocks.check_can_extend_pay(replace(BACK, form=LegalForm.TRUNG_MUA, pay_by=END), now=END)


TWO = Harm(lost=Decimal(2), damaged=Decimal(2), sent=Decimal(2), used=Decimal(2), bought=Decimal(2))


@pytest.mark.parametrize(
    ("cause", "method", "quantity", "days", "amount"),
    [
        (Cause.LOST, Method.VALUE, "2", 0, 2_000_000),
        (
            Cause.LOST,
            Method.VALUE,
            "2",
            3,
            2_000_000,
        ),  # days count where income is lost by the day, nowhere else
        (Cause.DAMAGED, Method.REPAIR_COST, "1.5", 0, 1_500_000),
        (Cause.DAMAGED, Method.REPAIR, "1", 0, 0),
        (Cause.LOST, Method.WAIVED, "2", 0, 0),
        (Cause.DAMAGED, Method.WAIVED, "1", 0, 0),
        (Cause.USED, Method.WAIVED, "2", 0, 0),
        (Cause.INCOME, Method.RENT, "2", 3, 6_000_000),
        (Cause.USED, Method.VALUE, "2", 0, 2_000_000),
        (Cause.BOUGHT, Method.VALUE, "2", 0, 2_000_000),
    ],
)
def test_amounts(cause: Cause, method: Method, quantity: str, days: int, amount: int) -> None:
    loss = Claim(cause=cause, method=method, quantity=Decimal(quantity), unit_dong=1_000_000, days=days)
    form = LegalForm.TRUNG_MUA if cause is Cause.BOUGHT else LegalForm.HUY_DONG
    compensation.check_claim(loss, TWO, form)
    assert compensation.amount_of(loss) == amount


@pytest.mark.parametrize(
    ("entered", "all_of_it"),
    [
        ([], False),
        ([(Cause.LOST, 2)], False),  # of what was damaged nothing is said
        ([(Cause.LOST, 1), (Cause.DAMAGED, 2)], False),
        ([(Cause.LOST, 1), (Cause.LOST, 1), (Cause.DAMAGED, 2), (Cause.USED, 2)], True),
        ([(Cause.LOST, 2), (Cause.DAMAGED, 2)], False),  # what was used up is owed too
        ([(Cause.INCOME, 2), (Cause.USED, 2)], False),
        ([(Cause.LOST, 2), (Cause.DAMAGED, 2), (Cause.USED, 1)], False),
    ],
)
def test_all_that_was_lost_and_damaged_is_entered(entered: list[tuple[Cause, int]], all_of_it: bool) -> None:
    said = [(cause, Decimal(quantity)) for cause, quantity in entered]
    assert compensation.all_entered(TWO, said) is all_of_it
    none = Decimal(0)
    assert compensation.all_entered(replace(TWO, lost=none, damaged=none, used=none), said)


ONE = Claim(cause=Cause.LOST, method=Method.VALUE, quantity=Decimal(1), unit_dong=1_000)


@pytest.mark.parametrize(
    ("quantity", "unit", "amount"),
    [
        ("1.5", 333, 500),  # half a đồng is paid as one
        ("1.3", 333, 433),
        ("1", compensation.MOST_DONG, compensation.MOST_DONG),
        ("2", compensation.MOST_DONG, None),
        ("0.001", 1, None),
    ],
)
def test_an_amount_is_whole_and_within_what_can_be_kept(quantity: str, unit: int, amount: int | None) -> None:
    claim = replace(ONE, quantity=Decimal(quantity), unit_dong=unit)
    if amount is None:
        with pytest.raises(compensation.AmountError):
            compensation.amount_of(claim)
    else:
        assert compensation.amount_of(claim) == amount


SOLD = replace(ONE, cause=Cause.BOUGHT, method=Method.PRICE)
AGREED = replace(TWO, agreed_dong=1_000)


@pytest.mark.parametrize(
    ("claim", "harm", "form", "error"),
    [
        (replace(ONE, quantity=Decimal(3)), TWO, LegalForm.HUY_DONG, compensation.NoLossError),
        (replace(ONE, method=Method.RENT), TWO, LegalForm.HUY_DONG, compensation.MethodError),
        (ONE, TWO, LegalForm.TRUNG_MUA, compensation.CauseError),
        (SOLD, AGREED, LegalForm.TRUNG_DUNG, compensation.CauseError),
        (replace(ONE, cause=Cause.USED), TWO, LegalForm.TRUNG_DUNG, compensation.CauseError),
        (
            replace(ONE, cause=Cause.USED),
            replace(TWO, used=Decimal(0)),
            LegalForm.HUY_DONG,
            compensation.NoLossError,
        ),
        (SOLD, AGREED, LegalForm.TRUNG_MUA, None),
        (SOLD, TWO, LegalForm.TRUNG_MUA, compensation.PriceNoneError),
        (replace(SOLD, unit_dong=999), AGREED, LegalForm.TRUNG_MUA, compensation.PriceSetError),
        (replace(SOLD, method=Method.VALUE), AGREED, LegalForm.TRUNG_MUA, compensation.PriceSetError),
        (replace(SOLD, quantity=Decimal(3)), AGREED, LegalForm.TRUNG_MUA, compensation.NotBoughtError),
    ],
)
def test_no_more_and_nothing_else_is_claimed_than_form_and_return_show(
    claim: Claim, harm: Harm, form: LegalForm, error: type[DomainError] | None
) -> None:
    if error is None:
        compensation.check_claim(claim, harm, form)
    else:
        with pytest.raises(error):
            compensation.check_claim(claim, harm, form)


@pytest.mark.parametrize(
    ("method", "typed", "agreed", "unit"),
    [
        (Method.PRICE, 0, 1_500, 1_500),
        (Method.PRICE, 1_400, 1_500, 1_400),
        (Method.PRICE, 0, None, 0),
        (Method.VALUE, 0, 1_500, 0),
    ],
)
def test_the_price_of_the_decision_need_not_be_typed(
    method: Method, typed: int, agreed: int | None, unit: int
) -> None:
    claim = replace(SOLD, method=method, unit_dong=typed)
    assert compensation.at_price(claim, agreed).unit_dong == unit
