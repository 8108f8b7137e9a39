"""Help from outside by cases: which steps are open to it, how much of it came, what it then covers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mobilization.rules.offers import (
    CAME,
    COVERING,
    THERE,
    OfferCameError,
    OfferState,
    OfferStepError,
    check_came,
    check_step,
    covers_of,
    steps_of,
    waited_for,
)

BOAT, RICE, SACKS = "PT-005", "HC-001", "VT-001"
S = OfferState


@pytest.mark.parametrize(
    ("state", "type_code", "open_steps"),
    [
        (S.RECEIVED, BOAT, {S.ACCEPTED, S.DECLINED}),
        (S.ACCEPTED, BOAT, {S.ARRIVED, S.DECLINED}),
        (S.ACCEPTED, RICE, {S.ARRIVED, S.DECLINED}),
        (S.ARRIVED, BOAT, {S.DONE, S.LEFT}),
        (S.ARRIVED, "LL-021", {S.DONE, S.LEFT}),
        (S.ARRIVED, RICE, set()),
        (S.ARRIVED, SACKS, set()),
        (S.DONE, BOAT, set()),
        (S.LEFT, BOAT, set()),
        (S.DECLINED, BOAT, set()),
    ],
)
def test_the_steps_of_an_offer(state: OfferState, type_code: str, open_steps: set[OfferState]) -> None:
    assert set(steps_of(state, type_code)) == open_steps
    for to in OfferState:
        if to in open_steps:
            check_step(state, to, type_code)
        else:
            with pytest.raises(OfferStepError):
                check_step(state, to, type_code)


@pytest.mark.parametrize(
    ("state", "type_code", "waited"),
    [
        (S.RECEIVED, BOAT, False),
        (S.ACCEPTED, RICE, True),
        (S.ARRIVED, BOAT, True),
        (S.ARRIVED, RICE, False),
        (S.DONE, BOAT, False),
        (S.LEFT, BOAT, False),
        (S.DECLINED, BOAT, False),
    ],
)
def test_what_is_waited_for_when_an_incident_closes(state: OfferState, type_code: str, waited: bool) -> None:
    assert waited_for(state, type_code) is waited


def test_what_an_offer_counts_for() -> None:
    assert set(COVERING) == {"accepted", "arrived", "done"}
    assert set(THERE) == {"arrived", "done"}
    assert set(CAME) == {"arrived", "done", "left"}


@pytest.mark.parametrize("came", ["0", "-1", "2.5", "1000001"])
def test_what_cannot_have_come(came: str) -> None:
    with pytest.raises(OfferCameError):
        check_came(Decimal(came))


@pytest.mark.parametrize(
    ("came", "quantity", "covers", "found"),
    [(80, 100, None, 80), (100, 100, None, 100), (120, 100, None, 120), (3, 3, 24, 24), (2, 3, 25, 16)],
    ids=["fewer", "all", "more", "all of an ability", "two of three boats, whole persons"],
)
def test_what_covers_when_so_much_came(came: int, quantity: int, covers: int | None, found: int) -> None:
    asked = None if covers is None else Decimal(covers)
    assert covers_of(came=Decimal(came), quantity=Decimal(quantity), covers=asked) == found
