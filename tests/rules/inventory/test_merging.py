"""What a row says after another of the same things went into it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inventory.rules.merging import put_together

EARLY, LATE = date(2026, 12, 1), date(2027, 5, 1)
PLAIN: dict[str, Any] = {
    "keep": Decimal(0),
    "expires_on": None,
    "ready_minutes": 0,
    "note": "",
    "keep_seasonal": Decimal(0),
    "season_from": None,
    "season_to": None,
}


@pytest.mark.parametrize(
    ("own", "given", "said"),
    [
        ({"keep": Decimal(5)}, {"keep": Decimal(7)}, {"keep": Decimal(12)}),
        (
            {"expires_on": LATE},
            {"expires_on": EARLY},
            {"expires_on": EARLY},
        ),  # some of the goods are no longer good then
        ({"expires_on": EARLY}, {"expires_on": LATE}, {"expires_on": EARLY}),
        ({}, {"expires_on": LATE}, {"expires_on": LATE}),
        ({"ready_minutes": 15}, {"ready_minutes": 90}, {"ready_minutes": 90}),  # all of it is ready only then
        ({"ready_minutes": 90}, {"ready_minutes": 15}, {"ready_minutes": 90}),
        ({"note": "của xã"}, {"note": "của thôn"}, {"note": "của xã"}),
        ({}, {"note": "của thôn"}, {"note": "của thôn"}),
        (
            {"keep_seasonal": Decimal(9), "season_from": 9, "season_to": None},
            {"keep_seasonal": Decimal(4), "season_from": 1, "season_to": 3},
            {"keep_seasonal": Decimal(9), "season_from": 9, "season_to": None},
        ),
        (
            {},
            {"keep_seasonal": Decimal(4), "season_from": 1, "season_to": 3},
            {"keep_seasonal": Decimal(4), "season_from": 1, "season_to": 3},
        ),
    ],
)
def test_the_row_that_stays_says_the_more_careful_word(
    own: dict[str, Any], given: dict[str, Any], said: dict[str, Any]
) -> None:
    assert put_together(PLAIN | own, PLAIN | given) == PLAIN | said
