"""Season, expiry, position and agreement of a row, each as a table of cases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from inventory.rules.details import (
    AgreementDatesError,
    PositionError,
    Season,
    SeasonError,
    UnderWarning,
    check_agreement,
    check_position,
    check_season,
    goes_along,
    is_expired,
    keep_in_force,
    keep_under_warning,
    lacking,
    ready_after,
)

AUTUMN = Season(keep=Decimal(50), from_month=9, to_month=12)
WINTER = Season(keep=Decimal(50), from_month=11, to_month=2)


@pytest.mark.parametrize(
    ("base", "season", "month", "kept"),
    [
        (20, None, 10, 20),
        (20, AUTUMN, 8, 20),
        (20, AUTUMN, 9, 50),
        (20, AUTUMN, 12, 50),
        (20, AUTUMN, 1, 20),
        (20, WINTER, 10, 20),
        (20, WINTER, 11, 50),
        (20, WINTER, 1, 50),
        (20, WINTER, 2, 50),
        (20, WINTER, 3, 20),
        (80, AUTUMN, 10, 80),
    ],
)
def test_the_higher_figure_is_kept_in_season(base: int, season: Season | None, month: int, kept: int) -> None:
    assert keep_in_force(Decimal(base), season, date(2026, month, 15)) == kept


def test_goods_serve_to_the_end_of_their_last_day() -> None:
    last = date(2026, 11, 23)
    assert not is_expired(last, last)
    assert is_expired(last, date(2026, 11, 24))
    assert not is_expired(None, last)


@pytest.mark.parametrize(("keep", "first", "last"), [(5, 9, None), (5, None, 9), (5, None, None), (0, 9, 12)])
def test_a_part_of_a_season_is_refused(keep: int, first: int | None, last: int | None) -> None:
    with pytest.raises(SeasonError):
        check_season(Decimal(keep), first, last)


@pytest.mark.parametrize(
    ("lat", "lon"), [(15.3, None), (None, 108.7), (108.7, 15.3), (15.3, 0.0), (float("nan"), 108.0)]
)
def test_a_place_outside_the_country_is_refused(lat: float | None, lon: float | None) -> None:
    with pytest.raises(PositionError):
        check_position(lat, lon)


def test_what_can_stand_stands() -> None:
    assert check_position(15.38, 109.12) == (15.38, 109.12)
    assert check_position(None, None) is None
    assert check_season(Decimal(0), None, None) is None
    check_agreement(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(AgreementDatesError):
        check_agreement(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kept", "on_hand", "percent", "unit", "stays"),
    [
        (20, 100, None, "cái", 20),
        (20, 100, 30, "cái", 50),
        (0, 100, 30, "cái", 30),
        (0, 0, 30, "cái", 0),
        (5, 10, 100, "cái", 10),  # a warning keeps no more than there is
        (466, 623, 50, "cái", 623),
        (15, 10, None, "cái", 15),  # a commune may wish for more than it has
        (15, 10, 50, "cái", 15),
        (0, 5, 50, "cái", 3),  # half a piece cannot go
        (0, 5, 50, "kg", Decimal("2.5")),
    ],
)
def test_more_stays_under_a_warning(
    kept: int, on_hand: int, percent: int | None, unit: str, stays: Decimal
) -> None:
    until = datetime(2026, 11, 1, tzinfo=UTC)
    warning = percent and UnderWarning(level=3, percent=percent, until=until, note="", made_by="")
    assert keep_under_warning(Decimal(kept), Decimal(on_hand), warning or None, unit=unit) == stays


@pytest.mark.parametrize(("free", "kept", "lacks"), [(10, 4, 0), (4, 4, 0), (3, 4, 1), (0, 4, 4), (0, 0, 0)])
def test_what_lacks_of_what_must_stay(free: int, kept: int, lacks: int) -> None:
    assert lacking(Decimal(free), Decimal(kept)) == lacks


@pytest.mark.parametrize(
    ("kept", "left", "moved", "goes"),
    [
        (2, 1, 2, 1),  # 3 things of which 2 stay: one of them is moved with the two
        (2, 0, 3, 2),
        (2, 2, 1, 0),
        (0, 0, 3, 0),
        (15, 6, 4, 4),  # a commune may wish for more than it has
    ],
)
def test_what_must_stay_goes_with_the_things_within_the_commune(
    kept: int, left: int, moved: int, goes: int
) -> None:
    assert goes_along(Decimal(kept), left=Decimal(left), moved=Decimal(moved)) == goes


@pytest.mark.parametrize(
    ("ready", "convert", "after"),
    [(30, None, 30), (30, 0, 30), (30, 120, 120), (90, 60, 90), (0, 60, 60)],
)
def test_nothing_leaves_before_it_is_converted(ready: int, convert: int | None, after: int) -> None:
    assert ready_after(ready=ready, convert=convert) == after
