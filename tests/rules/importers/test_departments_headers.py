"""Headers and titles in a department's own words: what stands beside communes and things they name is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]


def taken(found: Recognition) -> list[str]:
    """Return the cells of the rows taken."""
    return [row.cell for row in found.rows if row.status is RowStatus.ACCEPTED]


def test_columns_of_an_offices_own_words_beside_communes_and_things(read: Read) -> None:
    """No number of rows, communes merged below the office above them, a thing nobody knows."""
    rows = [
        ["DỤNG CỤ, LỰC LƯỢNG PCCCR"], ["Hạt Kiểm lâm", "Xã", "Máy thổi gió", "Vỉ dập lửa", "Bình xịt đeo vai", "Chòi canh"],
        ["(ĐVT)", None, "cái", "cái", "cái", "chòi"],
        ["Hạt KL khu vực Ba Tơ", "Xã Ba Xa", 4, 30, 10, 1], [None, "Xã Ba Dinh", 3, 25, 8, "-"],
        ["Hạt KL khu vực Sơn Hà", "Xã Sơn Hà", 5, 40, 9, 1], [None, "Xã Sơn Kỳ", 4, 30, 10, 1],
    ]  # fmt: skip
    found = read(rows, merges=["A4:A5", "A6:A7"])
    assert {row.cell: row.commune_code for row in found.rows if row.cell[0] == "D"} == {
        "D4": "21538", "D5": "21499", "D6": "21289", "D7": "21325",
    }  # fmt: skip


def test_a_line_that_names_a_commune_is_no_header(read: Read) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng"]
    rows = [
        ["TRANG BỊ"],
        ["Xã", "Ba Vì", "Kính gửi", "UBND tỉnh"],
        head,
        [1, "Áo phao", "cái", 3],
        [2, "Ca nô", "chiếc", 1],
    ]
    found = read(rows)
    assert found.sheets[0].header_rows == (3,)
    assert [row.quantity for row in found.rows] == [3, 1]


@pytest.mark.parametrize(
    "title",
    [
        "MÁY ĐO MƯA TỰ ĐỘNG, FLYCAM CỦA CÁC XÃ",
        "TỔNG HỢP NGUỒN LỰC CÁC XÃ HẠ DU SÔNG TRÀ KHÚC",
        "HÀNG CỨU TRỢ TẠI CÁC XÃ",
        "DỤNG CỤ, LỰC LƯỢNG PCCCR MÙA KHÔ 2026 CÁC XÃ CÓ RỪNG",
    ],
)
def test_titles_of_what_there_is(title: str, read: Read) -> None:
    rows = [["TT", "Xã", "Máy đo mưa (cái)", "Flycam (bộ)"], [1, "Xã Ba Vì", 3, 1], [2, "Xã Ba Xa", 2, 1]]
    assert len(taken(read([[title], *rows]))) == 4


def test_who_typed_the_rows_is_no_register(read: Read) -> None:
    head = ["Tên xã", "Tên vật tư", "Đơn vị", "Số lượng", "Ngày cập nhật", "Cán bộ nhập"]
    assert (taken(read([head, ["Xã Ia Chim", "Áo phao", "cái", 9, "2026-10-03", "admin.xa"]]))) == ["D2"]


def test_a_sum_of_money_is_no_second_line_of_a_thing(read: Read) -> None:
    head = ["TT", "Mặt hàng", "ĐVT", "Số lượng", "Thành tiền"]
    rows = [
        [1, "Gạo", "kg", 90, 1800000],
        [2, "Muối", "kg", 40, 200000],
        [None, "Cộng thành tiền", None, None, 2000000],
    ]
    assert [row.resource_raw for row in read([["HÀNG DỰ TRỮ HIỆN CÓ XÃ BA VÌ"], head, *rows]).rows] == [
        "Gạo",
        "Muối",
    ]
