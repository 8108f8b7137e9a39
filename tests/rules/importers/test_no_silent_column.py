"""Counts below any header end in a row, a sum or the list of what was not read: never as mere labels of their row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.columns import Column
from importers.rules.layout.grid import GridCell
from importers.rules.layout.left_out import counts_unsaid, is_fitting
from importers.rules.names.vocabulary import Role
from importers.rules.results import Recognition, RowStatus

HEADERS = [
    "DN cam kết", "Cửa hàng cam kết", "Huy động", "Ghi chú", "Ý kiến", "Khác", "Nguồn", "Nguồn xã", "Người giữ", "Chủ xe", "Phụ trách",
    "Lái xe", "Địa điểm", "Nơi để", "Vị trí", "Chất lượng", "Tình trạng", "Thỏa thuận", "Số máy", "Liên hệ", "Thời gian có mặt", "Ngày",
    "Hạn sử dụng", "Tên lạ",
    "Số thôn", "Số tổ", "Số tổ dân phố", "Số xã",
]  # fmt: skip
GROUPS = ["", "Nguồn dự trữ", "Nguồn", "Ghi chú", "Tình hình", "Trong đó"]
COUNTS = (30, 12, 3)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("header", HEADERS)
def test_counts_below_any_header(group: str, header: str, read: Callable[..., Recognition]) -> None:
    things = zip(("Gạo", "Mì tôm", "Muối"), ("kg", "gói", "kg"), (200, 500, 40), COUNTS, strict=True)
    above = [[None, None, None, None, group]] if group else []
    rows = [["HẬU CẦN XÃ BA VÌ"], ["TT", "Mặt hàng", "ĐVT", "Số lượng", group or header]]
    below = [[None, None, None, None, header]] if above else []
    found = read([*rows, *below, *([number, *thing] for number, thing in enumerate(things, 1))])
    first = 3 + len(below)
    said = {row.cell for row in found.rows} | {cell.cell for cell in found.unread} | {c.cell for c in found.checks}  # fmt: skip
    assert {f"E{row}" for row in range(first, first + 3)} <= said


# The heading of three columns of holders and the third of them -> whether its figures are taken.
PLEDGED = [("Nguồn dự trữ", "DN cam kết"), ("Nguồn dự trữ", "Cửa hàng cam kết"), ("Nguồn", "Doanh nghiệp cam kết"), ("Dự trữ", "DN cam kết")]  # fmt: skip


@pytest.mark.parametrize(("group", "pledged"), PLEDGED)
def test_what_is_pledged_below_a_heading_is_stock(
    group: str, pledged: str, read: Callable[..., Recognition]
) -> None:
    rows = [["HẬU CẦN TẠI CHỖ XÃ BA VÌ NĂM 2026"], ["TT", "Mặt hàng", "ĐVT", group, None, None, "Cộng"],
            [None, None, None, "UBND xã", "Hộ dân", pledged, None],
            [1, "Gạo", "kg", 200, 100, 30, 330], [2, "Muối", "kg", 40, 5, 3, 48]]  # fmt: skip
    found = read(rows, merges=["D2:F2"])
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [
        200,
        100,
        30,
        40,
        5,
        3,
    ]
    assert [check.ok for check in found.checks] == [True, True]


def column(role: Role, figures: float, worded: float) -> Column:
    return Column(
        number=5, path=("x",), role=role, unit="", filled=4, figures=figures, worded=worded, places=0, items=0, units=0
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "figures", "worded", "said"),
    [
        (Role.NOTE, 1.0, 0.0, True),
        (Role.NOTE, 1.0, 1.0, False),  # "20 cái hỏng": words that begin with a figure
        (Role.NOTE, 0.2, 0.2, False),
        (Role.HOLDER, 0.6, 0.4, True),
        (Role.DRIVER, 0.6, 0.6, True),  # "2 lái xe"
        (Role.CAPACITY, 1.0, 0.0, False),
        (Role.PHONE, 1.0, 0.0, False),
    ],
)
def test_columns_of_words_that_count(role: Role, figures: float, worded: float, said: bool) -> None:
    assert counts_unsaid(column(role, figures, worded)) is said


@pytest.mark.parametrize(
    ("role", "text", "fits"),
    [
        (Role.PHONE, "905123456", True),
        (Role.PHONE, "0905.123.456; 0914 222 333", True),
        (Role.PHONE, "3", False),
        (Role.YEAR, "2019", True),
        (Role.YEAR, "12", False),
        (Role.DATE, "31/8", True),
        (Role.DATE, "30 phút", True),
        (Role.DATE, "30", False),
        (Role.EXPIRY, "46022", True),  # a day as the program counts it
        (Role.EXPIRY, "14", False),
        (Role.NOTE, "14", True),
    ],
)
def test_what_fits_below_a_header(role: Role, text: str, fits: bool) -> None:
    cell = GridCell(3, 5, text, text, text, False, False, False)
    assert is_fitting(cell, column(role, 1.0, 0.0)) is fits


def test_a_total_of_villages_is_checked(read: Callable[..., Recognition]) -> None:
    rows = [["TRANG BỊ CÁC XÃ NĂM 2026"], ["TT", "Xã", "Số thôn", "Áo phao"], [1, "Xã Ba Vì", 8, 20], [2, "Xã Ba Xa", 5, 30], [None, "Tổng cộng", 14, 50]]  # fmt: skip
    assert {check.cell: check.ok for check in read(rows).checks} == {"C5": False, "D5": True}
