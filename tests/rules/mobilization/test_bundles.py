"""A boat without crew, a generator without fuel: not capacity."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mobilization.rules.bundles import Machine, Means, per_unit, pools_of
from mobilization.rules.ids import StockId
from mobilization.rules.pools import Drawn, narrowed
from mobilization.rules.scenarios.norms import DEFAULTS


def boat(lot_id: int, free: int, *, out: int = 0, own: bool = False, place: str = "a") -> Machine:
    """Return a lot of motor launches."""
    return Machine(lot_id=lot_id, commune_code=place, type_code="PT-005", free=free, out=out, own=own)


def have(usable: int, *, out: int = 0, code: str = "LL-026", place: str = "a", lot_id: int = 7) -> Means:
    """Return crews or fuel of a commune."""
    return Means(
        commune_code=place,
        type_code=code,
        usable=1000 * usable,
        out=1000 * out,
        lot_id=lot_id,
        free=usable - out,
    )


def left_standing(machines: list[Machine], means: list[Means]) -> dict[int, int]:
    """Return how many of each lot one incident can have, one lot after the other, where these are not all."""
    drawn, found = Drawn(pools_of(machines, means, DEFAULTS, asking=[ASKING])), {}
    for machine in sorted(machines, key=lambda machine: machine.lot_id):
        room = drawn.room(machine.lot_id, ASKING)
        able = machine.free if room is None else min(machine.free, room)
        drawn.take(machine.lot_id, ASKING, able)
        if able < machine.free:
            found[machine.lot_id] = able
    return found


ASKING = 9


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
        ([boat(1, 2, own=True), boat(2, 2)], [have(2)], {}),
        ([boat(1, 1), boat(2, 1, place="b")], [have(1)], {2: 0}),
        ([boat(1, 2, out=2)], [have(3)], {1: 1}),
        ([boat(1, 2)], [have(3, out=2)], {1: 1}),
        ([boat(1, 2, out=2)], [have(3, out=2)], {1: 1}),
        ([boat(1, 1, out=5)], [have(3)], {1: 0}),
    ],
)
def test_boats_need_their_crews(machines: list[Machine], means: list[Means], limits: dict[int, int]) -> None:
    assert left_standing(machines, means) == limits


@pytest.mark.parametrize(
    ("out", "named", "asking", "boats", "people"),
    [
        ({}, {}, 9, 6, 12),
        ({1: 6}, {}, 9, 6, 6),  # (12 people, six boats free)
        ({1: 6}, {1: 6}, 9, 6, 6),  # those named to the incident are the crew of its boats
        ({1: 6}, {2: 6}, 9, 0, 0),  # those named to another are not
        ({1: 6}, {2: 6}, 2, 6, 0),  # to itself they are
        ({1: 6}, {2: 6}, 1, 0, 6),  # and the crew of its own boats may be called by name
        ({1: 4}, {1: 2, 2: 4}, 9, 4, 4),
        ({1: 2, 2: 2}, {1: 4}, 9, 6, 6),
    ],
)
def test_a_person_serves_one_incident(
    out: dict[int, int], named: dict[int, int], asking: int, boats: int, people: int
) -> None:
    machines = [replace(boat(1, 6, out=sum(out.values())), cases=out)]
    means = [
        replace(have(12, out=sum(named.values())), cases={case: 1000 * n for case, n in named.items()}),
        have(0, code="LL-006", lot_id=8),
    ]
    drawn = Drawn(pools_of(machines, means, DEFAULTS, asking=[asking]))
    assert min(6, drawn.room(1, asking) or 0) == boats
    assert min(12 - sum(named.values()), drawn.room(7, asking) or 0) == people


@pytest.mark.parametrize(
    ("taken", "rooms"),
    [
        ([], {(7, 1): 10, (1, 1): 10, (7, 2): 10, (1, 2): 10}),
        (
            [(7, 1, 6)],
            {(7, 1): 4, (1, 1): 10, (7, 2): 4, (1, 2): 4},
        ),  # who is named steers its own boats only
        ([(7, 1, 6), (1, 1, 6)], {(7, 1): 4, (1, 1): 4, (7, 2): 4, (1, 2): 4}),
        ([(7, 1, 6), (1, 2, 4)], {(7, 1): 0, (1, 1): 6, (7, 2): 4, (1, 2): 0}),
    ],
)
def test_incidents_planned_together_share_people_and_boatmen(
    taken: list[tuple[int, int, int]], rooms: dict[tuple[int, int], int]
) -> None:
    """Boats are lot 1, ten people lot 7; each incident may have so many more."""
    drawn = Drawn(pools_of([boat(1, 10)], [have(10)], DEFAULTS, asking=[1, 2]))
    for lot, case, units in taken:
        drawn.take(lot, case, units)
    assert {pair: drawn.room(*pair) for pair in rooms} == rooms
    assert drawn.over() == []
    drawn.take(7, 2, 11)
    assert drawn.over() == drawn.pools


@pytest.mark.parametrize(
    ("boats", "people", "asking", "stocks", "limits"),
    [
        ([boat(1, 3)], [have(2)], [1], [], {1: 2}),  # one lot is limited by a number
        ([boat(1, 3)], [have(2)], [1, 2], [[1, 7]], {}),
        ([boat(1, 1), boat(2, 1)], [have(1)], [1], [[1, 2]], {}),
        ([boat(1, 1), boat(2, 1)], [have(2)], [1], [], {}),
        ([boat(1, 1), boat(2, 1)], [have(3)], [1, 2], [[1, 2, 7]], {}),
        ([boat(1, 1), boat(2, 1)], [], [1, 2], [], {1: 0, 2: 0}),
    ],
)
def test_only_what_can_fall_short_stays_to_be_shared(
    boats: list[Machine],
    people: list[Means],
    asking: list[int],
    stocks: list[list[int]],
    limits: dict[int, int],
) -> None:
    units: dict[StockId, int] = {machine.lot_id: machine.free for machine in boats}
    units |= {item.lot_id: item.free for item in people}
    pools, found = narrowed(pools_of(boats, people, DEFAULTS, asking=asking), units, asking)
    assert [sorted([*pool.machines, *pool.named]) for pool in pools] == stocks
    assert found == limits


def test_a_generator_of_30_kva_burns_as_the_practice_says() -> None:
    litres = per_unit("TB-011", DEFAULTS) * 30 / 20 / 8
    assert 4 <= litres <= 6  # 30 kVA at 75 %: about 5 to 6 litres an hour at 0.25 to 0.30 litres a kWh


@pytest.mark.parametrize(("litres", "limits"), [(48, {}), (47, {1: 1}), (23, {1: 0})])
def test_generators_need_fuel_for_their_hours(litres: int, limits: dict[int, int]) -> None:
    machine = Machine(lot_id=1, commune_code="a", type_code="TB-011", free=2, out=0, own=False)
    assert per_unit("TB-011", DEFAULTS) == 24
    assert left_standing([machine], [have(litres, code="HC-010")]) == limits


def test_generators_of_two_sizes_share_their_fuel_to_the_last_drop() -> None:
    small = Machine(lot_id=1, commune_code="a", type_code="TB-010", free=1, out=0, own=False)
    large = Machine(lot_id=2, commune_code="a", type_code="TB-012", free=1, out=1, own=False)
    both = per_unit("TB-010", DEFAULTS) + 2 * per_unit("TB-012", DEFAULTS)
    drop = Means(commune_code="a", type_code="HC-010", usable=math.ceil(both * 1000), out=0)
    assert left_standing([small, large], [drop]) == {}
    assert left_standing([small, large], [replace(drop, usable=drop.usable - 1)]) == {2: 0}
