"""What stands below a row of totals goes on with nothing above it, and a signature right there ends the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

HEAD = [["VẬT TƯ XÃ BA VÌ NĂM 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"]]


@pytest.mark.parametrize("between", [["", "Cộng nhóm I", None, 15], ["", "Tổng", None, 15]])
def test_a_heading_below_a_total_is_no_end_of_the_record_above(
    between: list[object], read: Callable[..., Recognition]
) -> None:
    rows = [*HEAD, [1, "Áo phao", "cái", 10], [2, "Rựa", "cái", 5], [None, *between[1:]], [None, "Đội, tổ"], [3, "Loa cầm tay", "cái", 4], [4, "Ca nô", "chiếc", 1]]  # fmt: skip
    found = read(rows)
    assert [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED] == [10, 5, 4, 1]
    assert [check.ok for check in found.checks] == [True]


def test_a_record_split_over_a_page_goes_on(read: Callable[..., Recognition]) -> None:
    rows = [*HEAD, [1, "Áo phao", "cái", 10], [2, "Máy bơm", "cái", 5], [None, "Trang 2"], [None, "nước"], [3, "Loa cầm tay", "cái", 4]]  # fmt: skip
    assert [row.resource_code for row in read(rows).rows][1] == "TB-013"


# The row below the last ones -> whether it ends the table, right below them and below their totals.
BELOW: dict[tuple[str | None, ...], tuple[bool, bool]] = {
    ("Cán bộ tổng hợp", "Thủ trưởng đơn vị", None, None): (True, True),
    ("Cán bộ tổng hợp", None, "KT. TRƯỞNG BAN", None): (True, True),
    ("Cán bộ tổng hợp", None, None, "Chủ tịch"): (False, True),
    ("Xã Ba Xa", "nhiều", None, None): (False, False),
}


@pytest.mark.parametrize("summed", [False, True])
@pytest.mark.parametrize("cells", BELOW)
def test_a_signature_right_below(
    cells: tuple[str | None, ...], summed: bool, read: Callable[..., Recognition]
) -> None:
    total = [[None, "Cộng", 15, 10]] if summed else []
    rows = [["VẬT TƯ NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Rựa (cái)", "Ghi chú"], [1, "Xã Ba Gia", 10, 4], [2, "Xã Ba Vì", 5, 6], *total, [None, *cells]]  # fmt: skip
    found = read(rows)
    assert [row.quantity for row in found.rows][:4] == [10, 4, 5, 6]
    said = {row.cell for row in found.rows} | {cell.cell for cell in found.unread}
    ended = not any(cell.endswith(str(len(rows))) for cell in said)
    assert ended is BELOW[cells][summed]


@pytest.mark.parametrize("label", ["Tính chung", "Gộp", "Chung", "Tất cả"])
def test_words_that_speak_of_all_the_rows(label: str, read: Callable[..., Recognition]) -> None:
    head = [
        ["VẬT TƯ NĂM 2026"],
        ["TT", "Xã", "Áo phao (cái)", "Rựa (cái)"],
        [1, "Xã Ba Gia", 10, 4],
        [2, "Xã Ba Vì", 5, 6],
    ]
    found = read([*head, [None, label, 15, 10]])
    assert [check.ok for check in found.checks] == [True, True]
    assert len(found.rows) == 4
    assert not read([*head, [None, label, 14, 10]]).checks, "no sum: it is asked about"


def test_a_page_without_the_one_before_has_no_sum_to_compare(read: Callable[..., Recognition]) -> None:
    rows = [
        *HEAD,
        [None, "Mang sang", None, 100],
        [1, "Áo phao", "cái", 5],
        [2, "Rựa", "cái", 6],
        [None, "Cộng", None, 111],
    ]
    found = read(rows)
    assert {check.cell: check.ok for check in found.checks} == {"D6": True}
    assert {cell.cell for cell in found.unread} == {"D3"}
    assert [row.quantity for row in found.rows] == [5, 6]
