"""Below one heading the total is what there is, whatever words divide it; a share of it is never taken for the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# Columns below one heading, 10 of a thing in the one that says so, 8 and 2 in the others.
WHOLE: tuple[tuple[str, ...], ...] = (
    ("Tổng", "Sử dụng được", "Chờ thanh lý"),
    ("Tổng số", "Tốt", "Chờ sửa chữa"),
    ("Tốt", "Chờ sửa", "Tổng"),
    ("Tổng", "Đang dùng", "Hỏng"),
    ("Cộng", "Đạt yêu cầu", "Hỏng"),
    ("Tổng số", "Đang sử dụng", "Dự phòng"),
    ("Tổng số", "Huyện cấp", "Xã mua"),
)
HEADINGS = ("Thực tế kiểm kê", "Số lượng", "Hiện có", "Tổng số")


def figures(parts: tuple[str, ...]) -> list[int]:
    """Return 10 for the total, 8 and 2 for the others as they come."""
    shares = iter((8, 2, 1))
    return [10 if part in {"Tổng", "Tổng số", "Cộng"} else next(shares) for part in parts]


def outcome(found: Recognition) -> set[object]:
    """Return the quantities that are accepted, and "asked" where some are asked about."""
    return {row.quantity if row.status is RowStatus.ACCEPTED else "asked" for row in found.rows}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("parts", WHOLE)
def test_the_total_of_a_heading_in_a_list(
    heading: str, parts: tuple[str, ...], read: Callable[..., Recognition]
) -> None:
    if (heading, parts[1]) == ("Tổng số", "Huyện cấp"):
        return  # below "Tổng số" the keepers have always been taken one by one
    rows = [["DANH MỤC VẬT TƯ XÃ BA GIA NĂM 2026"], ["TT", "Vật tư", "ĐVT", heading, None, None, "Ghi chú"], [None, None, None, *parts, None],
            [1, "Áo phao", "cái", *figures(parts), None], [2, "Rọ thép", "cái", *figures(parts), None]]  # fmt: skip
    assert outcome(read(rows)) == {10}


@pytest.mark.parametrize("parts", WHOLE)
def test_the_total_below_a_commune(parts: tuple[str, ...], read: Callable[..., Recognition]) -> None:
    blank = [None] * 2
    rows = [["VẬT TƯ CÁC XÃ NĂM 2026"], ["TT", "Vật tư", "ĐVT", "Xã Ba Gia", *blank, "Xã Ba Vì", *blank], [None, None, None, *parts, *parts],
            [1, "Áo phao", "cái", *figures(parts) * 2], [2, "Rọ thép", "cái", *figures(parts) * 2]]  # fmt: skip
    assert outcome(read(rows)) == {10}


@pytest.mark.parametrize(
    ("heading", "parts", "expected"),
    [
        ("Tổng số", ("Cũ", "Mới cấp", "Cộng"), {8, 2}),  # the sum says that both are there
        ("Số lượng", ("Cũ", "Mới cấp", "Cộng"), {8, 2}),
        ("Tổng số", ("Niêm cất", "Chờ thanh lý", "Chờ sửa"), {"asked"}),
        ("Số lượng", ("Tổng số", "UBND xã", "Hộ dân"), {8, 2}),  # each keeper's own
        ("Số lượng", ("Tổng số", "Đã xuất", "Còn lại"), {2}),  # it says what is left
        ("Số lượng", ("Tổng số", "Đã cấp cho thôn", "Dự phòng"), {"asked"}),
        ("Số lượng", ("Tổng số", "UBND xã", "Hộ dân", "Hỏng"), {8, 2}),
    ],
)
def test_what_else_stands_below_a_heading(
    heading: str, parts: tuple[str, ...], expected: set[object], read: Callable[..., Recognition]
) -> None:
    whole = figures(parts) if {"Cộng", "Tổng số"} & set(parts) else [10, 8, 2]
    blank = [None] * (len(parts) - 1)
    rows = [["DANH MỤC VẬT TƯ XÃ BA GIA NĂM 2026"], ["TT", "Vật tư", "ĐVT", heading, *blank, "Ghi chú"], [None, None, None, *parts, None],
            [1, "Áo phao", "cái", *whole, None], [2, "Rọ thép", "cái", *whole, None]]  # fmt: skip
    assert outcome(read(rows)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Tổng số", "Đang sử dụng", "Dự phòng"), {"asked", 10}),
        (("Đang sử dụng", "Dự phòng", "Tổng số"), {"asked", 10}),
    ],
)
def test_shares_beside_a_total_without_a_heading_are_no_stock(
    parts: tuple[str, ...], expected: set[object], read: Callable[..., Recognition]
) -> None:
    rows = [["DANH MỤC VẬT TƯ XÃ BA GIA NĂM 2026"], ["TT", "Vật tư", "ĐVT", *parts, "Ghi chú"],
            [1, "Áo phao", "cái", *figures(parts), None], [2, "Rọ thép", "cái", *figures(parts), None]]  # fmt: skip
    found = outcome(read(rows))
    assert found <= expected
    assert found


# Columns below one heading without a total, 8, 2 and 1 of a thing in them -> what is accepted, what is asked, of a list.
SHARES: dict[tuple[str, ...], tuple[set[int], set[int]]] = {
    ("Sử dụng được", "Chờ thanh lý", "Niêm cất"): ({8}, {2, 1}),
    ("Sử dụng được", "Niêm cất"): ({8}, {2}),
    ("Niêm cất", "Sử dụng được", "Hỏng"): ({2}, {8}),
    ("Tốt", "Trung bình", "Hỏng"): ({8, 2, 1}, set()),
}


@pytest.mark.parametrize("parts", SHARES)
def test_shares_of_a_heading_without_a_total(
    parts: tuple[str, ...], read: Callable[..., Recognition]
) -> None:
    columns = "DEFG"[: len(parts)]
    rows = [["TRANG BỊ XÃ BA VÌ"], ["TT", "Vật tư", "ĐVT", "Số lượng"], [None, None, None, *parts], [1, "Áo phao", "cái", *(8, 2, 1)[: len(parts)]]]  # fmt: skip
    found = read(rows, merges=["A2:A3", "B2:B3", "C2:C3", f"D2:{columns[-1]}2"]).rows
    by_status = [{row.quantity for row in found if row.status is status} for status in (RowStatus.ACCEPTED, RowStatus.REVIEW)]  # fmt: skip
    assert tuple(by_status) == SHARES[parts]
    assert not any(row.broken_quantity for row in found if row.status is RowStatus.REVIEW)


@pytest.mark.parametrize("parts", [("Sử dụng được", "Niêm cất"), ("Tốt", "Hỏng")])
def test_shares_of_a_commune_without_a_total(
    parts: tuple[str, str], read: Callable[..., Recognition]
) -> None:
    head = [
        ["TRANG BỊ CÁC XÃ"],
        ["TT", "Vật tư", "ĐVT", "Xã Ba Vì", None, "Xã Ba Xa"],
        [None, None, None, *parts, None],
    ]
    found = read(
        [*head, [1, "Áo phao", "cái", 8, 2, 9]], merges=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"]
    )
    assert outcome(found) == ({"asked", 9} if parts[1] == "Niêm cất" else {8, 9})


# Below a force, 30, 10 and 5 -> what comes of them; no word beside the whole names a part of it, or any other thing.
TRAITS: dict[tuple[str, str, str], set[object]] = {
    ("Tổng số", "Đã tập huấn", "Đảng viên"): {30},
    ("Tổng số", "Biết bơi", "Nữ"): {30},
    ("Quân số", "Biết bơi", "Nữ"): {30},
    ("Quân số", "Đã tập huấn", "Có bằng lái"): {30},
}


@pytest.mark.parametrize("heads", TRAITS)
def test_what_is_told_of_those_counted(heads: tuple[str, str, str], read: Callable[..., Recognition]) -> None:
    rows = [["LỰC LƯỢNG HIỆN CÓ CÁC XÃ NĂM 2026"], ["TT", "Xã", "Đội xung kích PCTT (người)", None, None], [None, None, *heads],
            *([number, place, 30, 10, 5] for number, place in enumerate(("Xã Ba Gia", "Xã Ba Vì", "Xã Bình Sơn"), 1))]  # fmt: skip
    found = read(rows, merges=("A2:A3", "B2:B3", "C2:E2"))
    assert outcome(found) == TRAITS[heads]
    assert not found.checks
    assert {cell.cell[0] for cell in found.unread} == {"D", "E"}
