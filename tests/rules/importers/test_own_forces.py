"""Forces and places of the commune itself: "Hội Nông dân xã", "Công an phường" on a ward's list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
# A name on a ward's list -> its type where it is taken, else None.
NAMES: dict[str, str | None] = {
    "Công an phường": "LL-008",
    "CA phường": "LL-008",
    "Công an cấp phường": "LL-008",
    "Công an đặc khu": "LL-008",
    "Cong an phuong": "LL-008",
    "Cán bộ phường": "LL-031",
    "CBCC phường": "LL-031",
    "Đội xung kích PCTT phường": "LL-007",
    "Đội xung kích PCTT cấp xã": "LL-007",
    "Dân quân cơ động xã": "LL-001",
    "Hội Nông dân phường": "LL-018",
    "Hội Cựu chiến binh xã": "LL-017",
    "Hội Chữ thập đỏ phường": "LL-019",
    "Hội LHPN phường": "LL-016",
    "Hội Liên hiệp Phụ nữ": "LL-016",
    "Đoàn TNCS HCM": "LL-015",
    "Đoàn Thanh niên phường": "LL-015",
    "Nhà văn hóa phường": "CT-002",
    "Kho xã": None,  # where things are kept
    "Công an tỉnh": None,
    "Công an xã Ba Tô": None,
    "Hội Nông dân huyện": None,
    "Hội phụ nữ phường Trà Câu": None,
    "Đội xung kích thôn": None,
    "Đèn pha xa": None,
    "Áo phao xã": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_own_forces_of_a_commune(name: str, read: Read) -> None:
    head = ["TT", "Nội dung", "ĐVT", "Số lượng"]
    unit = (
        "nhà"
        if (NAMES[name] or "").startswith("CT")
        else "cái"
        if name[0] in "ĐÁ" and "pha" in name
        else "người"
    )
    found = read([["UBND PHƯỜNG SA HUỲNH"], ["NGUỒN LỰC TẠI CHỖ NĂM 2026"], head, [1, name, unit, 30]])
    taken = {row.resource_code for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert taken == ({NAMES[name]} if NAMES[name] else set())
    assert not any(row.note for row in found.rows if NAMES[name])
