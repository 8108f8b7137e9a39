"""Sheets made at random (layout x noise) and recognised: what was put in comes out, nothing is lost, nothing is guessed."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from core.communes.rules import Commune, Gazetteer
from core.excel.book import Cell, Merge, Sheet, address
from core.excel.legacy import _BYTE_TABLES, Encoding
from core.text import fold
from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import ResourceType

SEEDS = range(50)
ORDER = ["TT", "STT", "Số TT"]
PLACE = ["Đơn vị", "Xã, phường", "Tên xã", "Địa phương", "Tên đơn vị", "Xã, phường, đặc khu"]
ITEM = [
    "Danh mục",
    "Tên vật tư",
    "Tên trang thiết bị",
    "Loại phương tiện, vật tư",
    "Chủng loại",
    "Nội dung",
    "Tên hàng",
]
UNIT = ["ĐVT", "Đơn vị tính", "ĐV tính", "Đvt"]
QUANTITY = ["Số lượng", "SL", "Số lượng hiện có", "Hiện có"]
NOTE = ["Ghi chú", "Ghi chú khác"]
TOTAL = ["Tổng cộng", "Cộng", "TỔNG CỘNG", "Tổng số", "Tổng"]
HOLDER = ["Đơn vị quản lý", "Người quản lý", "Cơ quan quản lý"]
# Types whose name and synonyms are certain and whose unit counts pieces or people.
CERTAIN = {
    "LL-001": ["Dân quân cơ động"], "PT-005": ["Ca nô", "ca-nô", "Canô"], "PT-008": ["Ghe, thuyền", "Ghe, thuyền, sõng"],
    "PT-014": ["Xe ben", "Xe tự đổ"], "PT-020": ["Xe múc", "Máy đào", "Máy xúc"], "PT-026": ["Xe cứu thương", "Xe cấp cứu"],
    "TB-001": ["Áo phao", "Phao áo", "Áo phao cứu sinh"], "TB-002": ["Phao tròn", "Phao tròn cứu sinh"],
    "TB-005": ["Nhà bạt 16,5 m2", "Nhà bạt 16,5m2"], "TB-006": ["Nhà bạt 24,5 m2", "NB 24,5"], "TB-007": ["Nhà bạt 24,75 m2"],
    "TB-008": ["Nhà bạt 60 m2", "Nhà bạt 60m2"], "TB-011": ["Máy phát điện 30KVA", "MPĐ 30 KVA"], "TB-013": ["Máy bơm nước"],
    "TB-016": ["Máy cưa xích", "Máy cưa"], "TB-024": ["Loa cầm tay", "Loa tay"], "TB-026": ["Đèn pin", "Đèn bin"],
    "VT-001": ["Bao cát", "Bao tải"], "VT-002": ["Rọ thép"], "VT-011": ["Cuốc, xẻng"], "PT-003": ["ST-750", "Xuồng ST 750 (DT3)"],
}  # fmt: skip


@dataclass
class Made:
    """A made sheet and what must come out of it: quantities by address, totals by address."""

    rows: list[list[Any]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    expected: dict[str, tuple[str, str, Decimal]] = field(default_factory=dict)
    totals: dict[str, tuple[Decimal, bool]] = field(default_factory=dict)


def spell(rng: random.Random, commune: Commune, plain: bool) -> str:
    short = {"xa": ["Xã", "xã", "X."], "phuong": ["Phường", "P.", "phường"], "dac_khu": ["Đặc khu"]}[
        commune.kind
    ]
    name = f"{rng.choice(short)} {commune.name}"
    name = name.upper() if rng.random() < 0.15 else name
    return unicodedata.normalize("NFD", name) if rng.random() < 0.1 and not plain else name


def amount(rng: random.Random, number: int) -> Any:
    """Write a number one of the ways people do."""
    ways: list[Any] = [number, number, str(number)]
    if number < 10:
        ways.append(f"0{number}")
    if number >= 1000:
        ways += [
            f"{number:,}".replace(",", "."),
            f"{number:,}".replace(",", " "),
            f"{number:,}".replace(",", "\xa0"),
        ]
    if number == 0:
        ways = ["-", 0, "–", "không"]
    return rng.choice(ways)


def heading(rng: random.Random, made: Made, title: str) -> None:
    made.rows.append(["UBND TỈNH QUẢNG NGÃI", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    made.rows.append(["BAN CHỈ HUY PHÒNG THỦ DÂN SỰ", None, None, "Độc lập - Tự do - Hạnh phúc"])
    made.rows.extend([[] for _ in range(rng.randrange(2))])
    made.rows.append([title])
    made.rows.extend([[] for _ in range(rng.randrange(2))])


def signature(rng: random.Random, made: Made) -> None:
    made.rows.extend([[] for _ in range(rng.randrange(3))])
    made.rows.append([rng.choice(["NGƯỜI LẬP BIỂU", "Người lập"]), None, None, "TM. BAN CHỈ HUY"])
    made.rows.append([None, None, None, "TRƯỞNG BAN"])
    made.rows.extend([[], ["Nguyễn Văn A", None, None, "Trần Văn B"]])


def state_total(
    rng: random.Random, made: Made, row: int, col: int, numbers: list[int], cells: list[Any]
) -> None:
    wrong = rng.random() < 0.15
    stated = sum(numbers) + (7 if wrong else 0)
    cells[col] = stated if rng.random() < 0.5 else amount(rng, stated)
    made.totals[address(row, col + 1)] = (Decimal(sum(numbers)), not wrong)


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


def to_tcvn3(text: str) -> str:
    back = {letter: char for char, letter in _BYTE_TABLES[Encoding.TCVN3].items()}
    return "".join(
        back.get(char, back.get(char.lower(), char)) for char in unicodedata.normalize("NFC", text)
    )


def as_sheet(made: Made, rng: random.Random) -> Sheet:
    legacy = rng.random() < 0.25
    if rng.random() < 0.2:  # as in a file of separated values, where everything is text
        made.rows = [[str(value) if value is not None else None for value in line] for line in made.rows]
    cells = tuple(
        Cell(
            row,
            col,
            to_tcvn3(value) if legacy and isinstance(value, str) else value,
            ".VnTime" if legacy else "Times New Roman",
        )
        for row, line in enumerate(made.rows, start=1)
        for col, value in enumerate(line, start=1)
        if value is not None
    )
    return Sheet(name="Biểu", cells=cells, merges=tuple(made.merges))


def unmistakable(communes: tuple[Commune, ...]) -> list[Commune]:
    """Communes whose names stay apart without accents and were never a former commune elsewhere."""
    keys = [fold(commune.name) for commune in communes]
    return [commune for commune in communes if keys.count(fold(commune.name)) == 1]


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
    found = read(sheet)
    accepted = {
        row.cell: (row.commune_code, row.resource_code, row.quantity)
        for row in found.rows
        if row.status is RowStatus.ACCEPTED
    }
    assert accepted == made.expected
    assert {row.cell for row in found.rows} == set(made.expected)
    checks = {check.cell: check for check in found.checks}
    for cell, (computed, right) in made.totals.items():
        assert checks[cell].computed == computed
        assert checks[cell].ok is right
    assert_accounted(found, sheet)


def assert_accounted(found: Recognition, sheet: Sheet) -> None:
    """Every non-empty cell from the header to the end of the table is in exactly one place."""
    kinds = [
        {(row.sheet, row.cell) for row in found.rows},
        {(check.sheet, check.cell) for check in found.checks},
        {(cell.sheet, cell.cell) for cell in found.unread},
        set(found.labels),
    ]
    assert sum(len(kind) for kind in kinds) == len(set().union(*kinds))
    everywhere = set().union(*kinds)
    first = min(found.sheets[0].header_rows)
    last = max(int("".join(char for char in row.cell if char.isdigit())) for row in found.rows)
    for cell in sheet.cells:
        if first <= cell.row <= last:
            assert (sheet.name, address(cell.row, cell.col)) in everywhere
