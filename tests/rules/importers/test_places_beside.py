"""A commune's code, or its other name, beside its name: what belongs together settles a row, what does not is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from importers.rules.layout.drafts import PlaceFound, PlaceSource
from importers.rules.names.places import NO_PLACE, PlaceIndex, index_places
from importers.rules.results import QuestionKind, Recognition, RowStatus
from importers.rules.rows.places_beside import with_code, with_name

Read = Callable[..., Recognition]

# A name and what stands beside it -> the commune, None where it is asked.
CODES: dict[tuple[str, str], str | None] = {
    ("Xã Ba Tơ", "21484"): "21484",
    ("Xã Đặng Thùy Trâm", "21523"): None,  # that is the code of Ba Tô
    ("Xã Ba Tơ", ""): "21484",
    ("Xã Ba Tơ", "99999"): "21484",
    ("Xã Trà Bùi", "21136"): "21136",  # was divided between two
    ("Xã Trà Bùi", "21484"): None,
    ("", "21484"): "21484",
    ("Kho trung tâm", "21484"): "21484",
}
NAMES: dict[tuple[str, str], str | None] = {
    ("Xã Đức Lân", "Xã Lân Phong"): "21433",
    ("Xã Lân Phong", "Xã Đức Lân"): "21433",
    ("Xã Bình Trị", "Xã Bình Sơn"): None,  # went to Vạn Tường
    ("Xã Ba Giang", "Xã Ba Vì"): None,
    ("Xã Trà Bùi", "Xã Cà Đam"): "21136",
    ("Xã Trà Bùi", "Xã Tây Trà Bồng"): "21157",
    ("Xã Trà Bùi", "Xã Ba Vì"): None,
    ("Xã Ba Vì", "Sơn Hà"): "21529",  # a former district, a hamlet
    ("Xã Ba Vì", "Thôn 3"): "21529",
    ("Xã Ba Vì", ""): "21529",
}


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> PlaceIndex:
    return index_places(gazetteer)


def found(name: str, places: PlaceIndex) -> PlaceFound:
    match = places.match(name) if name else NO_PLACE
    return PlaceFound(text=name, match=match, source=PlaceSource.CELL if name else PlaceSource.NONE)


@pytest.mark.parametrize("told", CODES)
def test_a_name_and_its_code(told: tuple[str, str], places: PlaceIndex) -> None:
    match = with_code(found(told[0], places), told[1], places).match
    assert (match.code if match.certain else None) == CODES[told]


@pytest.mark.parametrize("told", NAMES)
def test_a_name_of_before_and_one_of_today(told: tuple[str, str], places: PlaceIndex) -> None:
    match = with_name(found(told[0], places), told[1], places).match
    assert (match.code if match.certain else None) == NAMES[told]


def communes(read: Recognition) -> dict[str, Any]:
    return {row.cell: row.commune_code if row.status is RowStatus.ACCEPTED else None for row in read.rows}


TITLE = ["TRANG BỊ HIỆN CÓ CÁC XÃ NĂM 2026"]


def test_codes_beside_names_are_held_against_them(read: Read) -> None:
    rows = [TITLE, ["Mã ĐVHC", "Tên xã", "Áo phao (cái)", "Bao cát (cái)"],
            [21484, "Xã Ba Tơ", 57, 843], [21523, "Xã Đặng Thùy Trâm", 28, 424], [21523, "Xã Ba Tô", 78, 214]]  # fmt: skip
    told = read(rows)
    assert communes(told) == {"C3": "21484", "D3": "21484", "C4": None, "D4": None, "C5": "21523", "D5": "21523"}  # fmt: skip
    (question,) = told.questions
    assert (question.kind, question.raw) == (QuestionKind.PLACE, "21523 / Xã Đặng Thùy Trâm")
    assert {candidate.value for candidate in question.candidates} == {"21520", "21523"}
    assert communes(read(rows, answers={question.key: "21520"}))["C4"] == "21520"


def test_codes_alone_name_communes(read: Read) -> None:
    rows = [TITLE, ["Mã xã", "Tên trang bị", "ĐVT", "Số lượng"], [21484, "Áo phao", "cái", 27], [21490, "Áo phao", "cái", 4]]  # fmt: skip
    assert communes(read(rows)) == {"D3": "21484", "D4": "21490"}


def test_numbers_that_are_no_codes_say_nothing(read: Read) -> None:
    rows = [TITLE, ["Mã đơn vị", "Tên xã", "Áo phao (cái)"], [1, "Xã Ba Tơ", 57], [2, "Xã Ba Vì", 28]]
    assert set(communes(read(rows)).values()) == {"21484", "21529"}


def test_old_and_new_names_side_by_side(read: Read) -> None:
    rows = [TITLE, ["TT", "Xã cũ", "Xã mới", "Áo phao (cái)", "Bao cát (cái)"], [1, "Xã Đức Lân", "Xã Lân Phong", 27, 193],
            [2, "Xã Bình Trị", "Xã Bình Sơn", 59, 357], [3, "Xã Trà Bùi", "Xã Cà Đam", 85, 480]]  # fmt: skip
    told = communes(read(rows))
    assert [told[cell] for cell in ("D3", "D4", "D5")] == ["21433", None, "21136"]


def test_who_gets_help_is_no_other_name(read: Read) -> None:
    rows = [TITLE, ["TT", "Xã", "Chi viện cho xã", "Áo phao (cái)"], [1, "Xã Ba Tơ", "Xã Ba Vì", 27], [2, "Xã Ba Xa", "Xã Ba Tô", 5]]  # fmt: skip
    assert set(communes(read(rows)).values()) == {"21484", "21538"}
