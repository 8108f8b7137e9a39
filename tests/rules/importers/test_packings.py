"""How much a box or bag holds, told beside its unit: in the name, under "Quy cách", in a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import Recognition, RowStatus
from inventory.rules.catalogue import TypeCode, UnitFactor

Read = Callable[..., Recognition]
# (name, unit, quy cách, note) of 20 -> how many of the catalogue's unit, None where it is asked.
TOLD: Mapping[tuple[Any, ...], float | None] = {
    ("Mì tôm (30 gói/thùng)", "thùng", None, None): 600,
    ("Mì tôm", "Thùng", "30 gói/thùng", None): 600,
    ("Mì tôm", "thùng", "30 gói", None): 600,
    ("Mì tôm", "thùng", "thùng 30 gói", None): 600,
    ("Mì tôm", "thùng", None, "1 thùng = 30 gói"): 600,
    ("Nước uống", "thùng", "24 chai x 0,5 lít", None): 240,
    ("Nước uống", "thùng", "thùng 24 chai 500ml", None): 240,
    ("Nước uống", "bình", "20 lít", None): 400,
    ("Dây thừng", "cuộn", "100m/cuộn", None): 2000,
    ("Dây thừng", "cuộn", None, "mỗi cuộn 100 m"): 2000,
    ("Sữa hộp", "thùng", "48 hộp x 180 ml", None): 960,
    ("Mì tôm", "thùng", "30 gói 75 g/thùng", None): 600,
    ("Khẩu trang", "hộp", "50 cái/hộp", None): 1000,
    ("Gạo", "bao", "50 kg/bao", None): 1000,
    ("Mì tôm", "thùng", None, None): None,
    ("Mì tôm", "thùng", None, "30 gói"): None,  # of which of them, the note does not say
    ("Mì tôm", "thùng", "24 gói/thùng", "thùng 30 gói"): None,
    ("Mì tôm", "thùng", "bao 50 kg", None): None,
    ("Mì tôm", "thùng", "75 g", None): None,
    ("Lương khô", "thùng", "12 hộp", None): None,  # and how much a hộp holds
    ("Nước uống", "thùng", "24 chai", None): None,
    ("Mì tôm", "gói", "30 gói/thùng", None): 20,
    ("Mì tôm", "thùng", "30 gói/thùng, có 2 loại 24 gói/thùng", None): None,
}


def _sheet(row: tuple[Any, ...]) -> list[list[Any]]:
    name, unit, packed, note = row
    head = ["TT", "Mặt hàng", "ĐVT", "Quy cách", "Số lượng", "Ghi chú"]
    return [["UBND XÃ BA VÌ"], ["DỰ TRỮ HẬU CẦN NĂM 2026"], head, [1, name, unit, packed, 20, note]]


@pytest.mark.parametrize("row", TOLD)
def test_what_a_row_tells_of_its_packing_is_reckoned_with(row: tuple[Any, ...], read: Read) -> None:
    (found,) = read(_sheet(row)).rows
    assert (found.quantity if found.status is RowStatus.ACCEPTED else None) == TOLD[row]


def test_the_row_goes_before_what_the_office_once_said(read: Read) -> None:
    said = UnitFactor(type_code=TypeCode("HC-002"), unit="thùng", base="gói", factor=Decimal(24))
    (own,) = read(_sheet(("Mì tôm", "thùng", "30 gói/thùng", None)), factors=[said]).rows
    (other,) = read(_sheet(("Mì tôm", "thùng", None, None)), factors=[said]).rows
    assert (own.quantity, other.quantity) == (600, 480)


# (quy cách, đơn vị) of a row where nothing heads the units but "Đơn vị", the thing -> how many of the catalogue's unit, None where asked.
HELD: Mapping[tuple[str, str | None, str], float | None] = {
    ("Lương khô", "gói 0,7 kg", "kg"): 20,
    ("Nước uống", "chai 0,5 lít", "thùng"): None,
    ("Dầu DO", None, "Lít"): 20,
    ("Dầu DO", "can 30 lít", "can"): 600,
    ("Xăng", "phuy 200 lít", "phuy"): 4000,
    ("Gạo", "bao 50 kg", "tạ"): 2000,
}


@pytest.mark.parametrize("row", HELD)
def test_units_stand_below_their_own_head_and_not_below_what_each_holds(
    row: tuple[str, str | None, str], read: Read
) -> None:
    head = ["TT", "Mặt hàng", "Quy cách", "Đơn vị", "Số lượng"]
    others = [[2, "Mì tôm", "thùng 30 gói", "gói", 90], [3, "Gạo", "bao 50 kg", "kg", 900]]
    found = read([["UBND XÃ BA VÌ"], ["DỰ TRỮ HẬU CẦN NĂM 2026"], head, [1, *row, 20], *others])
    first = next(one for one in found.rows if one.cell.endswith("4"))
    assert (first.quantity if first.status is RowStatus.ACCEPTED else None) == HELD[row]
