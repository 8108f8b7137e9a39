"""Closing gaps: the cheapest steps first, neighbours give what they can spare, cut roads take help away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.communes.rules import CommuneCode, Link
from inventory.rules.catalogue import Pillar, read_catalogue
from mobilization.rules.scenarios.sheet import ScenarioNeed
from reports.rules.closing import (
    Price,
    Remedy,
    Rest,
    agreements_near,
    helped,
    neighbours_of,
    rest_of,
    share_out,
    ways,
    worst_of,
)
from reports.rules.readiness import Line, Readiness, Stock, readiness_of

TYPE = "TB-001"
PILLARS = {TYPE: Pillar.MEANS}


def price(vnd: int = 1000, repair: int = 30) -> Price:
    """Return a price of the type."""
    return Price(
        type_code=TYPE,
        price_vnd=vnd,
        repair_percent=repair,
        source="x",
        priced_on=date(2026, 1, 1),
        version=1,
    )


def line(*, missing: int, broken: int = 0, unagreed: int = 0, code: str = TYPE) -> Line:
    """Return a line that misses so many of 100."""
    stock = Stock(ready=Decimal(100 - missing), broken=Decimal(broken), unagreed=Decimal(unagreed))
    return Line(
        type_code=code,
        pillar=Pillar.MEANS,
        need=100,
        have=stock.ready,
        replaced=Decimal(0),
        priority=1,
        stock=stock,
    )


@pytest.mark.parametrize(
    ("missing", "broken", "unagreed", "shared", "priced", "steps"),
    [
        (10, 0, 0, [], True, [("buy", 10, 1000)]),
        (10, 4, 0, [], True, [("repair", 4, 300), ("buy", 6, 1000)]),
        (10, 40, 0, [], True, [("repair", 10, 300)]),
        (10, 4, 3, [("9", 2)], True, [("agree", 3, 0), ("share", 2, 0), ("repair", 4, 300), ("buy", 1, 1000)]),
        (2, 4, 3, [("9", 2)], True, [("agree", 2, 0)]),
        (10, 4, 0, [("9", 2)], False, [("share", 2, 0), ("repair", 4, None), ("buy", 4, None)]),
        (0, 4, 3, [("9", 2)], True, []),
    ],
)  # fmt: skip
def test_the_cheapest_way_comes_first_and_no_more_than_is_missing(
    missing: int, broken: int, unagreed: int, shared: list[tuple[str, int]], priced: bool, steps: list[object]
) -> None:
    found = ways(line(missing=missing, broken=broken, unagreed=unagreed), price() if priced else None, shared)
    assert [(step.remedy.value, step.quantity, step.unit_vnd) for step in found] == steps


def test_between_equal_costs_what_is_there_already_comes_first() -> None:
    (step,) = ways(line(missing=5, broken=5), price(repair=100), [])
    assert step.remedy is Remedy.REPAIR
    assert price(vnd=3, repair=50).repair_vnd == 2  # whole đồng, rounded up


def test_people_are_not_bought() -> None:
    (step,) = ways(line(missing=5, code="LL-007"), price(), [])
    assert (step.remedy, step.unit_vnd) == (Remedy.RAISE, None)


@pytest.mark.parametrize(
    ("code", "rest"),
    [
        ("PT-016", Rest.CONTRACT),  # coaches stand with firms
        ("PT-020", Rest.CONTRACT),
        ("PT-005", Rest.CONTRACT),
        ("PT-026", Rest.BUY),  # ambulances and fire engines have no other use
        ("PT-027", Rest.BUY),
        ("PT-002", Rest.BUY),
        ("CT-001", Rest.CONTRACT),  # a school stands already
        ("CT-003", Rest.BUY),
        ("CT-019", Rest.BUY),  # a siren must be built
        ("HC-004", Rest.STORE),
        ("HC-012", Rest.BUY),
        ("TB-001", Rest.BUY),
        ("VT-001", Rest.BUY),
    ],
)
def test_what_stands_in_other_hands_is_not_bought(code: str, rest: Rest) -> None:
    kind = next(kind for kind in read_catalogue() if kind.code == code)
    assert rest_of(kind.category, kind.pillar, kind.dual_use, kind.forms) is rest


def own_price(rest: Rest) -> Price:
    """Return a price whose row says how what is missing is had."""
    return replace(price(), rest=rest)


@pytest.mark.parametrize(
    ("listed", "rest", "remote", "steps"),
    [
        (price(), Rest.CONTRACT, False, [("agree", 3, 0), ("repair", 4, 300), ("contract", 3, None)]),
        (price(), Rest.STORE, False, [("agree", 3, 0), ("repair", 4, 300), ("contract", 3, None)]),
        (price(), Rest.STORE, True, [("agree", 3, 0), ("repair", 4, 300), ("buy", 3, 1000)]),
        (None, Rest.CONTRACT, False, [("agree", 3, 0), ("repair", 4, None), ("contract", 3, None)]),
        (own_price(Rest.BUY), Rest.CONTRACT, False, [("agree", 3, 0), ("repair", 4, 300), ("buy", 3, 1000)]),
        (own_price(Rest.CONTRACT), Rest.BUY, True, [("agree", 3, 0), ("repair", 4, 300), ("contract", 3, None)]),
    ],
)  # fmt: skip
def test_the_rest_is_had_as_the_type_or_the_price_list_says(
    listed: Price | None, rest: Rest, remote: bool, steps: list[object]
) -> None:
    found = ways(line(missing=10, broken=4, unagreed=3), listed, [], rest=rest, remote=remote)
    assert [(step.remedy.value, step.quantity, step.unit_vnd) for step in found] == steps


LINKS = [
    Link(a=CommuneCode(a), b=CommuneCode(b), border_km=1, by_sea=False)
    for a, b in (("A", "B"), ("B", "C"), ("A", "D"))
]


def commune(code: str, have: int, need: int = 10) -> Readiness:
    """Return a commune with a need of ten jackets."""
    needs = [
        ScenarioNeed(type_code=TYPE, quantity=need, priority=1, within_minutes=None, working="", norms=())
    ]
    return readiness_of(
        code, needs=needs, stocks={TYPE: Stock(ready=Decimal(have))}, pillars=PILLARS, board=(5, 5)
    )


EVERY = {"A": commune("A", 4), "B": commune("B", 15), "C": commune("C", 0), "D": commune("D", 12)}


@pytest.mark.parametrize(
    ("without", "cut", "rank", "given"),
    [
        ("", [], {}, {("C", TYPE): [("B", 5)], ("A", TYPE): [("D", 2)]}),  # C stands worst and comes first
        ("", [], {"C": 1}, {("A", TYPE): [("B", 5), ("D", 1)]}),  # A has priority now and takes the larger surplus
        ("B", [], {}, {("A", TYPE): [("D", 2)]}),
        ("", [("C", "B")], {}, {("A", TYPE): [("B", 5), ("D", 1)]}),
        ("", [("B", "C"), ("A", "B"), ("D", "A")], {}, {}),
    ],
)  # fmt: skip
def test_neighbours_give_what_is_left_after_their_own_need(
    without: str, cut: list[tuple[str, str]], rank: dict[str, int], given: object
) -> None:
    assert share_out(EVERY, neighbours_of(LINKS, without=without, cut=cut), rank) == given


@pytest.mark.parametrize(
    ("unagreed", "rank", "agreed"),
    [
        ({"B": 9}, {}, {("C", TYPE): [("B", 5)], ("A", TYPE): [("B", 4)]}),  # C lacks ten, B shares five of them
        ({"B": 9}, {"C": 1}, {("C", TYPE): [("B", 9)]}),  # A has all it lacks from B and D already
        ({"A": 9}, {}, {}),  # A's owners serve A first, then nobody: B and D lack nothing
        ({"D": 2}, {}, {("A", TYPE): [("D", 2)]}),
        ({}, {}, {}),
    ],
)  # fmt: skip
def test_owners_of_a_neighbour_are_asked_after_its_own_gap(
    unagreed: dict[str, int], rank: dict[str, int], agreed: object
) -> None:
    near = neighbours_of(LINKS)
    held = {code: {TYPE: Decimal(amount)} for code, amount in unagreed.items()}
    assert agreements_near(EVERY, held, near, rank, share_out(EVERY, near, rank)) == agreed


def test_an_agreement_next_door_comes_after_a_share_and_before_money() -> None:
    steps = ways(line(missing=10, broken=2), price(), [("B", 3)], agreed=[("D", 4)])
    assert [(step.remedy.value, step.quantity, step.giver) for step in steps] == [
        ("share", 3, "B"),
        ("agree_near", 4, "D"),
        ("repair", 2, ""),
        ("buy", 1, ""),
    ]


def test_help_raises_cover_and_a_cut_road_takes_it_away() -> None:
    given = share_out(EVERY, neighbours_of(LINKS), {})
    assert worst_of(EVERY["C"].pillars)[0] == 0
    assert worst_of(helped(EVERY["C"], given))[0] == pytest.approx(0.5)
    cut = share_out(EVERY, neighbours_of(LINKS, cut=[("B", "C")]), {})
    assert worst_of(helped(EVERY["C"], cut))[0] == 0
