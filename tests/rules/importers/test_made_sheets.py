"""Sheets made at random (layout x noise) and recognised: what was put in comes out, nothing is lost, nothing is guessed."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Commune, Gazetteer
from core.excel.book import address
from importers.rules.results import Recognition
from inventory.rules.catalogue import ResourceType
from tests.rules.importers.made import (
    CERTAIN,
    HOLDER,
    ITEM,
    NOTE,
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

SEEDS = range(40)


def wide(rng: random.Random, communes: list[Commune], kinds: dict[str, ResourceType]) -> Made:
    made = Made()
    heading(rng, made, "TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ NĂM 2026")
    codes = rng.sample(sorted(CERTAIN), rng.randint(3, 7))
    columns: list[str] = ["order", "place", *codes] + (["note"] if rng.random() < 0.6 else [])
    if rng.random() < 0.4:
        rng.shuffle(columns)
    names = {code: f"{rng.choice(CERTAIN[code])} ({kinds[code].unit})" for code in codes}
    names |= {"order": rng.choice(ORDER), "place": rng.choice(PLACE), "note": rng.choice(NOTE)}
    made.rows.append([names[column] for column in columns])
    if rng.random() < 0.5:
        made.rows.append([f"({number})" for number in range(1, len(columns) + 1)])
    sums: dict[str, list[int]] = {code: [] for code in codes}
    for order, commune in enumerate(rng.sample(communes, rng.randint(4, 14)), start=1):
        line: list[Any] = []
        for column in columns:
            if column in codes and rng.random() < 0.85:
                number = rng.choice([0, rng.randint(1, 40), rng.randint(100, 4000)])
                sums[column].append(number)
                made.expected[address(len(made.rows) + 1, len(line) + 1)] = (
                    commune.code,
                    column,
                    Decimal(number),
                )
                line.append(amount(rng, number))
            else:
                line.append(
                    {
                        "order": order,
                        "place": spell(rng, commune, False),
                        "note": rng.choice([None, "mới cấp"]),
                    }.get(column)
                )
        made.rows.append(line)
    if rng.random() < 0.8:
        line = [None] * len(columns)
        line[columns.index("place")] = rng.choice(TOTAL)
        for code in codes:
            if sums[code]:
                state_total(rng, made, len(made.rows) + 1, columns.index(code), sums[code], line)
        made.rows.append(line)
    signature(rng, made)
    return made


def long_list(rng: random.Random, communes: list[Commune], kinds: dict[str, ResourceType]) -> Made:
    made = Made()
    commune = rng.choice(communes)
    heading(rng, made, f"DANH MỤC PHƯƠNG TIỆN, VẬT TƯ {spell(rng, commune, True).upper()} NĂM 2026")
    columns = ["order", "item", "unit", "quantity", "holder", "note"][: rng.randint(4, 6)]
    tail = columns[2:]
    rng.shuffle(tail)
    columns[2:] = tail
    if rng.random() < 0.3:
        rng.shuffle(columns)
    names = {"order": rng.choice(ORDER), "item": rng.choice(ITEM), "unit": rng.choice(UNIT), "quantity": rng.choice(QUANTITY),
             "holder": rng.choice(HOLDER), "note": rng.choice(NOTE)}  # fmt: skip
    made.rows.append([names[column] for column in columns])
    codes = rng.sample(sorted(CERTAIN), rng.randint(6, 14))
    numbers: list[int] = []
    unit_before = ""
    for order, code in enumerate(codes, start=1):
        if order in (1, 4) and rng.random() < 0.5:
            made.rows.append(
                [
                    {"order": "I" if order == 1 else "II", "item": "NHÓM HÀNG"}.get(column)
                    for column in columns
                ]
            )
            unit_before = ""
        number = rng.choice([0, rng.randint(1, 60), rng.randint(1000, 9000)])
        numbers.append(number)
        unit = kinds[code].unit
        written = "nt" if unit == unit_before and rng.random() < 0.5 else rng.choice([unit, unit.title()])
        unit_before = unit
        values = {"order": order, "item": rng.choice(CERTAIN[code]), "unit": written, "quantity": amount(rng, number),
                  "holder": rng.choice([None, "UBND xã", "Ông Nguyễn Văn Thịnh 0957 118 402"]), "note": None}  # fmt: skip
        made.expected[address(len(made.rows) + 1, columns.index("quantity") + 1)] = (
            commune.code,
            code,
            Decimal(number),
        )
        made.rows.append([values[column] for column in columns])
    if rng.random() < 0.4:
        line: list[Any] = [None] * len(columns)
        line[columns.index("item")] = rng.choice(TOTAL)
        state_total(rng, made, len(made.rows) + 1, columns.index("quantity"), numbers, line)
        made.rows.append(line)
    signature(rng, made)
    return made


def matrix(rng: random.Random, communes: list[Commune], kinds: dict[str, ResourceType]) -> Made:
    made = Made()
    heading(rng, made, "BIỂU TỔNG HỢP CÁC XÃ NĂM 2026")
    chosen = rng.sample(communes, rng.randint(3, 9))
    with_total = rng.random() < 0.7
    made.rows.append([rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT), *(spell(rng, commune, False) for commune in chosen)] + (["Cộng"] if with_total else []))  # fmt: skip
    for order, code in enumerate(rng.sample(sorted(CERTAIN), rng.randint(4, 12)), start=1):
        line: list[Any] = [order, rng.choice(CERTAIN[code]), kinds[code].unit]
        numbers: list[int] = []
        for commune in chosen:
            if rng.random() < 0.2:
                line.append(None)
                continue
            number = rng.choice([0, rng.randint(1, 900)])
            numbers.append(number)
            made.expected[address(len(made.rows) + 1, len(line) + 1)] = (commune.code, code, Decimal(number))
            line.append(amount(rng, number))
        if with_total and numbers:
            line.append(None)
            state_total(rng, made, len(made.rows) + 1, len(line) - 1, numbers, line)
        made.rows.append(line)
    signature(rng, made)
    return made


@pytest.mark.parametrize("layout", [wide, long_list, matrix])
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
