"""What "." means in "1.250 kg": each kind of evidence by its name, and what is none. Cell -> quantity, or None where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition, RowStatus

HEAD = ["TT", "Vật tư", "ĐVT", "SL"]
Rows = list[list[Any]]


def of_communes(item: str, first: Any, second: Any, total: Any) -> Rows:
    """Return two communes' figures of one item above their total."""
    return [
        ["NĂM 2026"],
        ["TT", "Xã", item],
        [1, "Xã Ba Vì", first],
        [2, "Xã Ba Gia", second],
        [None, "Cộng", total],
    ]


CASES: dict[str, tuple[Rows, Mapping[str, str | None]]] = {
    "a total that fits one reading": (of_communes("Gạo (kg)", "1.250", 2500, 3750), {"C3": "1250"}),
    "a total that fits the other": (of_communes("Gạo (kg)", "1.250", 2500, 2501.25), {"C3": "1.250"}),
    "a total as open as its parts": (of_communes("Gạo (tấn)", "1.250", "2.500", "3.750"), {"C3": None, "C4": None}),
    "an open total of one open part": (of_communes("Gạo (kg)", "1.250", 2500, "3.750"), {"C3": "1250"}),
    "a total that is wrong by some": (of_communes("Gạo (kg)", "1.250", 2500, 3757), {"C3": None}),
    "prices beside": (
        [["VẬT TƯ HIỆN CÓ XÃ BA VÌ"], [*HEAD, "Đơn giá", "Thành tiền"], [1, "Gạo", "kg", "1.250", "15.000", "18.750.000"], [2, "Áo phao", "cái", 3, 9, 27]],
        {"D3": "1250"},
    ),
    "telephones and dates beside": (
        [["XÃ BA VÌ"], [*HEAD, "Điện thoại", "Ngày"], [1, "Gạo", "kg", "1.250", "0905.123.456", "31.12.2025"]],
        {"D3": None},
    ),
    "numbers of parts beside": (
        [["XÃ BA VÌ"], HEAD, ["1.1", "Gạo", "kg", "1.250"], ["1.2", "Áo phao", "cái", 3]],
        {"D3": None},
    ),
    "numbers of a register beside prices": (
        [["VẬT TƯ HIỆN CÓ XÃ BA VÌ"], [*HEAD, "Thành tiền", "Số sổ"], [1, "Gạo", "kg", "1.250", "18.750.000", "0255.382.111"], [2, "Áo phao", "cái", 3, 27, "0255.382.112"]],
        {"D3": "1250"},
    ),
    "tonnes beside tonnes with a comma": (of_communes("Gạo (tấn)", "1.250", "2,5", None), {"C3": None}),
    "kilograms beside kilograms with a comma": (of_communes("Gạo (kg)", "1.250", "2,5", None), {"C3": "1250"}),
    "tonnes beside tonnes of both marks": (of_communes("Gạo (tấn)", "1.250", "1.002,5", None), {"C3": "1250"}),
    "tonnes below things by the thousand": (
        [["XÃ BA VÌ"], HEAD, [1, "Bao cát", "cái", "3.500"], [2, "Gạo", "tấn", "1.250"], [3, "Đá hộc", "m3", 20]],
        {"D3": "3500", "D4": None},
    ),
    "kilograms below things by the thousand": (
        [["XÃ BA VÌ"], HEAD, [1, "Bao cát", "cái", "3.500"], [2, "Gạo", "kg", "1.250"]],
        {"D3": "3500", "D4": "1250"},
    ),
    "decimals with a point beside": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "1.250"], [2, "Xăng", "lít", "66.5"], [3, "Bao cát", "cái", "2.000"]],
        {"D3": None},
    ),
    "whole kilograms and litres beside": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "2.400"], [2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Cloramin B", "kg", "35"]],
        {"D3": "2400"},
    ),
    "a comma beside whole kilograms": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "2,400"], [2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Cloramin B", "kg", 35]],
        {"D3": None},
    ),
    "whole kilograms but for one": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "2.400"], [2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Cloramin B", "kg", 3.5]],
        {"D3": None},
    ),
    "two whole kilograms alone": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "2.400"], [2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Áo phao", "cái", 5]],
        {"D3": None},
    ),
    "whole kilograms beside tonnes": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "2.400"], [2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Cloramin B", "kg", 35]],
        {"D3": None},
    ),
    "things by the thousand beside fractions with a comma": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "5,5"], [2, "Bao cát", "cái", "1,200"], [3, "Đèn pin", "cái", "2.400"]],
        {"D3": "5.5", "D4": None, "D5": "2400"},
    ),
    "things by the thousand beside fractions with a point": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "5.5"], [2, "Bao cát", "cái", "1,200"]],
        {"D3": "5.5", "D4": "1200"},
    ),
    "things by the thousand beside no fractions": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "5"], [2, "Bao cát", "cái", "1,200"], [3, "Rọ đá", "cái", "120"]],
        {"D4": "1200"},
    ),
    "things by the million beside fractions with a comma": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "5,5"], [2, "Bao cát", "cái", "1,200,000"]],
        {"D4": "1200000"},
    ),
    "a total of things beside fractions with a comma": (
        [["NĂM 2026"], ["TT", "Xã", "Bao cát (cái)", "Gạo (tấn)"], [1, "Xã Ba Vì", "1,250", "5,5"], [2, "Xã Ba Gia", 2500, "2,5"], [None, "Cộng", 3750, 8]],
        {"C3": "1250"},
    ),
    "every figure with three decimals": (
        [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "2.400"], [2, "Xăng", "lít", "4.000"], [3, "Muối", "kg", "2.000"], [4, "Cloramin B", "kg", "3.500"]],
        {"D3": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_settles_a_separator(case: str, read: Callable[..., Recognition]) -> None:
    rows, expected = CASES[case]
    found = {row.cell: row for row in read(rows).rows}
    for cell, quantity in expected.items():
        row = found[cell]
        if quantity is None:
            assert row.status is RowStatus.REVIEW
            assert "number_ambiguous" in row.reasons
        else:
            assert row.status is RowStatus.ACCEPTED
            factor = 1000 if row.unit_raw == "tấn" else 1
            assert row.quantity == Decimal(quantity) * factor


def test_another_sheet_settles_only_a_sheet_that_says_nothing(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    silent = sheet("A", [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "1.250"]])
    short = sheet("B", [["XÃ BA XA"], HEAD, [1, "Gạo", "kg", "2.250"], [2, "Xăng", "lít", "66.5"]])
    says = sheet("C", [["XÃ BA GIA"], HEAD, [1, "Áo phao", "cái", "1.250"], [2, "Xăng", "lít", "5,5"]])
    assert {(row.sheet, row.quantity) for row in read(silent, says).rows if row.sheet == "A"} == {("A", 1250)}
    rows = {(row.sheet, row.cell): row.quantity for row in read(short, says).rows}
    assert rows["B", "D3"] is None
    torn = sheet(
        "D",
        [
            ["XÃ BA XA"],
            HEAD,
            [1, "Gạo", "kg", "2.250"],
            [2, "Xăng", "lít", "1.066,5"],
            [3, "Dầu", "lít", "1,066.5"],
        ],
    )
    assert {row.cell: row.quantity for row in read(torn, says).rows if row.sheet == "D"}["D3"] is None
    whole = [[2, "Xăng", "lít", 400], [3, "Muối", "kg", 200], [4, "Cloramin B", "kg", 35]]
    weighed = sheet("A", [["XÃ BA VÌ"], HEAD, [1, "Gạo", "kg", "1.250"], *whole])
    assert read(weighed).rows[0].quantity == 1250
    assert read(weighed, short).rows[0].quantity is None
    tonnes = sheet("A", [["XÃ BA VÌ"], HEAD, [1, "Gạo", "tấn", "1.250"]])
    assert read(tonnes, says).rows[0].quantity is None


def test_what_a_total_settles_holds_for_the_other_figures_of_the_sheet(
    read: Callable[..., Recognition],
) -> None:
    rows = [
        ["NĂM 2026"],
        ["TT", "Xã", "Gạo (kg)", "Xăng (lít)"],
        [1, "Xã Ba Vì", "1.250", "3.500"],
        [2, "Xã Ba Gia", 2500, None],
        [None, "Cộng", 3750, None],
    ]
    assert {row.cell: row.quantity for row in read(rows).rows}["D3"] == 3500
