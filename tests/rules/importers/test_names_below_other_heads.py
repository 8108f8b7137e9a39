"""The column of names is the one where things stand, also below a head of places or notes, where no other names any."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# Heads of three columns and what stands below them in three rows -> the types taken, None where it is asked.
THINGS = ["Áo phao", "Phao tròn", "Trường học"]
KNOWN = ["TB-001", "TB-002", "CT-001"]
PLACES = ["Trường học", "Nhà văn hóa", "Trạm y tế"]
OWNERS = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chín"]
OWN = ["Thùng ABC", "Hộp XYZ", "Que QQ"]
HEADS: list[tuple[tuple[str, str, str], list[list[str]], list[str | None]]] = [
    (("Loại hàng, địa điểm", "ĐVT", "Khối lượng"), [THINGS, ["cái"] * 3], list(KNOWN)),
    (("Loại hàng, địa điểm", "ĐVT", "Số lượng"), [THINGS, ["cái"] * 3], list(KNOWN)),
    (("Tên vật tư, tình trạng", "ĐVT", "Số lượng"), [THINGS, ["cái"] * 3], list(KNOWN)),
    (("Tên vật tư và nơi để", "ĐVT", "Số lượng"), [THINGS, ["cái"] * 3], list(KNOWN)),
    (("Tên chủ hộ", "Nơi để", "Số lượng"), [OWNERS, PLACES], []),
    (("Tên vật tư", "Ghi chú", "Số lượng"), [OWN, THINGS], [None, None, None]),
    (("Tên vật tư", "Nơi để", "Số lượng"), [OWN, THINGS], [None, None, None]),
    (("Xã", "Ghi chú", "Loa tay (cái)"), [["Xã Đông Sơn", "Xã Tịnh Khê", "Xã An Phú"], THINGS], ["TB-024"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "words", "wanted"), HEADS)
def test_names_below_other_heads(
    heads: tuple[str, str, str],
    words: list[list[str]],
    wanted: list[str | None],
    read: Callable[..., Recognition],
) -> None:
    rows = [[number, one, other, 4 + number] for number, (one, other) in enumerate(zip(*words, strict=True))]
    found = read([["VẬT TƯ XÃ ĐÔNG SƠN"], ["TT", *heads], *rows]).rows
    assert [row.resource_code if row.status is RowStatus.ACCEPTED else None for row in found] == wanted
