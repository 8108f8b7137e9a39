"""Who is among those counted, what "nt" repeats below a group, which year a cover tells the other sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.files.file_era import eras_of_names
from importers.rules.layout.column_roles import columns_of_men_and_women, role_of_column
from importers.rules.layout.columns import Column
from importers.rules.layout.evidence import among_counted
from importers.rules.names.items import UNKNOWN, Certainty, ItemMatch
from importers.rules.names.places import Era
from importers.rules.names.vocabulary import Role
from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import TypeCode

Read = Callable[..., Recognition]

MONEY = {
    "Tiền mặt (đồng)": Role.PRICE,
    "Quỹ (triệu đồng)": Role.PRICE,
    "Vốn (1.000 đồng)": Role.PRICE,
    "Áo phao (cái)": None,
    "Đồng hồ (đ)": Role.PRICE,
    "Trống đồng (cái)": None,
}


@pytest.mark.parametrize(("header", "role"), MONEY.items())
def test_what_is_counted_in_money_is_a_price(header: str, role: Role | None) -> None:
    assert role_of_column((header,), 1.0, UNKNOWN, "", "") is role


# The headers of a table -> which of them tell of some of the people that others count.
AMONG: list[tuple[dict[int, tuple[str, ...]], set[int]]] = [
    ({1: ("Dân quân", "Trong đó", "Cơ động"), 2: ("Dân quân", "Trong đó", "Đảng viên")}, {2}),
    ({1: ("Quân số",), 2: ("Trong đó Đảng viên",), 3: ("Trong đó nữ",)}, {2, 3}),
    ({1: ("Quân số",), 2: ("Đảng viên",)}, set()),
    ({1: ("Dân quân", "Trong đó", "Đoàn viên")}, set()),
]


@pytest.mark.parametrize(("paths", "among"), AMONG)
def test_some_of_those_counted(paths: dict[int, tuple[str, ...]], among: set[int]) -> None:
    assert columns_of_men_and_women(paths) == among


def test_women_and_party_members_are_part_of_what_the_kinds_count(read: Read) -> None:
    found = read(
        [
            ["LỰC LƯỢNG CÁC XÃ NĂM 2026"],
            ["TT", "Đơn vị", "Dân quân (người)"],
            [None, None, "Tổng số", "Trong đó"],
            [None, None, None, "Dân quân cơ động", "Dân quân tại chỗ", "Đảng viên", "Nữ"],
            [1, "Xã Ba Vì", 90, 30, 60, 20, 10],
            [2, "Xã Ba Tơ", 80, 20, 60, 10, 9],
        ],
        merges=["A2:A4", "B2:B4", "C2:G2", "C3:C4", "D3:G3"],
    )
    assert {row.cell: row.status for row in found.rows} == dict.fromkeys(
        ("D5", "E5", "D6", "E6"), RowStatus.ACCEPTED
    )
    assert [(check.cell, check.ok) for check in found.checks] == [("C5", True), ("C6", True)]
    assert {cell.cell for cell in found.unread} == {"F5", "G5", "F6", "G6"}


# Units below "Áo phao" (Cái) and "Gạo" (tấn), and what they stand for.
REPEATED: list[tuple[Sequence[str | None], Sequence[str]]] = [
    (["nt", "nt", "nt", "nt"], ["Cái", "Cái", "tấn", "tấn"]),
    (['"', None, "kg", "nt"], ["Cái", "Cái", "kg", "kg"]),
]


@pytest.mark.parametrize(("units", "meant"), REPEATED)
def test_as_above_below_a_group_is_its_unit(
    read: Read, units: Sequence[str | None], meant: Sequence[str]
) -> None:
    found = read(
        [
            ["VẬT TƯ CÁC XÃ NĂM 2026"],
            ["TT", "Loại vật tư / Xã", "ĐVT", "Số lượng"],
            ["A", "Áo phao", "Cái", 50],
            [1, "Xã Ba Vì", units[0], 20],
            [2, "Xã Ba Tơ", units[1], 30],
            ["B", "Gạo", "tấn", 5],
            [1, "Xã Ba Vì", units[2], 2],
            [2, "Xã Ba Tơ", units[3], 3],
        ]
    )
    assert [row.unit_raw for row in found.rows] == meant


ERAS: list[tuple[list[tuple[str, Era]], dict[str, Era]]] = [
    ([("xã Đăk Hà", Era.NEW), ("xã Đăk Hà", Era.UNKNOWN)], {"xa dak ha": Era.NEW}),
    ([("xã Đăk Hà", Era.NEW), ("xã Đăk Hà", Era.OLD)], {}),
    ([("xã Đăk Hà", Era.UNKNOWN)], {}),
    ([("", Era.NEW)], {}),
]


@pytest.mark.parametrize(("named", "told"), ERAS)
def test_of_which_time_a_name_is(named: list[tuple[str, Era]], told: dict[str, Era]) -> None:
    assert eras_of_names(named) == told


@pytest.mark.parametrize(
    ("cover", "certain"),
    [
        (["UBND XÃ ĐĂK HÀ", "HỒ SƠ PHÒNG THỦ DÂN SỰ NĂM 2026"], True),
        (["UBND XÃ ĐĂK HÀ", "HỒ SƠ PHÒNG THỦ DÂN SỰ"], False),
        (["UBND XÃ BA VÌ", "HỒ SƠ PHÒNG THỦ DÂN SỰ NĂM 2026"], False),
    ],
)
def test_a_cover_tells_the_year_of_its_commune(
    read: Read, sheet: Callable[..., Sheet], cover: list[str], certain: bool
) -> None:
    rows: list[list[Any]] = [
        ["UBND XÃ ĐĂK HÀ"],
        ["PHỤ LỤC 1: VẬT TƯ TẠI CHỖ"],
        ["TT", "Tên", "ĐVT", "Số lượng"],
        [1, "Áo phao", "cái", 90],
        [2, "Phao tròn", "cái", 20],
    ]
    found = read(sheet("Bìa", [[text] for text in cover]), sheet("PL1", rows))
    assert [row.status is RowStatus.ACCEPTED for row in found.rows] == [certain, certain]


@pytest.mark.parametrize(
    ("header", "asked"), [("ngay_cap", False), ("Ngày cấp", False), ("Ngày giao", True), ("ngay_giao", True)]
)
def test_the_day_a_thing_was_issued_is_told_of_what_is_there(read: Read, header: str, asked: bool) -> None:
    rows = [
        ["xa", "ten", "dvt", "so_luong", header],
        ["Xã Ba Vì", "Áo phao", "cái", 9, "1/2/2024"],
        ["Xã Ba Tơ", "Phao tròn", "cái", 8, "1/2/2025"],
    ]
    assert [bool(row.questions) for row in read(rows).rows] == [asked, asked]


def test_vessels_that_work_at_sea_are_a_list_of_stock(read: Read) -> None:
    rows = [
        ["THỐNG KÊ PHƯƠNG TIỆN HOẠT ĐỘNG BIỂN THEO ĐỊA BÀN"],
        ["TT", "Địa phương", "Tàu cá (chiếc)", "Áo phao (cái)"],
        [1, "Phường Sa Huỳnh", 12, 30],
        [2, "Đặc khu Lý Sơn", 8, 25],
    ]
    assert not read(rows).questions


def _column(number: int, path: tuple[str, ...], role: Role | None = None, code: str | None = None) -> Column:
    item = ItemMatch(certainty=Certainty.EXACT, code=TypeCode(code)) if code else UNKNOWN
    return Column(number=number, path=path, role=role, unit="", filled=2, figures=1.0, places=0, items=0, units=0, item=item)  # fmt: skip


WOMEN = _column(3, ("Dân quân", "Nữ"), Role.GENDER)
# What stands beside the women of a group -> whether they are among those counted there.
BESIDE = [
    (_column(2, ("Dân quân", "Cơ động"), None, "LL-001"), True),
    (_column(2, ("Dân quân", "Việc khác")), False),
    (_column(2, ("Xung kích", "Cơ động"), None, "LL-001"), False),
    (_column(2, ("Dân quân", "Cơ động"), Role.NEED, "LL-001"), False),
]


@pytest.mark.parametrize(("beside", "among"), BESIDE)
def test_women_are_among_the_kinds_of_their_group(beside: Column, among: bool) -> None:
    assert among_counted({2: beside, 3: WOMEN}, 3) is among
    assert not among_counted({2: beside, 3: WOMEN}, 2)


def test_women_below_no_group_are_among_no_kinds() -> None:
    alone = _column(3, ("Nữ",), Role.GENDER)
    assert not among_counted({2: _column(2, ("Nữ",), None, "LL-001"), 3: alone}, 3)
