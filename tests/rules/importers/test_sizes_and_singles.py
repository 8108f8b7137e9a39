"""Rows that say a load and no number, sizes "trở lên" and "trở xuống", and rows a commune's file cannot take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.stock.leftovers import rows_of_others

Read = Callable[..., Recognition]
TOP = ["DANH SÁCH PHƯƠNG TIỆN XÃ BA XA"]

# The columns beside the kind -> whether each row is taken as one.
COLUMNS: dict[tuple[str, str], bool] = {
    ("Công suất", "10 tấn"): False,
    ("Số thôn", "3"): False,
    ("Biển số", "76C-00112"): True,
    ("Chủ xe", "Ông Nguyễn Văn A"): True,
    ("Nơi để", "Thôn 1"): True,
    ("Số điện thoại", "0905 123 456"): True,
    ("Lái xe", "Nguyễn Văn A"): True,
    ("Năm sản xuất", "2019"): True,
    ("Số khung", "RLHJC43"): True,
    ("Tình trạng", "Tốt"): True,
    ("Xã", "Xã Ba Xa"): True,
    ("Biển số", ""): False,
}


@pytest.mark.parametrize("case", COLUMNS)
def test_rows_that_tell_only_a_size_do_not_say_how_many_there_are(case: tuple[str, str], read: Read) -> None:
    head, text = case
    rows: list[list[Any]] = [[1, "Xe ben", "15 tấn", text], [2, "Xe cứu thương", "5 chỗ", text]]
    found = read([TOP, ["TT", "Loại phương tiện", "Trọng tải", head], *rows])
    assert [row.status is RowStatus.ACCEPTED for row in found.rows] == [COLUMNS[case]] * 2
    assert len(found.questions) == (not COLUMNS[case])


def test_buildings_are_one_each_whatever_else_is_told(read: Read) -> None:
    rows = [[1, "Trường Tiểu học Ba Xa", 300], [2, "Nhà văn hóa thôn 1", 100]]
    found = read([["ĐIỂM TRÁNH TRÚ XÃ BA XA"], ["TT", "Tên công trình", "Sức chứa (người)"], *rows])
    assert [row.status for row in found.rows] == [RowStatus.ACCEPTED] * 2


SIZES: dict[str, str] = {
    "Xe tải loại 5 tấn trở lên": "PT-013",
    "Xe tải từ 5 tấn trở lên": "PT-013",
    "Xe tải loại 2 tấn trở lên": "",
    "Xe tải 3 tấn trở xuống": "PT-012",
    "Xe tải 5 tấn trở xuống": "",
    "Xe khách 29 chỗ trở lên": "PT-016",
    "Xe khách loại 16 chỗ trở lên": "",
    "Xe 12-16 chỗ": "PT-017",
    "Xe 10-16 chỗ": "",
    "Xe 16-29 chỗ": "",
    "Máy phát điện 50 kVA trở lên": "TB-012",
    "Máy phát điện 20 kVA trở lên": "",
    "Máy phát điện 5 kVA trở xuống": "TB-010",
    "Máy phát điện 20 kVA": "TB-011",
}


@pytest.mark.parametrize("name", SIZES)
def test_sizes_from_one_on_or_down_from_it(name: str, read: Read) -> None:
    found = read([TOP, ["TT", "Tên", "ĐVT", "Số lượng"], [1, name, "cái", 2], [2, "Bộ đàm", "cái", 5]])
    row = found.rows[0]
    assert str(row.resource_code or "") == SIZES[name]
    assert (row.status is RowStatus.ACCEPTED) is bool(SIZES[name])


OFFICES = {"21538": 1, "21529": 1, "21496": 2, "": 0}


@pytest.mark.parametrize("office", OFFICES)
def test_rows_that_a_communes_file_cannot_take(office: str, read: Read) -> None:
    rows = [[1, "Xã Ba Xa", 5], [2, "Xã Ba Vì", 6], [3, "Xã Không Ai Biết", 7]]
    found = read([["TỔNG HỢP CÁC XÃ"], ["TT", "Xã", "Áo phao (cái)"], *rows])
    assert len(rows_of_others(found.rows, office)) == OFFICES[office]
