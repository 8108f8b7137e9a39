"""The problem as arrays, cut into groups that share no stock.

Two types belong together only when a substitute joins them, so groups share nothing, the objective of the whole is
the sum of the groups' objectives, level by level, and the lexicographic order survives adding a constant: the best
plan of the whole is the best plan of each group, put side by side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.values import frozen
from mobilization.rules.ids import NeedId, TypeId, id_order
from mobilization.rules.objective import pin_covers
from mobilization.rules.problem import Need, Problem, Stock, StockLevel, columns
from mobilization.rules.travel import BEYOND, NEIGHBOUR, OWN, PROVINCE
from mobilization.rules.travel_table import Floats, Roads

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Row = TypeVar("Row", Need, Stock)

NO_WAY = -1
MOST_CELLS = 30_000  # pairs of a need and a stock up to which needs that share nothing are built as one group


@frozen
class Group:
    """One independent part: needs are rows, stocks columns, both in the order of their ids.

    `turn` is each stock's place in the queue among equals. `arrival` is in minutes (`NO_WAY` where there is none), `fits` says the types match, `open` that the pair may be
    used and counts: it fits, is not forbidden and arrives in time. `own` marks pairs inside one place. `ratios` holds
    the units given per asked unit where that is not one, by (need type, stock type). `pins` are (row, column, units sent,
    units covered).
    """

    needs: Sequence[Need]
    stocks: Sequence[Stock]
    asked: Ints
    priority: Ints
    quantity: Ints
    free: Ints
    turn: Ints
    arrival: Ints
    tier: NDArray[np.int8]
    own: Bools
    fits: Bools
    forbidden: Bools
    open: Bools
    ratios: dict[tuple[TypeId, TypeId], Fraction]
    pins: Sequence[tuple[int, int, int, int]]

    def ratio(self, row: int, column: int) -> Fraction:
        """Return the units of the stock that cover one unit of the need."""
        return self.ratios.get((self.needs[row].type, self.stocks[column].type), Fraction(1))


class Key:
    """Everything a group is built from; its hash is worked out once, for thousands of rows."""

    __slots__ = ("_all", "_hash")

    def __init__(self, *parts: Hashable) -> None:
        self._all, self._hash = parts, hash(parts)

    def __hash__(self) -> int:
        """Return the hash."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Return whether the other holds the same."""
        return isinstance(other, Key) and self._hash == other._hash and self._all == other._all


@frozen
class Cut:
    """The rows of one independent group, not yet built."""

    problem: Problem
    roads: Roads
    needs: list[Need]
    stocks: list[Stock]

    @property
    def alone(self) -> bool:
        """Whether it is one need and stocks of the very type it asks for."""
        return len(self.needs) == 1 and {self.needs[0].type}.issuperset(map(itemgetter(2), self.stocks))

    def key(self) -> Key:
        """Return everything a group is built from; two cuts with equal keys give the same group."""
        problem, needs, stocks = self.problem, self.needs, self.stocks
        own = {need.id for need in needs} if problem.pins or problem.forbids else set[NeedId]()
        kinds = set[TypeId]()
        if problem.substitutes:
            kinds = {need.type for need in needs} | {stock.type for stock in stocks}
        return Key(
            self.roads.land,
            tuple(self.roads.ways_to(end) for end in dict.fromkeys(need.place for need in needs)),
            tuple(needs),
            tuple(stocks),
            tuple(row for row in problem.substitutes if row.asked in kinds and row.given in kinds),
            tuple(pin for pin in problem.pins if pin.need in own),
            tuple(forbid for forbid in problem.forbids if forbid.need in own),
        )


def cuts_of(problem: Problem) -> Iterator[Cut]:
    """Yield the independent groups that have needs, in the order of their first need's type as text.

    A group is built when it is asked for, so a nation never stands in memory as a whole.
    """
    roads = Roads(problem)
    needs, stocks = _by_type(problem.needs), _by_type(problem.stocks)
    for asked, given in _joined(problem, needs, stocks):
        yield Cut(
            problem=problem,
            roads=roads,
            needs=_by_id([need for kind in asked for need in needs[kind]]),
            stocks=_by_id([stock for kind in given for stock in stocks.get(kind, ())]),
        )


def groups_of(problem: Problem) -> Iterator[Group]:
    """Yield the independent groups that have needs, those of one need several at once."""
    return map(together, batches(cuts_of(problem)))


def batches(cuts: Iterable[Cut]) -> Iterator[list[Cut]]:
    """Yield the cuts in order, each by itself, but needs that are alone in theirs as many at once as are not too many."""
    batch: list[Cut] = []
    stocks, before = 0, False
    for cut in cuts:
        stocks, alone = stocks + len(cut.stocks), cut.alone
        if batch and not (before and alone and (len(batch) + 1) * stocks <= MOST_CELLS):
            yield batch
            batch, stocks = [], len(cut.stocks)
        batch.append(cut)
        before = alone
    if batch:
        yield batch


def together(cuts: Sequence[Cut]) -> Group:
    """Return the group of one cut, or of several that share nothing: what building one costs, all cost together."""
    needs, stocks = cuts[0].needs, cuts[0].stocks
    if len(cuts) > 1:
        needs = list(chain.from_iterable(cut.needs for cut in cuts))
        stocks = list(chain.from_iterable(cut.stocks for cut in cuts))
    return _group(cuts[0].problem, cuts[0].roads, needs, stocks)


def _by_type(rows: Sequence[Row]) -> dict[TypeId, list[Row]]:
    found: dict[TypeId, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[2]].append(row)
    return found


def _joined(
    problem: Problem, needs: dict[TypeId, list[Need]], stocks: dict[TypeId, list[Stock]]
) -> list[tuple[list[TypeId], list[TypeId]]]:
    """Return for each group the types asked for and the types that may serve them."""
    root: dict[TypeId, TypeId] = {kind: kind for kind in (*needs, *stocks)}

    def find(kind: TypeId) -> TypeId:
        while root[kind] != kind:
            kind = root[kind]
        return kind

    for row in problem.substitutes:
        if row.asked in needs and row.given in stocks:
            root[find(row.given)] = find(row.asked)
    parts: dict[TypeId, tuple[list[TypeId], list[TypeId]]] = {}
    for kind in sorted(root, key=str):
        asked, given = parts.setdefault(find(kind), ([], []))
        if kind in needs:
            asked.append(kind)
        given.append(kind)
    return [part for part in parts.values() if part[0]]


def _by_id(rows: list[Row]) -> list[Row]:
    """Return the rows in the order of their ids."""
    if len(set(map(type, map(itemgetter(0), rows)))) < 2:
        return sorted(rows, key=itemgetter(0))
    return sorted(rows, key=lambda row: id_order(row.id))


def _group(problem: Problem, roads: Roads, needs: list[Need], stocks: list[Stock]) -> Group:
    number = roads.number
    asking, having = columns(needs, Need), columns(stocks, Stock)
    ends = np.array([number[place] for place in asking.place], np.int64)
    starts = np.array([number[place] for place in having.place], np.int64)
    own = ends[:, None] == starts
    arrival = _arrival(roads, having, own, ends=ends, starts=starts)
    limit = np.array([np.inf if most is None else most for most in asking.within_minutes])
    usable = np.isfinite(arrival) & (arrival <= limit[:, None])
    ratios = {(row.asked, row.given): row.given_per_asked for row in problem.substitutes}
    fits = _fits(asking.type, having.type, ratios)
    rows = {need: n for n, need in enumerate(asking.id)}
    places = {stock: n for n, stock in enumerate(having.id)} if problem.pins or problem.forbids else {}
    forbidden = np.zeros(own.shape, bool)
    for forbid in problem.forbids:
        if forbid.need in rows and forbid.stock in places:
            forbidden[rows[forbid.need], places[forbid.stock]] = True
    quantity = np.array(having.quantity, np.int64)
    pins = [(rows[pin.need], places[pin.stock], pin.quantity, 0) for pin in problem.pins if pin.need in rows]
    group = Group(
        needs=needs,
        stocks=stocks,
        asked=np.array(asking.quantity, np.int64),
        priority=np.array(asking.priority, np.int64),
        quantity=quantity,
        free=np.maximum(0, quantity - np.array(having.keep, np.int64)),
        turn=np.array(having.turn, np.int64),
        arrival=np.where(np.isfinite(arrival), arrival, NO_WAY).astype(np.int64),
        tier=_tiers(roads.near[roads.row[ends]][:, starts], own, having.level),
        own=own,
        fits=fits,
        forbidden=forbidden,
        open=usable & fits & ~forbidden,
        ratios={key: ratio for key, ratio in ratios.items() if ratio != 1},
        pins=pins,
    )
    return replace(group, pins=_with_covers(group)) if pins else group


def _with_covers(group: Group) -> list[tuple[int, int, int, int]]:
    """Return the pins with what each covers, by the rule of `pin_covers`, in the order of that rule."""
    order = sorted(group.pins, key=lambda pin: (group.tier[pin[:2]], group.arrival[pin[:2]], pin[1]))
    result = []
    for row in dict.fromkeys(pin[0] for pin in order):
        mine = [pin for pin in order if pin[0] == row]
        most = [
            math.floor(units / group.ratio(row, c)) if group.open[row, c] else 0 for _, c, units, _ in mine
        ]
        covers = pin_covers(int(group.asked[row]), most)
        result += [(*pin[:3], covered) for pin, covered in zip(mine, covers, strict=True)]
    return result


def _arrival(roads: Roads, having: Any, own: Bools, *, ends: Ints, starts: Ints) -> Floats:
    """Return whole arrival minutes as floats, infinity where there is no way. `having` are stocks as columns."""
    usual = roads.travel.speed_kmh
    speeds = np.array([usual if speed is None else speed for speed in having.speed_kmh], float)
    minutes = roads.minutes(ends, starts, speeds)
    minutes[own] = 0
    minutes += np.array(having.ready_minutes, float)
    return np.ceil(minutes, out=minutes)


def _fits(
    asked: Sequence[TypeId], given: Sequence[TypeId], ratios: dict[tuple[TypeId, TypeId], Fraction]
) -> Bools:
    """Return for types asked for (rows) and given (columns) whether they are the same or stand for each other."""
    if not ratios and len({*asked, *given}) < 2:
        return np.ones((len(asked), len(given)), bool)
    kinds = {kind: n for n, kind in enumerate(dict.fromkeys((*asked, *given)))}
    rows = np.fromiter(map(kinds.__getitem__, asked), np.int64, len(asked))
    stocks = np.fromiter(map(kinds.__getitem__, given), np.int64, len(given))
    if not ratios:
        return np.equal(rows[:, None], stocks)
    table = np.eye(len(kinds), dtype=bool)
    for one, other in ratios:
        if one in kinds and other in kinds:
            table[kinds[one], kinds[other]] = True
    return table[rows[:, None], stocks]


def _tiers(near: Bools, own: Bools, levels: Sequence[str]) -> NDArray[np.int8]:
    """Return the tier of each pair, by the rule of `tier_of`."""
    tier = np.where(near, np.int8(NEIGHBOUR), np.int8(PROVINCE))
    tier[own] = OWN
    for level, whose in ((StockLevel.PROVINCE, PROVINCE), (StockLevel.CENTRAL, BEYOND)):
        if level in levels:
            tier[:, [its_level == level for its_level in levels]] = whose
    return tier
