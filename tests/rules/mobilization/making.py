"""Small problems made from a seed, with every feature of the contract in them."""

from __future__ import annotations

import random
from fractions import Fraction

from mobilization.rules.check import check_problem
from mobilization.rules.problem import (
    BadProblemError,
    Forbid,
    Minutes,
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
