"""Names of the catalogue as offices write them: with or without "máy", with abbreviations in full."""

from __future__ import annotations

import pytest

from importers.rules.names.item_names import index_items
from inventory.rules.catalogue import read_catalogue

# A name -> its type, None where the catalogue does not tell.
NAMES: dict[str, str | None] = {
    "Máy cưa xăng": "TB-016",
    "Máy cưa lốc": "TB-016",
    "Cưa xích": "TB-016",
    "Xúc lật": "PT-022",
    "Máy bơm chữa cháy": None,
    "Máy xăng": None,
    "Máy dầu": None,
    "Bơm dầu": None,
    "Phát điện": None,
    "TNV chữ thập đỏ": "LL-019",
    "Máy múc": "PT-020",
    "Máy cuốc": "PT-020",
    "Xe xúc": None,  # may be the wheel loader
    "Máy múc - xe múc (xe)": "PT-020",
    "Áo phao - phao tròn": None,
    "Xe tải - Hyundai": None,
    "Phao bè cứu sinh": "TB-003",
    "Phao cứu sinh": None,
    "Cán bộ, công chức xã": "LL-031",
    "Xăng RON 95-III": "HC-009",
    "Nhà bạt loại 24,5m2 (cũ)": "TB-006",
    "Nhà bạt 24,5m2 (60 m2)": None,
    # how many there are of each size
    "Máy phát điện (5 KVA: 02, 50 KVA: 01)": None,
    "Máy phát điện 5 kVA và 50 kVA": None,
    "Máy phát điện 5kVA, 8kVA": "TB-010",
    "Máy phát điện 12 kVA (9,6 kW)": "TB-011",
    "Nhà bạt (24,5m2: 02; 60m2: 01)": None,
    "Xe tải (2,5 tấn: 1; 8 tấn: 2)": None,
    "Xe khách (7 chỗ: 1; 16 chỗ: 2)": None,
    "Xuồng máy (của ông Ba)": "PT-006",
    "Nhà bạt (của ông Ba)": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_machines_and_short_words(name: str) -> None:
    found = index_items(read_catalogue()).named_as(name)
    assert (str(found.code) if found.certain else None) == NAMES[name]
