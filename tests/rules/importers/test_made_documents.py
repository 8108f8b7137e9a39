"""Documents made at random that are no plain lists: other papers, mixed columns, months, forms line by line, villages."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Commune, Gazetteer
from core.excel.book import address
from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import ResourceType
from tests.rules.importers.made import (
    CERTAIN,
    ITEM,
    ORDER,
    PLACE,
    QUANTITY,
    UNIT,
    Made,
    amount,
    as_sheet,
    assert_comes_out,
    heading,
    signature,
    spell,
    unmistakable,
)

Kinds = dict[str, ResourceType]
SEEDS = range(8)
PAPERS = [
    "PHIẾU NHẬP KHO",
    "LỊCH TRỰC",
    "DANH SÁCH ỦNG HỘ",
    "HỢP ĐỒNG MUA BÁN",
    "BẢNG CHẤM CÔNG",
    "SẢN LƯỢNG THU HOẠCH",
]
NOT_THERE = [
    "Nhu cầu",
    "Số lượng trao tặng",
    "Đề nghị cấp",
    "Đơn giá",
    "Định mức",
    "Thành tiền",
    "Đã sử dụng",
]
FORMS = [("Tên vật tư", "Số lượng"), ("Loại phương tiện", "SL"), ("Mặt hàng", "Số lượng hiện có")]


def lists(
    rng: random.Random, made: Made, commune: Commune, kinds: Kinds, heads: list[str], stock: int
) -> None:
    """Write a list whose last columns are headed by `heads`; that of number `stock` is what there is, below 0 none."""
    made.rows.append([rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT), *heads])
    for number, code in enumerate(rng.sample(sorted(CERTAIN), rng.randint(3, 6)), start=1):
        figures = [rng.randint(1, 40) for _ in heads]
        if stock >= 0:
            cell = address(len(made.rows) + 1, 4 + stock)
            made.expected[cell] = (commune.code, code, Decimal(figures[stock]))
        made.rows.append(
            [number, rng.choice(CERTAIN[code]), kinds[code].unit, *(amount(rng, each) for each in figures)]
        )


def papers(rng: random.Random, commune: Commune, kinds: Kinds) -> Made:
    """A paper of another kind: nothing of it is taken."""
    made = Made()
    heading(rng, made, rng.choice(PAPERS))
    made.rows.insert(0, [f"UBND {spell(rng, commune, plain=True)}"])
    lists(rng, made, commune, kinds, [rng.choice(["Số lượng", "SL"])], -1)
    signature(rng, made)
    return made


def mixed(rng: random.Random, commune: Commune, kinds: Kinds) -> Made:
    """What there is among columns of what is wanted, given or paid."""
    made = Made()
    heading(rng, made, f"TỔNG HỢP TRANG THIẾT BỊ {spell(rng, commune, plain=True)} NĂM 2026")
    heads: list[str] = rng.sample(NOT_THERE, rng.randint(1, 3))
    place = rng.randint(0, len(heads))
    heads.insert(place, rng.choice(QUANTITY[2:]))
    lists(rng, made, commune, kinds, heads, place)
    return made


def lines(rng: random.Random, commune: Commune, kinds: Kinds) -> Made:
    """A form of label and value for each thing."""
    made = Made(rows=[["PHIẾU KÊ KHAI"], [f"UBND {spell(rng, commune, plain=True)}"], []])
    name, figure = rng.choice(FORMS)
    one_cell = rng.random() < 0.5
    for code in rng.sample(sorted(CERTAIN), rng.randint(2, 5)):
        number = rng.randint(1, 40)
        values: list[tuple[str, Any]] = [
            (name, CERTAIN[code][0]),
            ("Đơn vị tính", kinds[code].unit),
            (figure, number),
        ]
        for label, value in values:
            made.rows.append([f"{label}: {value}"] if one_cell else [label, value])
        col = 1 if one_cell else 2
        made.expected[address(len(made.rows), col)] = (commune.code, code, Decimal(number))
    return made


def villages(rng: random.Random, communes: list[Commune], kinds: Kinds) -> Made:
    """Villages below their communes, whose rows state the sums."""
    made = Made()
    heading(rng, made, "THỐNG KÊ TRANG BỊ CÁC THÔN NĂM 2026")
    codes = rng.sample(sorted(CERTAIN), rng.randint(2, 3))
    heads = [f"{CERTAIN[code][0]} ({kinds[code].unit})" for code in codes]
    made.rows.append([rng.choice(ORDER), rng.choice(PLACE), *heads])
    marks = rng.choice(["ABCDE", ("I", "II", "III", "IV", "V"), (None,) * 5])
    for mark, commune in zip(marks, communes, strict=False):
        head: list[Any] = [mark, spell(rng, commune, plain=True)]
        below = [[rng.randint(1, 40) for _ in codes] for _ in range(rng.randint(2, 4))]
        for col, sums in enumerate(zip(*below, strict=True), start=2):
            made.totals[address(len(made.rows) + 1, col + 1)] = (Decimal(sum(sums)), True)
            head.append(sum(sums))
        made.rows.append(head)
        for number, figures in enumerate(below, start=1):
            for col, (code, figure) in enumerate(zip(codes, figures, strict=True), start=3):
                cell = address(len(made.rows) + 1, col)
                made.expected[cell] = (commune.code, code, Decimal(figure))
            made.rows.append([number, f"{rng.choice(['Thôn', 'Tổ dân phố'])} {number}", *figures])
    return made


@pytest.fixture
def kinds(catalogue: tuple[ResourceType, ...]) -> Kinds:
    return {kind.code: kind for kind in catalogue}


@pytest.mark.parametrize("document", [papers, mixed, lines])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_document_of_one_commune(
    document: Callable[[random.Random, Commune, Kinds], Made],
    seed: int,
    read: Callable[..., Recognition],
    gazetteer: Gazetteer,
    kinds: Kinds,
) -> None:
    rng = random.Random(seed)
    made = document(rng, rng.choice(unmistakable(gazetteer.communes)), kinds)
    found = read(as_sheet(made, rng))
    accepted = {
        row.cell: (row.commune_code, row.resource_code, row.quantity)
        for row in found.rows
        if row.status is RowStatus.ACCEPTED
    }
    assert accepted == made.expected


@pytest.mark.parametrize("seed", SEEDS)
def test_villages_below_their_communes(
    seed: int, read: Callable[..., Recognition], gazetteer: Gazetteer, kinds: Kinds
) -> None:
    rng = random.Random(seed)
    made = villages(rng, rng.sample(unmistakable(gazetteer.communes), rng.randint(2, 4)), kinds)
    sheet = as_sheet(made, rng)
    assert_comes_out(made, sheet, read(sheet))


@pytest.mark.parametrize("seed", SEEDS)
def test_months_are_asked_about_once(
    seed: int, read: Callable[..., Recognition], gazetteer: Gazetteer, kinds: Kinds
) -> None:
    rng = random.Random(seed)
    made = Made()
    heading(
        rng, made, f"TRANG BỊ {spell(rng, rng.choice(unmistakable(gazetteer.communes)), plain=True)} NĂM 2026"
    )
    word = rng.choice(["Tháng {}", "T{}", "T{}/2026", "Quý {}"])
    heads = [word.format(number) for number in range(1, rng.randint(3, 4) + 1)]
    lists(rng, made, gazetteer.communes[0], kinds, heads, -1)
    found = read(as_sheet(made, rng))
    assert len(found.questions) == 1
    assert {row.status for row in found.rows} == {RowStatus.REVIEW}
    assert {row.cell[0] for row in found.rows} == {"CDEFG"[len(heads)]}, "the last one"
