"""Figures that stand in the wrong column, and what stands beside figures without being a heading against them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import HolderKind, Recognition, RowStatus
from importers.rules.rows.slipped import is_year
from importers.rules.texts.fields import kind_of_holder

Read = Callable[..., Recognition]
HEAD = ["TT", "Tên tài sản", "ĐVT", "Năm trang bị", "Số lượng"]


def taken(found: Recognition) -> list[Any]:
    return [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]


# The year and the figure of the second row -> whether the figure is taken.
SLIPS = {
    (None, 2019): False,
    (None, "2019"): False,
    (2021, 2019): True,
    (None, 3): True,
    (None, 2500): True,
    (None, 1900): True,
}


@pytest.mark.parametrize("cells", SLIPS)
def test_a_year_where_the_number_should_stand(cells: tuple[int | None, int | str], read: Read) -> None:
    rows = [[1, "Áo phao", "cái", 2022, 95], [2, "Phao tròn", "cái", *cells], [3, "Đèn pin", "cái", 2024, 30]]
    found = read([["SỔ TÀI SẢN XÃ BA VÌ NĂM 2026"], HEAD, *rows])
    assert len(taken(found)) == 2 + SLIPS[cells]
    assert [question.key.startswith("row:") for question in found.questions] == [True] * (not SLIPS[cells])


def test_where_hardly_any_row_gives_its_year_a_figure_is_a_figure(read: Read) -> None:
    rows = [
        [1, "Áo phao", "cái", None, 95],
        [2, "Bao cát", "cái", None, 2019],
        [3, "Đèn pin", "cái", 2024, 30],
    ]
    assert taken(read([["SỔ TÀI SẢN XÃ BA VÌ NĂM 2026"], HEAD, *rows])) == [95, 2019, 30]


def test_what_was_asked_of_a_row_before_stands(read: Read) -> None:
    head = [*HEAD[:4], "Đợt rồi"]
    rows = [[1, "Áo phao", "cái", 2022, 95], [2, "Phao tròn", "cái", None, 2019]]
    found = read([["SỔ TÀI SẢN XÃ BA VÌ"], head, *rows])
    assert [question.raw for question in found.questions] == ["Đợt rồi"]


def test_what_may_be_a_year() -> None:
    assert [is_year(value) for value in (2019, "2019", 2019.0, "2.019", 2019.5, 1900, "x", None, True)] == [True, True, True, False, False, False, False, False, False]  # fmt: skip


# A header -> who it names; a bare name may be a person.
KEEPERS = {
    "An Hội Bắc": HolderKind.HOUSEHOLD,
    "Hội Nông dân": HolderKind.OFFICE,
    "Hội LHPN xã": HolderKind.OFFICE,
    "BCH Hội Cựu chiến binh": HolderKind.OFFICE,
    "Hội làng nghề": HolderKind.OFFICE,
    "Thôn Hội An": None,
    "Tổ dân phố Liên Hiệp": None,
    "Các chi hội làng An Hội": HolderKind.HOUSEHOLD,
    **{
        f"Các chi hội {whose}": HolderKind.OFFICE
        for whose in ("phụ nữ", "nông dân", "LHPN", "liên hiệp phụ nữ", "cựu chiến binh", "CCB", "chữ thập đỏ", "CTĐ", "người cao tuổi", "thanh niên", "khuyến học", "của xã")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", KEEPERS)
def test_a_village_is_no_association(name: str) -> None:
    assert kind_of_holder(name) is KEEPERS[name]


# The headers of the figures -> what is taken of (33, 15), what is asked.
CONDITIONS = {
    ("Sử dụng được", "Hỏng"): ([33], [15]),
    ("Đang sử dụng được", "Hỏng, chờ thanh lý"): ([33], [15]),
    ("Hỏng", "Sử dụng được"): ([15], [33]),
    ("Tốt", "Cần sửa chữa"): ([33], [15]),
}


@pytest.mark.parametrize("heads", CONDITIONS)
def test_good_and_broken_ones_without_their_sum(heads: tuple[str, str], read: Read) -> None:
    found = read([["KIỂM KÊ TRANG BỊ XÃ BA VÌ NĂM 2026"], ["TT", "Tên trang bị", "ĐVT", *heads], [1, "Cuốc, xẻng", "cái", 33, 15]])  # fmt: skip
    asked = [row.quantity for row in found.rows if row.status is not RowStatus.ACCEPTED]
    assert (taken(found), asked) == CONDITIONS[heads]


# A line above a form -> whether the figures are taken.
LINES = {
    "Cột 2 ghi số đề nghị cấp thêm, cột 3 ghi tình trạng": True,
    "Hướng dẫn: Cột 1 ghi số đang quản lý thực tế, không ghi số kế hoạch.": True,
    "Số đề nghị cấp thêm năm 2026": False,
    "Hướng dẫn: ví dụ minh họa": False,
}


@pytest.mark.parametrize("line", LINES)
def test_how_columns_are_filled_in_is_no_heading(line: str, read: Read) -> None:
    found = read([["TRANG THIẾT BỊ XÃ BA VÌ"], [line], ["TT", "Tên trang thiết bị", "ĐVT", "Số đang quản lý"], [1, "Áo phao", "cái", 33]])  # fmt: skip
    assert bool(taken(found)) is LINES[line]


@pytest.mark.parametrize(
    ("cells", "slipped"),
    [
        ([21, None, "Kho xã", None], "C4"),
        (["cái", None, 25, None], "E4"),
        (["cái", None, "Kho xã", 77], "F4"),
        (["cái", None, "Kho xã", "14 cái"], "F4"),
        (["cái", None, "Kho xã", "để xa"], ""),
    ],
)
def test_a_figure_that_slipped_beside_a_blank_quantity_is_told(
    cells: list[Any], slipped: str, read: Read
) -> None:
    head = ["TT", "Tên trang bị", "ĐVT", "Số lượng", "Nơi để", "Ghi chú"]
    rows = [[1, "Máy cưa xích", *cells], [2, "Áo phao", "cái", 65, "Kho xã"], [3, "Rựa", "cái", 5, "Kho xã"]]
    found = read([["UBND XÃ BA VÌ"], ["TRANG BỊ HIỆN CÓ"], head, *rows])
    assert taken(found) == [65, 5]
    assert {item.cell for item in found.unread} == {"B4", slipped} - {""}
