"""A boat without crew, a generator without fuel: not capacity."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mobilization.rules.bundles import Machine, Means, bundle_limit, per_unit
from mobilization.rules.scenarios.norms import DEFAULTS


def boat(
    lot_id: int, free: int, *, out: int = 0, own: bool = False, place: str = "a", turn: int = 0
) -> Machine:
    """Return a lot of motor launches."""
    return Machine(
        lot_id=lot_id, commune_code=place, type_code="PT-005", free=free, out=out, own=own, turn=turn
    )


def have(usable: int, *, out: int = 0, code: str = "LL-026", place: str = "a") -> Means:
    """Return crews or fuel of a commune."""
    return Means(commune_code=place, type_code=code, usable=1000 * usable, out=1000 * out)


@pytest.mark.parametrize(
    ("machines", "means", "limits"),
    [
        ([boat(1, 3)], [have(3)], {}),
        ([boat(1, 3)], [have(2)], {1: 2}),
        ([boat(1, 3)], [], {1: 0}),
        ([boat(1, 3)], [have(9, place="b")], {1: 0}),
        ([boat(1, 3)], [have(9, code="LL-007")], {1: 0}),
        ([boat(1, 3)], [have(1), have(2, code="LL-013")], {}),
        ([boat(1, 3, own=True)], [], {}),
        ([boat(1, 2), boat(2, 2)], [have(3)], {2: 1}),
        ([boat(2, 2), boat(1, 2)], [have(3)], {2: 1}),
        ([boat(1, 2, turn=7), boat(2, 2)], [have(3)], {1: 1}),
        ([boat(1, 2, own=True), boat(2, 2)], [have(2)], {}),
        ([boat(1, 1), boat(2, 1, place="b")], [have(1)], {2: 0}),
        ([boat(1, 2, out=2)], [have(3)], {1: 1}),
        ([boat(1, 2)], [have(3, out=2)], {1: 1}),
        ([boat(1, 2, out=2)], [have(3, out=2)], {1: 1}),
        ([boat(1, 1, out=5)], [have(3)], {1: 0}),
    ],
)
def test_boats_need_their_crews(machines: list[Machine], means: list[Means], limits: dict[int, int]) -> None:
    assert bundle_limit(machines, means, DEFAULTS) == limits


def test_a_generator_of_30_kva_burns_as_the_practice_says() -> None:
    litres = per_unit("TB-011", DEFAULTS) * 30 / 20 / 8
    assert 4 <= litres <= 6  # 30 kVA at 75 %: about 5 to 6 litres an hour at 0.25 to 0.30 litres a kWh


@pytest.mark.parametrize(("litres", "limits"), [(48, {}), (47, {1: 1}), (23, {1: 0})])
def test_generators_need_fuel_for_their_hours(litres: int, limits: dict[int, int]) -> None:
    machine = Machine(lot_id=1, commune_code="a", type_code="TB-011", free=2, out=0, own=False)
    assert per_unit("TB-011", DEFAULTS) == 24
    assert bundle_limit([machine], [have(litres, code="HC-010")], DEFAULTS) == limits


def test_generators_of_two_sizes_share_their_fuel_to_the_last_drop() -> None:
    small = Machine(lot_id=1, commune_code="a", type_code="TB-010", free=1, out=0, own=False)
    large = Machine(lot_id=2, commune_code="a", type_code="TB-012", free=1, out=1, own=False)
    both = per_unit("TB-010", DEFAULTS) + 2 * per_unit("TB-012", DEFAULTS)
    drop = Means(commune_code="a", type_code="HC-010", usable=math.ceil(both * 1000), out=0)
    assert bundle_limit([small, large], [drop], DEFAULTS) == {}
    assert bundle_limit([small, large], [replace(drop, usable=drop.usable - 1)], DEFAULTS) == {2: 0}
