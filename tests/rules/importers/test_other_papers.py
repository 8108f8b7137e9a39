"""Papers of one shape with a list of stock: what stands beside and below their figures says that they are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import IMPORT, Recognition, RowStatus

Read = Callable[..., Recognition]
HEAD = ["TT", "Danh mục", "ĐVT", "Số lượng"]
# The header of a column more -> whether the figures beside it are taken, where no title tells what they are.
BESIDE: dict[str, bool] = {
    "Thành tiền": False,
    "Kinh phí (đồng)": False,
    "Tổng tiền": False,
    "Giá dự kiến": False,
    "Đánh giá": True,
    "Đơn vị giữ": True,
    "Nguyên giá": True,
    "Giá trị còn lại": True,
    "Thời gian thực hiện": False,
    "Ngày giao hàng": False,
    "Thời gian có mặt": True,
    "Hạn sử dụng": True,
    "Ngày kiểm tra": True,
    "Lý do": False,
    "Mục đích hỗ trợ": False,
    "Nhà tài trợ": False,
    "Đơn vị nhận": False,
    "Bảo hành": False,
    "Người phụ trách": True,
    "Họ và tên chủ phương tiện": True,
    "Nhãn hiệu, nước sản xuất": True,
    "Nguồn": True,
    "Đơn vị quản lý": True,
}
# The same below a title that is that of a list of stock: words of the office's own only tell more.
TITLED: dict[str, bool] = {
    "Mức sẵn sàng tham chiến": True,
    "Văn bản giao": False,
    "Được giao cho": True,
    "Thành tiền": False,
    "Nhà tài trợ": False,
    "Kinh phí bảo dưỡng": True,
    "Mức chi": False,
    "Tổng mức": False,
    "Nguồn kinh phí": True,
    "Nguồn vốn": True,
    "Vốn": False,
}
# The words of a row below the figures -> whether these are taken.
BELOW: dict[str, bool] = {
    "Trên đây là nhu cầu của xã, kính đề nghị cấp trên xem xét, hỗ trợ.": False,
    "Bằng chữ: Mười hai triệu đồng": False,
    "Dự kiến thực hiện trong quý II/2027": False,
    "Người nhận hàng": False,
    "NGƯỜI ĐỀ NGHỊ": False,
    "Người lập biểu": True,
    "Đề nghị cấp trên trang bị thêm áo phao cho các thôn.": True,
    "Ghi chú: số liệu đến ngày 30/9/2026": True,
}


def taken(found: Recognition) -> bool:
    return {row.status for row in found.rows} == {RowStatus.ACCEPTED}


def rows_of(*more: Any, title: str = "XÃ BA VÌ", head: str = "Số lượng") -> list[list[Any]]:
    beside = [["x"], ["y"]] if more else [[], []]
    return [[title], [*HEAD[:3], head, *more], [1, "Áo phao", "cái", 3, *beside[0]], [2, "Rọ thép", "cái", 4, *beside[1]]]  # fmt: skip


@pytest.mark.parametrize("header", BESIDE)
def test_a_column_beside_the_figures(header: str, read: Read) -> None:
    assert taken(read(rows_of(header))) is BESIDE[header]


@pytest.mark.parametrize("header", TITLED)
def test_a_column_below_a_title_of_stock(header: str, read: Read) -> None:
    assert taken(read([["XÃ BA VÌ"], *rows_of(header, title="DANH MỤC TRANG BỊ")])) is TITLED[header]
    assert not taken(read(rows_of("Mức sẵn sàng tham chiến", title="XÃ BA VÌ NĂM 2026")))


# The headers of two columns more, with words below the second -> whether the figures beside them are taken.
PRICED: dict[tuple[str, str], bool] = {
    ("Đơn giá", "Địa điểm"): True,
    ("Thành tiền", "Nơi để"): True,
    ("Đơn giá", "Ghi chú"): False,
    ("Đơn giá", "Địa điểm giao nhận"): False,
    ("Đơn giá", "Người nhận"): False,
}


@pytest.mark.parametrize("headers", PRICED)
def test_prices_of_things_that_lie_somewhere(headers: tuple[str, str], read: Read) -> None:
    rows = [[1, "Áo phao", "cái", 3, 185, "Kho xã"], [2, "Rọ thép", "cái", 4, 410, "Bãi Sơn Giang"]]
    listed = [["XÃ BA VÌ"], ["BẢNG KÊ VẬT TƯ"], [*HEAD, *headers], *rows]
    assert taken(read(listed)) is PRICED[headers]
    assert not taken(read([["XÃ BA VÌ"], [*HEAD, *headers], *rows])) or headers[1] == "Nơi để"


# The title and the header of the figures beside their price -> whether what shops offer at it is taken.
OFFERED: dict[tuple[str, str], bool] = {
    ("BIỂU CAM KẾT CUNG ỨNG HÀNG HÓA CỦA CÁC ĐẠI LÝ", "Số lượng"): True,
    ("DANH MỤC HÀNG HÓA", "Số lượng cam kết"): True,
    ("DANH MỤC HÀNG HÓA", "Số lượng"): False,
    ("DANH MỤC HÀNG HÓA CUNG ỨNG", "Số lượng"): False,
    ("ĐỀ NGHỊ CAM KẾT HỖ TRỢ", "Số lượng"): False,
}


@pytest.mark.parametrize("heads", OFFERED)
def test_prices_of_what_is_pledged(heads: tuple[str, str], read: Read) -> None:
    title, head = heads
    rows = [[1, "Áo phao", "cái", 3, 185, "Đại lý A"], [2, "Rọ thép", "cái", 4, 410, "Đại lý B"]]
    listed = [["XÃ BA VÌ"], [title], [*HEAD[:3], head, "Đơn giá", "Đại lý, SĐT"], *rows]
    assert taken(read(listed)) is OFFERED[heads]


def test_a_column_of_places_that_is_empty_says_nothing_of_prices(read: Read) -> None:
    rows = [[1, "Áo phao", "cái", 3, 185, None], [2, "Rọ thép", "cái", 4, 410, None]]
    assert not taken(read([["XÃ BA VÌ"], ["BẢNG KÊ VẬT TƯ"], [*HEAD, "Đơn giá", "Địa điểm"], *rows]))


def test_what_was_bought_and_lies_in_the_store_is_there(read: Read, sheet: Callable[..., Sheet]) -> None:
    bought = rows_of("Thành tiền", title="BẢNG KÊ VẬT TƯ ĐÃ MUA XÃ BA VÌ")
    stored = rows_of("Thành tiền", title="BẢNG KÊ VẬT TƯ ĐÃ MUA, ĐANG LƯU KHO XÃ BA VÌ")
    assert [taken(read(sheet("Mua sam", rows))) for rows in (bought, stored)] == [False, True]


def test_figures_of_a_source_are_money(read: Read) -> None:
    rows = [["XÃ BA VÌ"], ["DANH MỤC TRANG BỊ"], [*HEAD, "Nguồn kinh phí"], [1, "Áo phao", "cái", 3, 900], [2, "Rọ thép", "cái", 4, 800]]  # fmt: skip
    assert not taken(read(rows))


@pytest.mark.parametrize("text", BELOW)
def test_a_row_below_the_figures(text: str, read: Read) -> None:
    assert taken(read([*rows_of(), [None], [None, text]])) is BELOW[text]


@pytest.mark.parametrize(
    ("title", "head"), [("VẬT TƯ HIỆN CÓ XÃ BA VÌ", "Số lượng"), ("XÃ BA VÌ", "Hiện có")]
)
def test_what_says_that_things_are_there_goes_first(title: str, head: str, read: Read) -> None:
    assert taken(read([*rows_of("Thành tiền", title=title, head=head), [None], ["Bằng chữ: Một đồng"]]))


# The notes beside both rows, below a title of 2026 -> whether the figures are taken.
NOTES: dict[tuple[str, str], bool] = {
    ("Mua mới", "Đề nghị cấp trên cấp"): False,
    ("mua mới năm 2027", "thiếu"): False,
    ("Mua mới năm 2025", "Mua mới năm 2026"): True,
    ("Bổ sung đã kiểm tra", "Đề nghị kiểm tra lại"): True,
    ("Mua mới", "Kho thôn"): True,
    ("Cấp năm 2024", ""): True,
}


@pytest.mark.parametrize("notes", NOTES)
def test_notes_beside_the_figures(notes: tuple[str, str], read: Read) -> None:
    rows = [[number, name, "cái", 3, note] for number, name, note in zip((1, 2), ("Áo phao", "Rọ thép"), notes, strict=True)]  # fmt: skip
    assert taken(read([["XÃ BA VÌ 2026"], [*HEAD, "Ghi chú"], *rows])) is NOTES[notes]


def test_one_answer_settles_the_paper(read: Read) -> None:
    (question,) = read(rows_of("Thành tiền")).questions
    assert taken(read(rows_of("Thành tiền"), answers={question.key: IMPORT}))


def test_what_closes_a_table_closes_no_other(read: Read) -> None:
    found = read([*rows_of(), [None], ["PHƯƠNG TIỆN"], HEAD, [1, "Ca nô", "chiếc", 2], [None], ["Bằng chữ: Một đồng"]])  # fmt: skip
    assert [row.status for row in found.rows] == [RowStatus.ACCEPTED] * 2 + [RowStatus.REVIEW]


def test_dry_rations_are_no_place_of_storage(read: Read) -> None:
    found = read(
        [["CHỈ TIÊU GIAO CÁC XÃ"], ["TT", "Xã", "Lương khô (kg)", "Gạo (kg)"], [1, "Xã Ba Vì", 9, 8]]
    )
    assert {row.status for row in found.rows} == {RowStatus.REVIEW}


def test_what_came_of_a_call_is_past(read: Read) -> None:
    found = read([["XÃ BA VÌ"], ["KẾT QUẢ HUY ĐỘNG PHƯƠNG TIỆN"], HEAD, [1, "Ca nô", "chiếc", 2]])
    assert not taken(found)
