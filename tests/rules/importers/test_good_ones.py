"""A note of good and broken ones that together are more than the figure beside it: one of them is wrong, so it is asked which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.reasons import Reason
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.good_ones import good_ones

GOOD: dict[str, int | None] = {
    "5 cái tốt, 10 hỏng": 5,
    "tốt 5, hỏng 10": 5,
    "Tốt: 07; hỏng: 03": 7,
    "còn sử dụng được 8 cái": 8,
    "8 cái dùng được": 8,
    "hoạt động tốt: 12": 12,
    "tốt 80%": None,
    "tốt 5/10": None,
    "tốt đến năm 2027": None,
    "sử dụng tốt 2026": None,
    "chất lượng tốt": None,
    "chở tốt 12 người": None,
    "5 cái tốt, 3 cái còn tốt": None,  # two numbers
    "hỏng 3": None,
}


@pytest.mark.parametrize("text", GOOD)
def test_how_many_are_good(text: str) -> None:
    assert good_ones(text) == GOOD[text]


# A note beside 10 -> the broken part where it is taken, "asked" where not.
NOTES: dict[str, int | str | None] = {
    "5 cái tốt, 10 hỏng": "asked",
    "tốt 8, hỏng 3": "asked",
    "tốt 12": "asked",
    "hỏng 12": "asked",
    "8 tốt, 2 hỏng": 2,
    "tốt 7, hỏng 2": 2,
    "hỏng 10": 10,
    "tốt 10": None,
    "còn 8 tốt": None,
}


@pytest.mark.parametrize("head", ["Ghi chú", "Tình trạng"])
@pytest.mark.parametrize("note", NOTES)
def test_notes_beside_ten(note: str, head: str, read: Callable[..., Recognition]) -> None:
    rows = [
        ["VẬT TƯ XÃ BA VÌ NĂM 2026"],
        ["TT", "Tên vật tư", "ĐVT", "Số lượng", head],
        [1, "Áo phao", "cái", 10, note],
        [2, "Phao tròn", "cái", 20, None],
    ]
    row = read(rows).rows[0]
    if NOTES[note] == "asked":
        assert row.status is RowStatus.REVIEW
        assert Reason.BROKEN_TOO_MANY in row.reasons
    else:
        assert (row.status, row.broken_quantity) == (RowStatus.ACCEPTED, NOTES[note])


def test_a_remark_beside_several_figures_speaks_of_one_of_them(read: Callable[..., Recognition]) -> None:
    rows = [
        ["TRANG BỊ CÁC XÃ NĂM 2026"],
        ["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)", "Ghi chú"],
        [1, "Xã Ba Vì", 10, 60, "tốt 50"],
        [2, "Xã Ba Gia", 30, 40, None],
    ]
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 4
