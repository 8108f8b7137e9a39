"""One plate in two rows is one vehicle; and remarks of owners who moved, lorries elsewhere, hired or past their years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
TITLE = ["DANH SÁCH PHƯƠNG TIỆN XÃ BA VÌ NĂM 2026"]
HEAD = ["TT", "Chủ xe", "Loại xe", "Biển số", "Trọng tải", "Ghi chú"]

# Plates of two tipper lorries -> whether they are taken.
PLATES = {
    ("76C-001.23", "76C-001.23"): False,
    ("76C-001.23", "76C 00123"): False,
    ("76C1-123.45", "76c1 12345"): False,
    ("76C-001.23", "76C-001.24"): True,
    (
        "76C-001.23; 76C-001.24",
        "76C-001.23; 76C-001.24",
    ): True,  # several vehicles: how many is another matter
    ("chưa có", "chưa có"): True,
    ("", ""): True,
}


@pytest.mark.parametrize("plates", PLATES)
def test_plates(plates: tuple[str, str], read: Read) -> None:
    rows = [TITLE, HEAD, [1, "Nguyễn A", "Xe ben", plates[0] or None, "10 tấn"], [2, "Trần B", "Xe múc", None, None], [3, "Lê C", "Xe ben", plates[1] or None, "12 tấn"],
            [4, "Phạm D", "Xe ben", "76C-009.99", "8 tấn"]]  # fmt: skip
    found = {row.cell: row for row in read(rows).rows}
    if ";" not in plates[0]:
        taken = {found["C3"].status is RowStatus.ACCEPTED, found["C5"].status is RowStatus.ACCEPTED}
        assert taken == {PLATES[plates]}
    assert found["C3"].reasons.count("row_repeated") == (not PLATES[plates])
    assert [found[cell].status for cell in ("C4", "C6")] == [RowStatus.ACCEPTED] * 2


def test_a_trailer_bears_a_plate_of_its_own_kind(read: Read) -> None:
    rows = [
        TITLE,
        HEAD,
        [1, "Nguyễn A", "Xe ben", "76C-001.23"],
        [2, "Nguyễn A", "Xe múc", "76C-001.23"],
        [3, "Lê C", "Xe ben", "76C-001.25"],
    ]
    assert [row.status for row in read(rows).rows] == [RowStatus.ACCEPTED] * 3


REMARKS = {
    "Xe ở tỉnh Bình Định": False,
    "xe để tại Đà Nẵng": False,
    "Đã chuyển khẩu": False,
    "Hết niên hạn": False,
    "quá niên hạn sử dụng": False,
    "xe thuê của Cty X": False,
    "Xe ở thôn 2": True,
    "Xe để tại kho xã": True,
    "chưa hết niên hạn": True,
    "có thể thuê khi cần": True,
    "Sẵn sàng": True,
}


@pytest.mark.parametrize("remark", REMARKS)
def test_remarks_beside_a_vehicle(remark: str, read: Read) -> None:
    rows = [
        TITLE,
        HEAD,
        [1, "Nguyễn A", "Xe ben", "76C-001.23", "10 tấn", remark],
        [2, "Trần B", "Xe múc"],
        [3, "Lê C", "Xe ben", "76C-001.25", "10 tấn"],
    ]
    found = [row.status is RowStatus.ACCEPTED for row in read(rows).rows]
    assert found == [REMARKS[remark], True, True]
