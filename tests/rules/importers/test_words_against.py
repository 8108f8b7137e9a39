"""Words beside a figure that make it another's, another thing or none at all: groups, notes, kinds, parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, Row, RowStatus

Read = Callable[..., Recognition]

TOP = ["DANH MỤC TRANG BỊ XÃ BA VÌ NĂM 2026"]
HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"]
# The name of a group inside a table -> whether the figures below it are taken.
GROUPS: dict[str, bool] = {
    "DỰ KIẾN MUA NĂM 2027": False,
    "Sẽ trang bị thêm": False,
    "MƯỢN CỦA XÃ BÌNH MINH": False,
    "Đã cho xã Bình Minh mượn": False,
    "Chuyển giao xã Bình Sơn": False,
    "Thuê của doanh nghiệp khi cần": False,
    "Chưa nhận về": False,
    "Năm 2023": False,
    "Năm 2026": True,
    "Mua năm 2023": True,
    "Vật tư dự kiến huy động": True,
    "Theo kế hoạch cấp xã": True,
    "Nhận chuyển giao từ huyện": True,
    "Tài sản được chuyển giao về xã": True,
    "Phương tiện hợp đồng với doanh nghiệp": True,
    "Phương tiện trong dân": True,
}
# A note beside a figure of the commune of Ba Vì -> whether it is taken.
NOTES: dict[str, bool] = {
    "số liệu của xã Ba Xa": False,
    "mượn của xã Ba Tơ": False,
    "đề nghị cấp mới": False,
    "dự kiến mua 2027": False,
    "dự kiến mua trong năm 2027": False,
    "đơn vị: 100 cái": False,
    "ĐVT: nghìn cái": False,
    "không có, thuê ngoài": False,
    "thuê khi cần": False,
    "trùng với mục 6": False,
    "đã tính ở mục 2": False,
    "số liệu của xã Ba Vì": True,
    "của xã": True,
    "của xã Ba Ngạc cũ": True,
    "của xã Ba Liên cũ": False,
    "để tại xã Ba Xa": True,
    "do xã quản lý": True,
    "đơn vị: cái": True,
    "ĐVT: 1 cái": True,
    "không có hư hỏng": True,
    "cấp mới năm 2024": True,
    "theo kế hoạch 2026": True,
    "mua năm 2025": True,
    "để trong mục kho": True,
}
# A name that the catalogue gives to one size -> the type taken, "" where it is asked.
SPANS: dict[str, str] = {
    "Xe khách 16 - 45 chỗ": "",
    "Xe khách từ 16 đến 45 chỗ": "",
    "Xe khách các loại": "",
    "Các loại xe khách": "",
    "Xe khách 29 - 45 chỗ": "PT-016",
    "Xe ô tô 4-7 chỗ": "PT-018",
    "Xe khách 45 chỗ": "PT-016",
    "Xe khách": "PT-016",
}
# A name and the words of the column beside it -> the type taken, "" where it is asked.
KINDS: dict[tuple[str, str], str] = {
    ("Xuồng", "Cao su"): "PT-007",
    ("Tàu", "Khách"): "PT-010",
    ("Xe tải", "Cẩu"): "PT-024",
    ("Phao", "Tròn"): "TB-002",
    ("Loa", "Truyền thanh"): "TB-025",
    ("Xe khách", "7 chỗ"): "PT-018",
    ("Xuồng", "ST660"): "PT-002",
    ("Máy bơm", "Chữa cháy"): "",
    ("Máy bơm nước", "Khiêng tay Tohatsu"): "",
    ("Ca nô", "ST750"): "",
    ("Phao tròn", "Áo phao"): "",
    ("Xe bồn chở nước", "Chở xăng dầu"): "",
    ("Xuồng", "Composite"): "PT-006",
    ("Tàu", "Vỏ gỗ"): "PT-009",
    ("Ca nô", "Composite"): "PT-005",
    ("Áo phao", "Trẻ em"): "TB-001",
    ("Áo phao", "Phao áo người lớn"): "TB-001",
    ("Máy bơm nước", "Honda chạy xăng"): "TB-013",
    ("Máy bơm nước", "chạy dầu, đầu nổ Trung Quốc"): "TB-013",
    ("Phao tròn", "Nhựa cứng"): "TB-002",
    ("Đèn pin", "Siêu sáng"): "TB-026",
    ("Máy cưa xích", "Stihl"): "TB-016",
    ("Xe khách", "Ghế mềm"): "PT-016",
    ("Xe cứu thương", "Ford Transit"): "PT-026",
    ("Máy đào", "Bánh xích"): "PT-020",
    ("Gạo", "Bao tải"): "HC-001",
    ("Bao cát", "Vải dù"): "VT-001",
}
# A part told below "Máy phát điện" -> whether the figure of the bare name is taken.
PARTS: dict[str, bool] = {"Trong đó: 50 kVA": False, "- Trong đó: 5 kVA": False, "Trong đó hỏng": True}


def taken(found: Recognition) -> list[Any]:
    """Return the quantities that are taken."""
    return [row.quantity for row in found.rows if row.status is RowStatus.ACCEPTED]


def type_of(row: Row) -> str:
    """Return the type of a row that is taken, "" where it is asked."""
    return str(row.resource_code) if row.status is RowStatus.ACCEPTED else ""


@pytest.mark.parametrize("group", GROUPS)
def test_groups(group: str, read: Read) -> None:
    rows = [TOP, HEAD, ["I", "Trang bị hiện có", None, None], [1, "Bộ đàm", "cái", 5], ["II", group, None, None], [1, "Loa cầm tay", "cái", 3]]  # fmt: skip
    found = read(rows)
    assert taken(found) == ([5, 3] if GROUPS[group] else [5])
    assert [row.quantity for row in found.rows] == [5, 3]


def test_a_year_alone_heads_what_there_is_where_no_later_one_is_named(read: Read) -> None:
    rows = [["XÃ BA VÌ"], HEAD, ["I", "Năm 2023", None, None], [1, "Bộ đàm", "cái", 5], ["II", "Năm 2024", None, None], [1, "Loa cầm tay", "cái", 3]]  # fmt: skip
    assert taken(read(rows)) == [3]
    assert taken(read(rows[:4])) == [5]


@pytest.mark.parametrize("note", NOTES)
def test_notes(note: str, read: Read) -> None:
    rows = [TOP, HEAD, [1, "Áo phao", "cái", 40, note], [2, "Bộ đàm", "cái", 4, "tốt"], [3, "Ca nô", "chiếc", 1]]  # fmt: skip
    assert taken(read(rows)) == ([40, 4, 1] if NOTES[note] else [4, 1])


@pytest.mark.parametrize("name", SPANS)
def test_spans_across_types(name: str, read: Read) -> None:
    rows = [TOP, HEAD, [1, "Bộ đàm", "cái", 5], [2, name, "xe", 3], [3, "Ca nô", "chiếc", 1]]
    assert type_of(read(rows).rows[1]) == SPANS[name]


@pytest.mark.parametrize("header", ["Quy cách", "Chủng loại"])
@pytest.mark.parametrize("pair", KINDS)
def test_kinds_beside_names(pair: tuple[str, str], header: str, read: Read) -> None:
    rows = [TOP, ["TT", "Tên", header, "ĐVT", "Số lượng"],
            [1, "Bộ đàm", "Kenwood", "cái", 5], [2, "Áo mưa", "Người lớn", "cái", 9], [3, *pair, None, 3]]  # fmt: skip
    assert type_of_third(read(rows)) == KINDS[pair]


def type_of_third(found: Recognition) -> str:
    """Return the type of the third row, where the first two are taken."""
    first, second, third = found.rows
    assert [type_of(first), type_of(second)] == ["TB-021", "VT-013"]
    if any(key.startswith("unit") for key in third.questions):
        return str(third.resource_code or "")  # only its unit is asked
    return type_of(third)


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_a_size_below_a_bare_name(part: str, read: Read) -> None:
    rows = [TOP, HEAD, [1, "Máy phát điện", "cái", 5], [None, part, "cái", 1], [2, "Bộ đàm", "cái", 4]]
    assert taken(read(rows)) == ([5, 4] if PARTS[part] else [4])


def test_a_part_without_a_size_leaves_the_name_as_it_is(read: Read) -> None:
    rows = [TOP, HEAD, [1, "Áo phao", "cái", 120], [None, "Trong đó áo phao trẻ em", "cái", 20], [2, "Bộ đàm", "cái", 4]]  # fmt: skip
    assert taken(read(rows)) == [120, 4]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("Trong đó: 50 kVA", "part_of_total"),
        ("Trong đó hỏng", "broken_part"),
        ("Trong đó tốt", "condition_part"),
    ],
)
def test_why_a_part_is_left_out(part: str, why: str, read: Read) -> None:
    found = read([TOP, HEAD, [1, "Máy phát điện", "cái", 5], [None, part, "cái", 1]])
    assert {str(cell.cell): str(cell.reason) for cell in found.unread}["D4"] == why


# The title, and the headers of two columns of figures -> the figures taken.
YEARS: dict[tuple[str, str, str], list[int]] = {
    ("TRANG BỊ NĂM 2026", "Năm 2025", "Năm 2026"): [45],
    ("TRANG BỊ NĂM 2026", "Năm 2026", "Năm 2027"): [],
    ("TRANG BỊ", "Năm 2026", "Năm 2027"): [45],
    ("TRANG BỊ THEO KẾ HOẠCH NĂM 2025", "Năm 2025", "Năm 2026"): [45],
    ("TRANG BỊ THEO QUYẾT ĐỊNH 12/2024", "Năm 2025", "Năm 2026"): [45],
}


@pytest.mark.parametrize("told", YEARS)
def test_a_column_of_a_year_after_that_of_the_list_is_asked_about(
    told: tuple[str, str, str], read: Read
) -> None:
    title, first, second = told
    rows = [["UBND XÃ BA VÌ"], [title], ["TT", "Tên", "ĐVT", first, second], [1, "Áo phao", "cái", 35, 45]]
    assert taken(read(rows)) == YEARS[told]
