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
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_machines_and_short_words(name: str) -> None:
    found = index_items(read_catalogue()).named_as(name)
    assert (str(found.code) if found.certain else None) == NAMES[name]
