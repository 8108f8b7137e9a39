"""The choice under a budget against every possible choice, on small cases; and its order, bounds and annex."""

from __future__ import annotations

import itertools
from datetime import date
from random import Random

import pytest

from core.excel.writing import Formula
from reports.rules.budget import EXACT_ITEMS, Item, Spending, spend
from reports.rules.closing import Remedy
from reports.rules.procurement import procurement_sheet


def item(gain: float, cost: int, most: int, rank: int = 0, commune: str = "21085") -> Item:
    """Return something to buy."""
    return Item(
        commune_code=commune,
        type_code="TB-001",
        remedy=Remedy.BUY,
        rank=rank,
        unit_vnd=cost,
        most=most,
        gain=gain,
    )


def best_of_all(items: list[Item], budget: int) -> tuple[float, ...]:
    """Return the gains rank by rank of the best of all choices: the first rank's gain decides, then the next."""
    left, gains = budget, []
    for rank in sorted({each.rank for each in items}):
        own = [each for each in items if each.rank == rank]
        best = max(
            (
                (sum(n * each.gain for n, each in zip(units, own, strict=True)), -cost)
                for units in itertools.product(*(range(each.most + 1) for each in own))
                if (cost := sum(n * each.unit_vnd for n, each in zip(units, own, strict=True))) <= left
            ),
            key=lambda pair: pair[0],
        )
        gains.append(best[0])
        left += int(best[1])
    return tuple(gains)


def gains(spending: Spending, ranks: list[int]) -> tuple[float, ...]:
    """Return the gains of a choice rank by rank."""
    return tuple(sum(buy.gain for buy in spending.buys if buy.item.rank == rank) for rank in ranks)


def test_no_choice_of_one_rank_is_better() -> None:
    dice = Random(11)
    for _ in range(60):
        items = [
            item(dice.randint(1, 30) / 7, dice.randint(3, 40), dice.randint(1, 3), commune=str(n))
            for n in range(5)
        ]
        budget = dice.randint(0, 150)
        spending = spend(items, budget)
        assert spending.spent_vnd <= budget
        assert gains(spending, [0]) == pytest.approx(best_of_all(items, budget)), (items, budget)
        assert spending.gain <= spending.at_most + 1e-9


def test_the_greedy_choice_alone_would_miss_the_best() -> None:
    items = [item(10, 6, 1, commune="1"), item(7.5, 5, 2, commune="2")]
    spending = spend(items, 10)
    assert [(buy.item.commune_code, buy.units) for buy in spending.buys] == [("2", 2)]


@pytest.mark.parametrize(("budget", "chosen"), [(10, ["far"]), (11, ["far", "near"]), (9, ["near"])])
def test_a_commune_of_the_first_rank_comes_first_whatever_the_others_gain(
    budget: int, chosen: list[str]
) -> None:
    items = [item(0.1, 10, 1, rank=0, commune="far"), item(99, 1, 1, rank=2, commune="near")]
    assert [buy.item.commune_code for buy in spend(items, budget).buys] == chosen


def test_a_long_list_is_filled_near_to_the_bound() -> None:
    dice = Random(5)
    items = [
        item(dice.randint(1, 99), dice.randint(10, 900), 9, commune=f"{n}") for n in range(EXACT_ITEMS * 10)
    ]
    spending = spend(items, 100_000)
    assert spending.spent_vnd <= 100_000
    assert 0.98 * spending.at_most <= spending.gain <= spending.at_most


def test_what_is_bought_first_gains_most_for_its_money() -> None:
    items = [item(1, 10, 5, commune="1"), item(5, 10, 5, commune="2"), item(3, 10, 5, commune="3")]
    assert [buy.item.commune_code for buy in spend(items, 1000).buys] == ["2", "3", "1"]


def test_the_annex_sums_itself() -> None:
    spending = spend([item(5, 200_000, 3), item(1, 90_000, 2, rank=1)], 10**9)
    sheet = procurement_sheet(
        spending, province="Quảng Ngãi", hazard="Bão mạnh", level=3, budget_vnd=10**9, day=date(2026, 11, 23),
        communes={"21085": "Xã Bình Minh"}, kinds={"TB-001": ("Áo phao cứu sinh", "cái")},
        made_by="Trần Thị B",
    )  # fmt: skip
    costs = [row[7] for row in sheet.rows]
    assert costs == [Formula("=F6*G6", 600_000), Formula("=F7*G7", 180_000)]
    assert sheet.first_row == 6
    assert [span.text for line in sheet.below for span in line if span.text][-1] == "Trần Thị B"
    assert sheet.totals[7] == Formula("=SUM(H6:H7)", 780_000)
