"""What the planner answers: lines, what stays unmet, why, and how good the plan is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, overload

from core.values import frozen
from mobilization.rules.ids import NeedId, StockId


class Reason(StrEnum):
    """Why (the rest of) a compatible stock is not used for a need: exactly one for each."""

    FORBIDDEN = "forbidden"
    NO_WAY = "no_way"
    TOO_LATE = "too_late"
    KEPT = "kept"
    NEED_ALREADY_MET = "need_already_met"
    NO_CREW = "no_crew"
    NO_FUEL = "no_fuel"
    WITH_MACHINES = "with_machines"
    TOO_FEW_FOR_ONE = "too_few_for_one"
    BETTER_USED_ELSEWHERE = "better_used_elsewhere"


class UnmetReason(StrEnum):
    """Why a need is not fully covered: nothing fits, all that fits is given, or what holds most of the rest back."""

    NO_STOCK = "no_stock"
    ALL_GIVEN = "all_given"
    FORBIDDEN = "forbidden"
    NO_WAY = "no_way"
    TOO_LATE = "too_late"
    KEPT = "kept"
    NO_CREW = "no_crew"
    NO_FUEL = "no_fuel"
    WITH_MACHINES = "with_machines"
    TOO_FEW_FOR_ONE = "too_few_for_one"
    BETTER_USED_ELSEWHERE = "better_used_elsewhere"


class Line(NamedTuple):
    """`quantity` units of the stock go to the need and cover `covers` units of what was asked."""

    need: NeedId
    stock: StockId
    quantity: int
    covers: int
    minutes: int
    tier: int


class Unmet(NamedTuple):
    """`quantity` asked units of the need stay without cover."""

    need: NeedId
    quantity: int
    reason: UnmetReason


class Why(NamedTuple):
    """Why units of the stock are left over, told of the need for which it matters most."""

    need: NeedId
    stock: StockId
    reason: Reason


class Whys(Sequence[Why]):
    """Reasons in columns, each a `Why` once somebody reads it: a nation has 320,000 and few are ever read."""

    def __init__(self) -> None:
        self._needs: list[NeedId] = []
        self._stocks: list[StockId] = []
        self._reasons: list[Reason] = []

    def add(self, needs: Iterable[NeedId], stocks: Iterable[StockId], reasons: Iterable[Reason]) -> None:
        """Append some more, column by column."""
        self._needs += needs
        self._stocks += stocks
        self._reasons += reasons

    def join(self, other: Whys) -> None:
        """Append all of another."""
        self.add(other._needs, other._stocks, other._reasons)

    def by_need(self) -> dict[NeedId, Whys]:
        """Return what is told of each need apart."""
        found: dict[NeedId, Whys] = {}
        start = 0
        for need, run in groupby(self._needs):
            end = start + sum(1 for _ in run)
            found.setdefault(need, Whys()).add(
                self._needs[start:end], self._stocks[start:end], self._reasons[start:end]
            )
            start = end
        return found

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._needs)

    @overload
    def __getitem__(self, place: int) -> Why: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Why]: ...
    def __getitem__(self, place: int | slice) -> Why | Sequence[Why]:
        """Return one reason, or some of them."""
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        return Why(self._needs[place], self._stocks[place], self._reasons[place])

    def __eq__(self, other: object) -> bool:
        """Return whether another sequence says the same."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@frozen
class Objective:
    """How good a plan is, level by level; mappings go from priority to units, weighted units and unit-minutes.

    `beyond_own`, `beyond_neighbours` and `beyond_province` count covered units from tier >= 1, >= 2 and 3.
    """

    covered: Mapping[int, int]
    fairness: Mapping[int, int]
    beyond_own: int
    beyond_neighbours: int
    beyond_province: int
    minutes: Mapping[int, int]

    def levels(self) -> tuple[int, ...]:
        """Every level in order as numbers to make small: of two plans the better one has the smaller tuple."""
        return (
            *(-self.covered[p] for p in sorted(self.covered)),
            *(-self.fairness[p] for p in sorted(self.fairness)),
            self.beyond_own,
            self.beyond_neighbours,
            self.beyond_province,
            *(self.minutes[p] for p in sorted(self.minutes)),
        )


@frozen
class Plan:
    """A whole answer. `proved`: no plan is better on any level of the objective; `seconds` it took."""

    lines: tuple[Line, ...]
    unmet: tuple[Unmet, ...]
    why: Whys
    objective: Objective
    proved: bool
    method: str
    seconds: float
