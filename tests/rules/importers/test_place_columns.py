"""Which column of a table says whose the things are: areas, territories and owners beside communes, in any order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.layout.place_columns import names_territory
from importers.rules.names.places import Era, PlaceIndex, index_places
from importers.rules.results import Recognition, RowStatus

COMMUNES = {
    "Xã Mộ Đức": "21400",
    "Xã Long Phụng": "21409",
    "Xã Nghĩa Hành": "21364",
    "Xã Phước Giang": "21370",
}
AREAS = ["Mộ Đức cũ", "Mộ Đức cũ", "Nghĩa Hành cũ", "Nghĩa Hành cũ"]


# The headers of areas and of communes; "Nhóm" says nothing: the names of former districts below it do.
HEADS = [
    *(("Khu vực", header) for header in ("Đơn vị", "Địa bàn", "ĐVHC cấp xã", "Cấp xã", "Đơn vị báo cáo", "UBND xã, phường", "Đơn vị quản lý", "Nơi báo cáo", "Tên xã")),
    *((area, "Đơn vị") for area in ("Vùng", "Huyện cũ", "Cụm", "Miền", "Nhóm")),
]  # fmt: skip


@pytest.mark.parametrize(("area", "header"), HEADS)
@pytest.mark.parametrize("first", [True, False])
def test_an_area_beside_communes_is_none(
    area: str, header: str, first: bool, read: Callable[..., Recognition]
) -> None:
    def order(one: str, figure: object, other: str) -> list[object]:
        return [one, figure, other] if first else [other, figure, one]

    head = ["TT", *order(area, "Rọ thép (cái)", header), "Áo phao (cái)"]
    rows = [[number, *order(where, 10 * number, name), number] for number, (where, name) in enumerate(zip(AREAS, COMMUNES, strict=True), 1)]  # fmt: skip
    total = [None, *order("", 100, "Tổng cộng"), 10]
    found = read([["KIỂM KÊ VẬT TƯ DỰ PHÒNG ĐẾN 30/9/2026"], head, *rows, total])
    assert [(row.commune_code, row.status.value) for row in found.rows] == [
        (code, RowStatus.ACCEPTED.value) for code in COMMUNES.values() for _ in range(2)
    ]
    assert {check.cell: check.ok for check in found.checks} == {"C7": True, "E7": True}


def test_a_former_district_where_no_column_names_communes(read: Callable[..., Recognition]) -> None:
    rows = [["SỐ LIỆU NĂM 2022"], ["TT", "Khu vực", "Xã", "Áo phao (cái)"], [1, "Huyện Mộ Đức", "Đức Nhuận", 5], [2, "Huyện Tư Nghĩa", "Nghĩa Kỳ", 6]]  # fmt: skip
    assert [row.quantity for row in read(rows).rows if row.status is RowStatus.ACCEPTED] == [5, 6]


# The header of where each row's things are -> whether it says whose they are.
TERRITORIES = {
    "Địa bàn": True,
    "Địa bàn xã": True,
    "Địa bàn (xã, phường)": True,
    "Thuộc địa bàn": True,
    "Địa bàn đảm nhiệm": False,
    "Địa bàn hoạt động": False,
    "Địa điểm": False,
}


@pytest.mark.parametrize("header", TERRITORIES)
def test_territories(header: str, read: Callable[..., Recognition]) -> None:
    assert names_territory(header) is TERRITORIES[header]
    rows = [["DANH SÁCH XE MÁY CÓ THỂ HUY ĐỘNG NĂM 2026"], ["TT", "Chủ phương tiện", header, "Loại phương tiện", "Số lượng"],
            [1, "Cty TNHH Hải Long", "Xã Ba Vinh", "Xe múc", 2], [2, "Ông Lê Văn Ba", "Xã Ba Tơ", "Xe cứu thương", 1]]  # fmt: skip
    taken = [row.commune_code for row in read(rows).rows if row.status is RowStatus.ACCEPTED]
    assert taken == ["21490", "21484"]


@pytest.fixture(scope="module")
def places(gazetteer: object) -> PlaceIndex:
    return index_places(gazetteer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("district", "code"),
    [
        ("Huyện Tư Nghĩa", "21244"),  # no former Trà Giang in it: today's commune, made of its communes
        ("Huyện Trà Bồng", "21127"),
        ("Huyện Ba Tơ", None),
        ("", None),
    ],
)
def test_a_name_within_a_former_district(district: str, code: str | None, places: PlaceIndex) -> None:
    assert places.match("Xã Trà Giang", Era.UNKNOWN, district).code == code
