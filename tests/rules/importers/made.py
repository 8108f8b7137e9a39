"""What sheets made at random are made of: words, spellings, noise, old encodings; and what must come out of them."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.communes.rules import Commune
from core.excel.book import Cell, Merge, Sheet, address
from core.excel.legacy import _BYTE_TABLES, _VNI_LETTERS, _VNI_MARKS, Encoding
from core.text import fold
from importers.rules.results import Recognition, RowStatus

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


FONTS = {
    Encoding.TCVN3: ".VnTime",
    Encoding.VNI: "VNI-Times",
    Encoding.VPS: "VPS Times",
    Encoding.VISCII: "VI Times",
}


def typed_in(text: str, encoding: Encoding) -> str:
    """Return a text as somebody typed it with an old font."""
    whole = unicodedata.normalize("NFC", text)
    if encoding is Encoding.UNICODE:
        return text
    if encoding is Encoding.VNI:
        return "".join(_in_vni(char) for char in whole)
    back = {letter: char for char, letter in _BYTE_TABLES[encoding].items()}
    # TCVN3 has no capitals with marks: they are drawn by another font.
    return "".join(back.get(char, back.get(char.lower(), char)) for char in whole)


def _in_vni(char: str) -> str:
    letters = {letter: code for code, letter in _VNI_LETTERS.items()}
    if char.isascii() or char in letters:
        return letters.get(char, char)
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    if "\u031b" in marks:  # ơ, ư stand as letters of their own before their mark
        base, marks = letters[unicodedata.normalize("NFC", base + "\u031b")], marks.replace("\u031b", "")
    codes = {unicodedata.normalize("NFC", "a" + mark): code for code, mark in _VNI_MARKS.items()}
    code = codes.get(unicodedata.normalize("NFC", "a" + marks), "") if marks else ""
    return base + (code.upper() if base.isupper() else code)


def as_sheet(made: Made, rng: random.Random, encoding: Encoding | None = None, font: str = "") -> Sheet:
    """Return the made sheet, one in four typed with an old font unless an encoding is given."""
    if encoding is None:
        encoding = Encoding.TCVN3 if rng.random() < 0.25 else Encoding.UNICODE
    if rng.random() < 0.2:  # as in a file of separated values, where everything is text
        made.rows = [[str(value) if value is not None else None for value in line] for line in made.rows]
    cells = tuple(
        Cell(
            row,
            col,
            typed_in(value, encoding) if isinstance(value, str) else value,
            font or FONTS.get(encoding, "Times New Roman"),
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


def assert_comes_out(made: Made, sheet: Sheet, found: Recognition) -> None:
    """Every figure put in comes out once, every total is compared, no cell is lost."""
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
