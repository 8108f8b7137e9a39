"""Words in brackets behind a name: those that say nothing against it, and those that may make it another thing, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.item_words import without_unit_in_brackets
from importers.rules.results import Recognition

Read = Callable[..., Recognition]
HEAD = ["TT", "Nội dung", "ĐVT", "Số lượng"]
# A name with its words in brackets -> whether it is taken.
NAMES: dict[str, bool] = {
    "Áo phao (trẻ em)": True,
    "Áo phao (cái)": True,
    "Áo phao (ĐVT: cái)": True,
    "Xe ben (của người dân)": True,
    "Xe ben (hộ ông Đinh Văn Lý)": True,
    "Xe ben (tự đổ)": True,
    "Dân quân cơ động (đã huấn luyện)": True,
    "Xe đào (máy cuốc)": True,
    "Trạm cảnh báo (còi)": True,
    "Áo phao (100N)": True,
    "Máy bơm nước (15 m3/h)": True,
    "Máy bơm nước (đã hỏng)": True,
    "Thuyền (mô hình)": False,
    "Công an (nghỉ hưu)": False,
    "Áo phao (thuê)": False,
    "Áo phao (vỏ)": False,
    "Áo phao (mượn của xã Ba Tô)": False,
    "Áo phao (UBND xã Ba Tô)": False,
    "Xe múc (đang ở xã Ba Dinh)": False,
    "Xuồng máy (ca nô)": False,
    "Ca nô (không máy)": False,
    "Ca nô (CV)": False,
    "Máy bơm nước (m3/h)": False,
    "Xe khách từ 29 chỗ (chỗ)": False,
    "Bao cát (đã đắp đê)": False,
    "Bao cát (đã cấp 200)": False,
    "Cuốc, xẻng (đã phát)": False,
    "Nhà văn hóa thôn (đã sập)": False,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_taken_only_where_its_brackets_say_nothing_against_it(name: str, read: Read) -> None:
    (row,) = read([["UBND XÃ BA VÌ 2026"], ["VẬT TƯ HIỆN CÓ"], HEAD, [1, name, "", 5]]).rows
    assert (row.status == "accepted") is NAMES[name]


@pytest.mark.parametrize(
    ("label", "left"),
    [
        ("Áo phao (cái)", "Áo phao "),
        ("Bao cát (nghìn cái)", "Bao cát "),
        ("Gạo (ĐVT: tấn)", "Gạo "),
        ("Áo phao (vỏ)", "Áo phao (vỏ)"),
        ("Ca nô (không máy)", "Ca nô (không máy)"),
    ],
)
def test_only_a_unit_is_a_unit_in_brackets(label: str, left: str) -> None:
    assert without_unit_in_brackets(label) == left
