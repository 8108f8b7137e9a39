"""Small problems made from a seed, with every feature of the contract in them."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from mobilization.rules.check import check_problem
from mobilization.rules.ids import CaseId, StockId
from mobilization.rules.minutes_table import Minutes
from mobilization.rules.pins import check_pins
from mobilization.rules.pools import Parts, Pool
from mobilization.rules.problem import (
    BadProblemError,
    Forbid,
    Need,
    Pin,
    Place,
    Problem,
    Stock,
    StockLevel,
    Substitute,
    Travel,
)

RATIOS = (Fraction(2), Fraction(3), Fraction(1, 2), Fraction(3, 2), Fraction("0.4"), Fraction(1))


def make_problem(
    seed: int, *, types: int = 2, substitutes: int = 0, most: int = 12, size: int = 5
) -> Problem:
    """Return a lawful problem of a few places; the same seed gives the same one."""
    r = random.Random(seed)
    ids = [f"p{n}" for n in range(r.randint(1, size))]
    places = [
        Place(
            id=place,
            lat=15 + r.random() / 2,
            lon=108 + r.random() / 2,
            neighbours=tuple(other for other in ids if other != place and r.random() < 0.4),
        )
        for place in ids
    ]
    kinds = [f"t{n}" for n in range(types)]
    levels = [StockLevel.COMMUNE] * 3 + [StockLevel.PROVINCE, StockLevel.CENTRAL]
    stocks = [
        Stock(
            f"s{n}",
            r.choice(ids),
            r.choice(kinds),
            r.randint(0, most),
            r.choice([0, 0, 1, 3, most]),
            r.choice([0, 0, 10, 45.5]),
            r.choice(levels),
            r.choice([None, None, 15.0, 60]),
        )
        for n in range(r.randint(1, 2 * size))
    ]
    needs = [
        Need(
            f"n{n}",
            r.choice(ids),
            r.choice(kinds),
            r.randint(0, 2 * most),
            r.randint(1, 3),
            r.choice([None, None, 60, 120]),
        )
        for n in range(r.randint(1, size))
    ]
    given = [
        Minutes(a, b, r.choice([None, 5, 31.5, 90])) for a in ids for b in ids if a != b and r.random() < 0.2
    ]
    pairs = [(asked, other) for asked in kinds for other in kinds if asked != other]
    joined = r.sample(pairs, min(substitutes, len(pairs)))
    forbids = [Forbid(need=n.id, stock=s.id) for n in needs for s in stocks if r.random() < 0.08]
    problem = Problem(
        places=places,
        stocks=stocks,
        needs=needs,
        travel=Travel(speed_kmh=r.choice([20, 30]), detour=1.4),
        minutes=given,
        substitutes=[Substitute(asked=a, given=b, given_per_asked=r.choice(RATIOS)) for a, b in joined],
        forbids=forbids,
    )
    return _with_pins(problem, r)


def with_pools(problem: Problem, seed: int, *, cases: int = 3) -> Problem:
    """Return the problem with needs of some cases, and with people and boats that share a pool in most places.

    Boats are of the first type, people of the second; others are either or neither. Pins that no longer hold are left out.
    """
    r = random.Random(seed)
    pools = []
    for place in problem.places:
        sides: tuple[dict[StockId, int], dict[StockId, int]] = {}, {}
        for stock in problem.stocks:
            side = {"t0": 1, "t1": 0}.get(str(stock.type), r.choice([0, 1, None]))
            if stock.place == place.id and side is not None and r.random() < 0.9:
                sides[side][stock.id] = r.choice([1, 1, 2, 3]) if side else r.choice([1, 1, 2])
        gone: dict[CaseId, Parts] = {
            case: (r.randint(0, 4), r.randint(0, 4)) for case in range(cases + 1) if r.random() < 0.3
        }
        base = sum(max(parts) for parts in gone.values())
        pools.append(
            Pool(
                id=str(place.id), amount=base + r.randint(0, 15), named=sides[0], machines=sides[1], gone=gone
            )
        )
    needs = [need._replace(case=r.randint(1, cases)) for need in problem.needs]
    problem = replace(problem, needs=needs, pools=pools)
    kept: list[Pin] = []
    for pin in problem.pins:
        try:
            check_pins(replace(problem, pins=[*kept, pin]))
        except BadProblemError:
            continue
        kept.append(pin)
    return replace(problem, pins=kept)


def _with_pins(problem: Problem, r: random.Random) -> Problem:
    """Return the problem with up to two pins that can be honoured."""
    for _ in range(r.choice([0, 0, 1, 3])):
        pin = Pin(
            need=r.choice(problem.needs).id, stock=r.choice(problem.stocks).id, quantity=r.randint(1, 4)
        )
        tried = Problem(
            places=problem.places,
            stocks=problem.stocks,
            needs=problem.needs,
            travel=problem.travel,
            minutes=problem.minutes,
            substitutes=problem.substitutes,
            pins=[*problem.pins, pin],
            forbids=problem.forbids,
        )
        try:
            check_problem(tried)
        except BadProblemError:
            continue
        problem = tried
    return problem
