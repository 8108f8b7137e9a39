"""Heads of forms: the label in one cell, the name of the commune in the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TITLE = ["BẢNG KÊ VẬT TƯ, TRANG THIẾT BỊ NĂM 2026"]
BODY: list[list[Any]] = [
    ["STT", "Tên", "ĐVT", "Số lượng"],
    [1, "Áo phao", "cái", 37],
    [2, "Máy cưa", "cái", 6],
]


def _communes(found: Recognition) -> set[tuple[str | None, bool]]:
    return {(row.commune_code, row.status is RowStatus.ACCEPTED) for row in found.rows}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (["Xã", "Ba Vì"], "21529"),
        (["Xã:", "Ba Vì"], "21529"),
        (["Tên xã:", "Ba Vì"], "21529"),
        (["Xa:", "Ba Vi"], "21529"),
        (["Phường:", "Sa Huỳnh"], "21478"),
        (["Đặc khu:", "Lý Sơn"], "21548"),
        (["Xã/phường:", "Ba Vì"], "21529"),
        (["Xã, phường:", "Sa Huỳnh"], "21478"),
        (["Xã (phường):", "Ba Vì"], "21529"),
        (["UBND XÃ", "BA VÌ"], "21529"),
        (["Đơn vị báo cáo", "Ba Vì"], "21529"),
        (["Địa phương:", "Ba Vì"], "21529"),
        (["Tỉnh:", "Quảng Ngãi", "Xã:", "Ba Vì"], "21529"),
        (["Xã:", "Ba Vì", "Thôn:", "Giá Vực"], "21529"),
        (["Xã:", "Ba Vì", "Phường:", None], "21529"),
    ],
)
def test_a_label_and_the_name_beside_it_are_read_together(head: Sequence[Any], code: str, read: Read) -> None:
    assert _communes(read([TITLE, head, [], *BODY])) == {(code, True)}


@pytest.mark.parametrize(
    "head",
    [
        ["Huyện:", "Ba Tơ"],
        ["Thôn:", "Ba Vì"],
        ["Người lập:", "Ba Vì"],
        ["Xã:", "Ba Vì", "Ba Tô"],  # of which of them, nobody wrote
        ["Xã:", "Ba Vì", "Xã:", "Ba Tô"],
        ["Xã:", "……"],
        ["Xã:", "Ba Vì 2"],
        ["Xã:", "Không Có Thật"],
        ["Số xã", "Ba Vì"],
        ["Các xã", "Ba Vì"],
    ],
)
def test_other_words_beside_one_another_name_no_commune(head: Sequence[Any], read: Read) -> None:
    assert {taken for _, taken in _communes(read([TITLE, head, [], *BODY]))} == {False}


def test_the_sheet_of_another_commune_is_asked_about(read: Read) -> None:
    assert {taken for _, taken in _communes(read([TITLE, ["Xã:", "Ba Vì"], [], *BODY], name="Ba Tô"))} == {
        False
    }
