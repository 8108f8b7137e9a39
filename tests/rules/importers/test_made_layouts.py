"""The rarer layouts made at random, and whole sheets typed in each old encoding, with its font and without."""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from core.excel.book import Merge, address
from core.excel.legacy import Encoding
from core.text import fold
from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import ResourceType
from tests.rules.importers.made import (
    CERTAIN,
    ITEM,
    ORDER,
    PLACE,
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
from tests.rules.importers.test_made_sheets import long_list, wide

Kinds = dict[str, ResourceType]
SEEDS = range(20)
# Header words of two and three levels: a part, its things, their sizes.
LEVELS: dict[str, dict[str, dict[str, str]]] = {
    "Phương tiện thủy (chiếc)": {"Ca nô": {"": "PT-005"}, "Ghe, thuyền": {"": "PT-008"}},
    "Xe, máy (chiếc)": {"Xe múc": {"": "PT-020"}, "Xe ben": {"": "PT-014"}, "Xe cứu thương": {"": "PT-026"}},
    "Trang thiết bị": {
        "Nhà bạt (bộ)": {"16,5 m2": "TB-005", "24,5 m2": "TB-006", "60 m2": "TB-008"},
        "Áo phao (cái)": {"": "TB-001"},
        "Phao tròn (cái)": {"": "TB-002"},
    },
}


def deep(rng: random.Random, gazetteer: Gazetteer, kinds: Kinds) -> Made:
    """A header of three levels with merges over and down, an index row, a total."""
    made = Made()
    heading(rng, made, "TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ NĂM 2026")
    top: list[str | None] = [rng.choice(ORDER), rng.choice(PLACE)]
    middle: list[str | None] = [None, None]
    low: list[str | None] = [None, None]
    codes: list[str] = []
    first = len(made.rows) + 1
    made.merges += [Merge(first, col, first + 2, col) for col in (1, 2)]
    for part in rng.sample(sorted(LEVELS), rng.randint(2, 3)):
        start = len(top) + 1
        for name, sizes in LEVELS[part].items():
            at = len(top) + 1
            for place, (size, code) in enumerate(sizes.items()):
                top.append(part if len(top) + 1 == start else None)
                middle.append(name if place == 0 else None)
                low.append(size or None)
                codes.append(code)
            if len(sizes) > 1:
                made.merges.append(Merge(first + 1, at, first + 1, len(top)))
            else:
                made.merges.append(Merge(first + 1, at, first + 2, at))
        made.merges.append(Merge(first, start, first, len(top)))
    made.rows += [top, middle, low]
    if rng.random() < 0.5:
        made.rows.append([f"({number})" for number in range(1, len(top) + 1)])
    sums: dict[int, list[int]] = defaultdict(list)
    for order, commune in enumerate(
        rng.sample(unmistakable(gazetteer.communes), rng.randint(4, 10)), start=1
    ):
        line: list[Any] = [order, spell(rng, commune, False)]
        for code in codes:
            number: int | None = rng.choice([None, 0, rng.randint(1, 90), rng.randint(1000, 3000)])
            if number is not None:
                made.expected[address(len(made.rows) + 1, len(line) + 1)] = (
                    commune.code,
                    code,
                    Decimal(number),
                )
                sums[len(line)].append(number)
            line.append(None if number is None else amount(rng, number))
        made.rows.append(line)
    total: list[Any] = [None, rng.choice(TOTAL), *[None] * len(codes)]
    for col, numbers in sums.items():
        state_total(rng, made, len(made.rows) + 1, col, numbers, total)
    made.rows.append(total)
    signature(rng, made)
    return made


def districts(rng: random.Random, gazetteer: Gazetteer, kinds: Kinds) -> Made:
    """Former communes below their former districts, each with a subtotal (L3)."""
    made = Made()
    heading(rng, made, "SỐ LIỆU PHƯƠNG TIỆN, VẬT TƯ NĂM 2023")
    codes = rng.sample(sorted(CERTAIN), rng.randint(2, 4))
    made.rows.append(
        [
            rng.choice(ORDER),
            rng.choice(PLACE),
            *(f"{CERTAIN[code][0]} ({kinds[code].unit})" for code in codes),
        ]
    )
    parts = defaultdict(list)
    for old in filter(lambda old: old.name, gazetteer.old_communes):  # an island district had no communes
        parts[old.old_district].append(old)
    grand: list[int] = [0] * len(codes)
    for number, district in enumerate(rng.sample(sorted(parts), 2)):
        of_district = [old for old in parts[district] if old.whole]
        row_of_sums = len(made.rows)
        made.rows.append(["I" * (number + 1), district, *[None] * len(codes)])
        chosen = rng.sample(of_district, min(len(of_district), rng.randint(2, 6)))
        sums: list[list[int]] = [[] for _ in codes]
        for order, old in enumerate(chosen, start=1):
            line: list[Any] = [order, old.name]
            for index, code in enumerate(codes):
                figure = rng.randint(1, 60)
                sums[index].append(figure)
                grand[index] += figure
                made.expected[address(len(made.rows) + 1, len(line) + 1)] = (
                    old.new_code,
                    code,
                    Decimal(figure),
                )
                line.append(amount(rng, figure))
            made.rows.append(line)
        for index, figures in enumerate(sums):
            state_total(rng, made, row_of_sums + 1, index + 2, figures, made.rows[row_of_sums])
    line = [None, rng.choice(TOTAL), *[None] * len(codes)]
    for index, figure in enumerate(grand):
        state_total(rng, made, len(made.rows) + 1, index + 2, [figure], line)
    made.rows.append(line)
    return made


def holders(rng: random.Random, gazetteer: Gazetteer, kinds: Kinds) -> Made:
    """Who keeps it across, with a sum at the end of each row (L6)."""
    made = Made()
    commune = rng.choice(unmistakable(gazetteer.communes))
    heading(rng, made, f"HẬU CẦN TẠI CHỖ {spell(rng, commune, True).upper()} NĂM 2026")
    across = rng.sample(["Xã dự trữ", "Hộ dân dự trữ", "Cửa hàng cam kết"], rng.randint(2, 3))
    made.rows.append([rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT), *across, "Cộng"])
    for order, code in enumerate(rng.sample(sorted(CERTAIN), rng.randint(3, 8)), start=1):
        line: list[Any] = [order, rng.choice(CERTAIN[code]), kinds[code].unit]
        figures = [rng.choice([0, rng.randint(1, 90), rng.randint(1000, 4000)]) for _ in across]
        for figure in figures:
            made.expected[address(len(made.rows) + 1, len(line) + 1)] = (commune.code, code, Decimal(figure))
            line.append(amount(rng, figure))
        line.append(None)
        state_total(rng, made, len(made.rows) + 1, len(line) - 1, figures, line)
        made.rows.append(line)
    signature(rng, made)
    return made


def pasted(rng: random.Random, gazetteer: Gazetteer, kinds: Kinds) -> Made:
    """Pasted from Word: the header again in the middle, decomposed accents, broken ones in brackets (L10)."""
    made = Made()
    commune = rng.choice(unmistakable(gazetteer.communes))
    heading(rng, made, f"DANH MỤC VẬT TƯ, PHƯƠNG TIỆN {spell(rng, commune, True).upper()} NĂM 2026")
    head = [rng.choice(ORDER), rng.choice(ITEM), rng.choice(UNIT), "Số lượng", "Ghi chú"]
    made.rows.append(head)
    for order, code in enumerate(rng.sample(sorted(CERTAIN), rng.randint(6, 14)), start=1):
        if order in {4, 8}:
            made.rows.append(list(head))
        unit, number = kinds[code].unit, rng.randint(1, 9)
        name = unicodedata.normalize("NFD", rng.choice(CERTAIN[code])).replace(
            " ", "\xa0" if rng.random() < 0.3 else " "
        )
        broken = f" (hỏng 0{rng.randint(1, number)})" if rng.random() < 0.3 else ""
        written: Any = f"0{number} {unit}{broken}" if rng.random() < 0.6 else number
        made.expected[address(len(made.rows) + 1, 4)] = (commune.code, code, Decimal(number))
        made.rows.append([order, name, unit, written, None])
    signature(rng, made)
    return made


@pytest.mark.parametrize("layout", [deep, districts, holders, pasted])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_put_in_comes_out(
    layout: Callable[..., Made], seed: int, read: Callable[..., Recognition], gazetteer: Gazetteer, catalogue: tuple[ResourceType, ...]
) -> None:  # fmt: skip
    rng = random.Random(seed)
    made = layout(rng, gazetteer, {kind.code: kind for kind in catalogue})
    sheet = as_sheet(made, rng)
    assert_comes_out(made, sheet, read(sheet))


@pytest.mark.parametrize("layout", [wide, long_list, pasted])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI, Encoding.VPS, Encoding.VISCII])
@pytest.mark.parametrize("font", ["", "Arial"])
def test_a_sheet_in_an_old_encoding_is_read_or_asked_about(
    layout: Callable[..., Made], seed: int, encoding: Encoding, font: str, read: Callable[..., Recognition],
    gazetteer: Gazetteer, catalogue: tuple[ResourceType, ...],
) -> None:  # fmt: skip
    """With its font it is read; without, what cannot be certain is asked once and then read. Nothing is taken wrongly."""
    rng = random.Random(seed)
    places = gazetteer if layout is pasted else unmistakable(gazetteer.communes)
    made = layout(rng, places, {kind.code: kind for kind in catalogue})
    sheet = as_sheet(made, rng, encoding, font)
    found = read(sheet)
    asked = [question for question in found.questions if question.kind == "encoding"]
    if asked:
        assert font, "the font says it"
        accepted = {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED}
        assert accepted == set()
        assert encoding.value in {candidate.value for candidate in asked[0].candidates}
        found = read(sheet, answers={asked[0].key: encoding.value})
    assert_comes_out(made, sheet, found)
    assert fold(found.sheets[0].encoding) == encoding.value
