"""Places told twice: a commune with what it was made of, a unit with the territory it stands by in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.communes.rules import Gazetteer
from importers.rules.names.places import NO_PLACE, Era, PlaceCertainty, PlaceIndex, PlaceMatch, index_places
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition
from importers.rules.rows.of_others import of_unit

# A name with a remark -> its commune, None where the two do not agree.
REMARKS: dict[str, str | None] = {
    "Phường Sa Huỳnh (Phổ Thạnh, Phổ Châu)": "21478",
    "Xã Măng Đen (Đăk Tăng, Măng Cành, TT Măng Đen)": "23473",
    "Xã Thọ Phong (Tịnh Phong cũ)": "21181",
    "Xã Trà Bồng (thị trấn Trà Xuân cũ)": "21115",
    "Thị trấn Châu Ổ (cũ) - xã Bình Sơn": "21040",
    "Xã Bình Chánh (cũ), nay là xã Bình Sơn": "21040",
    "Xã Bình Chánh (cũ), nay là xã Ba Vì": None,
    "Xã Thọ Phong (Tịnh Khê)": None,
    "Xã Trà Giang (Trà Bồng cũ)": "21127",  # a former district: the commune of that name in it
    "Xã Nghĩa Thắng (Tư Nghĩa cũ)": "21244",
    "Xã Ba Tơ (thôn 1)": None,
}


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    return index_places(gazetteer)


@pytest.mark.parametrize("era", list(Era))
@pytest.mark.parametrize("name", REMARKS)
def test_a_commune_with_what_it_was_made_of(name: str, era: Era, places: PlaceIndex) -> None:
    match = places.match(name, era)
    assert (match.code if match.certain else None) == REMARKS[name]


SAME = PlaceMatch(certainty=PlaceCertainty.TODAY, code="21529")  # type: ignore[arg-type]
OTHER = PlaceMatch(certainty=PlaceCertainty.TODAY, code="21472")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "territory", "certain"),
    [(SAME, SAME, True), (SAME, OTHER, False), (SAME, NO_PLACE, False), (NO_PLACE, SAME, False)],
)
def test_a_unit_and_its_territory(unit: PlaceMatch, territory: PlaceMatch, certain: bool) -> None:
    assert of_unit(unit, territory).certain is certain


def test_forces_that_stand_by_in_their_own_commune(read: Callable[..., Recognition]) -> None:
    rows = [["BẢNG HIỆP ĐỒNG LỰC LƯỢNG NĂM 2026"], ["TT", "Đơn vị", "Quân số (người)", None, None, "Địa bàn đảm nhiệm"], [None, None, "SQ", "QNCN", "DQTV"],
            [1, "Ban CHQS xã Ba Vì", None, None, 47, "Xã Ba Vì"], [2, "Ban CHQS xã Ba Gia", None, None, 30, "Xã Ba Tơ"]]  # fmt: skip
    found = read(rows, merges=["C2:E2"])
    assert [(row.commune_code, row.quantity) for row in found.rows] == [("21529", 47), (None, 30)]


# What a header tells of each head or day is a rate, no stock.
RATES = {"Gạo bình quân (kg/người)": True, "Mì (gói/hộ)": True, "Gạo (kg)": False, "Xuồng (chiếc/bộ)": False}


@pytest.mark.parametrize("header", RATES)
def test_rates(header: str) -> None:
    assert (role_of(header) is Role.FLOW) is RATES[header]


# Who promises the forces of a row that begins with its territory -> where these are, None where it is asked.
UNITS = {
    "Ban CHQS xã Khánh Cường": "21472",
    "Ban CHQS xã Long Phụng": None,
    "Đồn BP Sa Huỳnh": None,
    "Lữ đoàn 270": None,
}


@pytest.mark.parametrize("unit", UNITS)
def test_units_beside_their_territory(unit: str, read: Callable[..., Recognition]) -> None:
    head = ["TT", "Địa bàn đảm nhiệm", "Đơn vị hiệp đồng", "SQ", "QNCN", "Ca nô (chiếc)", "Chỉ huy"]
    first = [1, "Xã Khánh Cường", unit, 1, 2, 3, "Nguyễn Văn An"]
    border = [2, "Phường Sa Huỳnh", "Đồn BP Sa Huỳnh", 4, 5, 6, "Trần Văn Bình"]
    islands = [3, "Đặc khu Lý Sơn", "Đồn BP Lý Sơn", 4, 5, 6, "Trần Văn Chín"]
    row, *others = read([["HIỆP ĐỒNG LỰC LƯỢNG"], head, first, border, islands]).rows
    assert (row.commune_code if row.status == "accepted" else None) == UNITS[unit]
    assert {other.status for other in others} == {"review"}


# A name, the time of its sheet -> its commune, None where today's of the same letters may be meant.
ALIKE = {
    ("Xã Sơn Tinh", Era.NEW, ""): None,
    ("Xã Sơn Tinh", Era.OLD, ""): "21343",
    ("Xã Sơn Tinh", Era.UNKNOWN, ""): "21343",
    ("Xã Sơn Tinh", Era.NEW, "Huyện Sơn Tây"): "21343",
    ("Xã Sơn Tịnh", Era.NEW, ""): "21220",
    ("Đăk Blà", Era.NEW, ""): None,
    ("Xã Đăk Blà", Era.NEW, ""): "23332",  # today's is a ward
    ("Xã Rơ Kơi", Era.NEW, ""): "23530",  # both are the same
}


@pytest.mark.parametrize("case", ALIKE)
def test_names_alike_but_for_accents(case: tuple[str, Era, str], places: PlaceIndex) -> None:
    match = places.match(*case)
    assert (match.code if match.certain else None) == ALIKE[case]
