"""Vietnamese text: compared without accents, sorted as in a dictionary, tidied without losing letters."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, masked, plain_number, sort_key, tidy


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Xã \t Bình\n\nMinh ", "Xã Bình Minh"),
        ("Xã\u00a0Bình\u2009Minh", "Xã Bình Minh"),
        ("\ufeffBình\u200b Minh\u2060", "Bình Minh"),
        (unicodedata.normalize("NFD", "Phường Đức Phổ"), "Phường Đức Phổ"),
        ("", ""),
    ],
)
def test_tidy_leaves_one_spelling(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Áo phao cứu sinh", "ao phao cuu sinh"),
        ("ĐẶC KHU LÝ SƠN", "dac khu ly son"),
        ("đ Đ ð Ð", "d d d d"),
        ("Ước lượng Ở Ử", "uoc luong o u"),
        ("Ca-nô (40CV)", "ca-no (40cv)"),
    ],
)
def test_fold_drops_case_and_accents(raw: str, key: str) -> None:
    assert fold(raw) == key


@given(st.text())
def test_fold_is_the_same_for_every_composition_and_folds_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_tidy_changes_nothing_the_second_time(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "in_order",
    [
        ["an", "ăn", "ân", "be", "ca", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["Ba Tơ", "Ba Vì", "Bình Minh", "Bình Sơn", "Cà Đam", "Dục Nông", "Đăk Hà", "Lý Sơn", "Nghĩa Hành"],
        ["Sơn Hà", "Sơn Hạ", "Sơn Tây"],
    ],
)
def test_names_sort_as_in_a_vietnamese_dictionary(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=sort_key) == in_order


@pytest.mark.parametrize(
    ("value", "shown"), [(Decimal("5500.000"), 5500), (Decimal("12.5"), 12.5), (Decimal(0), 0), (7, 7)]
)
def test_plain_numbers_carry_no_needless_noughts(value: Decimal | int, shown: float) -> None:
    assert plain_number(value) == shown
    assert type(plain_number(value)) is type(shown)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("0905124096", "090•••••••"),
        ("02553822123", "025•••••••"),
        ("+84905124096", "849•••••••"),
        ("Anh Ba 0905124096", "Anh Ba 090•••••••"),
        ("0905124096; 0914555777", "090•••••••; 091•••••••"),
        ("0905 124 096", "090•••••••"),
        ("0905.124.096", "090•••••••"),
        ("0905-124-096", "090•••••••"),
        ("912345678", "912•••••••"),  # a spreadsheet ate the nought
        ("Ba 84912345678, thôn 2", "Ba 849•••••••, thôn 2"),
        ("15.912345678", "15.912345678"),
        ("ĐT (0255) 3822 123; (024)38221234", "ĐT 025•••••••; 024•••••••"),
        ("(05-03-2026) 12 cái, (015) 12 bộ", "(05-03-2026) 12 cái, (015) 12 bộ"),
        ("90512409", "90512409"),
        ("76C-12345", "76C-12345"),
        ("", ""),
        ("SHA-256 " + "4a0912345678f" * 5, "SHA-256 " + "4a0912345678f" * 5),
        ("urn:uuid:0a1b2c3d-0912-4345-8678-091234567812", "urn:uuid:0a1b2c3d-0912-4345-8678-091234567812"),
    ],
)
def test_a_telephone_number_is_never_shown_whole(phone: str, shown: str) -> None:
    assert masked(phone) == shown
