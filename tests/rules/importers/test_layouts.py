"""The ten layouts of annexes, the old encodings and the spellings of places."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from core.communes.rules import Gazetteer
from core.excel.book import Sheet
from core.excel.legacy import Encoding, to_unicode
from importers.rules.names.places import Era, PlaceCertainty, index_places
from importers.rules.results import Recognition
from inventory.rules.papers.list_sheets import LIST_COLUMNS
from tests.rules.importers.made import typed_in

Read = Callable[..., Recognition]


def taken(found: Recognition) -> list[tuple[str, str | None, str | None, Any]]:
    return [
        (row.cell, row.commune_code, row.resource_code, row.quantity)
        for row in found.rows
        if row.status == "accepted"
    ]


def test_l1_two_level_header_with_merges_and_an_index_row(read: Read) -> None:
    rows = [["TỔNG HỢP 2026"], ["TT", "Đơn vị", "Nhà bạt (bộ)", None, "Áo phao (cái)"], [None, None, "16,5", 60, None],
            ["(1)", "(2)", "(3)", "(4)", "(5)"], [1, "Xã Ba Tô", "02", "-", "1.250"], [None, "Tổng cộng", 2, 0, "1.250"]]  # fmt: skip
    found = read(rows, merges=("C2:D2", "A2:A3", "B2:B3", "E2:E3"))
    assert taken(found) == [
        ("C5", "21523", "TB-005", 2),
        ("D5", "21523", "TB-008", 0),
        ("E5", "21523", "TB-001", 1250),
    ]
    assert [check.ok for check in found.checks] == [True] * 3
    assert found.sheets[0].header_rows == (2, 3)


def test_a_row_of_hxl_tags_below_the_header_is_no_data(read: Read) -> None:
    rows = [["TỔNG HỢP 2026"], ["TT", "Xã", "Loại vật tư", "ĐVT", "Hiện có"], ["#meta+no", "#adm2+name", "#item+name", "#item+unit", "#indicator+num"],
            [1, "Xã Ba Tô", "Áo phao", "cái", 120]]  # fmt: skip
    found = read(rows)
    assert taken(found) == [("E4", "21523", "TB-001", 120)]
    assert found.questions == ()


def test_our_own_list_takes_what_there_is_and_names_the_rest(read: Read) -> None:
    rows = [["XÃ BA TÔ 2026"], [column.title for column in LIST_COLUMNS],
            [1, "Xã Ba Tô", "TB-001", "Áo phao", None, "cái", 120, 5, 20, 10, 105, 30, 2, "UBND xã Ba Tô", "UBND xã", "090•••••••", "Kho xã"]]  # fmt: skip
    found = read(rows)
    assert taken(found) == [("G3", "21523", "TB-001", 120)]
    assert (found.rows[0].broken_quantity, found.rows[0].contact_phones, found.questions) == (5, (), ())
    assert {cell.cell: cell.reason for cell in found.unread} == {
        **dict.fromkeys(("I3", "J3", "L3"), "not_stock_column"),
        "K3": "condition_part",
        "M3": "need_not_stock",
    }


def test_l3_communes_below_their_districts_with_subtotals(read: Read) -> None:
    rows = [["SỐ LIỆU 2022"], ["TT", "Đơn vị", "Áo phao", "Ca nô"], ["I", "Huyện Bình Sơn", 30, 3], [1, "Xã Bình Minh", 10, 1],
            [2, "Xã Bình Châu", 20, 2], ["II", "Thị xã Đức Phổ", 5, 1], [1, "Phường Nguyễn Nghiêm", 5, 1], [None, "Cộng", 35, 4]]  # fmt: skip
    found = read(rows)
    assert [row[1] for row in taken(found)] == ["21085", "21085", "21109", "21109", "21439", "21439"]
    assert [check.ok for check in found.checks] == [True] * 6


def test_l4_one_row_is_one_vehicle(read: Read) -> None:
    rows = [["DANH SÁCH CHỦ PHƯƠNG TIỆN XÃ BA TÔ NĂM 2026"], ["STT", "Loại phương tiện", "Biển kiểm soát", "Tải trọng", "Chủ phương tiện", "SĐT"],
            [1, "Xe tải", "76C-1234", "3,5 tấn", "Nguyễn Văn An", 905123456], [2, "Xe tải", "76C-222", 8, "Cty TNHH X", "0905.123.456; 0914 222 333"],
            [3, "Xe múc", None, None, "nt", "nt"], [4, "Xe tải", None, None, "Lê C", None]]  # fmt: skip
    found = read(rows)
    assert taken(found) == [
        ("B3", "21523", "PT-012", 1),
        ("B4", "21523", "PT-013", 1),
        ("B5", "21523", "PT-020", 1),
    ]
    assert found.rows[0].contact_phones == ("0905123456",)
    assert found.rows[2].contact_phones == ("0905123456", "0914222333")
    assert (found.rows[0].mark, found.rows[1].holder_kind) == ("76C-1234", "firm")
    assert found.rows[3].status == "review"


def test_l6_several_holders_on_one_row(read: Read) -> None:
    rows = [["UBND XÃ LÂN PHONG 2026"], ["TT", "Mặt hàng", "ĐVT", "Xã dự trữ", "Hộ dân", "Cửa hàng cam kết", "Cộng", "Cửa hàng, SĐT"],
            [1, "Gạo", "tấn", "5,5", 32, 10, "47,5", "Đại lý Hòa 0952.118.730"], [2, "Lương khô", "kg", 50, "-", 70, 121, None]]  # fmt: skip
    found = read(rows)
    assert [row[3] for row in taken(found)] == [5500, 32000, 10000, 50, 0, 70]
    assert [check.ok for check in found.checks] == [True, False]
    assert (found.rows[2].holder, found.rows[2].contact_phones) == (
        "Cửa hàng cam kết: Đại lý Hòa",
        ("0952118730",),
    )
    assert found.rows[0].contact_phones == ()


def test_l7_communes_across_with_areas_and_their_sums(read: Read) -> None:
    rows = [["BIỂU 2026"], ["STT", "Danh mục", "ĐVT", "Khu vực Ba Tơ (cũ)", None, None, "Khu vực Sơn Hà (cũ)", None, "Tổng cộng"],
            [None, None, None, "Xã Ba Tơ", "Xã Ba Tô", "Cộng", "Xã Sơn Hạ", "Cộng", None], ["I", "Vật tư"],
            [1, "Áo phao", "cái", 1, 2, 3, 4, 4, 7], [2, "Gạo", "tấn", 0.5, None, 0.5, "-", 0, 0.5]]  # fmt: skip
    found = read(rows, merges=("D2:F2", "G2:H2", "A2:A3", "B2:B3", "C2:C3", "I2:I3"))
    assert [row[1] for row in taken(found)] == ["21484", "21523", "21292", "21484", "21292"]
    assert [check.ok for check in found.checks] == [True] * 6


def test_villages_or_offices_of_one_commune(read: Read) -> None:
    villages = read(
        [
            ["UBND XÃ ĐÔNG SƠN"],
            ["TT", "Thôn", "Áo phao", "Ca nô"],
            [1, "Thôn Phú Quý", 20, 1],
            [2, "Châu Thuận", 12, "-"],
        ]
    )
    assert [(row.commune_code, row.location) for row in villages.rows[::2]] == [
        ("21109", "Thôn Phú Quý"),
        ("21109", "Châu Thuận"),
    ]
    offices = read(
        [
            ["UBND XÃ ĐÔNG SƠN"],
            ["TT", "Đơn vị", "Áo phao", "Ca nô"],
            [1, "Ban CHQS", 20, 1],
            [2, "Trạm y tế", 12, "-"],
        ]
    )
    assert [(row.commune_code, row.holder) for row in offices.rows[::2]] == [
        ("21109", "Ban CHQS"),
        ("21109", "Trạm y tế"),
    ]


def test_several_tables_on_one_sheet(read: Read) -> None:
    head = ["TT", "Danh mục", "ĐVT", "Số lượng"]
    rows = [["BIỂU 2026"], ["XÃ BÌNH MINH"], head, [1, "Áo phao", "cái", 10], [], ["PHƯỜNG SA HUỲNH"], head, [1, "Áo phao", "cái", 20], [None, "Cộng", None, 20]]  # fmt: skip
    found = read(rows)
    assert [(row[1], row[3]) for row in taken(found)] == [("21085", 10), ("21478", 20)]
    assert [check.ok for check in found.checks] == [True]
    beside = read(
        [["XÃ BA TÔ 2026"], [*head, None, *head], [1, "Áo phao", "cái", 10, None, 1, "Gạo", "tấn", 2]]
    )
    assert [row[2] for row in taken(beside)] == ["TB-001", "HC-001"]


def test_communes_as_group_rows_and_as_a_column_filled_once(read: Read) -> None:
    groups = read([["2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"], ["I", "Xã Bình Minh"], [1, "Áo phao", "cái", 1], ["II", "Xã Ba Tô"], [1, "Áo phao", "cái", 2]])  # fmt: skip
    assert [(row[1], row[3]) for row in taken(groups)] == [("21085", 1), ("21523", 2)]
    once = read([["TT", "Xã", "Loại vật tư", "ĐVT", "SL"], [1, "Xã Bình Minh", "Áo phao", "cái", 1], [None, None, "Phao tròn", "nt", 5], [2, "Xã Ba Tô", "Áo phao", "cái", 2]])  # fmt: skip
    assert [(row[1], row[3]) for row in taken(once)] == [("21085", 1), ("21085", 5), ("21523", 2)]


OLD_TEXTS = {
    "tcvn3": [
        "UBND X· §«ng S¬n",
        "Danh môc",
        "Sè l­îng",
        "M¸y c­a xÝch",
        "¸o phao",
        "Rä thÐp",
        "bé",
        "Ghi chó",
        "Tæng céng",
    ],
    "vni": [
        "UBND XAÕ ÑOÂNG SÔN",
        "Danh muïc",
        "Soá löôïng",
        "Maùy cöa xích",
        "AÙo phao",
        "Roï theùp",
        "boä",
        "Ghi chuù",
        "Toång coäng",
    ],
}


@pytest.mark.parametrize("font", ["made for it", "Times New Roman"])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_l9_old_encodings_by_font_or_by_words(
    read: Read, sheet: Callable[..., Sheet], encoding: str, font: str
) -> None:
    head, items, amount, saw, vest, basket, unit, note, total = OLD_TEXTS[encoding]
    name = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[encoding] if font == "made for it" else font
    made = sheet("S", [[head], ["TT", items, "§VT" if encoding == "tcvn3" else "ÑVT", amount, note], [1, saw, unit, 2], [2, vest, "", 3], [3, basket, "", 4], [None, total, None, 9]], font=name)  # fmt: skip
    found = read(made)
    assert found.sheets[0].encoding == encoding
    assert [(row[1], row[2]) for row in taken(found)] == [
        ("21109", "TB-016"),
        ("21109", "TB-001"),
        ("21109", "VT-002"),
    ]
    assert [check.ok for check in found.checks] == [True]
    assert found.sheets[0].samples


def test_unicode_cells_are_never_converted(read: Read, sheet: Callable[..., Sheet]) -> None:
    made = sheet(
        "S",
        [["XÃ BA TÔ"], ["TT", "Danh mục", "Số lượng"], [1, "Rọ thép", 2], [2, "Áo phao", 3]],
        font=".VnTime",
    )
    found = read(made)
    assert found.sheets[0].encoding == "unicode"
    assert [row[2] for row in taken(found)] == ["VT-002", "TB-001"]


TABLE = [
    (Encoding.TCVN3, "Ng\u00adêi phô tr¸ch (sè ®iÖn tho¹i)", "Người phụ trách (số điện thoại)"),
    (Encoding.TCVN3, "§Æc khu Lý S¬n", "Đặc khu Lý Sơn"),
    (Encoding.VNI, "Daân quaân cô ñoäng", "Dân quân cơ động"),
    (Encoding.VNI, "Ñaëc khu Lyù Sôn", "Đặc khu Lý Sơn"),
    (Encoding.VPS, "ñÖn vÎ tính, sÓ lÜ®ng", "Đơn vị tính, số lượng"),
    (Encoding.VPS, "Máy phát Çi\x8cn", "Máy phát điện"),
    (Encoding.VISCII, "Ð\xbdn v\xb8 tính, s\xaf l\xdf\xfeng", "Đơn vị tính, số lượng"),
    (Encoding.UNICODE, unicodedata.normalize("NFD", "Máy phát điện"), "Máy phát điện"),
    (Encoding.TCVN3, "Ngọk Réo", "Ngọk Réo"),
]


@pytest.mark.parametrize(("encoding", "stored", "text"), TABLE)
def test_tables_of_the_old_encodings(encoding: Encoding, stored: str, text: str) -> None:
    assert to_unicode(stored, encoding) == text


PLACES = [
    ("Xã Bình Minh", Era.NEW, "", "21085"), ("P. Trà Câu", Era.NEW, "", "21451"), ("XÃ NGHĨA HÀNH", Era.UNKNOWN, "", "21364"),
    ("Xã Ba Tơ", Era.NEW, "", "21484"), ("Xã Ba Tô", Era.NEW, "", "21523"), ("Xã Sơn Hạ", Era.NEW, "", "21292"), ("ĐK. Lý Sơn", Era.NEW, "", "21548"),
    ("TT. Châu Ổ", Era.OLD, "", "21040"), ("xã Ngọc Réo", Era.NEW, "", "23515"), ("Xã Đắk Hà", Era.NEW, "", "23500"), ("xa Dak Ha", Era.NEW, "", "23500"),
    ("Phường Nguyễn Nghiêm", Era.OLD, "Thị xã Đức Phổ", "21439"), ("Phường Nguyễn Nghiêm", Era.OLD, "Thành phố Quảng Ngãi", "21025"),
    ("Xa Binh Minh", Era.NEW, "", "21085"), ("Pờ Y", Era.UNKNOWN, "", "23377"), ("Xã Bình Châu (cũ)", Era.UNKNOWN, "", "21109"),
    ("UBND xã Đông Sơn", Era.NEW, "", "21109"), ("Phường Phổ Văn, TX Đức Phổ", Era.UNKNOWN, "", "21451"),
    ("Xã ĐăkPék", Era.NEW, "", "23341"), ("Xã ĐắkRve", Era.NEW, "", "23479"), ("Đăk R've", Era.NEW, "", "23479"), ("xã Yaly", Era.NEW, "", "23548"),
    ("IaTơi", Era.UNKNOWN, "", "23538"), ("XãNgọcRéo", Era.NEW, "", "23515"), ("BaTơ", Era.NEW, "", "21484"), ("BaTô", Era.NEW, "", "21523"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "era", "district", "code"), PLACES)
def test_places_as_they_are_written(
    gazetteer: Gazetteer, text: str, era: Era, district: str, code: str
) -> None:
    assert index_places(gazetteer).match(text, era, district).code == code


OPEN_PLACES = [
    ("Xa Ba To", Era.NEW, PlaceCertainty.AMBIGUOUS), ("Xã Trà Bùi", Era.OLD, PlaceCertainty.AMBIGUOUS), ("Xã Nghĩa Hạnh", Era.NEW, PlaceCertainty.SIMILAR),
    ("P. Nguyễn Nghiêm", Era.OLD, PlaceCertainty.AMBIGUOUS), ("Xã Sa Huỳnh", Era.NEW, PlaceCertainty.SIMILAR), ("Xã Đăk Hà", Era.UNKNOWN, PlaceCertainty.AMBIGUOUS),
    ("Thôn 2", Era.NEW, PlaceCertainty.UNKNOWN), ("Tổng cộng", Era.NEW, PlaceCertainty.UNKNOWN),
    ("Xa SonHa", Era.NEW, PlaceCertainty.SIMILAR), ("ĐăkHà", Era.UNKNOWN, PlaceCertainty.AMBIGUOUS), ("Xã Ba", Era.NEW, PlaceCertainty.UNKNOWN), ("Phường BaTơ", Era.NEW, PlaceCertainty.SIMILAR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "era", "certainty"), OPEN_PLACES)
def test_places_that_are_asked(gazetteer: Gazetteer, text: str, era: Era, certainty: PlaceCertainty) -> None:
    match = index_places(gazetteer).match(text, era)
    assert match.certainty is certainty
    assert match.code is None


def test_every_commune_of_today_and_before_is_known_by_its_own_name(gazetteer: Gazetteer) -> None:
    index = index_places(gazetteer)
    assert all(index.match(commune.title, Era.NEW).code == commune.code for commune in gazetteer.communes)
    split = {old.name for old in gazetteer.old_communes if not old.whole}
    whole = [old for old in gazetteer.old_communes if old.name and old.name not in split]
    assert all(index.match(old.name, Era.OLD, old.old_district).code == old.new_code for old in whole)


def test_an_unsure_encoding_is_asked_with_how_each_would_read(read: Read) -> None:
    name, unit = (typed_in(text, Encoding.VPS) for text in ("Áo phao cứu sinh", "cái"))
    typed = [["XA BA TO 2026"], ["TT", "Danh muc", "DVT", "So luong"], [1, name, unit, 9]]
    question = next(asked for asked in read(typed).questions if asked.kind == "encoding")
    labels = {candidate.value: candidate.label for candidate in question.candidates}
    assert labels["vps"] == "Áo phao cứu sinh · cái"
    assert labels["tcvn3"] != labels["vps"]
