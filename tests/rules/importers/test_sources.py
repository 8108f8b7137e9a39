"""Columns below one thing that say where it came from, beside the sum of them: parts of it where the sum holds in every row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.names.sources import sources_of
from importers.rules.results import Recognition, RowStatus

THING = "Áo phao (cái)"
# What stands side by side below one thing -> the columns that are its sources.
HEADS: dict[tuple[str, ...], list[int]] = {
    ("Cấp trên cấp", "Phường mua", "Xã hội hóa", "Cộng"): [0, 1, 2],
    ("Tại xã", "Tại thôn", "Cộng"): [0, 1],
    ("DTQG", "NS tỉnh", "XHH", "Cộng"): [0, 1, 2],
    ("Cộng", "Ngân sách tỉnh", "Ngân sách xã", "Vận động"): [1, 2, 3],
    ("Ngân sách tỉnh", "Ngân sách xã", "Vận động"): [],  # no sum
    ("Xã mua", "Cộng"): [],
    ("Xã giữ", "Cho xã bạn mượn", "Cộng"): [],
    ("Tỉnh cấp", "Hư hỏng", "Cộng"): [],
    ("Tỉnh cấp", "Cần bổ sung", "Cộng"): [],
    ("Tỉnh cấp", "Ngày nhận", "Cộng"): [],
    ("Xã mua", "Xã mua", "Cộng"): [],
}


@pytest.mark.parametrize("heads", HEADS)
def test_sources_below_a_thing(heads: tuple[str, ...]) -> None:
    paths = {col: (THING, head) for col, head in enumerate(heads)}
    assert [col for run in sources_of(paths) for col in run] == HEADS[heads]


# What stands below "Áo phao", two rows of figures -> the holders of what is taken of the first, None where it is asked.
ROWS: list[tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], list[str | None]]] = [
    (("Cấp trên cấp", "Phường mua", "Cộng"), (10, 11, 21), (7, 8, 15), ["Cấp trên cấp", "Phường mua"]),
    (("Cấp trên cấp", "Phường mua", "Cộng"), (10, 11, 21), (7, 8, 16), [None, None]),
    (("UBND phường", "Cấp trên cấp", "Cộng"), (10, 11, 21), (7, 8, 15), ["UBND phường", "Cấp trên cấp"]),
    (("Cấp trên cấp", "Phường mua"), (10, 11), (7, 8), [None, None]),
    (("UBND phường", "Cho xã bạn mượn", "Cộng"), (10, 11, 21), (7, 8, 15), ["", None]),
    (("UBND phường", "Ban CHQS xã bạn", "Cộng"), (10, 11, 21), (7, 8, 15), ["", None]),
    (("UBND phường", "Hộ dân", "Cộng"), (10, 11, 21), (7, 8, 15), ["", ""]),
]


@pytest.mark.parametrize(("heads", "first", "second", "wanted"), ROWS)
def test_sources_that_add_up(
    heads: tuple[str, ...],
    first: tuple[int, ...],
    second: tuple[int, ...],
    wanted: list[str | None],
    read: Callable[..., Recognition],
) -> None:
    top = ["TT", "Phường", THING, *[None] * (len(heads) - 1)]
    rows = [[1, "Phường Cẩm Thành", *first], [2, "Phường Nghĩa Lộ", *second]]
    merges = (f"C1:{'CDE'[len(heads) - 1]}1", "A1:A2", "B1:B2")
    found = read([top, [None, None, *heads], *rows], merges=merges).rows
    told = [row for row in found if row.cell.endswith("3")]
    assert [row.holder if row.status is RowStatus.ACCEPTED else None for row in told] == wanted
    assert {row.resource_code for row in told if row.status is RowStatus.ACCEPTED} <= {"TB-001"}


# Rows of "Cấp trên cấp | Phường mua | Cộng" -> whether they are taken: the rows that add up show what the columns are.
ADDED: dict[tuple[tuple[int | str | None, ...], ...], bool] = {
    ((10, 11, 21), (7, 8, 15), (5, 6, 11), (3, 4, 7), (9, 2, 12)): True,  # one wrong sum of five
    ((10, 11, 21), (7, 8, 15), (5, 6, 11), (9, 2, 12)): False,  # one of four
    ((10, 11, 21), (7, 8, 16), (5, 6, 12), (3, 4, 7), (9, 2, 11)): False,
    ((10, 11, 21), (7, 8, 15), (5, 6, None)): True,  # one row states no sum
    ((10, 11, 21), (7, 8, 15), (5, "vài", 6)): True,
    ((10, 11, 21), (7, 8, None), (5, 6, None)): False,  # of one row it may be so by chance
    ((10, None, 10), (7, None, 7), (None, 8, 8)): False,  # sums of one part show nothing
}


@pytest.mark.parametrize("rows", ADDED)
def test_a_wrong_sum_among_many(
    rows: tuple[tuple[int | str | None, ...], ...], read: Callable[..., Recognition]
) -> None:
    names = ["Cẩm Thành", "Nghĩa Lộ", "Sa Huỳnh", "Đức Phổ", "Trà Câu"]
    top = [["TT", "Phường", THING, None, None], [None, None, "Cấp trên cấp", "Phường mua", "Cộng"]]
    lines = [[at, f"Phường {names[at - 1]}", *row] for at, row in enumerate(rows, start=1)]
    found = read([*top, *lines], merges=("C1:E1", "A1:A2", "B1:B2"))
    figures = [row for row in found.rows if row.quantity is not None and row.cell[0] in "CD"]
    taken = {row.status is RowStatus.ACCEPTED for row in figures}
    assert taken == {ADDED[rows]}
    assert not any(row.cell[0] == "E" for row in found.rows)  # the sums are compared, never taken


# The title of a table of sources, the heads below a thing -> whether the figures are taken.
TITLED: dict[tuple[str, tuple[str, str, str]], bool] = {
    ("TỔNG HỢP TRANG THIẾT BỊ THEO NGUỒN CẤP", ("DTQG", "NS tỉnh", "XHH")): True,
    ("TỔNG HỢP TRANG THIẾT BỊ THEO NGUỒN HÌNH THÀNH", ("DTQG", "NSNN", "Viện trợ")): True,
    ("CẤP TRANG THIẾT BỊ THEO NGUỒN", ("DTQG", "NS tỉnh", "XHH")): False,
    ("NHU CẦU TRANG THIẾT BỊ THEO NGUỒN CẤP", ("DTQG", "NS tỉnh", "XHH")): False,
}


@pytest.mark.parametrize("case", TITLED)
def test_titles_of_sources(case: tuple[str, tuple[str, str, str]], read: Callable[..., Recognition]) -> None:
    title, heads = case
    rows = [[title], ["TT", "Đơn vị", THING, None, None, None], [None, None, *heads, "Cộng"]]
    below = [[1, "Xã Ba Gia", 10, 11, 4, 25], [2, "Xã Trà Giang", 7, 8, 0, 15]]
    found = read([*rows, *below], merges=["C2:F2", "A2:A3", "B2:B3"])
    assert {row.status is RowStatus.ACCEPTED for row in found.rows} == {TITLED[case]}
    assert len(found.rows) == 6


# What stands beside needs below a title of needs -> whether it is taken.
HAD = {"Đã có": True, "Hiện có": True, "Đã có kế hoạch mua": False}


@pytest.mark.parametrize("head", HAD)
def test_what_is_had_beside_needs(head: str, read: Callable[..., Recognition]) -> None:
    rows = [
        ["RÀ SOÁT NHU CẦU TRANG BỊ CỦA CÁC XÃ"],
        ["TT", "Đơn vị", THING, None, None],
        [None, None, "Cần có", head, "Cần bổ sung"],
    ]
    found = read(
        [*rows, [1, "Xã Ba Gia", 10, 4, 6], [2, "Xã Trà Giang", 7, 3, 4]], merges=["C2:E2", "A2:A3", "B2:B3"]
    )
    taken = {row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert taken == ({"D"} if HAD[head] else set())
