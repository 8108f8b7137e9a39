"""What a lot offers to the planner, or the one reason why nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.rules.details import UnderWarning, keep_under_warning
from inventory.rules.stock import Balance, free_to_give
from mobilization.rules.candidates import Barred, Offer, offer, turn


def balance(on_hand: str, reserved: str = "0", broken: str = "0", keep: str = "0") -> Balance:
    return Balance(
        on_hand=Decimal(on_hand), reserved=Decimal(reserved), broken=Decimal(broken), keep=Decimal(keep)
    )


@pytest.mark.parametrize(
    ("held", "given"),
    [
        (balance("10"), Offer(quantity=10, keep=0)),
        (balance("10", reserved="3", broken="2"), Offer(quantity=5, keep=0)),
        (balance("10", reserved="3", keep="4"), Offer(quantity=7, keep=4)),
        (balance("10", reserved="8", keep="4"), Offer(quantity=2, keep=2)),
        (balance("12.5", keep="0.2"), Offer(quantity=12, keep=0)),
        (balance("12.5", keep="0.7"), Offer(quantity=12, keep=1)),
        (balance("12.5", keep="12.5"), Offer(quantity=12, keep=12)),
        (balance("0"), Barred.EMPTY),
        (balance("4", broken="4"), Barred.BROKEN),
        (balance("4", reserved="4"), Barred.RESERVED),
        (balance("4", reserved="2", broken="2"), Barred.RESERVED),
        (balance("0.5"), Barred.RESERVED),
    ],
)
def test_a_lot_offers_whole_units_or_one_reason(held: Balance, given: Offer | Barred) -> None:
    assert offer(held, within_reach=True) == given


def test_what_is_out_of_reach_is_not_even_looked_at() -> None:
    assert offer(balance("10"), within_reach=False) is Barred.OUT_OF_REACH
    assert offer(balance("0"), within_reach=False) is Barred.OUT_OF_REACH


def test_expired_goods_are_not_offered_and_a_warned_commune_keeps_more() -> None:
    assert offer(balance("10"), within_reach=True, expired=True) is Barred.EXPIRED
    assert offer(balance("0"), within_reach=True, expired=True) is Barred.EMPTY
    assert offer(balance("10", keep="1"), within_reach=True, keep_percent=30) == Offer(quantity=10, keep=4)
    assert offer(balance("10"), within_reach=True, keep_percent=100) == Offer(quantity=10, keep=10)


@given(numbers=st.tuples(*[st.integers(0, 12)] * 4), percent=st.integers(0, 100))
def test_a_plan_and_a_transfer_let_the_same_go_to_others(
    numbers: tuple[int, int, int, int], percent: int
) -> None:
    free, reserved, broken, keep = (Decimal(number) for number in numbers)
    held = Balance(on_hand=free + reserved + broken, reserved=reserved, broken=broken, keep=keep)
    until = datetime(2026, 11, 1, tzinfo=UTC)
    warning = UnderWarning(level=3, percent=percent, until=until, note="", made_by="")
    stays = keep_under_warning(keep, held.on_hand, warning, unit="cái")
    offered = offer(held, within_reach=True, keep_percent=percent)
    goes = offered.quantity - offered.keep if isinstance(offered, Offer) else 0
    assert goes == max(Decimal(0), free - stays)


def test_public_holders_come_first_then_checked_rows_then_who_was_not_called() -> None:
    queue = [
        turn(holder_kind=kind, verified=verified, times_called=times)
        for kind in ("commune", "household")
        for verified in (True, False)
        for times in (0, 1, 500)
    ]
    assert queue == sorted(set(queue))


def test_among_equals_what_expires_first_goes_first_and_a_holder_s_kind_comes_before() -> None:
    days = (0, 1, 59, 4_000, 20_000, None)
    queue = [turn(holder_kind="commune", verified=True, times_called=5, days_left=left) for left in days]
    assert queue == sorted(queue)
    assert queue[-1] == queue[-2]  # so far away that it is as good as never
    private = turn(holder_kind="household", verified=True, times_called=0, days_left=0)
    assert turn(holder_kind="commune", verified=False, times_called=99) < private


AMOUNTS = st.integers(0, 12_000).map(lambda thousandths: Decimal(thousandths) / 1000)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_nothing_is_offered_that_could_not_be_promised(
    on_hand: Decimal, reserved: Decimal, broken: Decimal, keep: Decimal
) -> None:
    if reserved + broken > on_hand:
        return
    held = Balance(on_hand=on_hand, reserved=reserved, broken=broken, keep=keep)
    given = offer(held, within_reach=True)
    if isinstance(given, Offer):
        assert 1 <= given.quantity <= free_to_give(held, to_own_commune=True)
        assert 0 <= given.quantity - given.keep <= free_to_give(held, to_own_commune=False)
