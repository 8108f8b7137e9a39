"""Forms read by what stands in them: villages below their commune, names like headers, lists without a header."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Expected = dict[str, tuple[str, str, int] | None]
VILLAGES = ["TT", "Xã / thôn", "DQ tại chỗ (người)", "Trưởng thôn (người)"]

FORMS: dict[str, tuple[list[list[Any]], Expected]] = {
    "villages below their commune, whose row is their sum": (
        [["LỰC LƯỢNG NĂM 2026"], VILLAGES, ["A", "Xã Ba Vì", 30, 5], [1, "Thôn 1", 10, 2], [2, "Thôn 2", 20, 3],
         ["B", "Xã Ba Gia", 7, 1], [1, "Tổ dân phố 1", 7, 1]],
        {"C4": ("21529", "LL-002", 10), "D5": ("21529", "LL-032", 3), "C7": ("21205", "LL-002", 7)},
    ),
    "villages with a dash for their number": (
        [["LỰC LƯỢNG NĂM 2026"], VILLAGES, [1, "X. Ba Vì", 30, 5], ["-", "Thôn 1", 10, 2], ["-", "Thôn 2", 20, 3],
         [2, "X. Ba Gia", 7, 1], ["-", "Tổ dân phố 1", 7, 1]],
        {"C5": ("21529", "LL-002", 20), "D5": ("21529", "LL-032", 3), "C7": ("21205", "LL-002", 7)},
    ),
    "what there is, in one section of a paper about both": (
        [["XÃ BA VÌ"], ["TRANG BỊ VÀ NHU CẦU"], ["A. HIỆN CÓ"], ["TT", "Tên", "ĐVT", "SL"], [1, "Áo phao", "cái", 3], [],
         ["B. NHU CẦU BỔ SUNG"], ["TT", "Tên", "ĐVT", "SL"], [1, "Đèn pin", "cái", 4]],
        {"D5": ("21529", "TB-001", 3), "D9": None},
    ),
    "villages without the word for one, whose sum the commune's row states": (
        [["LỰC LƯỢNG NĂM 2026"], VILLAGES, [None, "Xã Ba Vì", 30, 5], [None, "Kim Thạch", 10, 2], [None, "Phú Long", 20, 3],
         [None, "Xã Ba Gia", 7, 6], [None, "Châu Me", 3, 2], [None, "An Điềm", 4, 4]],
        {"C4": ("21529", "LL-002", 10), "D5": ("21529", "LL-032", 3), "C7": ("21205", "LL-002", 3)},
    ),
    "names of things with a word of a header in them": (
        [["TỔNG HỢP NĂM 2026"], ["TT", "Xã", "Điện thoại vệ tinh (cái)", "Ống nhòm ngày đêm", "Bàn dập lửa", "Tôn (tấm)"],
         [1, "Xã Ba Vì", 2, 3, 4, 50], [2, "Xã Ba Gia", 1, 5, 6, 70]],
        {"C3": ("21529", "TB-023", 2), "D3": ("21529", "TB-028", 3), "E4": ("21205", "TB-035", 6), "F4": ("21205", "VT-010", 70)},
    ),
    "the strength there is beside the one there should be": (
        [["XÃ BA VÌ 2026"], ["TT", "Lực lượng", "Quân số biên chế", "Quân số hiện có", "Còn thiếu"], [1, "DQ cơ động", 30, 28, 2]],
        {"D3": ("21529", "LL-001", 28)},
    ),
    "the office's own word before what there is": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Trữ lượng hiện có"], [1, "Áo phao", "cái", 30]],
        {"D3": ("21529", "TB-001", 30)},
    ),
    "men and women beside the sum of both": (
        [["XÃ BA VÌ 2026"], ["TT", "Lực lượng", "Tổng số", "Nam", "Nữ"], [1, "DQ cơ động", 30, 20, 10], [2, "Công an xã", 8, 6, 2]],
        {"C3": ("21529", "LL-001", 30), "C4": ("21529", "LL-008", 8)},
    ),
    "who keeps them, below a group headed like a remark": (
        [["XÃ BA VÌ 2026"], ["TT", "Mặt hàng", "ĐVT", "Nguồn dự trữ", None, "Tổng cộng"], [None, None, None, "UBND xã", "Hộ dân", None],
         [1, "Muối", "kg", 30, 40, 70], [2, "Lương khô", "kg", 8, 2, 10]],
        {"D4": ("21529", "HC-008", 30), "E4": ("21529", "HC-008", 40), "D5": ("21529", "HC-003", 8)},
    ),
    "a sum beside one part of it": (
        [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Tổng số", "Hết hạn"], [1, "Áo phao", "cái", 30, 4], [2, "Đèn pin", "cái", 8, 2]],
        {"D3": ("21529", "TB-001", 30), "D4": ("21529", "TB-026", 8)},
    ),
    "names merged over their kinds": (
        [["TRANG BỊ NĂM 2026"], ["Loại", None, "Xã Ba Vì", "Xã Ba Gia"], ["Nhà bạt (bộ)", "16,5 m2", 1, 2], [None, "60 m2", 3, 4],
         ["Phao (cái)", "Áo phao", 5, 6], [None, "Phao tròn", 7, 8]],
        {"C3": ("21529", "TB-005", 1), "D4": ("21205", "TB-008", 4), "C5": ("21529", "TB-001", 5), "D6": ("21205", "TB-002", 8)},
    ),
    "the commune behind the number of a report": (
        [["DANH MỤC VẬT TƯ"], ["(Kèm theo Báo cáo số 15/BC-UBND của UBND xã Ba Vì)"], ["TT", "Tên", "ĐVT", "SL"], [1, "Áo phao", "cái", 3]],
        {"D4": ("21529", "TB-001", 3)},
    ),
    "the lines of a form above its table": (
        [["PHIẾU KÊ KHAI NĂM 2026"], ["Tên đơn vị:", "UBND xã Ba Vì"], ["Điện thoại:", "0905123456"], [], ["Nội dung", "Số liệu", "Đơn vị"],
         ["Áo phao", 3, "cái"], ["Đèn pin", 4, "cái"]],
        {"B6": ("21529", "TB-001", 3), "B7": ("21529", "TB-026", 4)},
    ),
    "a form line by line, whose labels and values might head columns": (
        [["PHIẾU KÊ KHAI"], ["UBND XÃ BA VÌ"], [], ["Tên vật tư", "Dân quân cơ động"], ["Đơn vị tính", "người"], ["Số lượng", 5],
         ["Tên vật tư", "Xe ben"], ["Đơn vị tính", "xe"], ["Số lượng", 2]],
        {"B6": ("21529", "LL-001", 5), "B9": ("21529", "PT-014", 2)},
    ),
    "months by their letter": (
        [["XÃ BA VÌ 2026"], ["TT", "Tên", "ĐVT", "T1", "T2", "T3"], [1, "Áo phao", "cái", 3, 4, 5]],
        {"F3": None},
    ),
    "a list without a header": (
        [["UBND XÃ BA VÌ"], ["TRANG THIẾT BỊ 2026"], [], [1, "Áo phao", "cái", 3], [2, "Đèn pin", "cái", 4], [3, "Xẻng", "cái", 5]],
        {"D4": None, "D5": None, "D6": None},
    ),
}  # fmt: skip
MERGES = {"names merged over their kinds": ["A3:A4", "A5:A6"]}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read(form: str, read: Callable[..., Recognition]) -> None:
    rows, expected = FORMS[form]
    found = read(rows, merges=MERGES.get(form, ()))
    by_cell = {row.cell: row for row in found.rows}
    for cell, value in expected.items():
        row = by_cell[cell]
        if value is None:
            assert (row.status, len(found.questions)) == (RowStatus.REVIEW, 1)
        else:
            told = (row.status, row.commune_code, row.resource_code, row.quantity)
            assert told == (RowStatus.ACCEPTED, *value[:2], Decimal(value[2]))


def test_the_sums_of_communes_above_their_villages_are_checked(read: Callable[..., Recognition]) -> None:
    for rows, sums in [
        (FORMS["villages below their commune, whose row is their sum"][0], ("C3", "D3", "C6", "D6")),
        (FORMS["villages without the word for one, whose sum the commune's row states"][0], ("C3", "D3", "C6", "D6")),
    ]:  # fmt: skip
        found = read(rows)
        assert [(check.cell, check.ok) for check in found.checks] == [(cell, True) for cell in sums]
        assert {row.cell for row in found.rows}.isdisjoint(sums)


def test_communes_in_a_row_are_no_sums_of_one_another(read: Callable[..., Recognition]) -> None:
    found = read(
        [["2026"], ["TT", "Xã", "Áo phao", "Đèn pin"], [1, "Xã Ba Vì", 30, 5], [2, "Xã Ba Gia", 10, 2], [3, "Xã Ba Xa", 20, 3]]
    )  # fmt: skip
    assert {row.cell for row in found.rows} == {"C3", "D3", "C4", "D4", "C5", "D5"}


def test_men_and_women_are_no_total_of_their_own(read: Callable[..., Recognition]) -> None:
    found = read(FORMS["men and women beside the sum of both"][0])
    assert found.checks == ()
    assert {(cell.cell, cell.reason) for cell in found.unread} == {
        (cell, "part_of_total") for cell in ("D3", "E3", "D4", "E4")
    }
