"""A boat without crew, a generator without fuel: not capacity."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mobilization.rules.bundles import Machine, Means, bundle_limit, by_name_limit, per_unit
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


@pytest.mark.parametrize(
    ("out", "named", "boats"),
    [
        ({}, {}, 6),
        ({1: 6}, {}, 6),  # (12 people, six boats free)
        ({1: 6}, {1: 6}, 6),  # those named to the incident are the crew of its boats
        ({1: 6}, {2: 6}, 0),  # those named to another are not
        ({1: 4}, {1: 2, 2: 4}, 4),
        ({1: 2, 2: 2}, {1: 4}, 6),
    ],
)
def test_a_person_serves_one_incident(out: dict[int, int], named: dict[int, int], boats: int) -> None:
    machines = [replace(boat(1, 6, out=sum(out.values())), cases=out)]
    people = [replace(have(12, out=sum(named.values())), cases={case: 1000 * n for case, n in named.items()})]
    assert bundle_limit(machines, people, DEFAULTS).get(1, 6) == boats


@pytest.mark.parametrize(
    ("own", "asked", "limits"),
    [
        ({1}, {"LL-026"}, {}),  # of its own boats' crew an incident may ask by name
        ({2}, {"LL-026"}, {8: 2000}),  # people nobody asks for go with the boats first
        ({2}, {"LL-006"}, {7: 2000}),
        ({1, 2}, {"LL-026", "LL-006"}, {8: 2000}),
    ],
)
def test_who_is_out_with_a_boat_is_not_given_by_name(
    own: set[int], asked: set[str], limits: dict[int, int]
) -> None:
    machines = [replace(boat(1, 0, out=3), cases={1: 3})]
    people = [replace(have(5), lot_id=7), replace(have(5, code="LL-006"), lot_id=8)]
    assert by_name_limit(machines, people, DEFAULTS, own=own, asked=asked) == limits


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
