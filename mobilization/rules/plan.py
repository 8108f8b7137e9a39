"""What the planner answers: lines, what stays unmet, why, and how good the plan is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from mobilization.rules.problem import NeedId, StockId


class Reason(StrEnum):
    """Why (the rest of) a compatible stock is not used for a need: exactly one for each."""

    FORBIDDEN = "forbidden"
    NO_WAY = "no_way"
    TOO_LATE = "too_late"
    KEPT = "kept"
    NEED_ALREADY_MET = "need_already_met"
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


@dataclass(frozen=True, kw_only=True, slots=True)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A whole answer. `proved`: no plan is better on any level of the objective; `seconds` it took."""

    lines: tuple[Line, ...]
    unmet: tuple[Unmet, ...]
    why: tuple[Why, ...]
    objective: Objective
    proved: bool
    method: str
    seconds: float
