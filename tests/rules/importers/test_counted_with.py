"""Groups whose things are broken, ordered, planned or elsewhere, and notes that count another thing or an older year: asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TITLE = ["PHƯƠNG TIỆN, VẬT TƯ XÃ BA VÌ NĂM 2026"]
HEAD = ["TT", "Tên", "ĐVT", "Số lượng", "Ghi chú"]

# The second group of a list -> whether what stands below it is taken.
GROUPS = {
    "PHƯƠNG TIỆN HỎNG": False,
    "VẬT TƯ BỊ HƯ HỎNG": False,
    "VẬT TƯ ĐANG ĐẶT MUA": False,
    "PHƯƠNG TIỆN ĐANG MUA": False,
    "KẾ HOẠCH NĂM 2027": False,
    "PHƯƠNG TIỆN NGOÀI ĐỊA BÀN": False,
    "PHƯƠNG TIỆN CỦA XÃ KHÁC": False,
    "PHƯƠNG TIỆN HUY ĐỘNG NGOÀI XÃ HỘI": True,
    "PHƯƠNG TIỆN DỰ PHÒNG": True,
    "VẬT TƯ": True,
    "PHƯƠNG TIỆN KHÔNG HỎNG": True,
    "ĐƠN VỊ HỒNG HÀ": True,
}


@pytest.mark.parametrize("group", GROUPS)
def test_groups(group: str, read: Read) -> None:
    rows = [
        TITLE,
        HEAD,
        ["I", "PHƯƠNG TIỆN HIỆN CÓ"],
        [1, "Xe ben", "xe", 5],
        [2, "Xe múc", "xe", 3],
        ["II", group],
        [1, "Áo phao", "cái", 12],
        [2, "Ca nô", "chiếc", 1],
    ]
    found = {row.cell: row.status for row in read(rows).rows}
    assert [found["D4"], found["D5"]] == [RowStatus.ACCEPTED] * 2
    assert {found["D7"], found["D8"]} == {RowStatus.ACCEPTED if GROUPS[group] else RowStatus.REVIEW}


# A note beside 30 life jackets -> whether they are taken.
NOTES = {
    "gồm cả phao tròn": False,
    "Bao gồm cả 10 phao tròn": False,
    "tính chung với phao bè": False,
    "trong đó có 5 phao tròn": False,
    "kể cả áo mưa và phao tròn": False,
    "gồm cả loại trẻ em": True,
    "không gồm cả phao tròn": True,
    "trong đó có 5 áo phao trẻ em": True,
    "để chung kho với phao tròn": True,
    "số liệu 2024": False,
    "Số liệu năm 2025": False,
    "số liệu 2026": True,
    "mua năm 2024": True,
}


@pytest.mark.parametrize("note", NOTES)
def test_notes(note: str, read: Read) -> None:
    rows = [
        TITLE,
        HEAD,
        [1, "Áo phao", "cái", 30, note],
        [2, "Xe múc", "xe", 3],
        [3, "Rọ thép", "cái", 40],
        [4, "Bao tải", "cái", 50],
    ]
    found = {row.cell: row.status for row in read(rows).rows}
    assert found["D3"] is (RowStatus.ACCEPTED if NOTES[note] else RowStatus.REVIEW)
    assert [found[cell] for cell in ("D4", "D5", "D6")] == [RowStatus.ACCEPTED] * 3


def test_a_kit_tells_what_is_in_it(read: Read) -> None:
    rows = [TITLE, HEAD, [1, "Túi cứu thương", "túi", 6, "gồm bông băng, thuốc"], [2, "Xe múc", "xe", 3]]
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 2


def test_a_note_beside_several_figures_says_nothing_of_one(read: Read) -> None:
    rows = [
        ["TRANG BỊ CÁC XÃ NĂM 2026"],
        ["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)", "Ghi chú"],
        [1, "Xã Ba Vì", 10, 60, "gồm cả phao bè"],
        [2, "Xã Ba Gia", 30, 40, None],
    ]
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 4
