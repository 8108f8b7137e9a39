"""Tables that no answer could make stock of, the lines that close a list, sums of an area, and when a count was made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.closing_words import tells_money
from importers.rules.names.vocabulary import Role, is_total_label, role_of
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.no_stock import is_example, sums_pillars
from importers.rules.texts.words import fold_key

EXAMPLES = {
    "Ví dụ cách ghi:": True,
    "Ví dụ minh họa cách ghi biểu": True,
    "VD:": True,
    "Ví dụ: trang bị của xã Ba Vì": False,
    "Mẫu kê khai": False,
    "Dụng cụ": False,
}
PILLARS = {
    ("Chỉ huy tại chỗ", "1. Lực lượng tại chỗ", "Phương tiện, vật tư tại chỗ", "Hậu cần tại chỗ"): True,
    ("Lực lượng tại chỗ", "Phương tiện tại chỗ"): False,
    ("Lực lượng tại chỗ", "Phương tiện tại chỗ", "Hậu cần tại chỗ", "Áo phao"): False,
    ("Lực lượng tại chỗ", "Lực lượng tại chỗ", "Lực lượng tại chỗ"): False,
}
IN_WORDS = {
    "Bằng chữ: tám mươi tám": False,
    "(Bằng chữ: Tám mươi tám cái)": False,
    "Viết bằng chữ: hai mặt hàng./.": False,
    "Bằng chữ: tám mươi tám triệu đồng": True,
    "Bằng chữ: Mười hai triệu chẵn": True,
    "Bằng chữ: ........": True,
    "Người lập": False,
}
SUMS = {"Cả vùng": True, "Cả 2 xã": True, "Toàn địa bàn": True, "Cả ngày": False, "Cả nhà": False}
MOMENTS = {
    "Tại thời điểm báo cáo": Role.QUANTITY,
    "Đến thời điểm kiểm kê": Role.QUANTITY,
    "Thời điểm báo cáo": Role.DATE,
    "Thời điểm kiểm kê": Role.DATE,
}


def test_words_of_no_stock() -> None:
    assert {title: is_example([title]) for title in EXAMPLES} == EXAMPLES
    assert {names: sums_pillars(names) for names in PILLARS} == PILLARS
    assert {line: tells_money(fold_key(line)) for line in IN_WORDS} == IN_WORDS
    assert {label: is_total_label(label) for label in SUMS} == SUMS
    assert {head: role_of(head) for head in MOMENTS} == MOMENTS


HEAD = ["TT", "Tên vật tư", "ĐVT", "Số lượng"]
ROWS = [[1, "Áo phao", "cái", 40], [2, "Phao tròn", "cái", 48]]


@pytest.mark.parametrize(("title", "taken"), [("Ví dụ cách ghi:", 0), ("VẬT TƯ HIỆN CÓ", 2)])
def test_an_example_is_left_out(title: str, taken: int, read: Callable[..., Recognition]) -> None:
    found = read([["XÃ BA VÌ"], [title], HEAD, *ROWS])
    assert [row.status for row in found.rows] == [RowStatus.ACCEPTED] * taken
    assert len(found.unread) == 2 - taken
    assert found.questions == ()


def test_what_the_catalogue_knows_is_asked_about(read: Callable[..., Recognition]) -> None:
    (row,) = read([["VẬT TƯ XÃ BA VÌ"], HEAD, [1, "Áo phao", "ngày", 40]]).rows
    assert (row.status, row.resource_code) == (RowStatus.REVIEW, "TB-001")


@pytest.mark.parametrize(("line", "taken"), [("Bằng chữ: tám mươi tám", 2), ("Bằng chữ: hai triệu đồng", 0)])
def test_a_sum_in_words(line: str, taken: int, read: Callable[..., Recognition]) -> None:
    found = read([["VẬT TƯ XÃ BA VÌ"], HEAD, *ROWS, [None, "Cộng", None, 88], [line]])
    assert sum(row.status is RowStatus.ACCEPTED for row in found.rows) == taken
