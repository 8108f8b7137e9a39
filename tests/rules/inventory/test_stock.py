"""Stock as arithmetic, by tables of cases."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from inventory.rules.stock import (
    FRESH_DAYS,
    MOST,
    Balance,
    BrokenError,
    CommittedError,
    Delta,
    FractionError,
    Freshness,
    MovementKind,
    QuantityError,
    ReturnError,
    apply,
    check_quantity,
    counted,
    free_to_give,
    freshness,
    returned,
)

NAMES = ("on_hand", "reserved", "away", "broken")
HELD = Balance(
    on_hand=Decimal(100), reserved=Decimal(40), away=Decimal(30), broken=Decimal(20), keep=Decimal(10)
)


@pytest.mark.parametrize(
    ("quantity", "unit", "refusal"),
    [
        ("0", "cái", None),
        ("118", "cái", None),
        ("12.5", "kg", None),
        ("0.001", "m3", None),
        (str(MOST), "cái", None),
        ("12.5", "cái", FractionError),
        ("0.0001", "kg", QuantityError),
        ("-1", "cái", QuantityError),
        ("-0.001", "kg", QuantityError),
        (str(MOST + 1), "cái", QuantityError),
        ("NaN", "cái", QuantityError),
        ("sNaN", "cái", QuantityError),
        ("Infinity", "kg", QuantityError),
        ("1E+30", "kg", QuantityError),
    ],
)
def test_a_quantity_is_within_reason_and_whole_where_things_are_counted(
    quantity: str, unit: str, refusal: type[DomainError] | None
) -> None:
    if refusal is None:
        assert check_quantity(Decimal(quantity), unit) == Decimal(quantity)
    else:
        with pytest.raises(refusal):
            check_quantity(Decimal(quantity), unit)


@pytest.mark.parametrize(
    ("delta", "refusal"),
    [
        ({"on_hand": 5}, None),
        ({"on_hand": -40}, None),
        ({"on_hand": -41}, CommittedError),
        ({"on_hand": -101}, QuantityError),
        ({"on_hand": MOST}, QuantityError),
        ({"reserved": 40}, None),
        ({"reserved": 41}, CommittedError),
        ({"reserved": -10}, None),
        ({"reserved": -11}, CommittedError),
        ({"away": 10}, None),
        ({"away": 11}, CommittedError),
        ({"away": -31}, CommittedError),
        ({"broken": 40}, None),
        ({"broken": 41}, CommittedError),
        ({"broken": -21}, BrokenError),
        ({"broken": 81}, BrokenError),
        ({"on_hand": -30, "reserved": -30, "away": -30}, None),
        ({"reserved": -30, "away": -30, "broken": 30}, None),
    ],
)
def test_a_movement_leaves_a_balance_that_holds_together_or_is_refused(
    delta: dict[str, int], refusal: type[DomainError] | None
) -> None:
    change = Delta(**{name: Decimal(value) for name, value in delta.items()})
    if refusal is not None:
        with pytest.raises(refusal):
            apply(HELD, change)
        return
    after = apply(HELD, change)
    for name in NAMES:
        assert getattr(after, name) == getattr(HELD, name) + delta.get(name, 0)
    assert after.keep == HELD.keep


BALANCES = st.builds(Balance, **dict.fromkeys(NAMES, st.integers(0, 20).map(Decimal)))
DELTAS = st.builds(Delta, **dict.fromkeys(NAMES, st.integers(-20, 20).map(Decimal)))


@given(BALANCES, DELTAS)
def test_no_movement_leads_to_a_balance_the_database_would_refuse(balance: Balance, delta: Delta) -> None:
    try:
        after = apply(balance, delta)
    except DomainError:
        return
    assert 0 <= after.away <= after.reserved <= after.on_hand
    assert after.broken >= 0
    assert after.reserved + after.broken <= after.on_hand


@pytest.mark.parametrize(
    ("on_hand", "broken", "outcome"),
    [
        (118, 5, Delta(on_hand=Decimal(18), broken=Decimal(-15))),
        (100, 20, Delta()),
        (60, 20, Delta(on_hand=Decimal(-40))),
        (59, 20, CommittedError),
        (39, 0, CommittedError),
        (100, 61, CommittedError),
        (100, 101, BrokenError),
        (0, 0, CommittedError),
    ],
)
def test_a_count_never_goes_below_what_is_promised(
    on_hand: int, broken: int, outcome: Delta | type[DomainError]
) -> None:
    if isinstance(outcome, Delta):
        assert counted(HELD, on_hand=Decimal(on_hand), broken=Decimal(broken)) == outcome
    else:
        with pytest.raises(outcome):
            counted(HELD, on_hand=Decimal(on_hand), broken=Decimal(broken))


@pytest.mark.parametrize(
    ("parts", "adds_up"),
    [
        ({"back": 30}, True),
        ({"back": 20, "used": 5, "lost": 3, "damaged": 2}, True),
        ({"lost": 30}, True),
        ({"back": 29}, False),
        ({"back": 31}, False),
        ({"back": 31, "used": -1}, False),
        ({}, False),
    ],
)
def test_what_was_sent_is_back_used_lost_or_damaged(parts: dict[str, int], adds_up: bool) -> None:
    given_parts: dict[str, Any] = dict.fromkeys(("back", "used", "lost", "damaged"), Decimal(0))
    given_parts.update({name: Decimal(value) for name, value in parts.items()})
    if not adds_up:
        with pytest.raises(ReturnError):
            returned(sent=Decimal(30), **given_parts)
        return
    moves = returned(sent=Decimal(30), **given_parts)
    after = HELD
    for delta in moves.values():
        after = apply(after, delta)
    gone = given_parts["used"] + given_parts["lost"]
    assert after == Balance(
        on_hand=Decimal(100) - gone,
        reserved=Decimal(10),
        away=Decimal(0),
        broken=Decimal(20) + given_parts["damaged"],
        keep=Decimal(10),
    )
    kinds = {
        "back": MovementKind.TAKE_BACK,
        "used": MovementKind.CONSUME,
        "lost": MovementKind.LOSE,
        "damaged": MovementKind.DAMAGE,
    }
    assert set(moves) == {kinds[name] for name in parts}


@pytest.mark.parametrize(
    ("balance", "own", "others"),
    [
        (HELD, 40, 30),
        (Balance(on_hand=Decimal(10), keep=Decimal(10)), 10, 0),
        (Balance(on_hand=Decimal(10), keep=Decimal(15)), 10, 0),
        (Balance(on_hand=Decimal(10), reserved=Decimal(10)), 0, 0),
        (Balance(on_hand=Decimal(10), reserved=Decimal(8), away=Decimal(8), keep=Decimal(5)), 2, 0),
        (Balance(on_hand=Decimal(10), broken=Decimal(4)), 6, 6),
        (Balance(), 0, 0),
    ],
)
def test_what_must_stay_is_free_for_the_own_commune_only(balance: Balance, own: int, others: int) -> None:
    assert free_to_give(balance, to_own_commune=True) == own
    assert free_to_give(balance, to_own_commune=False) == others


TODAY = date(2026, 7, 30)


@pytest.mark.parametrize(
    ("checked_on", "state"),
    [
        (None, Freshness.NEVER),
        (TODAY, Freshness.FRESH),
        (TODAY - timedelta(days=FRESH_DAYS), Freshness.FRESH),
        (TODAY - timedelta(days=FRESH_DAYS + 1), Freshness.STALE),
    ],
)
def test_a_row_goes_stale_after_a_half_year(checked_on: date | None, state: Freshness) -> None:
    assert freshness(checked_on, TODAY) is state
