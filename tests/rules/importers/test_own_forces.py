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


# What heads the rows, and what heads their people -> type and whether taken; None where that strength is not kept.
STRENGTHS: dict[tuple[str, ...], tuple[str, bool] | None] = {
    ("Đội xung kích", "Quân số"): ("LL-007", True),
    ("Tổ ANTT", "Quân số"): ("LL-009", True),
    ("Đội xung kích", "Quân số (người)"): ("LL-007", True),
    ("Đội xung kích thôn", "Quân số"): ("", False),
    ("Đội xung kích", "SQ", "QNCN"): None,
    ("Đội xung kích", "Quân số", "SQ"): None,
    ("Đồn biên phòng", "Quân số"): None,
    ("Bộ đội địa phương", "Quân số"): None,
    ("Đơn vị", "Quân số"): None,
    ("Tiểu đoàn", "Quân số"): None,
}


@pytest.mark.parametrize("heads", STRENGTHS, ids=" | ".join)
def test_whose_strength_is_counted(heads: tuple[str, ...], read: Read) -> None:
    rows = [[number, f"Thôn {number}", *[10 + number] * (len(heads) - 1), 5] for number in (1, 2, 3)]
    found = read([["UBND XÃ BA VÌ"], ["NGUỒN LỰC TẠI CHỖ NĂM 2026"], ["TT", *heads, "Áo phao (cái)"], *rows])
    people = {
        (str(row.resource_code or ""), row.status is RowStatus.ACCEPTED)
        for row in found.rows
        if row.cell.startswith("C")
    }
    told = STRENGTHS[heads]
    assert people == ({told} if told else set())
