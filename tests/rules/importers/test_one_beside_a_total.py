"""One column is no sum: "Trong đó" tells some of the total, and of any other it is asked which of both counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# Two heads below a thing -> what is taken of 18 and 9 standing there.
BELOW_A_THING: dict[tuple[str, str], list[int]] = {
    ("Tổng số", "Trong đó: huy động được"): [18],
    ("Tổng số", "Trong đó của hộ dân"): [18],
    ("Tổng số", "Trong đó: đăng kiểm còn hạn"): [18],
    ("Tổng số", "Trong đó: tốt"): [18],
    ("Số lượng", "Trong đó của hộ dân"): [18],
    ("Số lượng", "Trong đó: huy động được"): [18],
    ("Tổng số", "Huy động được"): [],
    ("Tổng số", "Hộ dân"): [],
    ("Số lượng", "Hộ dân"): [],
    ("Số lượng", "Huy động được"): [],
    ("UBND xã", "Hộ dân"): [18, 9],
}


@pytest.mark.parametrize("heads", BELOW_A_THING)
def test_below_a_thing(heads: tuple[str, str], read: Read) -> None:
    rows = [["TỔNG HỢP PHƯƠNG TIỆN CÁC XÃ"], ["TT", "Xã", "Xe múc (xe)", None, "Xe ben (xe)", None], [None, None, *heads, *heads],
            [1, "Xã Ba Vì", 18, 9, 18, 9], [2, "Xã Ba Gia", 18, 9, 18, 9]]  # fmt: skip
    assert _taken(read(rows)) == BELOW_A_THING[heads] * 4


# Two heads beside the names -> what is taken of 18 and 9.
BESIDE_THE_NAMES: dict[tuple[str, str], list[int]] = {
    ("Tổng số", "Trong đó của hộ dân"): [18],
    ("Tổng số", "Trong đó: huy động được"): [18],
    ("Cộng", "Trong đó của doanh nghiệp"): [18],
    ("Tổng số", "Của hộ dân"): [],
    ("Hộ dân", "Cộng"): [],
}


@pytest.mark.parametrize("heads", BESIDE_THE_NAMES)
def test_beside_the_names(heads: tuple[str, str], read: Read) -> None:
    rows = [["PHƯƠNG TIỆN XÃ BA VÌ"], ["TT", "Phương tiện", "ĐVT", *heads], [1, "Xe múc", "xe", 18, 9], [2, "Xe ben", "xe", 18, 9]]  # fmt: skip
    assert _taken(read(rows)) == BESIDE_THE_NAMES[heads] * 2


def test_one_that_is_all_of_the_total_is_taken(read: Read) -> None:
    rows = [["PHƯƠNG TIỆN CÁC XÃ"], ["TT", "Xã", "Xe múc (xe)", None, "Nhà bạt (bộ)", None], [None, None, "Tổng", "UBND xã", "Tổng số", "60 m2"],
            [1, "Xã Ba Vì", 4, 4, 5, 3], [2, "Xã Ba Gia", 2, 2, 3, 3]]  # fmt: skip
    found = read(rows)
    assert _taken(found) == [4, 3, 2, 3]  # what is no tent of 60 m2 is another thing
    assert [check.cell for check in found.checks if check.ok is False] == ["E4"]


def _taken(found: Recognition) -> list[int]:
    return [int(row.quantity or 0) for row in found.rows if row.status is RowStatus.ACCEPTED]
