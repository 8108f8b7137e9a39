"""Tables of people to be moved that count shelters beside them, and people below the name of a shelter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# Two headings and what stands below each -> the figures of the first row that are taken.
HEADS: dict[tuple[str, tuple[str, str], str, tuple[str, str]], set[str]] = {
    ("Trường học", ("Số lượng (cơ sở)", "Sức chứa (người)"), "Nhà thờ", ("Số lượng", "Sức chứa")): {"E4", "G4"},
    ("Trường học", ("Số lượng", "Số người"), "Nhà thờ", ("Số cơ sở", "Số lượng người")): {"E4", "G4"},
    ("Trường học", ("Số cơ sở", "Số người bố trí"), "Nhà kiên cố", ("Số nhà", "Số khẩu")): {"E4", "G4"},
    ("Trường học", ("Số lượng hộ", "Số lượng người"), "Nhà thờ", ("Số hộ", "Số người")): set(),
    ("Trường học", ("Số lượng cần", "Sức chứa"), "Nhà thờ", ("Nhu cầu", "Sức chứa")): set(),
    ("Xe khách", ("Số lượng", "Số chuyến"), "Ca nô", ("Số lượng", "Số chuyến")): set(),  # what the plan uses
    ("Trường học", ("Số lượng", "Sức chứa"), "Đến", ("Điểm sơ tán", "Khoảng cách")): set(),
    ("Đến trường học", ("Hộ", "Khẩu"), "Đến nhà thờ", ("Hộ", "Khẩu")): set(),
}  # fmt: skip


@pytest.mark.parametrize("heads", HEADS)
def test_shelters_beside_people(
    heads: tuple[str, tuple[str, str], str, tuple[str, str]], read: Callable[..., Recognition]
) -> None:
    one, ones, other, others = heads
    rows = [
        ["ĐỊA ĐIỂM, SỨC CHỨA PHỤC VỤ DI DỜI DÂN"],
        ["TT", "Xã", "Dân cần di dời", None, one, None, other],
        [None, None, "Hộ", "Khẩu", *ones, *others],
        [1, "Xã Đông Sơn", 120, 430, 3, 500, 2, 300],
        [2, "Xã Tịnh Khê", 100, 400, 4, 600, 1, 200],
    ]
    found = read(rows, merges=("C2:D2", "E2:F2", "G2:H2", "A2:A3", "B2:B3"))
    taken = {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED and row.cell.endswith("4")}
    assert taken == HEADS[heads]
    assert len(found.rows) == 2 * len(taken)


# A thing and what stands below it -> whether the second of them counts it.
BELOW = {
    ("Trường học", "Số lượng người"): False,
    ("Trường học", "Số người"): False,
    ("Xe khách", "Số người"): False,
    ("Dân quân cơ động", "Số người"): True,
    ("Trường học", "Số lượng điểm"): True,
}


@pytest.mark.parametrize("heads", BELOW)
def test_people_are_no_number_of_things(heads: tuple[str, str], read: Callable[..., Recognition]) -> None:
    thing, leaf = heads
    rows = [["TT", "Xã", thing, None], [None, None, leaf, "Ghi chú"], [1, "Xã Đông Sơn", 120, "tốt"]]
    found = read([*rows, [2, "Xã Tịnh Khê", 12, "tốt"]], merges=("C1:D1", "A1:A2", "B1:B2"))
    assert any(row.cell == "C3" and row.status is RowStatus.ACCEPTED for row in found.rows) is BELOW[heads]
