"""Names of all kinds of a thing ("Xuồng các loại"): asked about where other types are called by the same word."""

from __future__ import annotations

import pytest

from tests.rules.importers.conftest import _known

# A name -> the type it is taken for, "" where it is asked which.
NAMES: dict[str, str] = {
    "Xuồng": "PT-006",  # a synonym of the catalogue
    "Xuồng các loại": "",  # ST-450, inflatable ones
    "Các loại xuồng": "",
    "Xuong cac loai": "",
    "Máy bơm": "TB-013",
    "Máy bơm các loại": "",  # those for fires
    "Quần áo nhiều loại": "",  # for rain, against chemicals
    "Thuốc các loại": "",
    "Dầu các loại": "",
    "Bao tải các loại": "VT-001",
    "Áo phao các loại": "TB-001",
    "Tàu cá các loại": "PT-009",  # "tàu ca nô" is another word
    "Xe múc các loại": "PT-020",
    "Máy cưa các loại": "TB-016",
    "Gạo các loại": "HC-001",
    "Nhà bạt các loại": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_all_kinds_of_a_thing(name: str) -> None:
    match = _known().indexes.items.match(name)
    assert str(match.code or "") == NAMES[name]
    assert match.certain is bool(NAMES[name])
