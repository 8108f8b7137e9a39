"""Words that fold to who keeps things and are spelled otherwise, and columns of years: none of them counts anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.layout.column_bodies import Body
from importers.rules.layout.grid import GridCell
from importers.rules.names.keepers import names_keeper
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import HolderKind, Recognition, RowStatus
from importers.rules.texts.fields import kind_of_holder

Read = Callable[..., Recognition]

KEEPERS = {
    "Đội xung kích": True, "Đội": True, "doi xung kich": True, "Đời xe": False, "Đôi": False, "Đài truyền thanh": True, "Dài (m)": False,
    "Hạt kiểm lâm": True, "Hát": False, "Tổ": True, "Tờ": False, "Dân": True, "Đạn": False, "Hướng dẫn": False, "Tỉnh": True, "Đặc tính": False,
    "Xã": True, "Đi xa": False, "Ban CHQS": True, "Bản": True, "Đã bán": False, "Bán": False, "Hội phụ nữ": True, "Hồi": False, "Kho xã": True,
    "Xã hội hóa": True, "Hỗ trợ": True,
}  # fmt: skip


@pytest.mark.parametrize(("words", "keeps"), KEEPERS.items())
def test_accents_tell_who_keeps_things(words: str, keeps: bool) -> None:
    assert names_keeper(words) is keeps


def test_a_kind_of_holder_is_told_by_its_accents() -> None:
    assert kind_of_holder("Đội dân phòng") is HolderKind.OFFICE
    assert kind_of_holder("Đời mới") is not HolderKind.OFFICE


@pytest.mark.parametrize(
    ("header", "role"), {"Đời xe": Role.YEAR, "Đời": Role.YEAR, "Đội xe": None, "Năm SX": Role.YEAR}.items()
)
def test_the_year_of_a_model(header: str, role: Role | None) -> None:
    assert role_of(header) is role


# The figures of a column -> whether they may all be years.
YEARS: dict[str, tuple[list[Any], bool]] = {
    "years": ([2014, 2008, 2019], True),
    "years as text": (["2014", "2008", "1999"], True),
    "years with gaps": ([2014, "", 2008, 2019], True),
    "round numbers": ([2000, 2010, 2020], False),
    "counts among them": ([2014, 2008, 12], False),
    "two are few": ([2014, 2008], False),
    "before there were any": ([1914, 1908, 1919], False),
    "fractions": ([2014.5, 2008, 2019], False),
}


@pytest.mark.parametrize("case", YEARS)
def test_figures_that_may_be_years(case: str) -> None:
    figures, are_years = YEARS[case]
    body = Body()
    for row, value in enumerate(figures, start=1):
        if value != "":
            body.take(GridCell(row, 1, str(value), value, str(value), False, False, False))
    assert body.tells_years is are_years


# The head of a column of figures in a list of vehicles, the figures -> (status, quantity) of each row.
ONE, ASKED = (RowStatus.ACCEPTED, 1), RowStatus.REVIEW
HEADS: dict[tuple[str, tuple[int, ...]], bool] = {
    ("Đời xe", (2014, 2008, 2019)): True,
    ("Hộ dân", (2014, 2008, 2019)): True,
    ("Đội xe", (2014, 2008, 2019)): True,
    ("Model", (2014, 2008, 2019)): True,
    ("Hộ dân", (2, 3, 1)): True,  # beside plates each row is one
    ("Số lượng", (2, 3, 1)): False,
}


@pytest.mark.parametrize("case", HEADS)
def test_years_count_no_vehicles(read: Read, case: tuple[str, tuple[int, ...]]) -> None:
    head, figures = case
    rows = [
        [n, f"76C-00{n}.11", name, "Ông Võ Hải", f"090512345{n}", figure]
        for n, (name, figure) in enumerate(zip(("Ca nô", "Xe ben", "Xe múc"), figures, strict=True), start=1)
    ]
    found = read(
        [
            ["DANH SÁCH PHƯƠNG TIỆN XÃ BA VÌ"],
            ["TT", "Biển số", "Loại xe", "Chủ xe", "Điện thoại", head],
            *rows,
        ]
    )
    taken = [int(row.quantity or 0) for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert (taken == [1, 1, 1]) is HEADS[case]
    assert not [quantity for quantity in taken if quantity > 1000]
