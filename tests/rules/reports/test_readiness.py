"""Readiness: cover of a line, alternatives, pillars and grades, the worst pillar governs, unknown is not nought."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.communes.tables import read_tables
from inventory.rules.catalogue import Pillar
from mobilization.rules.scenarios.sheet import ScenarioNeed
from reports.rules.readiness import Grade, Readiness, Stock, cover_lines, grade_of, readiness_of
from reports.rules.readiness_map import spread

PILLARS = {
    "LL-007": Pillar.FORCES,
    "PT-005": Pillar.MEANS,
    "PT-006": Pillar.MEANS,
    "TB-001": Pillar.MEANS,
    "HC-001": Pillar.LOGISTICS,
}


def need(
    code: str, quantity: int, priority: int = 1, instead: tuple[tuple[str, int], ...] = ()
) -> ScenarioNeed:
    """Return a need with nothing but what the rule looks at."""
    return ScenarioNeed(
        type_code=code, quantity=quantity, priority=priority, within_minutes=None, working="", norms=(),
        instead=instead,
    )  # fmt: skip


def ready(**amounts: float) -> dict[str, Stock]:
    """Return stocks by type, written LL_007=5."""
    return {code.replace("_", "-"): Stock(ready=Decimal(str(amount))) for code, amount in amounts.items()}


@pytest.mark.parametrize(
    ("wanted", "have", "cover", "missing"),
    [(10, 0, 0.0, 10), (10, 4, 0.4, 6), (10, 10, 1.0, 0), (10, 25, 1.0, 0), (10, 9.5, 0.95, 1)],
)
def test_cover_is_what_is_ready_over_what_is_needed(
    wanted: int, have: float, cover: float, missing: int
) -> None:
    (line,), _left = cover_lines([need("TB-001", wanted)], ready(TB_001=have), PILLARS)
    assert (line.cover, line.missing) == (cover, missing)


@pytest.mark.parametrize(
    ("own", "other", "cover", "left"),
    [
        (4, 0, 1.0, {}),
        (2, 3, 1.0, {}),  # six of the other do the work of four: three make up for two
        (2, 5, 1.0, {"PT-006": Decimal(2)}),
        (0, 3, 0.5, {}),
        (4, 6, 1.0, {"PT-006": Decimal(6)}),
    ],
)
def test_other_types_make_up_for_what_is_missing(
    own: int, other: int, cover: float, left: dict[str, Decimal]
) -> None:
    needs = [need("PT-005", 4, instead=(("PT-006", 6),))]
    (line,), surplus = cover_lines(needs, ready(PT_005=own, PT_006=other), PILLARS)
    assert line.cover == cover
    assert surplus == left


def test_what_stands_in_for_one_need_does_not_count_for_another() -> None:
    needs = [need("PT-005", 1, instead=(("PT-006", 1),)), need("PT-006", 1, 3)]
    lines, _left = cover_lines(needs, ready(PT_006=1), PILLARS)
    assert [line.cover for line in lines] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("share", "grade"),
    [(1, Grade.ENOUGH), (0.9, Grade.ENOUGH), (0.894, Grade.LITTLE), (0.6, Grade.LITTLE), (0.59, Grade.MUCH), (0, Grade.MUCH)],
)  # fmt: skip
def test_grades(share: float, grade: Grade) -> None:
    assert grade_of(share) is grade


ALL = (need("LL-007", 10), need("TB-001", 100), need("HC-001", 1000, 2))


def of(stocks: dict[str, Stock], board: tuple[int, int] | None = (5, 5)) -> Readiness:
    """Return the readiness of a commune with these stocks."""
    return readiness_of("1", needs=ALL, stocks=stocks, pillars=PILLARS, board=board)


@pytest.mark.parametrize(
    ("stocks", "board", "grade", "worst"),
    [
        (ready(LL_007=10, TB_001=100, HC_001=1000), (5, 5), Grade.ENOUGH, 1.0),
        (ready(LL_007=10, TB_001=70, HC_001=1000), (5, 5), Grade.LITTLE, 0.7),
        (ready(LL_007=10, TB_001=100, HC_001=0), (5, 5), Grade.MUCH, 0.0),
        (ready(LL_007=10, TB_001=100, HC_001=1000), (2, 5), Grade.MUCH, 0.4),
        (ready(LL_007=10, TB_001=100, HC_001=1000), None, Grade.UNKNOWN, 1.0),
        (ready(LL_007=10, TB_001=70), (5, 5), Grade.UNKNOWN, 0.7),
        (ready(LL_007=1, TB_001=70), (5, 5), Grade.MUCH, 0.1),
        ({}, None, Grade.UNKNOWN, None),
    ],
)
def test_the_worst_pillar_governs_and_unknown_is_not_nought(
    stocks: dict[str, Stock], board: tuple[int, int] | None, grade: Grade, worst: float | None
) -> None:
    found = of(stocks, board)
    assert (found.grade, found.share) == (grade, pytest.approx(worst))


def test_a_pillar_weighs_what_saves_lives_threefold() -> None:
    needs = [need("PT-005", 1, 1), need("TB-001", 10, 3)]
    found = readiness_of("1", needs=needs, stocks=ready(TB_001=10), pillars=PILLARS, board=(5, 5))
    assert found.pillars[Pillar.MEANS].share == pytest.approx(0.25)
    assert found.pillars[Pillar.FORCES].grade is Grade.NONE


def test_nothing_is_asked_of_a_commune_the_hazard_cannot_befall() -> None:
    found = readiness_of("1", needs=(), stocks=ready(TB_001=10), pillars=PILLARS, board=(5, 5))
    assert (found.threatened, found.grade, found.worst) == (False, Grade.NONE, None)
    assert found.surplus == {"TB-001": Decimal(10)}


def test_every_commune_lies_on_its_map_with_north_up() -> None:
    communes = read_tables().gazetteer.communes
    places = spread(communes, width=500, height=400, margin=20)
    assert len(places) == 96
    assert all(19.9 <= x <= 480.1 and 19.9 <= y <= 380.1 for x, y in places.values())
    north, south = (pick(communes, key=lambda one: one.lat) for pick in (max, min))
    east, west = (pick(communes, key=lambda one: one.lon) for pick in (max, min))
    assert places[north.code][1] < places[south.code][1]
    assert places[west.code][0] < places[east.code][0]
    assert spread((), width=500, height=400, margin=20) == {}
    assert spread((north,), width=500, height=400, margin=20) == {north.code: (250, 200)}
