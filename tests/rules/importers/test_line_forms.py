"""Forms of one thing on several lines: a label and its value."""

from __future__ import annotations

from collections.abc import Callable

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
Rows = list[list[object]]
TWO: Rows = [
    ["THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ"],
    ["Xã:", "Xã Bình Minh"],
    ["Tên:", "Áo phao"], ["Số lượng:", 12], ["ĐVT:", "cái"], ["Nơi để:", "Kho xã"], ["Tình trạng:", "Tốt"],
    [],
    ["Tên:", "Máy phát điện 5 kVA"], ["Số lượng:", "02 cái (hỏng 01)"], ["Nơi để:", "Trường THCS"],
    ["Người lập biểu"], ["Tên:", "Nguyễn Văn A"],
]  # fmt: skip


def test_each_thing_of_a_form_of_lines_is_a_row(read: Read) -> None:
    found = read(TWO)
    vests, machines = found.rows
    assert (vests.cell, vests.commune_code, vests.resource_code, vests.quantity) == (
        "B4",
        "21085",
        "TB-001",
        12,
    )
    assert (vests.location, vests.status) == ("Kho xã", RowStatus.ACCEPTED)
    assert (machines.cell, machines.commune_code, machines.quantity) == ("B10", "21085", 2)
    assert (machines.broken_quantity, machines.location) == (1, "Trường THCS")
    unread = {cell.cell for cell in found.unread}
    assert {"A1", "A12", "A13", "B13"} >= unread, "no line of the form is lost"


def test_label_and_value_may_share_a_cell_and_a_unit_may_stand_behind(read: Read) -> None:
    found = read([["Tên vật tư: Áo phao"], ["Số lượng: 12 cái"], ["Địa chỉ: Thôn 2"]], home="21085")
    assert [(row.cell, row.quantity, row.location) for row in found.rows] == [("A2", 12, "Thôn 2")]
    beside = read([["1", "Tên vật tư", "Gạo"], ["2", "Số lượng", 2, "tấn"]], home="21085")
    assert [(row.cell, row.quantity) for row in beside.rows] == [("C2", 2000)]


def test_a_vehicle_form_with_a_plate_is_one_vehicle_of_its_owner(read: Read) -> None:
    rows: Rows = [["PHIẾU KÊ KHAI PHƯƠNG TIỆN"], ["Chủ phương tiện", "Nguyễn Văn A"], ["Điện thoại", "0905123456"], ["Tên phương tiện", "Ca nô"], ["Biển số", "QNg-1234"]]  # fmt: skip
    (row,) = read(rows, home="21085").rows
    assert (row.cell, row.quantity, row.holder, row.contact_phones, row.mark) == (
        "B4",
        1,
        "Nguyễn Văn A",
        ("0905123456",),
        "QNg-1234",
    )


def test_what_a_form_of_lines_asks_for_is_asked_about(read: Read) -> None:
    found = read([["PHIẾU ĐỀ NGHỊ CẤP BỔ SUNG"], *TWO[1:]])
    assert [question.kind for question in found.questions] == ["column"]
    assert not [row for row in found.rows if row.status is RowStatus.ACCEPTED]


def test_a_cover_with_a_few_labels_is_no_form(read: Read) -> None:
    cover: Rows = [["BÁO CÁO"], ["Xã:", "Xã Bình Minh"], ["Người phụ trách:", "Nguyễn Văn A"], ["Điện thoại:", "0905123456"], ["Số lượng:", 12]]  # fmt: skip
    assert not read(cover).rows
    asked: Rows = [["Tên:", "Áo phao"], ["Số lượng cần:", 12]]
    assert not read(asked, home="21085").rows
