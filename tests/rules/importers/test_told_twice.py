"""Cells that say twice what they are: in English beside, or with the code of the catalogue. What agrees is taken, what does not is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from importers.rules.names.told_twice import apart_from_type_code, says_gloss
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.second_language import is_english_title, names_columns_in_english, without_english

Read = Callable[..., Recognition]

HEADS = {
    "No.\nTT": "TT", "TT / No.": "TT", "Đơn vị\nCommune": "Đơn vị", "Đơn vị/Unit": "Đơn vị", "Số lượng (Quantity)": "Số lượng", "Nơi để - Location": "Nơi để",
    "Số lượng\n(Quantity)\n(cái)": "Số lượng\n(cái)", "Tổng cộng / Total": "Tổng cộng", "cái / pcs": "cái", "Thùng/box": "Thùng",
    "Item": "Item", "Item / Quantity": "Item / Quantity", "Áo phao (cái)": "Áo phao (cái)", "Xe tải / Xe ben": "Xe tải / Xe ben", "500/1000": "500/1000",
    "Mì tôm (box)": "Mì tôm (box)", "Áo phao (broken)": "Áo phao (broken)", "Xuồng (total)": "Xuồng (total)", "12 (total)": "12 (total)", "Xã No": "Xã No",
    "Áo phao / Life jacket": "Áo phao / Life jacket", "Gạo / and": "Gạo / and",
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), HEADS.items())
def test_english_heads_are_left_out_beside_vietnamese_ones(text: str, left: str) -> None:
    assert without_english(text) == left


@pytest.mark.parametrize(
    ("texts", "translate"),
    [
        (["No.", "Commune", "Life jacket", "Ring buoy"], True),
        (["No.", "Item", "Unit", "Quantity"], True),
        (["1", "Item", "Unit", "Quantity"], False),
        (["TT", "Tên", "Unit", "Quantity"], False),
        (["1", "Ao phao", "cai", "20"], False),
        (["TT", "Xa", "Ao phao", "Ca no"], False),
    ],
)
def test_a_row_that_says_the_heads_in_english(texts: list[str], translate: bool) -> None:
    assert names_columns_in_english(texts) is translate


@pytest.mark.parametrize(
    ("line", "title"),
    {
        "SUMMARY OF ON-THE-SPOT RESOURCES OF COASTAL COMMUNES": True,
        "LIST OF EQUIPMENT": True,
        "EQUIPMENT NEEDED IN 2027": False,
        "LIST OF EQUIPMENT DISTRIBUTED TO THE COMMUNES": False,
        "EQUIPMENT FROM THE PROJECT": False,
        "TONG HOP TRANG BI": False,
        "BẢNG KÊ TRANG BỊ": False,
    }.items(),
)
def test_titles_in_english(line: str, title: bool) -> None:
    assert is_english_title(line) is title


CODES = {
    "TB-001 Áo phao": ("Áo phao", "TB-001"), "TB-001 - Áo phao": ("Áo phao", "TB-001"), "[TB-001] Áo phao": ("Áo phao", "TB-001"), "Áo phao (TB-001)": ("Áo phao", "TB-001"),
    "Áo phao (mã TB-001)": ("Áo phao", "TB-001"), "Áo phao - TB-001": ("Áo phao", "TB-001"), "Áo phao": ("Áo phao", ""), "ST-750": ("ST-750", ""), "Xuồng ST-750": ("Xuồng ST-750", ""),
    "TB-001": ("TB-001", ""),
}  # fmt: skip


@pytest.mark.parametrize(("label", "parts"), CODES.items())
def test_a_code_stands_apart_from_the_name(label: str, parts: tuple[str, str]) -> None:
    assert apart_from_type_code(label) == parts


@pytest.mark.parametrize(
    ("words", "gloss", "says"),
    [
        ("Life jacket", "life jacket", True),
        ("Life jackets", "life jacket", True),
        ("Pump", "water pump", True),
        ("Generator", "generator under 10 kVA", True),
        ("Ring buoy", "life jacket", False),
        ("Life raft", "life jacket", False),
        ("or", "oil or gas", False),
    ],
)
def test_english_words_of_a_type(words: str, gloss: str, says: bool) -> None:
    assert says_gloss(words, gloss) is says


# The name in a list of one commune -> the code that is taken, None where it is asked about.
NAMES: dict[str, str | None] = {
    "Áo phao / Life jacket": "TB-001",
    "Áo phao (Life jacket)": "TB-001",
    "Áo phao\nLife jacket": "TB-001",
    "Máy bơm nước - Water pump": "TB-013",
    "Máy bơm nước / Generator": None,
    "Áo phao / Ring buoy": None,
    "Áo phao (Ring buoy)": None,
    "Thuyền thúng / Coracle": None,  # not the catalogue's word
    "Áo phao / Phao tròn": None,
    "Nhà bạt / Tent": None,
    "TB-001 Áo phao": "TB-001",
    "TB-001 - Áo phao cứu sinh": "TB-001",
    "Áo phao (TB-001)": "TB-001",
    "TB-002 Áo phao": None,
    "TB-006 Nhà bạt": "TB-006",  # of several kinds the code says which
    "TB-999 Áo phao": None,
    "ST-750 Xuồng": "PT-003",  # the size of a boat is no code
    "Xuồng ST-750": "PT-003",
    "TB-001 Máy lọc nước": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_names_in_a_list(name: str, read: Read) -> None:
    head = ["TT", "Tên trang thiết bị", "ĐVT", "Số lượng"]
    found = read([["TRANG THIẾT BỊ XÃ BA VÌ"], head, [1, name, "cái", 20], [2, "Phao bè", "cái", 3]])
    (row,) = (row for row in found.rows if row.cell == "D3")
    assert (row.resource_code if row.status is RowStatus.ACCEPTED else None) == NAMES[name]


FIGURES: list[list[Any]] = [[1, "Xã Ba Gia", 20, 2], [2, "Xã Trà Giang", 30, 1]]
TABLES: dict[str, list[list[Any]]] = {
    "in each head": [["TT / No.", "Đơn vị / Commune", "Áo phao / Life jacket (cái)", "Phao tròn / Ring buoy (cái)"]],
    "on lines of their own": [["No.\nTT", "Đơn vị\nCommune", "Áo phao\nLife jacket\n(cái)", "Phao tròn\nRing buoy (cái)"]],
    "in a row below": [["TT", "Đơn vị", "Áo phao (cái)", "Phao tròn (cái)"], ["No.", "Commune", "Life jacket", "Ring buoy"]],
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_with_english_heads(case: str, read: Read) -> None:
    titles = [["TỔNG HỢP NGUỒN LỰC TẠI CHỖ CÁC XÃ"], ["SUMMARY OF ON-THE-SPOT RESOURCES OF COMMUNES"]]
    found = read([*titles, *TABLES[case], *FIGURES, [None, "Tổng cộng / Total", 50, 3]])
    taken = [(row.resource_code, row.quantity) for row in found.rows if row.status is RowStatus.ACCEPTED]
    assert taken == [("TB-001", 20), ("TB-002", 2), ("TB-001", 30), ("TB-002", 1)]
    assert [check.ok for check in found.checks] == [True, True]


def test_a_head_of_codes_and_names_is_that_of_names(read: Read) -> None:
    head = ["TT", "Mã và tên trang thiết bị", "ĐVT", "Số lượng"]
    found = read([["TRANG THIẾT BỊ XÃ BA VÌ"], head, [1, "TB-001 Áo phao", "cái", 20], [2, "TB-003 Phao bè", "cái", 3]])  # fmt: skip
    assert [row.resource_code for row in found.rows if row.status is RowStatus.ACCEPTED] == [
        "TB-001",
        "TB-003",
    ]
