"""When a row without a quantity is one thing, and when its only number is one under another name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.single_vehicles import may_be_single
from importers.rules.names.vocabulary import Role
from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import Category

Read = Callable[..., Recognition]
TITLE = ["DANH MỤC PHƯƠNG TIỆN, VẬT TƯ XÃ BA VÌ"]


@pytest.mark.parametrize("head", ["Số đăng ký huy động", "Số hiệu", "Chiều dài", "Hiện trạng"])
def test_numbers_beside_units_are_asked_about_under_any_head(head: str, read: Read) -> None:
    found = read([TITLE, ["TT", "Danh mục", "ĐVT", head], [1, "Áo phao", "cái", 30], [2, "Xe múc", "xe", 4]])
    assert [(row.cell, row.quantity, row.status) for row in found.rows] == [
        ("D3", 30, RowStatus.REVIEW),
        ("D4", 4, RowStatus.REVIEW),
    ]
    assert len(found.questions) == 1


def test_plates_beside_units_are_still_vehicles(read: Read) -> None:
    found = read([TITLE, ["TT", "Loại xe", "ĐVT", "Biển số", "Chủ xe"], [1, "Xe múc", "xe", "76C-001.11", "Ông A"], [2, "Xe ben", "xe", "76C-001.12", "Ông B"]])  # fmt: skip
    assert [(row.resource_code, row.quantity, row.status) for row in found.rows] == [
        ("PT-020", 1, RowStatus.ACCEPTED),
        ("PT-014", 1, RowStatus.ACCEPTED),
    ]


def test_equipment_nobody_owns_is_not_one_piece(read: Read) -> None:
    found = read([TITLE, ["TT", "Danh mục", "Công suất"], [1, "Áo phao", 30], [2, "Máy bơm nước", 40]])
    assert not found.rows
    assert {cell.cell for cell in found.unread if cell.reason == "no_quantity"} == {"B3", "B4"}


MAY: dict[tuple[Category, frozenset[Role]], bool] = {
    (Category.VEHICLES, frozenset()): True,
    (Category.WORKS, frozenset()): True,
    (Category.EQUIPMENT, frozenset({Role.HOLDER})): True,
    (Category.EQUIPMENT, frozenset({Role.CAPACITY, Role.NOTE})): False,
    (Category.MATERIALS, frozenset({Role.HOLDER})): False,
    (Category.FORCES, frozenset({Role.PHONE})): False,
}


@pytest.mark.parametrize("told", MAY)
def test_which_things_may_stand_for_one_each(told: tuple[Category, frozenset[Role]]) -> None:
    assert may_be_single(*told) is MAY[told]


@pytest.mark.parametrize("head", ["Có", "Tổng số có", "Trữ lượng", "Chuẩn bị", "Số còn sử dụng"])
def test_more_words_that_head_what_there_is(head: str, read: Read) -> None:
    found = read(
        [TITLE, ["TT", "Danh mục", "ĐVT", head, "Mục đích sử dụng"], [1, "Áo phao", "cái", 30, "cứu hộ"]]
    )
    assert [(row.quantity, row.status) for row in found.rows] == [(30, RowStatus.ACCEPTED)]


@pytest.mark.parametrize("title", ["MỖI HỘ CHUẨN BỊ", "VẬT TƯ TIÊU HAO TRONG ĐỢT MƯA LŨ"])
def test_what_each_household_needs_or_a_flood_used_up_is_asked_about(title: str, read: Read) -> None:
    found = read(
        [["UBND XÃ BA VÌ"], [title], ["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 30]]
    )
    assert [row.status for row in found.rows] == [RowStatus.REVIEW]


# A title and where people go (a header, or none) -> whether the coaches beside households and heads are what there is.
MOVED: dict[tuple[str, str | None], bool] = {
    ("TỔNG HỢP PHƯƠNG TIỆN CÁC THÔN", None): True,
    ("TỔNG HỢP PHƯƠNG TIỆN CÁC THÔN", "Nơi sơ tán đến"): False,
    ("KẾ HOẠCH SƠ TÁN DÂN", None): False,
    ("PHƯƠNG ÁN DI DỜI", "Nơi đến"): False,
}


@pytest.mark.parametrize("paper", MOVED)
def test_what_a_plan_moves_people_with_is_not_what_there_is(
    paper: tuple[str, str | None], read: Read
) -> None:
    title, where = paper
    found = read([["UBND XÃ BA VÌ"], [title], ["TT", "Thôn", "Số hộ", "Số khẩu", "Xe khách (xe)", where], [1, "Thôn 1", 9, 30, 2, "Trường"], [2, "Thôn 2", 8, 20, 1, "Đình"]])  # fmt: skip
    assert (RowStatus.ACCEPTED in {row.status for row in found.rows}) is MOVED[paper]


OWNERS = [TITLE, ["TT", "Chủ phương tiện", "Số ĐT", "Thôn", "Phương tiện", "Số lượng"]]
# The rows of a list that begins with owners -> (who has each, the telephone).
OWNED: dict[str, tuple[list[list[object]], list[tuple[str, tuple[str, ...]]]]] = {
    "the next thing of the same owner": (
        [[1, "Cty Tân Mỹ", "0905123456", "An Khương", "Xe ben", 3], [None, None, None, None, "Xe múc", 1]],
        [("Cty Tân Mỹ", ("0905123456",))] * 2,
    ),
    "a number of its own": (
        [[1, "Cty Tân Mỹ", "0905123456", "An Khương", "Xe ben", 3], [2, None, None, None, "Xe múc", 1], [None, None, None, None, "Ca nô", 1]],
        [("Cty Tân Mỹ", ("0905123456",)), ("", ()), ("", ())],
    ),
    "another owner without a telephone": (
        [[1, "Cty Tân Mỹ", "0905123456", "An Khương", "Xe ben", 3], [None, "Ông Dư", None, None, "Xe múc", 1], [None, None, None, None, "Ca nô", 1]],
        [("Cty Tân Mỹ", ("0905123456",)), ("Ông Dư", ()), ("Ông Dư", ())],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OWNED)
def test_rows_below_an_owner(case: str, read: Read) -> None:
    rows, owners = OWNED[case]
    assert [(row.holder, row.contact_phones) for row in read([*OWNERS, *rows]).rows] == owners


def test_a_keeper_behind_the_things_is_of_one_row(read: Read) -> None:
    head = [TITLE, ["TT", "Phương tiện", "Số lượng", "Chủ phương tiện"]]
    found = read([*head, [1, "Xe ben", 3, "Cty Tân Mỹ"], [None, "Xe múc", 1, None]])
    assert [row.holder for row in found.rows] == ["Cty Tân Mỹ", ""]


def test_a_place_before_the_things_is_no_owner(read: Read) -> None:
    head = [TITLE, ["TT", "Nơi để", "Phương tiện", "Số lượng"]]
    found = read([*head, [1, "Kho xã", "Xe ben", 3], [None, None, "Xe múc", 1]])
    assert [row.location for row in found.rows] == ["Kho xã", ""]
