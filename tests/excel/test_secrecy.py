"""State-secret markings are found wherever and however they stand; ordinary words are none."""

from __future__ import annotations

import unicodedata

import pytest

from core.excel.book import Book, Cell, Sheet
from core.excel.secrecy import find_secret_marking

MARKED = [
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "[MẬT]", "(MẬT)", "- MẬT -", "M Ậ T", "T Ố I  M Ậ T", "Độ mật: Mật", "ĐỘ MẬT: TỐI MẬT",
    "UBND TỈNH - MẬT", "TÀI LIỆU MẬT", "KẾ HOẠCH TUYỆT MẬT NĂM 2026", "MẬT\nBản số 01", "MAT", "TOI MAT", "TUYET MAT",
    "Do mat: Toi mat", "Mật (bản số 2)", "Tối mật", unicodedata.normalize("NFD", "TỐI MẬT"), "Mức độ mật: MẬT",
]  # fmt: skip
ORDINARY = [
    "bí mật", "Bí mật nhà nước", "Bảo mật thông tin", "mật độ dân số", "Mật ong", "mật", "mật khẩu", "Không mật", "Độ mật: Không",
    "MẬT ĐỘ DÂN SỐ", "Trường mầm non", "mặt nạ phòng độc", "MẶT BẰNG", "ĐỘ MẬT: KHÔNG MẬT", "mất", "Có mặt", "MẤT", "mat xa",
    "Không đóng dấu mật", "KHÔNG MẬT", "thân mật", "MAT BANG", "Máy thổi gió", "MT", "mật thiết",
]  # fmt: skip


def marking(text: str, font: str = "Times New Roman") -> bool:
    book = Book(sheets=(Sheet(name="Biểu 1", cells=(Cell(1, 1, text, font),)),))
    return find_secret_marking(book) is not None


@pytest.mark.parametrize("text", MARKED)
def test_markings_are_found(text: str) -> None:
    assert marking(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_marking(text: str) -> None:
    assert not marking(text)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("mËt", ".VnTimeH"),
        ("tèi mËt", ".VnTimeH"),
        ("TèI MËT", ".VnTime"),
        ("MAÄT", "VNI-Times"),
        ("TOÁI MAÄT", "VNI-Times"),
        ("TUYEÄT MAÄT", "Arial"),
        ("tuyÖt mËt", ".VnTimeH"),
    ],
)
def test_old_fonts_hide_no_marking(text: str, font: str) -> None:
    assert marking(text, font)


def test_the_name_of_a_sheet_and_texts_outside_cells_count() -> None:
    assert find_secret_marking(Book(sheets=(Sheet(name="TỐI MẬT"),))) is not None
    assert find_secret_marking(Book(sheets=(), loose_texts=('&C&"Times New Roman,Bold"MẬT',))) is not None
    assert find_secret_marking(Book(sheets=(), loose_texts=("&LTrang &P/&N",))) is None
