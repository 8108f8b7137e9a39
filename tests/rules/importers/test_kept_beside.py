""" "Hiện có tại xã | Hộ dân | Cửa hàng cam kết | Cộng": each is stock, and "Cộng" is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TOP: list[list[Any]] = [["UBND XÃ LÂN PHONG"], ["DỰ TRỮ LƯƠNG THỰC, NHU YẾU PHẨM NĂM 2026"]]


def _read(read: Read, heads: Sequence[str], *rows: Sequence[Any]) -> Recognition:
    names = (("Gạo", "kg"), ("Muối", "kg"), ("Xăng", "lít"))
    body = [[at, *name, *row] for at, (name, row) in enumerate(zip(names, rows, strict=True), 1)]
    return read([*TOP, ["TT", "Tên hàng", "ĐVT", *heads], *body])


def _taken(found: Recognition) -> str:
    """Return the columns whose figures are taken."""
    return "".join(sorted({row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED}))


@pytest.mark.parametrize("own", ["Hiện có", "Hiện có tại xã", "Hiện có tại kho xã", "Hiện có tại UBND xã"])
@pytest.mark.parametrize(
    "promised", ["Cửa hàng cam kết", "Đại lý, cửa hàng", "DN cam kết cung ứng", "Hợp đồng nguyên tắc"]
)
def test_what_others_keep_and_promise_is_summed_up_with_what_there_is(
    own: str, promised: str, read: Read
) -> None:
    found = _read(
        read, [own, "Hộ dân", promised, "Cộng"], (5, 32, 10, 47), (50, 130, 300, 480), (200, 90, 800, 1000)
    )
    assert _taken(found) == "DEF"
    assert [check.ok for check in found.checks] == [True, True, False]
    assert not found.questions


@pytest.mark.parametrize(
    "other",
    [
        "Đã cấp",
        "Cho mượn",
        "Hỏng",
        "Xã bạn giữ",
        "Đã giao hộ dân",
        "Nhu cầu",
        "Thực có",
        "Doanh nghiệp mượn",
        "Hết hạn",
    ],
)
def test_what_is_not_there_is_none_of_it(other: str, read: Read) -> None:
    found = _read(read, ["Hiện có", other, "Cộng"], (5, 32, 37), (50, 130, 180), (200, 90, 290))
    assert "E" not in _taken(found)


def test_without_a_sum_only_what_there_is_counts(read: Read) -> None:
    found = _read(read, ["Hiện có", "Cửa hàng cam kết"], (5, 32), (50, 130), (200, 90))
    assert _taken(found) == "D"


def test_a_number_of_things_is_the_whole_of_them(read: Read) -> None:
    found = _read(read, ["Số lượng", "Hộ dân", "Cộng"], (5, 32, 37), (50, 130, 180), (200, 90, 290))
    assert "E" not in _taken(found)


@pytest.mark.parametrize(
    "rows", [((100, 40, 100), (60, 20, 60), (300, 100, 300)), ((100, 40, 90), (60, 20, 10), (30, 1, 31))]
)
def test_what_the_sum_does_not_count_may_be_a_part(rows: Sequence[Sequence[Any]], read: Read) -> None:
    assert _taken(_read(read, ["Hiện có", "Hộ dân", "Cộng"], *rows)) == "D"


def test_blanks_and_texts_add_up_too(read: Read) -> None:
    found = _read(
        read, ["Hiện có", "Hộ dân", "Cộng"], ("05", "1.500", "1.505"), (None, 130, 130), ("-", 20, 20)
    )
    assert _taken(found) == "DE"
    assert [check.ok for check in found.checks] == [True] * 3
