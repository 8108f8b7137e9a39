"""Rows of single vehicles that tell of several, and loads in kilograms: no row is one because it is a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.several import Several, plates_of, several_of, without_count
from importers.rules.texts.sizes import with_size_unit

Read = Callable[..., Recognition]
HEAD = [
    "TT",
    "Chủ phương tiện",
    "Điện thoại",
    "Địa chỉ",
    "Loại phương tiện",
    "Biển số",
    "Trọng tải",
    "Ghi chú",
]


@pytest.mark.parametrize(
    ("name", "plate", "note", "number", "sure"),
    [
        ("Xe ben (02 chiếc)", "", "", 2, True),
        ("Xe máy (10 chiếc)", "", "", 10, True),
        ("Xe ben (số lượng: 02 xe)", "", "", 2, True),
        ("Xe ben (hai chiếc)", "", "", 2, True),
        ("Xe ben (02 chiếc)", "76C-112.45; 76C-113.46", "02 xe", 2, True),
        ("Xe ben (02 chiếc)", "76C-112.45", "", 2, False),
        ("Xe ben (02 chiếc)", "", "03 xe", 2, False),
        ("Ca nô: 02", "", "", 2, False),
        ("Xe ben 2 chiếc", "", "", 2, False),
        ("Xe ben x 2", "", "", 2, False),
        ("Xe ben (2)", "", "", 2, False),
        ("02 xe lu", "", "", 2, False),
        ("Xe lu", "", "02 xe", 2, False),
        ("Xe lu", "", "HĐ nguyên tắc; số lượng: 02", 2, False),
        ("Xe lu", "", "hai xe", 2, False),
        ("Xe lu", "", "10 tấn x 2", 2, False),
        ("Xe ben", "76C-112.45, 76C-113.46", "", 2, False),
        ("Tàu cá", "QNg-95678-TS; QNg-95679-TS", "", 2, False),
    ],
)
def test_how_many_a_row_tells_of(name: str, plate: str, note: str, number: int, sure: bool) -> None:
    assert several_of(name, plate, [note]) == Several(number, sure)


@pytest.mark.parametrize(
    ("name", "plate", "note"),
    [
        ("Xe ben (01 chiếc)", "76C-112.45", "01 xe"),
        ("Xe múc PC200", "", "xe 2 cầu"),
        ("Xe khách 16 chỗ", "", "2 tài xế"),
        ("Tàu cá", "", "2 máy"),
        ("Xuồng ST-750", "", "chở được 20 người"),
        ("Xe đầu kéo", "76C-112.45/76R-001.22", "đời 2018"),
        ("Trường THCS số 2", "", "2 tầng"),
    ],
)
def test_what_tells_of_one(name: str, plate: str, note: str) -> None:
    assert several_of(name, plate, [note]) is None


def test_a_trailers_plate_is_none_of_a_further_vehicle() -> None:
    assert plates_of("76C-112.45/76R-001.22") == 1
    assert plates_of("76C 112.45 và 76C 113.46") == 2


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("Xe tải 5 tấn (02 chiếc)", "Xe tải 5 tấn"),
        ("Xe ben 2 chiếc", "Xe ben"),
        ("02 chiếc xe ben", "xe ben"),
        ("Xe khách 16 chỗ: 02 xe", "Xe khách 16 chỗ"),
        ("Xe múc PC200", "Xe múc PC200"),
    ],
)
def test_a_name_without_its_count(name: str, alone: str) -> None:
    assert without_count(name) == alone


def _one(read: Read, kind: str, load: object = "", note: str = "", head: str = "Trọng tải") -> Recognition:
    rows = [["UBND XÃ BA GIA"], ["DANH SÁCH XE, MÁY CỦA NHÂN DÂN"], [*HEAD[:6], head, HEAD[7]]]
    owner = [1, "Nguyễn Văn Sơn", "0912345678", "thôn 1"]
    return read([*rows, [*owner, kind, "", load, note]])


@pytest.mark.parametrize(
    ("kind", "note", "code", "quantity"),
    [
        ("Xe ben (02 chiếc)", "", "PT-014", 2),
        ("Xe tải 5 tấn (02 chiếc)", "", "PT-013", 2),
        ("Xe ben 2 chiếc", "", "PT-014", None),
        ("Xe lu", "02 xe", "PT-023", None),
        ("Xe lu", "01 xe", "PT-023", 1),
    ],
)
def test_a_count_beside_a_vehicle_is_taken_or_asked_about(
    kind: str, note: str, code: str, quantity: int | None, read: Read
) -> None:
    found = _one(read, kind, note=note)
    (row,) = found.rows
    assert (row.resource_code, row.quantity) == (code, quantity)
    assert (row.status is RowStatus.REVIEW) is (quantity is None)
    if quantity is None:
        assert [option.value for option in found.questions[0].candidates] == ["2", "1"]


@pytest.mark.parametrize(
    ("head", "load", "code"),
    [
        ("Tải trọng (kg)", 2500, "PT-012"),
        ("Tải trọng (kg)", "12.500", "PT-013"),
        ("Tải trọng, kg", 4990, "PT-012"),
        ("Trọng tải (KG)", 8, None),  # no lorry carries 8 kilograms
        ("Trọng tải cho phép (kg)/số chỗ", 2500, "PT-012"),
        ("Trọng tải (tấn)", 2500, None),  # nor 2.500 tonnes
        ("Trọng tải", 3500, None),
        ("Trọng tải (tấn)", "4.990", "PT-012"),
        ("Trọng tải (tấn)", 8, "PT-013"),
        ("Trọng tải", "2500 kg", "PT-012"),
    ],
)
def test_a_load_is_read_in_its_unit(head: str, load: object, code: str | None, read: Read) -> None:
    assert _one(read, "Xe tải", load, head=head).rows[0].resource_code == code


@pytest.mark.parametrize(
    ("text", "header", "said"),
    [
        ("2500", "Tải trọng (kg)", "2500 kg"),
        ("16", "Trọng tải (kg)/số chỗ", "16"),
        ("3500", "Trọng tải (kg)/số chỗ", "3500 kg"),
        ("5", "Công suất (kVA)", "5 kVA"),
    ],
)
def test_a_bare_size_has_the_unit_of_its_header(text: str, header: str, said: str) -> None:
    assert with_size_unit(text, header) == said
