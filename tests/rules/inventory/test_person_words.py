"""One person's name and number in free text: found however written, and nobody else's touched."""

from __future__ import annotations

import pytest

from inventory.rules.personal import ERASED, Change, Search, mentions


@pytest.mark.parametrize(
    ("name", "phone", "text", "left"),
    [
        ("", "0912345678", "gọi 0912345678", f"gọi {ERASED}"),
        ("", "0912345678", "gọi +84 912.345.678", f"gọi {ERASED}"),
        ("", "02553822123", "gọi (0255) 3.822.123", f"gọi ({ERASED}"),
        ("", "0912345678", "số 09123456789", "số 09123456789"),
        ("", "114", "cháy gọi 114", "cháy gọi 114"),  # nobody's own
        ("", "113 ", "gọi 113, phòng 113", "gọi 113, phòng 113"),
        ("Lê An", "", "nhà LÊ  AN, thôn 2", f"nhà {ERASED}, thôn 2"),
        ("Lê An", "", "nhà le an", f"nhà {ERASED}"),
        ("Lê An", "", "nhà Lê Anh", "nhà Lê Anh"),
        ("Đỗ Đạt", "", "anh do dat, chị Đỗ Đạt", f"anh {ERASED}, chị {ERASED}"),
    ],
)
def test_what_is_left_of_a_text(name: str, phone: str, text: str, left: str) -> None:
    search = Search(name=name, phone=phone)
    assert Change(search=search).text(text) == left
    assert mentions(search, [text]) is (left != text)
