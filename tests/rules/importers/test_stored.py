"""What is kept of a recognition is all of it but the labels."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from importers.rules.files.stored import pack, unpack
from importers.rules.results import Recognition


def test_a_recognition_comes_back_as_it_was(read: Callable[..., Recognition]) -> None:
    found = read(
        [
            ("DANH MỤC PHƯƠNG TIỆN XÃ BÌNH MINH",),
            ("TT", "Tên", "ĐVT", "Số lượng", "Đơn vị quản lý", "Ghi chú"),
            (1, "Áo phao", "cái", "120", "Ông Nguyễn Văn A 0905123456", "mới"),
            (2, "Nhà bạt", "bộ", "1.200", "UBND xã", None),
            (3, "Gạo", "tấn", "5,5", None, None),
            (None, "Tổng cộng", None, 1325.5, None, None),
        ]
    )
    assert found.rows
    assert found.questions
    assert unpack(pack(found)) == replace(found, labelled={})


def test_a_recognition_kept_with_whole_rows_is_still_read(read: Callable[..., Recognition]) -> None:
    """Uploads that wait over an upgrade were kept before rows shared their words, and before lots had a field."""
    found = read([("XÃ BÌNH MINH 2026",), ("TT", "Tên", "SL"), (1, "Áo phao", 120), (2, "Phao tròn", 5)])
    held = json.loads(pack(found))
    del held["shared"]
    held["rows"] = [list(row)[:-1] for row in found.rows]
    before = json.dumps(held, ensure_ascii=False, default=str).encode()
    assert unpack(before) == replace(found, labelled={})
