"""Forms of other offices, each by the name of its trap: rows -> what is taken, which totals hold, what is left unread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Taken = dict[str, tuple[str, str, float]]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A sheet with what must be taken (all of it), its totals and cells that must stay unread with their reason."""

    rows: list[list[Any]]
    taken: Taken = field(default_factory=dict)
    checks: dict[str, bool | None] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    merges: tuple[str, ...] = ()


FORMS: dict[str, Form] = {
    "the sum of all at the top and sums of regions above their communes": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Áo phao"], [None, "TỔNG SỐ", 60], ["I", "Khu vực đồng bằng", 30], [1, "Xã Ba Gia", 10],
              [2, "Xã Mộ Đức", 20], ["II", "Hải đảo", 30], [1, "Đặc khu Lý Sơn", 30]],
        taken={"C5": ("21205", "TB-001", 10), "C6": ("21400", "TB-001", 20), "C8": ("21548", "TB-001", 30)},
        checks={"C3": True, "C4": True, "C7": True},
    ),
    "a cluster with a wrong sum above its communes": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Áo phao"], [None, "Cụm số 1", 31], [1, "Xã Ba Gia", 10], [2, "Xã Mộ Đức", 20]],
        taken={"C4": ("21205", "TB-001", 10), "C5": ("21400", "TB-001", 20)},
        checks={"C3": False},
    ),
    "letters over former districts over communes": Form(
        rows=[["NĂM 2023"], ["TT", "Đơn vị", "Áo phao"], ["A", "Vùng đồng bằng", 30], ["I", "Huyện Mộ Đức", 30], [1, "Xã Đức Lân", 10],
              [2, "Xã Đức Phong", 20]],
        taken={"C5": ("21433", "TB-001", 10), "C6": ("21433", "TB-001", 20)},
        checks={"C3": True, "C4": True},
    ),
    "two years side by side under each item": Form(
        rows=[["SO SÁNH"], ["TT", "Xã", "Áo phao (cái)", None, "Rọ thép (cái)", None], [None, None, "Năm 2025", "Năm 2026", "Năm 2025", "Năm 2026"],
              [1, "Xã Ba Vì", 5, 6, 7, 8], [None, "Cộng", 5, 6, 7, 8]],
        merges=("C2:D2", "E2:F2", "A2:A3", "B2:B3"),
        taken={"D4": ("21529", "TB-001", 6), "F4": ("21529", "VT-002", 8)},
        checks={"C5": True, "D5": True, "E5": True, "F5": True},
        unread={"C4": "other_period", "E4": "other_period"},
    ),
    "communes across with what there is and what is needed": Form(
        rows=[["2026"], ["TT", "Trang bị", "ĐVT", "Xã Ba Vì", None, "Xã Ba Xa", None], [None, None, None, "Hiện có", "Nhu cầu", "Hiện có", "Nhu cầu"],
              [1, "Áo phao", "cái", 5, 50, 6, 60], [2, "Phao tròn", "cái", 1, 10, "-", 20]],
        merges=("D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3"),
        taken={"D4": ("21529", "TB-001", 5), "F4": ("21538", "TB-001", 6), "D5": ("21529", "TB-002", 1), "F5": ("21538", "TB-002", 0)},
        unread={"E4": "need_not_stock", "G5": "need_not_stock"},
    ),
    "a column of former districts beside the communes": Form(
        rows=[["Huyện (cũ)", "Xã (cũ)", "Tên vật tư", "Số lượng", "ĐVT"], ["Mộ Đức", "Xã Đức Lân", "Áo phao", 5, "cái"],
              ["Trà Bồng", "Xã Trà Giang", "Áo phao", 6, "cái"], ["Đức Phổ", "Phường Nguyễn Nghiêm", "Rọ thép", 7, "cái"],
              ["TP Quảng Ngãi", "Phường Nguyễn Nghiêm", "Rọ thép", 8, "cái"], ["Trà Bồng", "Xã Trà Bùi", "Rọ thép", 9, "cái"]],
        taken={"D2": ("21433", "TB-001", 5), "D3": ("21127", "TB-001", 6), "D4": ("21439", "VT-002", 7), "D5": ("21025", "VT-002", 8)},
    ),
    "quân số of a commune's own forces": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Lực lượng", "Quân số (người)", "Người chỉ huy", "Số điện thoại"],
              [1, "Dân quân cơ động", 28, "Võ Văn Bình", 955203101], [2, "Dân quân tại chỗ", 84, "Võ Văn An", 955203102], [None, "Cộng", 112]],
        taken={"C3": ("21529", "LL-001", 28), "C4": ("21529", "LL-002", 84)},
        checks={"C5": True},
    ),
    "forces with a commander and no figure are no single vehicles": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Lực lượng", "Người chỉ huy", "Số điện thoại"], [1, "Dân quân cơ động", "Võ Văn Bình", 955203101],
              [2, "Dân quân tại chỗ", "Võ Văn An", 955203102]],
        unread={"B3": "no_quantity", "B4": "no_quantity"},
    ),
    "storeys of shelters are no quantity": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên điểm sơ tán", "Địa chỉ", "Số tầng"], [1, "Trường Tiểu học Ba Vì", "Thôn 1", 2], [2, "Chùa Ông", "Thôn 2", 3]],
        taken={"B3": ("21529", "CT-001", 1), "B4": ("21529", "CT-006", 1)},
    ),
    "stock in and out: what is left counts": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Tồn đầu kỳ", "Nhập trong kỳ", "Xuất trong kỳ", "Tồn cuối kỳ"], [1, "Áo phao", "cái", 5, 6, 2, 9]],
        taken={"G3": ("21529", "TB-001", 9)},
        unread={"D3": "not_stock_column", "E3": "not_stock_column", "F3": "not_stock_column"},
    ),
    "two lists side by side without numbers": Form(
        rows=[["XÃ BA VÌ 2026"], ["Tên phương tiện", "Số lượng", None, "Tên vật tư", "Số lượng"], ["Ca nô", 1, None, "Rọ thép", 33]],
        taken={"B3": ("21529", "PT-005", 1), "E3": ("21529", "VT-002", 33)},
    ),
    "a unit of its own beside each item's figure": Form(
        rows=[["2026"], ["TT", "Xã", "Áo phao", None, "Gạo", None], [None, None, "ĐVT", "SL", "ĐVT", "SL"], [1, "Xã Ba Vì", "cái", 9, "tấn", 2]],
        merges=("C2:D2", "E2:F2", "A2:A3", "B2:B3"),
        taken={"D4": ("21529", "TB-001", 9), "F4": ("21529", "HC-001", 2000)},
    ),
    "need in a row of its own below the items": Form(
        rows=[["XÃ BA VÌ 2026"], ["Chỉ tiêu", "Áo phao (cái)", "Ca nô (chiếc)"], ["Số lượng hiện có", 90, 2], ["Nhu cầu bổ sung", 50, 1]],
        taken={"B3": ("21529", "TB-001", 90), "C3": ("21529", "PT-005", 2)},
        unread={"B4": "need_not_stock", "C4": "need_not_stock"},
    ),
    "seats and models in a column beside a plain name": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Phương tiện", "Quy cách", "ĐVT", "SL"], [1, "Xe khách", "16 chỗ", "xe", 2], [2, "Xuồng", "ST-750", "chiếc", 1],
              [3, "Xe khách", "24 chỗ", "xe", 1]],
        taken={"E3": ("21529", "PT-017", 2), "E4": ("21529", "PT-003", 1)},
    ),
    "two kinds of boats in one cell": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Xuồng ST (chiếc)", "Ca nô (chiếc)"], [1, "Xã Ba Vì", "1 ST-450, 1 ST-750", 2], [2, "Xã Ba Xa", "01 ST-660", 3]],
        taken={"D3": ("21529", "PT-005", 2), "C4": ("21538", "PT-002", 1), "D4": ("21538", "PT-005", 3)},
    ),
    "parts without numbers below their sum": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], [1, "Nhà bạt, trong đó:", "bộ", 9], [None, "Nhà bạt 16,5 m2", "bộ", 4],
              [None, "Nhà bạt 24,5 m2", "bộ", 5], [2, "Phao các loại", "cái", 70], [None, "Áo phao", "cái", 50], [None, "Phao tròn", "cái", 20], [3, "Rọ đá", "cái", 7]],
        taken={"D4": ("21529", "TB-005", 4), "D5": ("21529", "TB-006", 5), "D7": ("21529", "TB-001", 50), "D8": ("21529", "TB-002", 20), "D9": ("21529", "VT-002", 7)},
        checks={"D3": True, "D6": True},
    ),
    "sections A.1 and A.2 within A": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên gọi", "ĐVT", "Hiện có"], ["A", "PHƯƠNG TIỆN"], ["A.1", "Phương tiện thủy"], [1, "Ghe máy", "chiếc", 12],
              ["A.2", "Phương tiện bộ"], [1, "Xe cẩu", "xe", 2]],
        taken={"D5": ("21529", "PT-008", 12), "D7": ("21529", "PT-024", 2)},
    ),
    "the sum of money at the foot of a list of needs": Form(
        rows=[["XÃ BA VÌ 2027"], ["TT", "Tên vật tư", "ĐVT", "Nhu cầu bổ sung", "Đơn giá", "Thành tiền"], [1, "Áo phao", "cái", 50, 100, 5000],
              [2, "Rọ thép", "cái", 5, 200, 1000], [None, "Tổng cộng", None, None, None, 6000]],
        checks={"F5": True},
    ),
    "the strength of all forces beside each": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Tổng quân số", "Dân quân cơ động", "Đội xung kích PCTT"], [1, "Xã Ba Vì", 30, 10, 20], [2, "Xã Ba Xa", 41, 20, 20]],
        taken={"D3": ("21529", "LL-001", 10), "E3": ("21529", "LL-007", 20), "D4": ("21538", "LL-001", 20), "E4": ("21538", "LL-007", 20)},
        checks={"C3": True, "C4": False},
    ),
    "names of one type without a comma between them, units behind a dash": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Chăn màn (cái)", "Gạo - tấn", "Lương khô [kg]"], [1, "Xã Ba Vì", 30, 2, 5]],
        taken={"C3": ("21529", "HC-016", 30), "D3": ("21529", "HC-001", 2000), "E3": ("21529", "HC-003", 5)},
    ),
    "communes as rows merged over the whole table": Form(
        rows=[["2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], ["XÃ BA VÌ"], [1, "Áo phao", "cái", 5], ["XÃ BA XA"], [1, "Áo phao", "cái", 6]],
        merges=("A3:D3", "A5:D5"),
        taken={"D4": ("21529", "TB-001", 5), "D6": ("21538", "TB-001", 6)},
    ),
    "the same without merges, in the column of numbers": Form(
        rows=[["2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], ["XÃ BA VÌ"], [1, "Áo phao", "cái", 5], ["XÃ BA XA"], [1, "Áo phao", "cái", 6]],
        taken={"D4": ("21529", "TB-001", 5), "D6": ("21538", "TB-001", 6)},
    ),
    "three levels of headers without merges": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Phương tiện", None, None, "Nhà bạt (bộ)", None, "Ghi chú"], [None, None, "Đường thủy", None, "Đường bộ", None, None],
              [None, None, "Ca nô (chiếc)", "Xuồng máy (chiếc)", "Xe ben (xe)", "Tổng số", "60 m2"], [1, "Xã Ba Vì", 1, 2, 3, 4, 4]],
        taken={"C5": ("21529", "PT-005", 1), "D5": ("21529", "PT-006", 2), "E5": ("21529", "PT-014", 3), "G5": ("21529", "TB-008", 4)},
        checks={"F5": True},
    ),
    "a commune written once above its villages": Form(
        rows=[["NĂM 2026"], ["Xã", "Thôn", "Áo phao (cái)", "Máy cưa (cái)"], ["Xã Ba Vì", "Thôn 1", 5, 1], [None, "Thôn 2", 6, 2], [None, "Cộng", 11, 3],
              ["Xã Ba Xa", "Thôn 1", 7, 3]],
        taken={"C3": ("21529", "TB-001", 5), "D3": ("21529", "TB-016", 1), "C4": ("21529", "TB-001", 6), "D4": ("21529", "TB-016", 2),
               "C6": ("21538", "TB-001", 7), "D6": ("21538", "TB-016", 3)},
        checks={"C5": True, "D5": True},
    ),
    "owners listed below the kind of their vehicle": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Họ và tên chủ phương tiện", "Điện thoại", "Biển số"], ["I", "Xe múc"], [1, "Lê Văn Bảy", 955200001, "76C-001.22"],
              ["II", "Xe ben"], [1, "Trần Tám", 955200002, "76C-002.22"]],
        taken={"B4": ("21529", "PT-020", 1), "B6": ("21529", "PT-014", 1)},
    ),
    "identity card and chassis numbers beside vehicles": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Họ tên", "Số CCCD", "SĐT", "Loại xe", "Biển số", "Số khung"], [1, "Lê Một", 51090000000, 955111222, "Xe múc", "76C-001.22", 12345]],
        taken={"E3": ("21529", "PT-020", 1)},
    ),
    "the commune in the address of the owner": Form(
        rows=[["NĂM 2026"], ["TT", "Chủ phương tiện", "Địa chỉ", "Điện thoại", "Loại phương tiện"], [1, "Lê Một", "Thôn 1, xã Ba Vì", 955111222, "Xe múc"],
              [2, "Trần Hai", "Thôn 2, xã Ba Xa", 955111223, "Xe ben"]],
        taken={"E3": ("21529", "PT-020", 1), "E4": ("21538", "PT-014", 1)},
    ),
    "ratios beside what there is": Form(
        rows=[["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", None, None], [None, None, "Hiện có", "Định mức", "Tỷ lệ (%)"], [1, "Xã Ba Vì", 50, 100, 50]],
        merges=("C2:E2", "A2:A3", "B2:B3"),
        taken={"C4": ("21529", "TB-001", 50)},
        unread={"D4": "need_not_stock", "E4": "not_stock_column"},
    ),
    "units in the names of the rows": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên hàng", "Số lượng"], [1, "Gạo (tấn)", 2], [2, "Xăng (lít)", 300], [3, "Dây thừng (cuộn)", 12], [4, "Cuốc", "1.0000"]],
        taken={"C3": ("21529", "HC-001", 2000), "C4": ("21529", "HC-009", 300)},
    ),
    "parts of the militia below a longer name of it": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Dân quân tự vệ (người)", None, None], [None, None, "Tổng số", "Cơ động", "Tại chỗ"], [1, "Xã Ba Vì", 50, 20, 30]],
        merges=("C2:E2", "A2:A3", "B2:B3"),
        taken={"D4": ("21529", "LL-001", 20), "E4": ("21529", "LL-002", 30)},
        checks={"C4": True},
    ),
    "footnote marks and counts of villages behind communes": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Áo phao"], [1, "Xã Ba Vì (5 thôn)", 5], [2, "Xã Ba Xa (*)", 6]],
        taken={"C3": ("21529", "TB-001", 5), "C4": ("21538", "TB-001", 6)},
    ),
    "former districts under another header, without a year": Form(
        rows=[["TỔNG HỢP CÁC ĐỊA PHƯƠNG"], ["TT", "Địa phương", "Áo phao", "Rọ thép"], [1, "Bình Sơn", 5, 1], [2, "Mộ Đức", 6, 2], [3, "TP Quảng Ngãi", 7, 3],
              [None, "Tổng cộng", 18, 6]],
        checks={"C6": True, "D6": True},
        unread={"C3": "district_sum", "D5": "district_sum"},
    ),
    "former districts across": Form(
        rows=[["NĂM 2022"], ["TT", "Trang bị", "ĐVT", "Bình Sơn", "Mộ Đức", "Ba Tơ", "Tổng"], [1, "Áo phao", "cái", 5, 6, 7, 18], [2, "Rọ thép", "cái", 1, 2, 3, 6]],
        checks={"G3": True, "G4": True},
        unread={"D3": "district_sum", "F4": "district_sum"},
    ),
    "two keepers, each with its condition": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên phương tiện", "ĐVT", "Của xã", None, "Trong dân", None, "Tổng số"],
              [None, None, None, "SL", "Chất lượng", "SL", "Chất lượng", None], [1, "Ca nô", "chiếc", 1, "Tốt", 2, "TB", 3]],
        merges=("D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3", "H2:H3"),
        taken={"D4": ("21529", "PT-005", 1), "F4": ("21529", "PT-005", 2)},
        checks={"H4": True},
    ),
    "a sum that names its item before its parts": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Tổng số xuồng", "Trong đó", None, "Áo phao"], [None, None, None, "ST-450", "ST-660", None], [1, "Xã Ba Vì", 3, 1, 2, 9]],
        merges=("D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3"),
        taken={"D4": ("21529", "PT-001", 1), "E4": ("21529", "PT-002", 2), "F4": ("21529", "TB-001", 9)},
        checks={"C4": True},
    ),
    "villages and areas of a place are no load of its lorries": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Số thôn", "Diện tích (km2)", "Xe tải (xe)", "Áo phao"], [1, "Xã Ba Vì", 8, 12.5, 3, 9]],
        taken={"F3": ("21529", "TB-001", 9)},
        unread={"C3": "not_stock_column", "D3": "not_stock_column"},
    ),
    "sums of sections below their headings": Form(
        rows=[["NĂM 2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], ["XÃ BA VÌ"], [1, "Áo phao", "cái", 5], ["XÃ BA XA"], [1, "Áo phao", "cái", 6],
              [2, "Phao tròn", "cái", 1], [None, "Cộng", None, 7]],
        taken={"D4": ("21529", "TB-001", 5), "D6": ("21538", "TB-001", 6), "D7": ("21538", "TB-002", 1)},
        checks={"D8": True},
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", FORMS)
def test_a_form_is_read_right_and_wholly(trap: str, read: Callable[..., Recognition]) -> None:
    form = FORMS[trap]
    found = read(form.rows, merges=form.merges)
    taken = {
        row.cell: (row.commune_code, row.resource_code, row.quantity)
        for row in found.rows
        if row.status is RowStatus.ACCEPTED
    }
    assert taken == form.taken
    assert {check.cell: check.ok for check in found.checks} == form.checks
    unread = {cell.cell: cell.reason for cell in found.unread}
    assert {cell: unread.get(cell) for cell in form.unread} == form.unread


def test_the_name_of_a_sheet_speaks_of_no_other_sheet(
    read: Callable[..., Recognition], sheet: Callable[..., Any]
) -> None:
    rows = [["TT", "Tên vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 5]]
    found = read(sheet("Ba Dinh", rows), sheet("Đ.T.Trâm", rows))
    assert [(row.commune_code, row.status) for row in found.rows] == [
        ("21499", RowStatus.ACCEPTED),
        (None, RowStatus.REVIEW),
    ]


def test_a_sheet_named_as_a_commune_keeps_its_name_beside_old_letters(
    read: Callable[..., Recognition], sheet: Callable[..., Any]
) -> None:
    rows = [["TT", "Tªn vËt t­", "§¬n vÞ tÝnh", "Sè l­îng"], [1, "¸o phao", "c¸i", 5], [2, "Rä thÐp", "c¸i", 6]]
    found = read(sheet("Ba Vì", rows, font=".VnTime"), sheet("X· Ba X¬", rows, font=".VnTime"))
    assert [row.commune_code for row in found.rows] == ["21529", "21529", None, None]
