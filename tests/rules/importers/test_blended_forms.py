"""Forms that blend several habits: (rows, merges, cell -> (commune, type, quantity) or None where asked, total -> right).

Nothing but the cells named may be accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Expected = dict[str, tuple[str, str, int] | None]
Form = tuple[list[list[Any]], list[str], Expected, dict[str, bool]]

HEADERS: dict[str, Form] = {
    "words of the header broken over three rows, a row of units, an index row": (
        [["NĂM 2026"], ["Số", "Tên xã, phường,", "Phương tiện thủy", None, None, "Cơ giới", None, "Ghi"],
         ["thứ", "đặc khu", "Ca nô", "Xuồng", None, "Xe múc", "Máy ủi", "chú"], ["tự", None, None, "ST-660", "ST-1.200", None, None, None],
         [None, None, "chiếc", "chiếc", "chiếc", "xe", "xe", None], ["A", "B", 1, 2, 3, 4, 5, 6],
         [1, "Xã Bình Minh", 2, 1, 0, 3, 1, None], [2, "Phường Sa Huỳnh", "03", "-", None, 12, "02", "mượn"], [None, "TOÀN TỈNH", 5, 1, 0, 15, 4, None]],
        ["C2:E2", "F2:G2", "D3:E3"],
        {"C7": ("21085", "PT-005", 2), "D7": ("21085", "PT-002", 1), "E7": ("21085", "PT-004", 0), "F7": ("21085", "PT-020", 3), "G7": ("21085", "PT-021", 1),
         "C8": ("21478", "PT-005", 3), "D8": ("21478", "PT-002", 0), "F8": ("21478", "PT-020", 12), "G8": ("21478", "PT-021", 2)},
        {"C9": True, "D9": True, "E9": True, "F9": True, "G9": False},
    ),
    "broken words above the parts of a sum that stands left of them": (
        [["ÁO PHAO CÁC XÃ NĂM 2026"], ["Số", "Tên", "Tổng", "Áo phao", None], ["TT", "đơn vị", "số", "Kho xã", "Kho thôn"], ["1", "2", "3=4+5", "4", "5"],
         [1, "Xã Cà Đam", 50, 30, 20], [2, "Xã Thanh Bồng", 44, 30, 15]],
        ["D2:E2"],
        {"D5": ("21136", "TB-001", 30), "E5": ("21136", "TB-001", 20), "D6": ("21124", "TB-001", 30), "E6": ("21124", "TB-001", 15)},
        {"C5": True, "C6": False},
    ),
    "small words below a header that are data": (
        [["XÃ BÌNH MINH"], ["Tên vật tư", "ĐVT", "Số lượng"], ["áo phao", "cái", 5], ["phao tròn", "cái", 6]],
        [], {"C3": ("21085", "TB-001", 5), "C4": ("21085", "TB-002", 6)}, {},
    ),
    "both ways named in the corner, units below the names": (
        [["NĂM 2026"], ["Đơn vị \\ Loại", "Ca nô", "Áo phao", "Gạo"], ["ĐVT", "chiếc", "cái", "tấn"], ["Bình Sơn", 1, 30, 2], ["Ba Tơ", None, 20, 1], ["Cộng", 1, 50, 3]],
        [], {"B4": ("21040", "PT-005", 1), "C4": ("21040", "TB-001", 30), "D4": ("21040", "HC-001", 2000), "C5": ("21484", "TB-001", 20), "D5": ("21484", "HC-001", 1000)},
        {"B6": True, "C6": True, "D6": True},
    ),
    "no word in the corner at all": (
        [["NĂM 2026"], [None, "Ca nô", "Áo phao", "Phao tròn"], ["Xã Bình Sơn", 1, 30, 2], ["Xã Ba Tơ", 2, 20, 1]],
        [], {"B3": ("21040", "PT-005", 1), "C3": ("21040", "TB-001", 30), "D3": ("21040", "TB-002", 2),
             "B4": ("21484", "PT-005", 2), "C4": ("21484", "TB-001", 20), "D4": ("21484", "TB-002", 1)}, {},
    ),
    "floors of tents as numbers below a header that names their unit": (
        [["NĂM 2026"], ["TT", "Xã", "Nhà bạt (m2)", None, None], [None, None, 16.5, 24.75, 60], [1, "Xã Sơn Linh", 2, 1, None], [2, "Xã Sơn Thủy", None, None, 3]],
        ["C2:E2"], {"C4": ("21307", "TB-005", 2), "D4": ("21307", "TB-007", 1), "E5": ("21319", "TB-008", 3)}, {},
    ),
    "a column of years beside the stock": (
        [["NĂM 2026"], ["TT", "Tên xã", "Áo phao", "Xe múc", "Năm thống kê"], [1, "Xã Bình Minh", 30, 2, 2026], [2, "Xã Ba Vì", 40, 1, 2026]],
        [], {"C3": ("21085", "TB-001", 30), "D3": ("21085", "PT-020", 2), "C4": ("21529", "TB-001", 40), "D4": ("21529", "PT-020", 1)}, {},
    ),
    "keepers below the items, with the sum of each item": (
        [["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", None, None, "Ca nô (chiếc)", None], [None, None, "Tổng", "Xã quản lý", "Hộ dân", "Tổng", "Xã quản lý"],
         [1, "Xã Măng Đen", 60, 40, 20, 1, 1], [2, "Xã Măng Ri", 31, 10, 20, None, None]],
        ["C2:E2", "F2:G2"],
        {"D4": ("23473", "TB-001", 40), "E4": ("23473", "TB-001", 20), "G4": ("23473", "PT-005", 1), "D5": ("23446", "TB-001", 10), "E5": ("23446", "TB-001", 20)},
        {"C4": True, "F4": True, "C5": False},
    ),
    "figures and their state under one header": (
        [["XÃ IA TƠI"], ["TT", "Nội dung", "Số lượng, tình trạng"], [1, "Ca nô", "1 chiếc"], [2, "Gạo", "2 tấn"]],
        [], {"C3": ("23538", "PT-005", 1), "C4": ("23538", "HC-001", 2000)}, {},
    ),
    "a unit of its own above each of two tables": (
        [["XÃ VỆ GIANG"], [None, None, "ĐVT: cái", None, None, None, "ĐVT: người"], ["TT", "Vật tư", "SL", None, "TT", "Lực lượng", "SL"],
         [1, "Áo phao", 66, None, 1, "Dân quân cơ động", 28], [2, "Phao tròn", 33, None, 2, "Hội phụ nữ", 25]],
        [], {"C4": ("21238", "TB-001", 66), "C5": ("21238", "TB-002", 33), "G4": ("21238", "LL-001", 28), "G5": ("21238", "LL-016", 25)}, {},
    ),
}  # fmt: skip

ROWS: dict[str, Form] = {
    "villages named like other communes": (
        [["UBND XÃ BÌNH SƠN"], ["NĂM 2026"], ["TT", "Thôn", "Áo phao", "Ghe, thuyền"], [1, "An Phú", 10, 2], [2, "Bình Minh", 12, 3], [3, "Phú Lễ 1", 7, None], [None, "Toàn xã", 29, 5]],
        [], {"C4": ("21040", "TB-001", 10), "D4": ("21040", "PT-008", 2), "C5": ("21040", "TB-001", 12), "D5": ("21040", "PT-008", 3), "C6": ("21040", "TB-001", 7)},
        {"C7": True, "D7": True},
    ),
    "sizes below a bare name, numbered under a word that is no word for numbers": (
        [["UBND XÃ THIỆN TÍN"], ["Mục", "Danh mục", "ĐVT", "S.lượng"], ["I", "Nhà bạt, phao", None, None], [1, "Nhà bạt", "bộ", 5], ["1.1", "- Loại 16,5m2", "nt", 3],
         ["1.2", "- Loại 60m2", "nt", 2], [2, "Áo phao", "cái", 90], ["II", "Vật tư", None, None], [1, "Bao tải", "cái", 2500]],
        [], {"D5": ("21388", "TB-005", 3), "D6": ("21388", "TB-008", 2), "D7": ("21388", "TB-001", 90), "D9": ("21388", "VT-001", 2500)}, {"D4": True},
    ),
    "sizes in a second column under the header of the item": (
        [["XÃ BA XA"], ["TT", "Tên trang bị", None, "ĐVT", "Số lượng"], [1, "Nhà bạt", "16,5 m2", "bộ", 4], [None, None, "24,5 m2", "bộ", 2], [2, "Áo phao", None, "cái", 70]],
        ["B2:C2", "B3:B4", "A3:A4", "B5:C5"], {"E3": ("21538", "TB-005", 4), "E4": ("21538", "TB-006", 2), "E5": ("21538", "TB-001", 70)}, {},
    ),
    "power in a column whose header states its unit": (
        [["PHƯỜNG NGHĨA LỘ"], ["TT", "Thiết bị", "Công suất (kVA)", "Số lượng"], [1, "Máy phát điện", 5, 3], [2, "Máy phát điện", 30, 1], [3, "Máy phát điện", 100, 2]],
        [], {"D3": ("21028", "TB-010", 3), "D4": ("21028", "TB-011", 1), "D5": ("21028", "TB-012", 2)}, {},
    ),
    "a remark between the rows": (
        [["XÃ BÌNH MINH"], ["TT", "Vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 10], [None, "Ghi chú: 20 áo phao cho mượn", None, None], [2, "Phao tròn", "cái", 8]],
        [], {"D3": ("21085", "TB-001", 10), "D5": ("21085", "TB-002", 8)}, {},
    ),
    "the head of a printed page between the rows": (
        [["Phường Cẩm Thành"], ["TT", "Tên vật tư", "ĐVT", "SL"], [1, "Áo phao", "cái", 10], [None, "Cộng trang", None, 10], ["Phường Cẩm Thành", None, None, "Trang 2/2"],
         ["TT", "Tên vật tư", "ĐVT", "SL"], [None, "Mang sang", None, 10], [2, "Áo phao", "cái", 15], [None, "Tổng cộng", None, 25]],
        [], {"D3": ("21025", "TB-001", 10), "D8": ("21025", "TB-001", 15)}, {"D4": True, "D7": True, "D9": True},
    ),
    "communes above the owners of vehicles": (
        [["CHỦ TÀU CÁ, PHƯƠNG TIỆN THỦY NĂM 2026"], ["STT", "Họ và tên", "Số đăng ký", "Loại tàu thuyền", "Điện thoại"], ["I", "XÃ BÌNH SƠN"],
         [1, "Trần Văn Một", "QNg-90123-TS", "Tàu cá", "0950000001"], ["II", "XÃ VẠN TƯỜNG"], [1, "Phạm Ba", "QNg-1234", "Ca nô", "950000003"]],
        [], {"D4": ("21040", "PT-009", 1), "D6": ("21061", "PT-005", 1)}, {},
    ),
    "sums of former districts below their communes": (
        [["TỔNG HỢP 2024"], ["TT", "Đơn vị", "Áo phao"], ["I", "H. MỘ ĐỨC", None], [1, "TT. Mộ Đức", 10], [2, "Thắng Lợi", 20], [None, "Cộng huyện Mộ Đức", 30],
         ["II", "TP. KON TUM", None], [1, "P. Thắng Lợi", 11], [2, "Hòa Bình", 13], [None, "Cộng TP Kon Tum", 25], [None, "TỔNG CỘNG", 54]],
        [], {"C4": ("21400", "TB-001", 10), "C5": ("21409", "TB-001", 20), "C8": ("23293", "TB-001", 11), "C9": ("23332", "TB-001", 13)},
        {"C6": True, "C10": False, "C11": True},
    ),
    "a sum that names nothing": (
        [["NĂM 2026"], ["TT", "Xã", "Áo phao", "Phao tròn"], [1, "Xã Ba Gia", 10, 5], [2, "Xã Ba Vì", 10, 6], [None, None, 20, 12]],
        [], {"C3": ("21205", "TB-001", 10), "D3": ("21205", "TB-002", 5), "C4": ("21529", "TB-001", 10), "D4": ("21529", "TB-002", 6)}, {"C5": True, "D5": False},
    ),
    "a figure that names nothing and is no sum": (
        [["XÃ BA GIA"], ["TT", "Vật tư", "ĐVT", "SL"], [1, "Áo phao", "cái", 10], [2, "Phao tròn", "cái", 5], [None, None, None, 7]],
        [], {"D3": ("21205", "TB-001", 10), "D4": ("21205", "TB-002", 5), "D5": None}, {},
    ),
    "days of counting above the figures": (
        [["XÃ BA GIA"], ["TT", "Vật tư", "ĐVT", "31/12/2025", "30/6/2026"], [1, "Áo phao", "cái", 10, 12], [2, "Bao cát", "cái", 100, 120]],
        [], {"E3": ("21205", "TB-001", 12), "E4": ("21205", "VT-001", 120)}, {},
    ),
    "two days of one year": (
        [["XÃ BA GIA"], ["TT", "Vật tư", "ĐVT", "Đến 30/6/2026", "Đến 30/9/2026"], [1, "Áo phao", "cái", 10, 12], [2, "Bao cát", "cái", 100, 120]],
        [], {"E3": ("21205", "TB-001", 12), "E4": ("21205", "VT-001", 120)}, {},
    ),
    "words without accents that may be others": (
        [["XA BA GIA"], ["TT", "TEN", "DVT", "SL"], [1, "THUNG", "CAI", 5], [2, "DINH", "CAI", 6], [3, "AO PHAO", "CAI", 7]],
        [], {"D3": None, "D4": None, "D5": ("21205", "TB-001", 7)}, {},
    ),
    "persons a boat carries": (
        [["HỘ DÂN CÓ GHE, THUYỀN - XÃ TỊNH KHÊ 2026"], ["TT", "Họ và tên", "Thôn", "Loại", "Số người chở", "SĐT"],
         [1, "Nguyễn Văn A", "Cổ Lũy", "Ghe", 8, "0950111222"], [2, "Trần Thị B", "Khê Tân", "Thuyền thúng", 3, "950111223"]],
        [], {"D3": ("21211", "PT-008", 1), "D4": ("21211", "PT-008", 1)}, {},
    ),
    "strength under words of the army": (
        [["THỰC LỰC 2026"], ["TT", "Tên gọi phương tiện, khí tài", "Đơn vị đếm", "Thực lực", "Xã"], [1, "Ca nô", "chiếc", 2, "Xã Ba Gia"], [2, "Áo phao", "cái", 20, "Xã Ba Vì"]],
        [], {"D3": ("21205", "PT-005", 2), "D4": ("21529", "TB-001", 20)}, {},
    ),
    "items above the communes that have them": (
        [["NĂM 2026"], ["TT", "Nội dung", "ĐVT", "Số lượng"], ["I", "ÁO PHAO", "cái", 60], [1, "Xã Ba Vinh", None, 20], [2, "Xã Ba Xa", None, 40],
         ["II", "GẠO", "tấn", 5], [1, "Xã Ba Vinh", None, 2], [2, "Xã Ba Xa", None, 4]],
        [], {"D4": ("21490", "TB-001", 20), "D5": ("21538", "TB-001", 40), "D7": ("21490", "HC-001", 2000), "D8": ("21538", "HC-001", 4000)}, {"D3": True, "D6": False},
    ),
    "an item that stands in the title alone is asked once": (
        [["THỐNG KÊ ÁO PHAO CÁC XÃ NĂM 2026"], ["TT", "Xã, phường", "Số lượng"], [1, "Xã Ba Vinh", 20], [2, "Xã Ba Xa", 40], [None, "Cộng", 60]],
        [], {"C3": None, "C4": None}, {"C5": True},
    ),
    "no item anywhere": (
        [["THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ NĂM 2026"], ["TT", "Xã, phường", "Số lượng"], [1, "Xã Ba Vinh", 20], [2, "Xã Ba Xa", 40]], [], {}, {},
    ),
    "remarks under a word that may head items": (
        [["NĂM 2026"], ["TT", "Địa bàn", "Đèn pin", "Xe múc", "Loa cầm tay", "Diễn giải"], [1, "Xã Ba Gia", 10, 5, 3, "đang sửa chữa"],
         [2, "Xã Ba Vì", 12, 6, 4, "mới cấp 2025"], [3, "Xã Ba Xa", 13, 7, 5, "đang sửa chữa"]],
        [], {"C3": ("21205", "TB-026", 10), "D3": ("21205", "PT-020", 5), "E3": ("21205", "TB-024", 3), "C4": ("21529", "TB-026", 12), "D4": ("21529", "PT-020", 6),
             "E4": ("21529", "TB-024", 4), "C5": ("21538", "TB-026", 13), "D5": ("21538", "PT-020", 7), "E5": ("21538", "TB-024", 5)}, {},
    ),
    "a point before one figure settles nothing for a point before three": (
        [["XÃ BA GIA"], ["TT", "Vật tư", "ĐVT", "SL"], [1, "Áo phao", "cái", "7.0"], [2, "Gạo", "kg", "8.512"]],
        [], {"D3": ("21205", "TB-001", 7), "D4": None}, {},
    ),
    "a bare district among numbered communes is asked, not taken for a sum": (
        [["NĂM 2026"], ["TT", "Xã", "Áo phao"], [1, "Xã Ba Gia", 10], [2, "Ia H'Drai", 5], [3, "Xã Ba Vì", 7], [None, "Cộng", 22]],
        [], {"C3": ("21205", "TB-001", 10), "C4": None, "C5": ("21529", "TB-001", 7)}, {"C6": True},
    ),
}  # fmt: skip

AGAINST: dict[str, Form] = {
    "bare names on one commune's own list that other communes bear": (
        [["XÃ BÌNH SƠN NĂM 2026"], ["TT", "Đơn vị", "Áo phao"], [1, "An Phú", 3], [2, "Bình Minh", 5], [3, "Bình Sơn", 7]],
        [], {"C3": None, "C4": None, "C5": ("21040", "TB-001", 7)}, {},
    ),
    "the same across": (
        [["XÃ BÌNH SƠN NĂM 2026"], ["TT", "Vật tư", "ĐVT", "An Phú", "Bình Minh"], [1, "Áo phao", "cái", 3, 4]], [], {"D3": None, "E3": None}, {},
    ),
    "the same as a heading between the rows": (
        [["XÃ BÌNH SƠN NĂM 2026"], ["TT", "Vật tư", "ĐVT", "SL"], ["I", "Thôn Phú Lễ", None, None], [1, "Áo phao", "cái", 3], ["II", "Bình Minh", None, None], [1, "Áo phao", "cái", 5]],
        [], {"D4": ("21040", "TB-001", 3), "D6": None}, {},
    ),
    "a header that says they are communes": (
        [["UBND XÃ BÌNH SƠN NĂM 2026"], ["TT", "Xã, phường", "Áo phao"], [1, "An Phú", 3], [2, "Bình Minh", 5]],
        [], {"C3": ("21034", "TB-001", 3), "C4": ("21085", "TB-001", 5)}, {},
    ),
    "what is wanted below what there is": (
        [["XÃ BA GIA 2026"], ["TT", "Vật tư", "ĐVT", "SL"], ["I", "HIỆN CÓ", None, None], [1, "Áo phao", "cái", 10], ["II", "NHU CẦU BỔ SUNG", None, None], [1, "Áo phao", "cái", 20]],
        [], {"D4": ("21205", "TB-001", 10)}, {},
    ),
    "what is wanted of one item": (
        [["XÃ BA GIA 2026"], ["TT", "Vật tư", "ĐVT", "SL"], [1, "Áo phao", "cái", 10], [None, "Nhu cầu bổ sung", "cái", 20], [2, "Phao tròn", "cái", 5]],
        [], {"D3": ("21205", "TB-001", 10), "D5": ("21205", "TB-002", 5)}, {},
    ),
    "a second table of what is wanted": (
        [["XÃ BA GIA 2026"], ["A. Hiện có"], ["TT", "Vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 10], [], ["B. Nhu cầu đề nghị trang bị thêm"],
         ["TT", "Vật tư", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 50]],
        [], {"D4": ("21205", "TB-001", 10), "D8": None}, {},
    ),
    "a title that asks for equipment": (
        [["XÃ BA GIA ĐỀ NGHỊ CẤP BỔ SUNG TRANG THIẾT BỊ"], ["TT", "Vật tư", "ĐVT", "Số lượng", "Hiện có"], [1, "Áo phao", "cái", 10, 4]],
        [], {"E3": ("21205", "TB-001", 4)}, {},
    ),
    "plan, result and share; averages and shares below the sum": (
        [["NĂM 2026"], ["TT", "Xã", "Áo phao", None, None], [None, None, "KH", "TH", "Tỷ lệ %"], [1, "Xã Ba Gia", 100, 80, 80], [2, "Xã Ba Vì", 100, 90, 90],
         [None, "Cộng", 200, 170, 85], [None, "Bình quân/xã", 100, 85, 85], [None, "Tỷ lệ so với nhu cầu (%)", 90, 80, 70]],
        ["C2:E2"], {"D4": ("21205", "TB-001", 80), "D5": ("21529", "TB-001", 90)}, {"C6": True, "D6": True},
    ),
}  # fmt: skip
FORMS = HEADERS | ROWS | AGAINST


@pytest.mark.parametrize("form", FORMS)
def test_a_blended_form_is_read_right(form: str, read: Callable[..., Recognition]) -> None:
    rows, merges, expected, totals = FORMS[form]
    found = read(rows, merges=merges)
    accepted = {
        row.cell: (row.commune_code, row.resource_code, row.quantity)
        for row in found.rows
        if row.status is RowStatus.ACCEPTED
    }
    assert accepted == {
        cell: (value[0], value[1], Decimal(value[2])) for cell, value in expected.items() if value is not None
    }
    assert {row.cell for row in found.rows} == set(expected)
    assert {check.cell: check.ok for check in found.checks} == totals


def test_the_item_of_a_title_is_one_question(read: Callable[..., Recognition]) -> None:
    (question,) = read(ROWS["an item that stands in the title alone is asked once"][0]).questions
    assert (question.raw, question.cells, [found.value for found in question.candidates]) == (
        "áo phao",
        2,
        ["TB-001"],
    )
