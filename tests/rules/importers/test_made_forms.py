"""Forms of other offices made at random: sums above places, years and need side by side, headings across the table."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Commune, Gazetteer
from core.excel.book import Merge, address
from importers.rules.results import Recognition
from inventory.rules.catalogue import ResourceType
from tests.rules.importers.made import (
    CERTAIN,
    ITEM,
    ORDER,
    PLACE,
    QUANTITY,
    TOTAL,
    UNIT,
    Made,
    amount,
    as_sheet,
    assert_comes_out,
    heading,
    signature,
    spell,
    state_total,
    unmistakable,
)

Kinds = dict[str, ResourceType]
SEEDS = range(15)
REGIONS = ["Khu vực đồng bằng", "Khu vực miền núi", "Vùng ven biển", "Hải đảo", "Cụm số 1", "Các xã phía Tây"]


def expect(made: Made, line: list[Any], rng: random.Random, commune: Commune, code: str) -> int:
    """Write the next figure of a line and say what must come of it."""
    number = rng.choice([0, rng.randint(1, 40), rng.randint(1000, 4000)])
    made.expected[address(len(made.rows) + 1, len(line) + 1)] = (commune.code, code, Decimal(number))
    line.append(amount(rng, number))
    return number


def regions(rng: random.Random, communes: list[Commune], kinds: Kinds) -> Made:
    """The sum of all at the top, regions with their sums above their communes, by letters or Roman numbers."""
    made = Made()
    heading(rng, made, "TỔNG HỢP TRANG THIẾT BỊ NĂM 2026")
    codes = rng.sample(sorted(CERTAIN), rng.randint(2, 4))
    made.rows.append(
        [
            rng.choice(ORDER),
            rng.choice(PLACE),
            *(f"{CERTAIN[code][0]} ({kinds[code].unit})" for code in codes),
        ]
    )
    top: list[Any] = [None, rng.choice(["TỔNG SỐ", "Toàn tỉnh", "TỔNG CỘNG"]), *[None] * len(codes)]
    made.rows.append(top)
    at_top = len(made.rows)
    everything: list[list[int]] = [[] for _ in codes]
    marks = rng.choice([["I", "II", "III"], ["A", "B", "C"]])
    for mark, region in zip(marks, rng.sample(REGIONS, rng.randint(2, 3)), strict=False):
        head: list[Any] = [mark, region, *[None] * len(codes)]
        made.rows.append(head)
        at_head = len(made.rows)
        inside: list[list[int]] = [[] for _ in codes]
        for order, commune in enumerate(rng.sample(communes, rng.randint(2, 5)), start=1):
            line: list[Any] = [order, spell(rng, commune, False)]
            for place, code in enumerate(codes):
                number = expect(made, line, rng, commune, code)
                inside[place].append(number)
                everything[place].append(number)
            made.rows.append(line)
        for place in range(len(codes)):
            state_total(rng, made, at_head, place + 2, inside[place], head)
    for place in range(len(codes)):
        state_total(rng, made, at_top, place + 2, everything[place], top)
    signature(rng, made)
    return made


def beside(rng: random.Random, communes: list[Commune], kinds: Kinds) -> Made:
    """Below each item, or each commune across, what there is beside what is needed or what was last year."""
    made = Made()
    heading(rng, made, "RÀ SOÁT TRANG THIẾT BỊ NĂM 2026")
    across = rng.random() < 0.5
    now, other = rng.choice(
        [("Hiện có", "Nhu cầu"), ("Thực có", "Còn thiếu"), ("Năm 2026", "Năm 2025"), ("Hiện có", "Tỷ lệ (%)")]
    )
    codes = rng.sample(sorted(CERTAIN), rng.randint(2, 4))
    chosen = rng.sample(communes, rng.randint(2, 5))
    first = len(made.rows) + 1
    labels = (
        [rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT)]
        if across
        else [rng.choice(ORDER), rng.choice(PLACE)]
    )
    heads = (
        [spell(rng, commune, False) for commune in chosen]
        if across
        else [f"{CERTAIN[code][0]} ({kinds[code].unit})" for code in codes]
    )
    made.rows.append([*labels, *(text for head in heads for text in (head, None))])
    made.rows.append([*[None] * len(labels), *[now, other] * len(heads)])
    made.merges += [Merge(first, col, first + 1, col) for col in range(1, len(labels) + 1)]
    made.merges += [
        Merge(first, col, first, col + 1) for col in range(len(labels) + 1, len(labels) + 2 * len(heads), 2)
    ]
    pairs = (
        [[(commune, code) for commune in chosen] for code in codes]
        if across
        else [[(commune, code) for code in codes] for commune in chosen]
    )
    for order, fields in enumerate(pairs, start=1):
        commune, code = fields[0]
        line: list[Any] = (
            [order, rng.choice(CERTAIN[code]), kinds[code].unit]
            if across
            else [order, spell(rng, commune, False)]
        )
        for commune, code in fields:
            expect(made, line, rng, commune, code)
            line.append(rng.randint(1, 90))
        made.rows.append(line)
    signature(rng, made)
    return made  # fmt: skip


def headed(rng: random.Random, communes: list[Commune], kinds: Kinds) -> Made:
    """One list whose communes stand in rows across it, merged or in the column of numbers, the numbers begun anew."""
    made = Made()
    heading(rng, made, "CHI TIẾT TRANG THIẾT BỊ NĂM 2026")
    made.rows.append([rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT), rng.choice(QUANTITY)])
    merged = rng.random() < 0.5
    for commune in rng.sample(communes, rng.randint(2, 4)):
        made.rows.append([spell(rng, commune, False)])
        if merged:
            made.merges.append(Merge(len(made.rows), 1, len(made.rows), 4))
        numbers: list[int] = []
        for order, code in enumerate(rng.sample(sorted(CERTAIN), rng.randint(2, 6)), start=1):
            line: list[Any] = [order, rng.choice(CERTAIN[code]), kinds[code].unit]
            numbers.append(expect(made, line, rng, commune, code))
            made.rows.append(line)
        if rng.random() < 0.5:
            made.totals[address(len(made.rows) + 1, 4)] = (Decimal(sum(numbers)), True)
            made.rows.append([None, rng.choice(TOTAL), None, amount(rng, sum(numbers))])
    signature(rng, made)
    return made


@pytest.mark.parametrize("layout", [regions, beside, headed])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_put_in_comes_out(
    layout: Callable[..., Made],
    seed: int,
    read: Callable[..., Recognition],
    gazetteer: Gazetteer,
    catalogue: tuple[ResourceType, ...],
) -> None:
    rng = random.Random(seed)
    made = layout(rng, unmistakable(gazetteer.communes), {kind.code: kind for kind in catalogue})
    sheet = as_sheet(made, rng)
    assert_comes_out(made, sheet, read(sheet))
